"""Every preview of a project: what is kept from before is used again, the rest is made by many processes."""

import datetime
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

import rettesnor
from rettesnor.checking.processes import end_with_parent
from rettesnor.checking.results import digest
from rettesnor.model import Case, Channel, Letter, Record
from rettesnor.model.project import Project
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import (
    CHANNELS,
    CasePreviews,
    Preview,
    all_letters,
    deadlines,
    preview,
    sent,
    snippet_texts,
)

KEPT = ".rettesnor/preview/kept"
MAX_KEPT = 20_000
# A process costs about as much to start as it takes to make this many previews.
WORTH_A_PROCESS = 40
Progress = Callable[[int, int], None]


class Wanted(NamedTuple):
    """One case of one letter in one channel."""

    letter: Letter
    case: Case
    channel: Channel


class Kept(Record, frozen=True, kw_only=True):
    """A preview as it is kept: good while the snippets and the last days it asked for are what they were."""

    made: Preview
    snippets: dict[str, str]


def wanted(
    letters: Sequence[Letter], *, case: str | None = None, channel: str | None = None
) -> tuple[Wanted, ...]:
    """Every case of these letters in every channel that the letter is sent in, or only those of that name."""
    return tuple(
        Wanted(letter, each, name)
        for letter in letters
        for each in letter.cases
        for name in CHANNELS
        if case in (None, each.name)
        and (name in letter.head.channels if channel is None else name == channel)
    )


def previews(
    root: Path,
    project: Project,
    asked: Sequence[Wanted],
    *,
    day: datetime.date,
    jobs: int | None = None,
    progress: Progress = lambda done, of: None,
) -> Iterator[tuple[Wanted, Preview]]:
    """The previews of `asked`, in order, sent on `day`, or on its first day where a letter holds from a later one."""
    shelf = _Shelf(root / KEPT, project, day)
    kept = [shelf.get(each) for each in asked]
    new = [each for each, known in zip(asked, kept, strict=True) if known is None]
    made = _made(project, new, day, jobs)
    for number, (each, known) in enumerate(zip(asked, kept, strict=True), 1):
        found = known
        if found is None:
            found = next(made)
            shelf.put(each, found)
        progress(number, len(asked))
        yield each, found
    if new:
        shelf.prune()


def _made(
    project: Project, asked: Sequence[Wanted], day: datetime.date, jobs: int | None
) -> Iterator[Preview]:
    workers = min(jobs or os.cpu_count() or 1, len(asked) // WORTH_A_PROCESS)
    if workers < 2:
        with Filler() as filler:
            for each in asked:
                yield preview(*each, project=project, filler=filler, day=sent(each.letter, day))
        return
    # Imported here: one letter needs no processes.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    places = {letter.path: number for number, letter in enumerate(all_letters(project))}
    work = [(places[each.letter.path], each.letter.cases.index(each.case), each.channel) for each in asked]
    context = get_context("forkserver")
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(project, day)) as pool:
        yield from pool.map(_work, work, chunksize=max(1, min(16, len(work) // (workers * 4))))


class _Work(NamedTuple):
    project: Project
    filler: Filler
    day: datetime.date


_given: list[_Work] = []  # in a worker process: what it was given once, for every preview


def _start(project: Project, day: datetime.date) -> None:
    end_with_parent()
    _given[:] = [_Work(project, Filler(), day)]


def _work(place: tuple[int, int, Channel]) -> Preview:
    project, filler, day = _given[0]
    letter, channel = all_letters(project)[place[0]], place[2]
    case = letter.cases[place[1]]
    return preview(letter, case, channel, project=project, filler=filler, day=sent(letter, day))


class _Shelf:
    """A folder of previews by what they were made from. Deleting it costs only time."""

    def __init__(self, folder: Path, project: Project, day: datetime.date) -> None:
        self._folder = folder
        self._day, self._project = day, project
        self._snippets = {name: digest(text) for name, text in snippet_texts(project).items()}
        shared = (project.organisation, project.channels, project.print_layout)
        self._shared = digest(_code(), msgspec.json.encode(shared).decode())
        self._known: dict[tuple[Channel, datetime.date], dict[str, datetime.date | None]] = {}

    def get(self, each: Wanted) -> Preview | None:
        try:
            kept = msgspec.msgpack.decode(self._path(each).read_bytes(), type=Kept)
        except (OSError, msgspec.MsgspecError):
            return None
        return (
            kept.made if kept.snippets == self._asked(kept.made) and self._in_time(each, kept.made) else None
        )

    def put(self, each: Wanted, made: Preview) -> None:
        """Keep a preview. A full disk or a folder that cannot be written only means that nothing is kept."""
        path = self._path(each)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(msgspec.msgpack.encode(Kept(made=made, snippets=self._asked(made))))
            Path(file.name).replace(path)
        except OSError:
            return

    def prune(self) -> None:
        """Forget the oldest half when there are too many."""
        files = sorted(self._folder.glob("*/*"), key=lambda path: path.stat().st_mtime)
        for path in files[: len(files) // 2] if len(files) > MAX_KEPT else ():
            path.unlink(missing_ok=True)

    def _in_time(self, each: Wanted, made: Preview) -> bool:
        """Whether the last days that the letter was told are those of a letter that is sent on this day."""
        if not made.deadlines:
            return True
        key = each.channel, sent(each.letter, self._day)
        if key not in self._known:
            self._known[key] = deadlines(self._project, *key)
        return made.deadlines == {name: self._known[key].get(name) for name in made.deadlines}

    def _asked(self, made: Preview) -> dict[str, str]:
        return {name: self._snippets.get(name, "") for name in made.included}

    def _path(self, each: Wanted) -> Path:
        values = msgspec.json.encode(each.case.values, enc_hook=str).decode()
        key = digest(self._shared, each.letter.source, each.letter.id, values, each.channel)
        return self._folder / key[:2] / key


def _code() -> str:
    """A name for the code that makes previews: when it changes, all are made anew."""
    package = Path(rettesnor.__file__).parent
    files = (
        *(package / "preview").rglob("*.*"),
        package / "danish/values.py",
        package / "law/deadlines.py",
        package / "model/channels.py",
    )
    stamps = [(path, path.stat()) for path in sorted(files) if path.suffix in (".py", ".ttf")]
    return digest(*(f"{path.name} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stamps))


def all_previews(root: Path, project: Project, *, day: datetime.date) -> tuple[CasePreviews, ...]:
    """Every case of every letter in every channel, coming editions too, for the portal."""
    found = previews(root, project, wanted(all_letters(project)), day=day)
    return tuple(
        CasePreviews(letter=letter.path, case=case.name, channels=channels)
        for letter, case, channels in by_case(found)
    )


def by_case(
    found: Iterator[tuple[Wanted, Preview]],
) -> Iterator[tuple[Letter, Case, dict[Channel, Preview]]]:
    """The previews of each case together."""
    for _, group in groupby(found, key=lambda pair: (pair[0].letter.path, pair[0].case.name)):
        pairs = list(group)
        first = pairs[0][0]
        yield first.letter, first.case, {each.channel: made for each, made in pairs}
