"""Every card about a whole letter proves itself: its bad examples are found on the words it says, its good ones are not."""

import datetime
from functools import cache
from pathlib import Path

import pytest

from rettesnor.checking.standard import read_standard
from rettesnor.checks.forbidden import matches
from rettesnor.checks.metadata import links
from rettesnor.checks.parts import missing, needs
from rettesnor.checks.passages import Plain, passages
from rettesnor.lint.letter import lint_letter
from rettesnor.lint.standard import Standard
from rettesnor.load.letters import letter_from
from rettesnor.model import BadExample, Card
from rettesnor.model.letter_rules import ForbiddenCheck, PartsCheck
from rettesnor.model.policy import LetterCheck

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 22)


@cache
def standard() -> Standard:
    return read_standard(ROOT, TODAY)


CARDS = [card for card in standard().cards.values() if isinstance(card.check, LetterCheck)]
LETTERS = [
    card
    for card in CARDS
    if not isinstance(card.check, (PartsCheck, ForbiddenCheck))
    and card.check.__class__.__name__ != "LawCheck"
]
PARTS = [(card, card.check) for card in CARDS if isinstance(card.check, PartsCheck)]
FORBIDDEN = [(card, card.check) for card in CARDS if isinstance(card.check, ForbiddenCheck)]


def quotes(card: Card, text: str) -> list[str]:
    """What the rule finds in a letter with this text."""
    letter = letter_from(text, path="letter_templates/eksempel/letter.md")
    dead = [target for _, target in links(letter.source)]
    found = lint_letter(letter, standard(), snippets={}, missing_links=dead, day=TODAY).findings
    return [one.quote for one in found if one.rule == card.id]


def lacks(check: PartsCheck, text: str) -> bool:
    """Whether a letter of one paragraph lacks the part."""
    read = passages([Plain.of("paragraph", 0, text)])
    return missing(check, needs(check.needs), read, [()]) is not None


@pytest.mark.parametrize(
    ("card", "example"), [pytest.param(c, e, id=f"{c.id}: {e.text[:40]}") for c in LETTERS for e in c.bad]
)
def test_bad_example_is_found_on_its_words(card: Card, example: BadExample) -> None:
    assert quotes(card, example.text) == list(example.finds)


@pytest.mark.parametrize(
    ("card", "text"), [pytest.param(c, t, id=f"{c.id}: {t[:40]}") for c in LETTERS for t in c.good]
)
def test_good_example_is_left_alone(card: Card, text: str) -> None:
    assert quotes(card, text) == []


@pytest.mark.parametrize(
    ("check", "text"), [pytest.param(k, e.text, id=f"{c.id}: {e.text}") for c, k in PARTS for e in c.bad]
)
def test_bad_example_lacks_the_part(check: PartsCheck, text: str) -> None:
    assert lacks(check, text)


@pytest.mark.parametrize(
    ("check", "text"), [pytest.param(k, t, id=f"{c.id}: {t}") for c, k in PARTS for t in c.good]
)
def test_good_example_has_the_part(check: PartsCheck, text: str) -> None:
    assert not lacks(check, text)


@pytest.mark.parametrize(
    ("check", "example"), [pytest.param(k, e, id=e.text) for c, k in FORBIDDEN for e in c.bad]
)
def test_forbidden_words_are_found_in_every_form(check: ForbiddenCheck, example: BadExample) -> None:
    assert [example.text[start:end] for start, end in matches(check, example.text)] == list(example.finds)


@pytest.mark.parametrize(("check", "text"), [pytest.param(k, t, id=t) for c, k in FORBIDDEN for t in c.good])
def test_other_words_are_not_forbidden(check: ForbiddenCheck, text: str) -> None:
    assert list(matches(check, text)) == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_card_says_why_who_and_from_where(card: Card) -> None:
    assert card.why
    assert card.owner
    assert card.sources


@pytest.mark.parametrize("kind", sorted(standard().kinds))
def test_kind_of_letter_names_cards_of_the_right_sort(kind: str) -> None:
    cards = standard().cards
    assert all(isinstance(cards[name].check, PartsCheck) for name in standard().kinds[kind].requires)
    assert all(isinstance(cards[name].check, ForbiddenCheck) for name in standard().kinds[kind].forbids)
