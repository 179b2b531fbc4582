"""What a reading depends on: conditions by their normalised source, each with one answer, and the Danish words for it."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

Constant: TypeAlias = str | int | float | bool | None
Kind = Literal["truth", "filled", "defined", "count", "==", "<", ">", "test"]

_ROOT = re.compile(r"[^\W\d]\w*")


class Atom(NamedTuple):
    """A condition that cannot be taken apart: `subject` is normalised source (»person.alder«), `value` what it is held against.

    `x >= 3` is no atom of its own but the opposite of `x < 3`, and `x != 3` that of `x == 3`. A `test` is a condition
    that we only know by its source.
    """

    kind: Kind
    subject: str
    value: Constant = None


class Choice(NamedTuple):
    """One answer: `truth` of `atom`. `shown` is the subject as the author wrote it (in a loop: with the loop's own name)."""

    atom: Atom
    truth: bool
    shown: str

    @property
    def field(self) -> str:
        """The field that decides: the first name in the condition."""
        found = _ROOT.search(self.atom.subject)
        return found.group() if found else self.atom.subject

    @property
    def text(self) -> str:
        """The answer as a Danish clause: »klage er falsk«, »antal er over 3«."""
        kind, _, value = self.atom
        shown, truth = self.shown, self.truth
        if kind == "truth":
            return f"{shown} er {'sand' if truth else 'falsk'}"
        if kind == "filled":
            return f"{shown} er {'udfyldt' if truth else 'tom'}"
        if kind == "defined":
            return f"{shown} {'er angivet' if truth else 'mangler'}"
        if kind == "count":
            return (
                f"{shown} er tom"
                if value == 0
                else f"{shown} har {'ét punkt' if value == 1 else f'{value} punkter'}"
            )
        if kind == "==":
            return f"{shown} {'' if truth else 'ikke '}er {_constant(value)}"
        if kind == ">":
            return f"{shown} er {'over' if truth else 'højst'} {_constant(value)}"
        if kind == "<":
            return f"{shown} er {'under' if truth else 'mindst'} {_constant(value)}"
        return f"»{shown}« {'' if truth else 'ikke '}gælder"


def when_text(choices: Iterable[Choice]) -> str | None:
    """»når klage er falsk og antal er over 3«, or None when nothing was chosen."""
    choices = tuple(choices)
    equal = {choice.atom.subject for choice in choices if choice.atom.kind == "==" and choice.truth}
    # »x er 2« says that it is not 1.
    told = [c for c in choices if c.truth or c.atom.kind != "==" or c.atom.subject not in equal]
    clauses = list(dict.fromkeys(choice.text for choice in told))
    if not clauses:
        return None
    return "når " + (", ".join(clauses[:-1]) + " og " if clauses[1:] else "") + clauses[-1]


class Branch:
    """A place in the tree of choices: all text there is brought out by the same ones. Compared by identity."""

    __slots__ = ("_above", "_below", "_choices", "_merged", "_new", "_way")

    def __init__(self, above: "Branch | None" = None, new: tuple[Choice, ...] = ()) -> None:
        self._above, self._new = above, new
        self._choices: tuple[Choice, ...] | None = None
        self._way: tuple[tuple[Atom, int], ...] | None = None
        self._below: dict[tuple[Choice, ...], Branch] = {}
        self._merged: dict[int, tuple[Branch, Branch]] = {}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was chosen on the way here, each condition once, the first one first."""
        if self._choices is None:
            found: list[tuple[Choice, ...]] = []
            branch: Branch | None = self
            while branch is not None:
                found.append(branch._new)
                branch = branch._above
            chosen = (choice for new in reversed(found) for choice in new)
            self._choices = tuple({choice.atom: choice for choice in chosen}.values())
        return self._choices

    @property
    def way(self) -> tuple[tuple[Atom, int], ...]:
        """The same as answers."""
        if self._way is None:
            self._way = tuple((choice.atom, int(choice.truth)) for choice in self.choices)
        return self._way

    def below(self, choices: Sequence[Choice]) -> "Branch":
        """The branch taken from here when these are chosen too; the same object for the same choices."""
        if not choices:
            return self
        new = tuple(choices)
        branch = self._below.get(new)
        if branch is None:
            branch = self._below[new] = Branch(self, new)
        return branch

    def and_(self, other: "Branch") -> "Branch":
        """Where text made on this branch is shown on another."""
        if other is self or other._above is None:
            return self
        if self._above is None:
            return other
        # The pair keeps `other` alive, so that its id is not given to another branch.
        kept = self._merged.get(id(other))
        if kept is None:
            more = tuple(choice for choice in other.choices if choice not in self.choices)
            kept = self._merged[id(other)] = (other, self.below(more))
        return kept[1]


def _constant(value: Constant) -> str:
    if isinstance(value, str):
        return f"»{value}«"
    if isinstance(value, bool):
        return "sand" if value else "falsk"
    return "tom" if value is None else str(value).replace(".", ",")
