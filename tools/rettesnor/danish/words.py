"""A text as words: what a reader sees, with the way back to the characters it was made from."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from rettesnor.model import VALUE

# Characters that show nothing inside a word: soft hyphen, zero-width space and (non-)joiners, word joiner, BOM.
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
# A word, an unknown value, or a number; hyphens and apostrophes hold a word together.
TOKEN = re.compile(rf"{VALUE}|[^\W_]+(?:[-‑'’][^\W_]+)*")
# What stands between spaces and holds a letter, a digit or a value counts as one word.
COUNTED = re.compile(rf"[^\W_]|{VALUE}")
# Every repetition before the telling character is bounded, so that a long line without spaces costs no more.
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:dk|com|org|net|eu)\b(?:/\S*)?"
)


NEAR = 20


class Offsets(NamedTuple):
    """The way back from a shortened text: from `starts[n]` on, a place lies `shifts[n]` further on in the original."""

    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span; what was left out inside it is in it, what was left out around it is not."""
        return self._place(start), self._place(end - 1) + 1 if end > start else self._place(start)

    def _place(self, place: int) -> int:
        return place + self.shifts[bisect_right(self.starts, place) - 1]


def shortened(text: str, pattern: re.Pattern[str], put: str = "") -> tuple[str, Offsets | None]:
    """The text with every match of `pattern` replaced by `put` (at most one character), and the way back."""
    if not pattern.search(text):
        return text, None
    gaps = [match.span() for match in pattern.finditer(text)]
    shifts = tuple(accumulate(end - start - len(put) for start, end in gaps))
    starts = tuple(end - shift for (_, end), shift in zip(gaps, shifts, strict=True))
    return pattern.sub(put, text), Offsets((0, *starts), (0, *shifts))


class Prose:
    """One block of text, cut into words once for all checks. Offsets are in `text`; `back` leads to the original."""

    __slots__ = ("_addresses", "back", "ends", "lower", "starts", "text", "words")

    def __init__(self, original: str) -> None:
        self.text, self.back = shortened(original, INVISIBLE)
        lower = self.text.lower()
        # A few letters outside Danish grow when made small; keep every place in step.
        self.lower = lower if len(lower) == len(self.text) else "".join(c.lower()[0] for c in self.text)
        found = list(TOKEN.finditer(self.lower))
        self.words = [match[0] for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        self._addresses: tuple[tuple[int, int], ...] | None = None

    def between(self, first: int, second: int) -> str:
        """What stands between two words (their numbers), nothing of the words themselves."""
        return self.text[self.ends[first] : self.starts[second]]

    def raw(self, number: int) -> str:
        """A word as written."""
        return self.text[self.starts[number] : self.ends[number]]

    def before(self, start: int) -> str:
        """What stands just before a place, enough to see whether a sentence begins there."""
        return self.text[max(0, start - NEAR) : start]

    def in_address(self, start: int, end: int) -> bool:
        """Whether the span lies in a web or mail address, which is no text."""
        return any(first <= start and end <= last for first, last in self._found_addresses())

    def address(self, start: int, end: int) -> tuple[int, int]:
        """The whole address that the span lies in; the span itself where it lies in none."""
        around = (span for span in self._found_addresses() if span[0] <= start and end <= span[1])
        return next(around, (start, end))

    def _found_addresses(self) -> tuple[tuple[int, int], ...]:
        if self._addresses is None:
            text = self.lower
            some = "@" in text or "://" in text or "www." in text or ".dk" in text or ".com" in text
            found = ADDRESS.finditer(text) if some else ()
            self._addresses = tuple((m.start(), m.start() + len(m[0].rstrip(".,;:!?)"))) for m in found)
        return self._addresses

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text that the prose was made from."""
        return self.back.span(start, end) if self.back else (start, end)


def counted(text: str) -> Iterator[str]:
    """The words of a text as LIX and the sentence limit count them; a value is one, a number is one."""
    return (chunk for chunk in text.split() if COUNTED.search(chunk))


def count(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in counted(text))
