"""A finished letter on its way from the archive to the examiner, and what the examiner says of many."""

import datetime
from collections.abc import Callable
from typing import Literal, NamedTuple

Form = Literal["txt", "html", "docx", "pdf"]
MAX_LETTER = 20_000_000  # bytes, as Word documents elsewhere
TOO_LARGE = f"Filen fylder over {MAX_LETTER // 1_000_000} MB. Det er for meget til et brev."
FORMS: dict[str, Form] = {".txt": "txt", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf"}


class Details(NamedTuple):
    """What the archive knows about a letter besides its text; empty and None where it does not say."""

    template: str = ""
    unit: str = ""
    sent: datetime.date | None = None
    kind: str = ""


class Unreadable(Exception):
    """One letter that cannot be read, and why in Danish. It is listed, and the others go on."""


class Entry(NamedTuple):
    """A letter where it lies: `load` gives its bytes, or raises Unreadable. `mark` changes when the letter does."""

    name: str
    form: Form
    details: Details
    size: int
    mark: str
    load: Callable[[], bytes]


class Sent(NamedTuple):
    """A letter taken out of the archive; `fault` says why it has no text."""

    number: int
    name: str
    form: Form
    details: Details
    data: bytes
    fault: str = ""


class Chunk(NamedTuple):
    """Letters that are examined together. `digest` changes when one of them does."""

    number: int
    digest: str
    letters: tuple[Sent, ...]


class Group(NamedTuple):
    """What letters are counted by; `month` is »2026-11«, empty without a date."""

    template: str
    unit: str
    month: str


class Seen(NamedTuple):
    """How many letters of a group: all, with an error, with none or only advice, without a date, without a kind."""

    letters: int = 0
    with_error: int = 0
    clean: int = 0
    undated: int = 0
    kindless: int = 0


class Told(NamedTuple):
    """How many letters a rule speaks of, and how many times."""

    letters: int = 0
    findings: int = 0


class Quoted(NamedTuple):
    """In how many letters the same words were found, and the first of them. The words themselves stay behind."""

    letters: int
    first: int


class Unread(NamedTuple):
    """A letter that could not be read, and why."""

    number: int
    name: str
    reason: str


class Tally(NamedTuple):
    """What some letters give: only counts, and digests of the words found. Tallies can be added in any order."""

    seen: dict[Group, Seen]
    told: dict[tuple[Group, str, str], Told]  # by group, rule and severity
    quoted: dict[tuple[str, str, bytes], Quoted]  # by template, rule and digest of the words
    unread: tuple[Unread, ...] = ()
