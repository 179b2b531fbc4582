"""The way to an answer that no reading has given yet: other answers on the way there are tried, one after the other."""

from collections import deque
from collections.abc import Iterable, Mapping

from rettesnor.letter.choices import Atom
from rettesnor.letter.facts import Facts
from rettesnor.letter.oracle import Frame, Met, Outcome
from rettesnor.model import Field

MAX_TRIES = 40
MAX_WAYS = 4_000

# Answers in the order in which they are given on the way to a place.
_Way = tuple[tuple[Atom, int], ...]


class Reach:
    """Plans that may lead to `outcome`, each for one walk whose questions are then learned from.

    Two ways to a place first differ in one answer. So each way that is known is turned at every answer that may be
    turned, and what the statements around the place ask after the turn is followed in both directions. When nothing is
    left, nobody can get there.
    """

    def __init__(self, outcome: Outcome, bit: int, fields: Mapping[str, Field]) -> None:
        self.goal, self.bit, self._fields = (outcome.atom, outcome.answer), bit, fields
        self.tries = 0
        self._way: _Way = ()
        self._wishes = outcome.branch.way
        self._near: deque[tuple[_Way, _Way]] = deque([((), self._wishes)])
        self._far: deque[tuple[_Way, _Way]] = deque()
        self._seen: set[_Way] = set()
        self._around = _nodes(outcome.frame)
        self._turn(self._wishes, outcome.atom)

    @property
    def is_cut_short(self) -> bool:
        """Whether there were more ways than could be tried."""
        return bool(self._near or self._far)

    def plan(self) -> dict[Atom, int] | None:
        """What to choose in the next walk. Earlier answers count for more than later ones."""
        if self.tries >= MAX_TRIES or not self.is_cut_short:
            return None
        self.tries += 1
        self._way, self._wishes = (self._near or self._far).popleft()
        plan = dict(self._way)
        plan.setdefault(*self.goal)
        for atom, answer in self._wishes:
            plan.setdefault(atom, answer)
        return plan

    def learn(self, met: Iterable[Met]) -> None:
        """Takes in what the walk was asked."""
        size = len(self._way)
        for frame, branch, atom, answer, bits in met:
            way = branch.way
            if self.bit in bits:
                self._around |= _nodes(frame)
                self._turn(way, atom)
            elif size and frame is not None and frame.node in self._around and way[:size] == self._way:
                self._add(self._far, (*way, _other(atom, answer)), self._wishes)

    def _turn(self, way: _Way, atom: Atom) -> None:
        """`atom` is asked at the goal by those who come this way: here or after a turn the goal may be reached."""
        if way in self._seen:
            return
        self._seen.add(way)
        facts = Facts(self._fields)
        goal = (atom, self.goal[1])
        if not facts.suppose(*goal):
            return
        for number, (asked, answer) in enumerate(way):
            other = _other(asked, answer)
            if facts.possible(other[0])[0 if other[1] else 1]:
                self._add(self._near, (*way[:number], other), (goal, *way[number + 1 :]))
            if not facts.suppose(asked, answer):
                return
        self._near.appendleft(((*way, goal), ()))

    def _add(self, ways: "deque[tuple[_Way, _Way]]", way: _Way, wishes: _Way) -> None:
        if way not in self._seen and len(self._seen) < MAX_WAYS:
            self._seen.add(way)
            ways.append((way, wishes))


def _nodes(frame: Frame | None) -> set[int]:
    found: set[int] = set()
    while frame is not None:
        found.add(frame.node)
        frame = frame.around
    return found


def _other(atom: Atom, answer: int) -> tuple[Atom, int]:
    """The opposite answer; of a list's length only whether there is anything in it."""
    if atom.kind == "count":
        return Atom("filled", atom.subject), int(answer == 0)
    return atom, int(not answer)
