"""Texts while somebody writes them: checked, measured, spelt and shown as letters, without touching their files.

What this needs of the root is kept ready in this process, and read again when a file behind it changes.
"""

import datetime
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from typing import Literal, NamedTuple

from rettesnor.checking.data_files import data_problems
from rettesnor.checking.kept import Job
from rettesnor.checking.one import lint_with
from rettesnor.checking.results import Results
from rettesnor.checking.standard import CACHE, Loaded, standard_key
from rettesnor.checking.targets import Kind, Target
from rettesnor.danish.spelling import strangers, suggestions
from rettesnor.letter.blocks import Block
from rettesnor.letter.finished import finished_blocks
from rettesnor.letter.page import without_anchors
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.lint.letter import Result, lint_blocks, lint_letter
from rettesnor.lint.standard import Standard
from rettesnor.lint.text_figures import TextReport, text_report
from rettesnor.load.letters import letter_from, read_cases
from rettesnor.load.reader import UNNAMED, Reader
from rettesnor.load.snippets import Snippets
from rettesnor.model import Case, Channel, ContentError, Field, Letter, Organisation, Record, Settings
from rettesnor.model.channels import ChannelLimits, PrintLayout
from rettesnor.model.deadlines import DeadlineData
from rettesnor.model.own_words import OwnWords
from rettesnor.model.project import Project
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import Preview, preview

Form = Literal["letter", "text", "html"]
LOOK_AGAIN_S = 2.0
FILLERS = 2
_NAMED = ("content/systems", "content/forms", "content/contacts", "content/glossary")
_WORD = re.compile(r"[^\W\d_]{3,}")
_EXAMPLES: dict[str | None, object] = {
    "date": datetime.date(2026, 12, 10), "time": "10.15", "number": 2, "money": 1000, "boolean": True,
    "list": ["det første", "det andet"],
}  # fmt: skip


class Misspelt(Record, frozen=True, kw_only=True):
    """A word that no dictionary knows, where it stands, and known words near it."""

    start: int
    end: int
    word: str
    suggestions: tuple[str, ...]


class Written(NamedTuple):
    """What is found in a text, and its figures. `fields` are those that its front matter declares."""

    result: Result
    figures: TextReport
    fields: tuple[Field, ...]


class _Ready(NamedTuple):
    """The root as it was when `key` was made."""

    key: str
    job: Job
    project: Project
    own: frozenset[str]
    used: Counter[str]


