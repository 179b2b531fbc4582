"""What is settled about the fields in one reading, so that no reading contradicts itself.

Each subject has a few values that it may still have: its declared choices, or the constants that the template holds
it against and one beside each. An answer is possible when one of them agrees with all answers so far.
"""

from collections.abc import Iterator
from typing import Final, TypeAlias

from rettesnor.letter.choices import Atom, Constant, Kind
from rettesnor.model import Field

LENGTH: Final = "|length"


class _Absent:
    """A field that has no value at all."""


class _Other:
    """A text that is none of those the template names."""


class _Count:
    """A list or text of so many members."""

    def __init__(self, size: int) -> None:
        self.size = size


_ABSENT, _OTHER = _Absent(), _Other()
_Candidate: TypeAlias = Constant | _Absent | _Other | _Count
# The kind, what the subject is held against, whether that is about its length, and the answer.
_Answer: TypeAlias = tuple[Kind, Constant, bool, bool]


class Facts:
    """The answers of one reading. `fields` are declared ones by name."""

    def __init__(self, fields: dict[str, Field]) -> None:
        self.fields = fields
        self.settled: dict[Atom, bool] = {}
        self.counts: dict[str, int] = {}
        self._answers: dict[str, list[_Answer]] = {}

    def possible(self, atom: Atom) -> tuple[bool, bool]:
        """Whether `atom` may be true, and whether it may be false."""
        known = self.settled.get(atom)
        if known is not None:
            return known, not known
        if atom.kind == "test":
            return True, True
        subject, about_length = _subject(atom)
        answers = self._answers.get(subject, ())
        if not answers and subject not in self.counts and subject not in self.fields:
            return True, True
        true = false = False
        for candidate in self._candidates(subject, atom, about_length):
            if all(_holds(candidate, *answer[:3]) == answer[3] for answer in answers):
                if _holds(candidate, atom.kind, atom.value, about_length):
                    true = True
                else:
                    false = True
        # Nothing fits only when our few candidates are too few: then both answers are let through.
        return (true, false) if true or false else (True, True)

    def settle(self, atom: Atom, truth: bool) -> None:
        if atom in self.settled:
            return
        self.settled[atom] = truth
        if atom.kind != "test":
            subject, about_length = _subject(atom)
            self._answers.setdefault(subject, []).append((atom.kind, atom.value, about_length, truth))

    def possible_counts(self, subject: str, counts: Iterator[int]) -> tuple[int, ...]:
        """Those of `counts` that a list may have; all the others are ruled out by answers about it."""
        if subject in self.counts:
            return (self.counts[subject],)
        answers = self._answers.get(subject, ())
        found = [n for n in counts if all(_holds(_Count(n), *answer[:3]) == answer[3] for answer in answers)]
        if found:
            return tuple(found)
        limits = (value for _, value, _, _ in answers if isinstance(value, int))
        return tuple(
            n
            for limit in limits
            for n in (limit, limit + 1)
            if 0 <= n <= 50 and all(_holds(_Count(n), *answer[:3]) == answer[3] for answer in answers)
        )[:1] or (1,)

    def settle_count(self, subject: str, count: int) -> None:
        self.counts[subject] = count

    def _candidates(self, subject: str, atom: Atom, about_length: bool) -> Iterator[_Candidate]:
        if subject in self.counts:
            yield _Count(self.counts[subject])
            return
        answers = self._answers.get(subject, ())
        kinds = {atom.kind, *(answer[0] for answer in answers)}
        if "defined" in kinds:
            yield _ABSENT
        values = [atom.value, *(answer[1] for answer in answers)]
        if about_length or any(answer[2] for answer in answers) or self._is_list(subject):
            sizes = [0, 1, 2] + [v + step for v in values if isinstance(v, int) for step in (-1, 0, 1)]
            yield from (_Count(size) for size in sorted(set(sizes)) if size >= 0)
            return
        field = self.fields.get(subject)
        if field is not None and field.choices:
            yield from field.choices
            if kinds & {"truth", "filled"}:
                yield ""
            return
        if field is not None and field.type == "boolean":
            yield from (True, False)
        for value in values:
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                yield from (value - 1, value, value + 1)
            elif value is not None:
                yield value
        if field is None or field.type != "boolean":
            yield from (_OTHER, "", 0)

    def _is_list(self, subject: str) -> bool:
        field = self.fields.get(subject)
        return field is not None and field.type == "list"


def _subject(atom: Atom) -> tuple[str, bool]:
    about_length = atom.subject.endswith(LENGTH)
    return atom.subject.removesuffix(LENGTH), about_length


def _holds(candidate: _Candidate, kind: Kind, value: Constant, about_length: bool) -> bool:
    """Whether the condition is true when the subject has this value."""
    if kind == "defined" or isinstance(candidate, _Absent):
        return kind == "defined" and not isinstance(candidate, _Absent)
    if isinstance(candidate, _Count):
        if kind in ("truth", "filled"):
            return candidate.size > 0
        return about_length and _compares(candidate.size, kind, value)
    if isinstance(candidate, _Other):
        return kind in ("truth", "filled")
    if kind in ("truth", "filled"):
        return bool(candidate)
    return _compares(candidate, kind, value)


def _compares(left: Constant, kind: Kind, right: Constant) -> bool:
    if kind == "==":
        return left == right and isinstance(left, str) == isinstance(right, str)
    if isinstance(left, str) and isinstance(right, str):
        return left < right if kind == "<" else left > right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left < right if kind == "<" else left > right
    return False
