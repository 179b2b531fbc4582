"""What is settled about the fields in one reading, so that no reading contradicts itself.

Each subject has a few values that it may still have: its declared choices, or the constants that the template holds
it against and one beside each. An answer is possible when one of them agrees with all answers so far.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from rettesnor.letter.choices import Atom, Constant, Kind
from rettesnor.model import Field

LENGTH: Final = "|length"
MAX_LENGTH = 50
_SIMPLE = frozenset(("truth", "filled", "defined"))


class _Value(Enum):
    """A field without any value, and a text that is none of those the template names."""

    ABSENT = "absent"
    OTHER = "other"


class _Count(NamedTuple):
    """A list or text of so many members."""

    size: int


_Candidate: TypeAlias = Constant | _Value | _Count


class _Question(NamedTuple):
    """A condition without its subject: what it is held against, and whether that is about its length."""

    kind: Kind
    value: Constant
    about_length: bool


class _Subject:
    """One field, or one thing made of fields: the answers about it, and what it may still be."""

    def __init__(self, field: Field | None) -> None:
        self.answers: list[tuple[_Question, bool]] = []
        self.asked: set[tuple[Kind, Constant, type, bool]] = set()
        self.is_boolean = field is not None and field.type == "boolean"
        self.closed = field is not None and bool(field.choices)
        self.counted = field is not None and field.type == "list"
        self.alive: list[_Candidate] = []
        if field is not None and field.choices:
            self.alive += field.choices
        elif self.is_boolean:
            self.alive += (True, False)
        elif self.counted:
            self.alive += (_Count(0), _Count(1), _Count(2))
        else:
            self.alive += (_Value.OTHER, "", 0)

    def possible(self, question: _Question) -> tuple[bool, bool]:
        self._widen(question)
        true = false = False
        # The newest first: they were taken in for a question like this one.
        for candidate in reversed(self.alive):
            if _holds(candidate, question):
                true = True
            else:
                false = True
            if true and false:
                break
        # Nothing fits only when our few candidates are too few: then both answers are let through.
        return (true, false) if true or false else (True, True)

    def settle(self, question: _Question, truth: bool) -> None:
        self._widen(question)
        self.answers.append((question, truth))
        self.alive = [
            candidate for candidate in self.alive if _holds(candidate, question) == truth
        ] or self.alive

    def agree(self, candidates: Iterable[_Candidate]) -> list[_Candidate]:
        """Those that contradict no answer."""
        return [
            c for c in candidates if all(_holds(c, question) == truth for question, truth in self.answers)
        ]

    def _widen(self, question: _Question) -> None:
        """Takes in what a new question makes possible."""
        kind, value, about_length = question
        key = (kind, value, type(value), about_length)
        if key in self.asked:
            return
        self.asked.add(key)
        new: list[_Candidate] = []
        if about_length and not self.counted:
            self.counted = True
            self.alive = [c for c in self.alive if c is _Value.ABSENT or isinstance(c, _Count)]
            new += (_Count(0), _Count(1), _Count(2))
        if kind == "defined":
            new.append(_Value.ABSENT)
        elif kind in ("truth", "filled"):
            new += [""] if self.closed else []
        elif self.counted:
            sizes = (value - 1, value, value + 1) if isinstance(value, int) else ()
            new += [_Count(size) for size in sizes if size >= 0]
        elif self.closed:
            pass
        elif kind != "==" and isinstance(value, (int, float)) and not isinstance(value, bool):
            new += (value - 1, value, value + 1)
        elif value is not None:
            new.append(value)
        known = set(self.alive)
        self.alive += [candidate for candidate in self.agree(new) if candidate not in known]


class Facts:
    """The answers of one reading. `fields` are declared ones by name."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self.fields = fields
        self.settled: dict[Atom, bool] = {}
        self.counts: dict[str, int] = {}
        self._subjects: dict[str, _Subject] = {}
        # Most fields are asked one thing only, and need no more bookkeeping than that.
        self._once: dict[str, tuple[Atom, bool]] = {}

    def possible(self, atom: Atom) -> tuple[bool, bool]:
        """Whether `atom` may be true, and whether it may be false."""
        known = self.settled.get(atom)
        if known is not None:
            return known, not known
        if atom.kind == "test":
            return True, True
        if self._is_first(atom):
            return True, True
        name, question = _question(atom)
        return self._subject(name).possible(question)

    def cost(self, atom: Atom) -> int:
        """About how many steps it takes to say what is possible."""
        subject = self._subjects.get(_question(atom)[0])
        return 1 if subject is None else 1 + (len(subject.answers) + len(subject.alive)) // 8

    def settle(self, atom: Atom, truth: bool) -> None:
        if atom in self.settled:
            return
        self.settled[atom] = truth
        if self._is_first(atom):
            self._once[atom.subject] = (atom, truth)
        elif atom.kind != "test":
            name, question = _question(atom)
            self._subject(name).settle(question, truth)

    def suppose(self, atom: Atom, answer: int) -> bool:
        """Settles an answer before it is asked for. False, and nothing settled, when it contradicts another."""
        if atom.kind == "count":
            known = self.counts.get(atom.subject)
            if known is None and self._subject(atom.subject).agree((_Count(answer),)):
                self.settle_count(atom.subject, answer)
            return self.counts.get(atom.subject) == answer
        possible = self.possible(atom)[0 if answer else 1]
        if possible:
            self.settle(atom, bool(answer))
        return possible

    def possible_counts(self, name: str, sizes: Iterable[int]) -> tuple[int, ...]:
        """Those of `sizes` that a list may have; when none is possible, one that is."""
        if name in self.counts:
            return (self.counts[name],)
        if name not in self._subjects and name not in self._once:
            return tuple(sizes)
        subject = self._subject(name)
        limits = {q.value + more for q, _ in subject.answers if isinstance(q.value, int) for more in (0, 1)}
        found = subject.agree(_Count(size) for size in sizes)
        found = (
            found or subject.agree(_Count(limit) for limit in sorted(limits) if 0 <= limit <= MAX_LENGTH)[:1]
        )
        return tuple(count.size for count in found if isinstance(count, _Count)) or (1,)

    def settle_count(self, name: str, count: int) -> None:
        self.counts[name] = count
        subject = self._subject(name)
        subject.counted = True
        subject.alive = [_Count(count)]

    def _subject(self, name: str) -> _Subject:
        subject = self._subjects.get(name)
        if subject is None:
            subject = self._subjects[name] = _Subject(self.fields.get(name))
            if name in self._once:
                atom, truth = self._once.pop(name)
                subject.settle(_question(atom)[1], truth)
        return subject

    def _is_first(self, atom: Atom) -> bool:
        """Whether this is a plain question, and the first about its subject."""
        kind, name, _ = atom
        return kind in _SIMPLE and not (name in self._once or name in self._subjects or name.endswith(LENGTH))


def _question(atom: Atom) -> tuple[str, _Question]:
    kind, name, value = atom
    if name.endswith(LENGTH):
        return name.removesuffix(LENGTH), _Question(kind, value, True)
    return name, _Question(kind, value, False)


def _holds(candidate: _Candidate, question: _Question) -> bool:
    """Whether the condition is true when the subject has this value."""
    kind, value, about_length = question
    if candidate is _Value.ABSENT:
        return False
    if kind == "defined":
        return True
    if isinstance(candidate, _Count):
        if kind in ("truth", "filled"):
            return candidate.size > 0
        return about_length and _compares(candidate.size, kind, value)
    if candidate is _Value.OTHER:
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
