"""Parts that a kind of letter must have, decided on one reading."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rettesnor.checks.passages import Passage, meets
from rettesnor.checks.phrases import found
from rettesnor.letter.choices import Choice
from rettesnor.model.letter_rules import Need, PartsCheck

MAX_KNOWN = 5_000  # sentences


class Needs:
    """What must be said, and which sentences say it. Each sentence is looked at once, however many readings hold it."""

    def __init__(self, all: tuple[Need, ...]) -> None:
        self.all = all
        self._known: dict[tuple[str, ...], frozenset[int]] = {}

    def met(self, passage: Passage) -> frozenset[int]:
        """The numbers of the needs that this sentence meets."""
        known = self._known.get(passage.said)
        if known is None:
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            known = frozenset(number for number, need in enumerate(self.all) if _shows(need, passage))
            self._known[passage.said] = known
        return known

    def unmet(self, passages: Iterable[Passage]) -> set[int]:
        """The numbers of the needs that none of the sentences meets; once all are met, no further one is looked at."""
        left = set(range(len(self.all)))
        for passage in passages:
            left -= self.met(passage)
            if not left:
                break
        return left


needs = lru_cache(maxsize=500)(Needs)


def missing(
    check: PartsCheck,
    needs: Needs,
    passages: Sequence[Passage],
    choices: Sequence[Sequence[Choice]],
) -> Need | None:
    """The first need that no sentence of the reading meets; None when all are met or nothing asks for them.

    `choices` are what brings each block out, by the number of the block.
    """
    asking = (
        [passage for passage in passages if _asks(check, passage)] if check.if_said else list(passages[:1])
    )
    for passage in asking:
        near = _there(passages, passage, choices) if check.there and check.if_said else passages
        left = needs.unmet(near)
        if left:
            return needs.all[min(left)]
    return None


def conditions(
    check: PartsCheck,
    needs: Needs,
    passages: Sequence[Passage],
    choices: Sequence[Sequence[Choice]],
) -> Iterator[Choice]:
    """What decides whether the part is there: the choices that bring out what asks for it and what meets it.

    A need that a sentence meets for every reader depends on nothing.
    """
    for passage in passages if check.if_said else ():
        if _asks(check, passage):
            yield from choices[passage.block]
    left = needs.unmet(passage for passage in passages if not choices[passage.block])
    for passage in passages if left else ():
        if choices[passage.block] and left & needs.met(passage):
            yield from choices[passage.block]


def _shows(need: Need, passage: Passage) -> bool:
    """Whether this sentence says what is needed; what only points back needs a sentence to point at."""
    if found(need.never, passage.text):
        return False
    back = bool(passage.follows) and not found(need.never, passage.follows)
    return any(meets(evidence, passage) for evidence in need.evidence if back or not evidence.back)


def _asks(check: PartsCheck, passage: Passage) -> bool:
    return found(check.if_said, passage.text) and not found(check.unless_said, passage.text)


def _there(
    passages: Sequence[Passage], asking: Passage, choices: Sequence[Sequence[Choice]]
) -> Sequence[Passage]:
    """The sentences that speak for the same readers: in the same block, or shown only with it.

    When every reader gets the sentence that asks, the answer may stand anywhere.
    """
    own = set(choices[asking.block])
    if not own:
        return passages
    return [p for p in passages if p.block == asking.block or own <= set(choices[p.block])]
