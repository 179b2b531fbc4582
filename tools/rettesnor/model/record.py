"""What all our data share: frozen records, spans, and problems that an author can mend."""

from typing import Literal

import msgspec

from rettesnor.model.visible import visible


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Frozen, keyword-only data; a key that no field has is an error when decoded."""


class Span(msgspec.Struct, frozen=True, order=True):
    """Half-open range of Unicode code points in the file as stored (front matter and BOM included)."""

    start: int
    end: int


class Problem(Record, frozen=True, kw_only=True, order=True):
    """Something in the content that a person must mend: where, what is wrong (quoted) and what to do, in Danish.

    `line` is 0 where `path` is no file with lines (an option of a command).
    """

    path: str
    line: int = 1
    message: str

    def __str__(self) -> str:
        line = f"{self.line}: " if self.line else " "
        return visible(f"{self.path}:{line}{self.message}")


class Fault(Record, frozen=True, kw_only=True):
    """Something wrong in a letter at exact words, which never stops the rest of it from being checked.

    `rule` is a short stable name (»syntax«, »unknown-filter«); with `whole` False a part of the letter could not be
    read because of it, and the letter belongs in `incomplete`. `message` is Danish.
    """

    path: str
    span: Span
    rule: str
    group: Literal["template", "metadata"]
    message: str
    whole: bool = True


class ContentError(Exception):
    """Content that cannot be used as it stands; carries every problem found, not only the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
