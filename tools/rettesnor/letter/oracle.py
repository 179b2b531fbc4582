"""Answers every condition that a reading meets, so that few readings show every branch and every pair of branches."""

from collections.abc import Iterator
from typing import NamedTuple

from rettesnor.letter.choices import Atom, Branch, Choice
from rettesnor.letter.facts import Facts
from rettesnor.model import Field

# What was answered where: the node that asked, and the atom without its subject (a macro asks for many).
_Site = tuple[int, str, object]


class Frame(NamedTuple):
    """A statement that the walk is inside of, and the one around it."""

    node: int
    around: "Frame | None"


class Outcome(NamedTuple):
    """An answer that a place in the template can give, with what must be chosen to come there."""

    answer: int
    atom: Atom
    branch: Branch
    frame: Frame | None


class Met(NamedTuple):
    """One question of a walk: where and on which branch, what was answered, and the numbers of all answers it may have."""

    frame: Frame | None
    branch: Branch
    atom: Atom
    answer: int
    bits: tuple[int, ...]


class Coverage:
    """Which outcomes have been read, and with which others. An outcome is a bit, a set of them an int."""

    def __init__(self) -> None:
        self.readings = self.news = 0
        self.outcomes: list[Outcome] = []
        self.together: list[int] = []
        self._bits: dict[tuple[_Site, int], int] = {}
        # Outcomes that an outcome cannot be met with (those before it at least), and those of one subject.
        self._apart: list[int] = []
        self._same: dict[str, int] = {}
        self._answered: dict[tuple[Atom, int], int] = {}

    def bit(self, site: _Site, answer: int, atom: Atom, branch: Branch, frame: Frame | None) -> int:
        """The number of an outcome, given when it is first met (as possible, not as read)."""
        bit = self._bits.get((site, answer))
        if bit is None:
            bit = self._bits[site, answer] = len(self.outcomes)
            self.outcomes.append(Outcome(answer, atom, branch, frame))
            self.together.append(0)
            self._apart.append(1 << bit)
            if atom.kind in ("==", "count"):
                # What is one thing is no other: these need not be tried.
                self._apart[bit] = self._same.setdefault(atom.subject, 0) | 1 << bit
                self._same[atom.subject] |= 1 << bit
            if atom.kind != "count":
                # Nor is what is true in one place false in another.
                self._apart[bit] |= self._answered.get((atom, 1 - answer), 0)
                self._answered[atom, answer] = self._answered.get((atom, answer), 0) | 1 << bit
        return bit

    def record(self, mask: int) -> None:
        """Notes the outcomes of one reading; `news` grows by how many outcomes and pairs were new."""
        self.readings += 1
        rest = mask
        while rest:
            low = rest & -rest
            bit = low.bit_length() - 1
            rest ^= low
            if fresh := mask & ~self.together[bit]:
                self.news += fresh.bit_count()
                self.together[bit] |= mask

    def unseen(self) -> list[int]:
        return [bit for bit, mask in enumerate(self.together) if not mask]

    def missing_pairs(self) -> Iterator[tuple[int, int]]:
        """Pairs of seen outcomes that no reading showed together, though nothing on the way to them forbids it."""
        every = sum(1 << bit for bit, mask in enumerate(self.together) if mask)
        plans = [wanted(outcome) for outcome in self.outcomes]
        for bit, mask in enumerate(self.together):
            rest = every & ~mask & ~self._apart[bit] & ((1 << bit) - 1) if mask else 0
            while rest:
                low = rest & -rest
                rest ^= low
                other = low.bit_length() - 1
                if _agree(plans[bit], plans[other]):
                    yield other, bit
                else:
                    self._apart[bit] |= low


def wanted(*outcomes: Outcome) -> dict[Atom, int]:
    """What must be chosen for all these outcomes to be read."""
    plan: dict[Atom, int] = {}
    for outcome in outcomes:
        plan.update((choice.atom, choice.truth) for choice in outcome.branch.choices)
        plan[outcome.atom] = outcome.answer
    return plan


class Oracle:
    """Answers for one reading. The author's own values win, then `plan` (its first answers first), then whatever has been read least."""

    def __init__(
        self, fields: dict[str, Field], coverage: Coverage, number: int, plan: dict[Atom, int] | None = None
    ) -> None:
        self.facts = Facts(fields)
        self.coverage = coverage
        self.number = number
        for atom, answer in (plan or {}).items():
            self.facts.suppose(atom, answer)
        self.mask = 0
        self.asked: list[Choice] = []
        self.met: list[Met] = []
        # Kept by the walk.
        self.frame: Frame | None = None
        self.choices: dict[Atom, Choice] = {}

    def truth(self, node: object, atom: Atom, shown: str, branch: Branch, known: bool | None = None) -> bool:
        """Whether `atom` holds in this reading; `known` is what the author's case says."""
        site: _Site = (id(node), atom.kind, atom.value)
        true = self.coverage.bit(site, 1, atom, branch, self.frame)
        false = self.coverage.bit(site, 0, atom, branch, self.frame)
        can = (known, not known) if known is not None else self.facts.possible(atom)
        answer = self._best([false, true]) == true if can == (True, True) else can[0]
        self.mask |= 1 << (true if answer else false)
        self.met.append(Met(self.frame, branch, atom, int(answer), (true, false)))
        self.facts.settle(atom, answer)
        choice = Choice(atom, answer, shown)
        self.asked.append(choice)
        self.choices.setdefault(atom, choice)
        return answer

    def count(
        self,
        node: object,
        subject: str,
        shown: str,
        branch: Branch,
        sizes: set[int],
        known: int | None = None,
    ) -> int:
        """How many members a list has in this reading, one of `sizes` unless a case or an answer says otherwise."""
        atom = Atom("count", subject)
        site: _Site = (id(node), "count", None)
        possible = (known,) if known is not None else self.facts.possible_counts(subject, sorted(sizes))
        bits = {self.coverage.bit(site, size, atom, branch, self.frame): size for size in possible}
        best = self._best(list(bits))
        answer = bits[best]
        self.mask |= 1 << best
        self.met.append(Met(self.frame, branch, atom, answer, tuple(bits)))
        self.facts.settle_count(subject, answer)
        counted = Atom("count", subject, answer)
        self.choices.setdefault(counted, Choice(counted, True, shown))
        # What stands in the loop stands there for every list that is not empty.
        self.asked.append(Choice(Atom("filled", subject), answer > 0, shown))
        return answer

    def _best(self, bits: list[int]) -> int:
        """The outcome with most that is new together with what this reading has shown so far; ties alternate."""
        together = self.coverage.together
        scores = [
            (1 << 30 if not together[bit] else 0) + (self.mask & ~together[bit]).bit_count() for bit in bits
        ]
        best = max(scores)
        equal = [bit for bit, score in zip(bits, scores, strict=True) if score == best]
        if len(equal) == 1:
            return equal[0]
        if self.number == 0:
            return equal[-1]
        # Bits of the site's number: two sites then differ in some reading and agree in another.
        return equal[(bits[0] // 2 >> self.number % 8 ^ self.number) % len(equal)]


def _agree(one: dict[Atom, int], other: dict[Atom, int]) -> bool:
    """False when two plans contradict each other."""
    if len(one) > len(other):
        one, other = other, one
    # From the end: the arms of one if differ in the last answer of the shorter way.
    return all(other.get(atom, answer) == answer for atom, answer in reversed(one.items()))
