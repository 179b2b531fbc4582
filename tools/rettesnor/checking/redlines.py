"""A letter against an earlier version of itself: every case as its reader got it then, and gets it now."""

import datetime
from collections.abc import Callable, Iterator, Mapping

import msgspec

from rettesnor.letter.template import parse
from rettesnor.load.letters import CaseFile, letter_from
from rettesnor.model import Case, Channel, ContentError, Field, Letter, Record, Snippet, SnippetHead
from rettesnor.model.project import Project
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import CHANNELS, fill, preview
from rettesnor.preview.pages import PagePair
from rettesnor.preview.redline import Redline, redline
from rettesnor.yamltext import convert, read, split_front_matter

FileThen = Callable[[str], bytes | None]


class Then(Record, frozen=True, kw_only=True):
    """A letter as it stood, with today's cases, and the project with the snippets of that day."""

    letter: Letter
    project: Project
    values: dict[str, dict[str, object]]


class CaseRedline(Record, frozen=True, kw_only=True):
    """One case against before: its text, the pages of its PDF that changed, or why it cannot be shown."""

    case: str
    title: str
    text: Redline | None = None
    pages: tuple[PagePair, ...] = ()
    error: str | None = None


def letter_then(letter: Letter, project: Project, at: FileThen, *, path: str | None = None) -> Then | None:
    """The letter as `at` gives its files, where it lay at `path` then; None where it was not there, or was no text.

    `at` gives a file by its path in the root, as it stood then.
    """
    path = path or letter.path
    source = _text(at(path))
    if source is None:
        return None
    old = letter_from(source, path=path, cases=letter.cases)
    snippets = _SnippetsThen(at)
    included = parse(source, path=path, snippets=snippets).snippets
    folder = path.rpartition("/")[0]
    return Then(
        letter=old,
        project=msgspec.structs.replace(
            project, snippets=tuple(_snippet(name, snippets[name]) for name in included)
        ),
        values={case.name: _values(at(f"{folder}/cases/{case.name}.yml")) for case in letter.cases},
    )


def redlines(
    letter: Letter, project: Project, then: Then, *, day: datetime.date, case: str | None = None
) -> Iterator[CaseRedline]:
    """Every case of the letter, or the one called `case`, as it would have been sent on `day` before and now.

    Both versions are filled in with the values of today, so that what differs is what was written differently.
    A field that is gone keeps the value that it had in the case, or its example.
    """
    with Filler() as filler:
        for each in letter.cases:
            if case in (None, each.name):
                yield _redline(letter, each, project, then, filler, day)


def _redline(
    letter: Letter, case: Case, project: Project, then: Then, filler: Filler, day: datetime.date
) -> CaseRedline:
    before = msgspec.structs.replace(case, values=dict(_values_then(case, letter, then)))
    title = case.about.strip().rstrip(".") or case.name
    channel = _channel(letter)
    old = fill(then.letter, before, channel, project=then.project, filler=filler, day=day)
    new = fill(letter, case, channel, project=project, filler=filler, day=day)
    errors = [*([f"Den gamle udgave: {old.error}"] if old.error else []), *([new.error] if new.error else [])]
    if errors:
        return CaseRedline(case=case.name, title=title, error=" ".join(errors))
    pages: tuple[PagePair, ...] = ()
    text = redline(old.tokens, new.tokens)
    if "papir" in letter.head.channels and text.changed:
        was = preview(then.letter, before, "papir", project=then.project, filler=filler, day=day)
        now = preview(letter, case, "papir", project=project, filler=filler, day=day)
        if was.content and now.content:
            footer = project.print_layout.margin_bottom
            pages = filler.compared(was.content, now.content, footer=footer)
    return CaseRedline(case=case.name, title=title, text=text, pages=pages)


def _channel(letter: Letter) -> Channel:
    """The first channel that the letter is sent in."""
    return min(CHANNELS, key=lambda name: name not in letter.head.channels)


def _values_then(case: Case, letter: Letter, then: Then) -> Iterator[tuple[str, object]]:
    now = {field.name: field for field in letter.head.fields}
    known = then.values[case.name]
    for field in then.letter.head.fields:
        today = now.get(field.name)
        if field.name in case.values and today is not None and _holds(field, today, case.values[field.name]):
            yield field.name, case.values[field.name]
        else:
            yield field.name, known.get(field.name, field.example)


def _holds(then: Field, today: Field, value: object) -> bool:
    """Whether a value of today fits the field as it was."""
    return then.type == today.type and (not then.choices or str(value) in then.choices)


def _values(case: bytes | None) -> dict[str, object]:
    text = _text(case)
    if text is None:
        return {}
    try:
        return convert(read(text, path=""), CaseFile, path="").values
    except ContentError:
        return {}


def _text(content: bytes | None) -> str | None:
    try:
        return None if content is None else content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _snippet(name: str, source: str) -> Snippet:
    start = split_front_matter(source).body_start
    return Snippet(
        id=f"content/{name}".removesuffix(".md"),
        path=f"content/{name}",
        head=SnippetHead(),
        source=source,
        body_start=start,
    )


class _SnippetsThen(Mapping[str, str]):
    """The snippets that a letter included, read when it asks for them."""

    def __init__(self, at: FileThen) -> None:
        self._at = at

    def __getitem__(self, name: str) -> str:
        found = _text(self._at(f"content/{name}")) if name.endswith(".md") and ".." not in name else None
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