class Desk:
    """The texts of one root. May be called from several threads at once; `close` ends the processes that run Jinja."""

    def __init__(
        self, root: Path, *, today: Callable[[], datetime.date] = datetime.date.today, fillers: int = FILLERS
    ) -> None:
        self._root, self._today = root, today
        self._lock = threading.Lock()
        self._ready: _Ready | None = None
        self._looked = float("-inf")
        self._fillers: LifoQueue[Filler] = LifoQueue()
        for _ in range(fillers):
            self._fillers.put(Filler())

    def close(self) -> None:
        while not self._fillers.empty():
            self._fillers.get_nowait().close()

    @property
    def standard(self) -> Standard:
        """What texts are held against today. Raises ContentError where a rule is faulty."""
        return self._now().job.loaded.standard

    @property
    def today(self) -> datetime.date:
        return self._today()

    @property
    def project(self) -> Project:
        """What previews need of the root: who sends, shared texts, deadlines, channels and paper."""
        return self._now().project

    def check(self, path: str, text: str) -> Written:
        """Everything that is wrong with a text as the file at `path`. Raises ContentError where a rule is faulty."""
        ready = self._now()
        letter = self._letter(path, text)
        kind = kind_of(path)
        if kind == "unreadable":
            return Written(Result(data_problems(path, text)), text_report((), text, path), ())
        made = lint_with(ready.job, Target(self._root / path, path, kind), letter, Snippets(self._root))
        return Written(made, text_report(made.blocks, text, path), letter.head.fields)

    def judged(
        self, text: str, *, name: str, form: Form, values: Mapping[str, Mapping[str, object]]
    ) -> Result:
        """What is wrong with somebody else's text: a template with the values of its cases, or a finished letter."""
        standard, day = self.standard, self._today()
        if form != "letter":
            blocks = finished_blocks(text, path=name, html=form == "html")
            return lint_blocks(blocks, standard, path=name, source=text, day=day)
        cases = tuple(Case(name=each, path=name, values=dict(given)) for each, given in values.items())
        letter = letter_from(text, path=name, cases=cases)
        return lint_letter(letter, standard, snippets=Snippets(self._root), missing_links=(), day=day)

    def spelling(self, path: str, text: str) -> tuple[Misspelt, ...]:
        """The words of a text that no dictionary knows, each place once."""
        ready = self._now()
        kind = kind_of(path)
        if kind == "unreadable":
            return ()
        letter = self._letter(path, text)
        found: dict[tuple[int, int], Misspelt] = {}
        for block in _blocks(letter, kind, Snippets(self._root)):
            if block.kind == "code":
                continue
            for start, end in strangers(block.text, ready.own):
                where, span = block.span(start, end)
                word = block.text[start:end]
                if where != path or text[span.start : span.end] != word:
                    continue
                near = suggestions(word, ready.used, ready.own)
                found[span.start, span.end] = Misspelt(
                    start=span.start, end=span.end, word=word, suggestions=near
                )
        return tuple(found[place] for place in sorted(found))

    def cases(self, path: str) -> tuple[Case, ...]:
        """The examples beside a letter's file."""
        return (
            read_cases(self._root, (self._root / path).parent, path)[0] if kind_of(path) == "letter" else ()
        )

    def preview(self, path: str, text: str, case: str, channel: Channel) -> Preview:
        """The letter as the reader of one of its cases gets it; without such a case, with its fields' examples."""
        letter = self._letter(path, text)
        named = next((each for each in letter.cases if each.name == case), None)
        return self.filled(letter, named or example(letter), channel)

    def filled(self, letter: Letter, case: Case, channel: Channel) -> Preview:
        """The letter with these values, sent today."""
        project = self.project
        with self._filler() as filler:
            return preview(letter, case, channel, project=project, filler=filler, day=self._today())

    def pages(self, paper: Preview, *, most: int) -> tuple[bytes, ...]:
        """Pictures (PNG) of the first pages of a letter on paper."""
        if not paper.content:
            return ()
        rest = range(1, min(paper.pages, most))
        with self._filler() as filler:
            return (paper.picture, *(filler.drawn(paper.content, rest) if rest else ()))

    def _letter(self, path: str, text: str) -> Letter:
        return letter_from(text, path=path, cases=self.cases(path))

    def _now(self) -> _Ready:
        with self._lock:
            waited = time.monotonic() - self._looked
            if self._ready is not None and waited < LOOK_AGAIN_S:
                return self._ready
            day = self._today()
            key = f"{standard_key(self._root, day)} {_stamps(self._root)}"
            if self._ready is None or self._ready.key != key:
                self._ready = self._read(key, day)
            self._looked = time.monotonic()
            return self._ready

    def _read(self, key: str, day: datetime.date) -> _Ready:
        """The root anew; where a rule has become faulty, the rules as they were before."""
        loaded = Loaded(self._root, day)
        try:
            _ = loaded.standard
        except ContentError:  # told by whoever asks for the standard when there was none before
            loaded = self._ready.job.loaded if self._ready else loaded
        reader = Reader(self._root)
        project = Project(
            organisation=reader.one("content/organisation.yml", Organisation, UNNAMED),
            settings=reader.one("content/settings.yml", Settings, Settings()),
            snippets=reader.snippets(),
            deadlines=reader.one("content/deadlines.yml", DeadlineData, DeadlineData()),
            channels=reader.one("content/channels.yml", tuple[ChannelLimits, ...], ()),
            print_layouts=reader.entries("content/print", PrintLayout),
        )
        listed = reader.one("content/words.yml", OwnWords, OwnWords()).words
        own = {word.lower() for word in listed}
        for folder in _NAMED:
            for file in reader.texts(folder, ".yml"):
                names = re.search(r"^(?:name|term|short_name):(.*)", file.text, re.MULTILINE)
                own |= {word.lower() for word in _WORD.findall(names[1])} if names else set()
        used = Counter(word for file in self._sources(reader) for word in _WORD.findall(file.lower()))
        job = Job(self._root, loaded, Results(self._root / CACHE / "results"), day)
        return _Ready(key, job, project, frozenset(own), used)

    def _sources(self, reader: Reader) -> Iterator[str]:
        yield from (file.text for file in reader.texts("procedures", ".md"))
        for path in sorted((self._root / "letter_templates").glob("*/letter.md")):
            yield path.read_text(encoding="utf-8", errors="replace")

    @contextmanager
    def _filler(self) -> Generator[Filler]:
        filler = self._fillers.get()
        try:
            yield filler
        finally:
            self._fillers.put(filler)


def kind_of(path: str) -> Kind:
    """How the file at a path in the root is read; data files are »unreadable« to the linter."""
    if path.startswith("procedures/") and path.endswith(".md"):
        return "procedure"
    if path.startswith("content/snippets/") and path.endswith(".md"):
        return "snippet"
    return "letter" if path.startswith("letter_templates/") and path.endswith("/letter.md") else "unreadable"


def example(letter: Letter) -> Case:
    """A case of the examples that the letter's fields give."""
    values = {
        field.name: field.example
        if field.example is not None
        else (field.choices[0] if field.choices else _EXAMPLES.get(field.type, field.label or field.name))
        for field in letter.head.fields
    }
    return Case(name="", path=letter.path, values=values)


def _blocks(letter: Letter, kind: Kind, snippets: Snippets) -> tuple[Block, ...]:
    """What readers of the text may get, block by block."""
    if kind == "procedure":
        return readings(parse(without_anchors(letter.source), path=letter.path, snippets={}), ()).blocks
    template = parse(letter.source, path=letter.path, snippets=snippets)
    return readings(template, letter.head.fields, letter.cases).blocks


def _stamps(root: Path) -> str:
    """What previews and spelling depend on besides the standard."""
    names = ("organisation.yml", "settings.yml", "channels.yml", "words.yml", "snippets", "print")
    found: list[str] = []
    for name in names:
        start = root / "content" / name
        for path in [start] if start.is_file() else sorted(start.rglob("*.*")):
            stat = path.stat()
            found.append(f"{path.name} {stat.st_size} {stat.st_mtime_ns}")
    return " ".join(found)
