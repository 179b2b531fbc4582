"""What changed between two versions of a text, whole words at a time. Pure."""

import difflib
import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

Kind = Literal["same", "gone", "new"]
T = TypeVar("T", bound=Hashable)
# A word with the blanks after it, or a mark; Jinja's tags stay whole.
_PIECE = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\}|\w+|[^\w\s])\s*|\s+", re.DOTALL)
# A page of 1,500 words has some 50,000 pairs of equal words; beyond this many the texts are shown one after the other.
MAX_PAIRS = 200_000


class Change(NamedTuple):
    """A stretch of the two versions: from `old_start` to `old_end` of the old one, likewise of the new one."""

    kind: Literal["same", "changed"]
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def redline(before: str, after: str) -> Iterator[tuple[Kind, str]]:
    """The new text with what has gone, in order. Only other blanks between the same words are no change."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    blanks = ""  # after a word on both sides of a change: they belong to what follows
    for change in changes([piece.strip() for piece in old], [piece.strip() for piece in new]):
        gone = "".join(old[change.old_start : change.old_end])
        come = "".join(new[change.new_start : change.new_end])
        if change.kind == "same":
            yield "same", blanks + come
            blanks = ""
            continue
        if gone.strip() and come.strip():
            blanks = _last_blanks(come)
            gone, come = gone.rstrip(), come.rstrip()
        if gone:
            yield "gone", gone
        if come:
            yield "new", come
    if blanks:
        yield "same", blanks


def _last_blanks(text: str) -> str:
    return text[len(text.rstrip()) :]


def changes(old: Sequence[T], new: Sequence[T]) -> tuple[Change, ...]:
    """The stretches that are the same and that are not, in turn.

    A word or two that two changes happen to have between them is taken along: nobody reads a sentence whose every
    second word is struck out.
    """
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle_old, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    found = [Change("same", 0, first, 0, first)]
    if _pairs(middle_old, middle_new) > MAX_PAIRS:
        found.append(Change("changed", first, len(old) - last, first, len(new) - last))
    else:
        matcher = difflib.SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        found += [
            Change("same" if tag == "equal" else "changed", first + a1, first + a2, first + b1, first + b2)
            for tag, a1, a2, b1, b2 in matcher.get_opcodes()
        ]
    found.append(Change("same", len(old) - last, len(old), len(new) - last, len(new)))
    return tuple(
        _joined(
            [
                change
                for change in found
                if change.old_end > change.old_start or change.new_end > change.new_start
            ]
        )
    )


def _pairs(old: Sequence[T], new: Sequence[T]) -> int:
    """How often a word of one stands in the other: what comparing them costs."""
    counted = Counter(new)
    return sum(count * counted[word] for word, count in Counter(old).items())


def _joined(found: list[Change]) -> list[Change]:
    """Neighbours of one kind as one, and what is the same between two greater changes as part of them."""
    result: list[Change] = []
    for number, change in enumerate(found):
        inside = 0 < number < len(found) - 1
        if change.kind == "same" and inside and result:
            least = min(_size(result[-1]), _size(found[number + 1]))
            if change.new_end - change.new_start <= min(2, least - 1):
                change = change._replace(kind="changed")
        if result and result[-1].kind == change.kind:
            change = change._replace(old_start=result[-1].old_start, new_start=result[-1].new_start)
            result.pop()
        result.append(change)
    return result


def _size(change: Change) -> int:
    return max(change.old_end - change.old_start, change.new_end - change.new_start)
