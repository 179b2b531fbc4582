"""The readings of a letter: what each citizen may get, few enough to check and enough to show every pair of branches."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product

from rettesnor.letter.blocks import Block, Blocks
from rettesnor.letter.choices import Atom, Choice
from rettesnor.letter.oracle import Met, Oracle, wanted
from rettesnor.letter.reach import MAX_TRIES, Reach
from rettesnor.letter.runs import Place, Runs, plain
from rettesnor.letter.session import Exhausted, Session
from rettesnor.letter.template import Arm, Template
from rettesnor.letter.walk import Walk
from rettesnor.model import Case, Fault, Field

MAX_READINGS = 300
# The richest letters have some dozens of branches.
MAX_ARMS = 700
MAX_OUTCOMES = 4_000


class Reading:
    """The letter for one choice of every condition. `case` is the author's case it was made from, if it was."""

    def __init__(self, runs: Runs, choices: tuple[Choice, ...], case: str | None, blocks: Blocks) -> None:
        self.runs, self.choices, self.case = runs, choices, case
        self._blocks = blocks

    @cached_property
    def text(self) -> str:
        """The Markdown that a citizen's letter is made from, with VALUE for each value."""
        return plain(self.runs)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What the citizen reads, in order."""
        return self._blocks.of(self.runs)


class Readings:
    """All readings of a letter: the author's cases first, then those that show what no case does."""

    def __init__(self, template: Template, fields: Sequence[Field], cases: Sequence[Case]) -> None:
        self._session = Session(template, tuple(fields))
        self._blocks = Blocks()
        # A letter that Jinja cannot read has no readings.
        self._stopped = template.unit.tree is None
        self._seen: set[Runs] = set()
        self._met: list[Met] = []
        found: list[Reading] = []
        arms = template.arms
        # The first branch that is one too many.
        self._crowd = arms[MAX_ARMS].place if len(arms) > MAX_ARMS else None
        for case in cases[:1] if self._crowd else cases:
            found += self._read(case=case)
        self._reached_by_cases = frozenset(self._session.reached)
        found += self._covering()
        self.all: tuple[Reading, ...] = tuple(found)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @property
    def problems(self) -> tuple[Fault, ...]:
        """What could not be followed; each means that the letter was not read whole."""
        for reading in self.all:
            _ = reading.blocks
        for place in self._blocks.too_deep:
            message = "Teksten har så mange tegn for Markdown, at den ikke kan læses. Gør den enklere, eller del den."
            self._session.fault("too-large", place, message)
        return tuple(self._session.faults.values())

    @property
    def unreached(self) -> tuple[Arm, ...]:
        """Branches that no case of the author's reaches."""
        return tuple(arm for arm in self._session.template.arms if arm.key not in self._reached_by_cases)

    @property
    def dead(self) -> tuple[Arm, ...]:
        """Branches that no reading reaches: their conditions contradict each other, or their macro is never called."""
        return tuple(arm for arm in self._session.template.arms if arm.key not in self._session.reached)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Each block once for each origin, in the order of the readings. Blocks with equal text may be among them."""
        return tuple({id(block): block for reading in self.all for block in reading.blocks}.values())

    def over(self, choices: Iterable[Choice], limit: int = 64) -> Iterator[Reading]:
        """One reading for every combination of answers to these conditions: any path, every path.

        Where that makes more than `limit`: all true, all false, and each alone against the others. Answers that
        contradict each other give way, so some readings may be alike.
        """
        atoms = list(dict.fromkeys(choice.atom for choice in choices if choice.atom.kind != "count"))
        for answers in _answers(len(atoms), limit):
            yield from self._read(plan=dict(zip(atoms, answers, strict=True)), again=True)

    def _covering(self) -> Iterator[Reading]:
        """Readings until every outcome, and every pair that can meet, has been read."""
        coverage = self._session.coverage
        first = self._read()
        yield from first
        if self._crowd is not None or len(coverage.outcomes) > MAX_OUTCOMES:
            message = "Brevet har flere grene og betingelser, end der kan læses sammen. Del det op."
            self._give_up(Exhausted(message, self._crowd))
            return
        while len(self._seen) < MAX_READINGS:
            before = coverage.news
            yield from self._read()
            if coverage.news == before:
                break
        yield from self._reaching(1)
        yield from self._reaching(MAX_TRIES)
        tried: set[tuple[int, int]] = set()
        pairs_left = 4 + 2 * len(coverage.outcomes).bit_length()
        while pairs_left and (pair := next((p for p in coverage.missing_pairs() if p not in tried), None)):
            tried.add(pair)
            pairs_left -= 1
            yield from self._read(plan=wanted(coverage.outcomes[pair[0]], coverage.outcomes[pair[1]]))

    def _reaching(self, tries: int) -> Iterator[Reading]:
        """Readings that show each outcome which has not been read, as far as so many tries find the way there."""
        session, coverage = self._session, self._session.coverage
        reserve = session.steps // 2
        tried: set[int] = set()
        while (bit := next((bit for bit in coverage.unseen() if bit not in tried), None)) is not None:
            tried.add(bit)
            reach = Reach(coverage.outcomes[bit], bit, session.fields)
            while (plan := reach.plan()) is not None and session.steps > reserve:
                yield from self._read(plan=plan)
                reach.learn(self._met)
                if len(self._seen) > MAX_READINGS:
                    self._give_up(
                        Exhausted(f"Brevet har over {MAX_READINGS} forskellige udgaver. Del det op.")
                    )
                if self._stopped:
                    return
                if coverage.together[bit] or reach.tries == tries:
                    break
            if tries > 1 and not coverage.together[bit] and reach.is_cut_short:
                self._unread()

    def _unread(self) -> None:
        """Tells that some of the letter was not read, though somebody may get it."""
        unit = self._session.template.unit
        start = Place(unit.path, unit.body_start, unit.body_start)
        place = next((arm.place for arm in self.dead), start)
        message = (
            "Betingelserne hænger sammen på så mange måder, at ikke alt i brevet er læst. Gør dem enklere."
        )
        self._session.fault("too-large", place, message)

    def _read(
        self, *, case: Case | None = None, plan: dict[Atom, int] | None = None, again: bool = False
    ) -> Iterator[Reading]:
        """One walk: the reading it gives, or nothing when another reading was the same."""
        session = self._session
        if self._stopped:
            return
        coverage = session.coverage
        oracle = Oracle(session.fields, coverage, coverage.readings, plan)
        walk = Walk(session, oracle, case.values if case is not None else None)
        try:
            runs = walk.read()
        except (Exhausted, RecursionError) as error:
            runs = tuple(walk.out)
            self._give_up(error)
        coverage.record(oracle.mask)
        self._met = oracle.met
        if runs in self._seen and not again:
            return
        self._seen.add(runs)
        yield Reading(
            runs, tuple(oracle.choices.values()), case.name if case is not None else None, self._blocks
        )

    def _give_up(self, error: Exhausted | RecursionError) -> None:
        unit = self._session.template.unit
        place, message = None, "Brevets tags ligger for dybt inde i hinanden. Gør brevet enklere."
        if isinstance(error, Exhausted):
            place, message = error.place, str(error)
        self._session.fault("too-large", place or Place(unit.path, unit.body_start, unit.body_start), message)
        self._stopped = True


def readings(template: Template, fields: Sequence[Field], cases: Sequence[Case] = ()) -> Readings:
    """What citizens may get of a letter. Jinja is not run; the citizen's values are not known, so VALUE stands for each."""
    return Readings(template, fields, cases)


def _answers(count: int, limit: int) -> Iterator[tuple[bool, ...]]:
    if count < 32 and 2**count <= limit:
        yield from product((True, False), repeat=count)
        return
    for answer in (True, False):
        yield (answer,) * count
        for alone in range(min(count, limit // 2)):
            yield tuple((number == alone) != answer for number in range(count))
