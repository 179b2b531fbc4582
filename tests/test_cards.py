"""Every card about text proves itself: what it says it finds, what it writes instead, and what it leaves alone."""

import datetime
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from rettesnor.checks.terms import card_forms
from rettesnor.load.root import read_text
from rettesnor.model import (
    AbbreviationsCheck,
    BadExample,
    Card,
    Dated,
    LetterCheck,
    Match,
    TermsCheck,
    Word,
    WordsCheck,
)
from rettesnor.policy import Policy, compile_policy
from rettesnor.yamltext import decode

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 22)


def read_cards() -> tuple[Card, ...]:
    paths = sorted((ROOT / "content" / "policy").rglob("*.yml"))
    cards = tuple(decode(read_text(ROOT, path).text, Card, path=path.name) for path in paths)
    return tuple(card for card in cards if not isinstance(card.check, LetterCheck))


CARDS = read_cards()
BAD = [pytest.param(card, example, id=f"{card.id}: {example.text}") for card in CARDS for example in card.bad]
GOOD = [pytest.param(card, text, id=f"{card.id}: {text}") for card in CARDS for text in card.good]


@cache
def policy(day: datetime.date) -> Policy:
    return compile_policy(CARDS, day=day)


def day_of(card: Card) -> datetime.date:
    """Today, or the day the rule begins where that is yet to come."""
    assert isinstance(card.check, Dated)
    return max(TODAY, card.check.from_ or TODAY)


def found(card: Card, text: str) -> list[Match]:
    return [match for match in policy(day_of(card)).matches(text) if match.rule == card.id]


def fixed(text: str, matches: list[Match]) -> str:
    for match in sorted(matches, key=lambda match: match.start, reverse=True):
        if match.replacement is not None:
            text = text[: match.replace_start] + match.replacement + text[match.replace_end :]
    return text


@pytest.mark.parametrize(("card", "example"), BAD)
def test_a_bad_example_is_found(card: Card, example: BadExample) -> None:
    assert (
        tuple(example.text[match.start : match.end] for match in found(card, example.text)) == example.finds
    )


@pytest.mark.parametrize(("card", "example"), BAD)
def test_a_bad_example_becomes_what_the_card_says(card: Card, example: BadExample) -> None:
    assert fixed(example.text, found(card, example.text)) == (example.becomes or example.text)


@pytest.mark.parametrize(("card", "example"), BAD)
def test_what_a_fix_writes_breaks_no_other_rule(card: Card, example: BadExample) -> None:
    matches = policy(day_of(card)).matches(example.text)
    after = fixed(example.text, found(card, example.text))
    assert {match.rule for match in policy(day_of(card)).matches(after)} <= {match.rule for match in matches}


@pytest.mark.parametrize(("card", "text"), GOOD)
def test_a_good_example_is_silent_under_all_cards(card: Card, text: str) -> None:
    assert [(match.rule, text[match.start : match.end]) for match in policy(day_of(card)).matches(text)] == []


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_shows_what_it_means(card: Card) -> None:
    assert card.bad
    assert card.good
    assert card.owner
    assert card.sources


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_only_a_confirmed_rule_is_fixed_without_a_person(card: Card) -> None:
    safe = isinstance(card.check, TermsCheck) and card.check.safe
    rows = card.check.words if isinstance(card.check, WordsCheck) else ()
    assert card.confirmed or not (safe or any(row.safe for row in rows))


@pytest.mark.parametrize(
    "card", [card for card in CARDS if isinstance(card.check, TermsCheck)], ids=lambda card: card.id
)
def test_every_form_of_a_name_is_found(card: Card) -> None:
    assert isinstance(card.check, TermsCheck)
    missed = [form for form in card_forms(card.check) if not found(card, f"Her står {form} i en sætning.")]
    assert missed == []


def rows() -> list[tuple[Card, Word]]:
    return [(card, row) for card in CARDS if isinstance(card.check, WordsCheck) for row in card.check.words]


def test_every_way_to_bend_occurs_in_an_example() -> None:
    for card in (card for card in CARDS if isinstance(card.check, WordsCheck)):
        assert isinstance(card.check, WordsCheck)
        examples = " ".join(example.text for example in card.bad)
        shown = {row.like for row in card.check.words if row.like and shown_in(row, examples)}
        assert {row.like for row in card.check.words if row.like} - shown == set(), card.id


def shown_in(row: Word, text: str) -> bool:
    from rettesnor.checks.words import word_forms

    return not set(word_forms(row)).isdisjoint(text.lower().replace(".", " ").replace(",", " ").split())


def test_every_instead_occurs_in_an_example() -> None:
    missing: list[str] = []
    for card in CARDS:
        if isinstance(card.check, TermsCheck):
            wanted = card.check.instead
        elif isinstance(card.check, WordsCheck):
            wanted = {key: text for row in card.check.words for key, text in row.instead.items()}
        else:
            continue
        shown = " ".join(example.becomes or "" for example in card.bad).lower()
        missing += [
            f"{card.id}: {key}" for key, text in wanted.items() if text.removesuffix("-").lower() not in shown
        ]
    assert missing == []


def test_no_form_is_claimed_twice_within_a_group() -> None:
    names = Counter(
        form.lower()
        for card in CARDS
        if isinstance(card.check, TermsCheck)
        for form in set(card_forms(card.check))
    )
    words = Counter(row.word for _, row in rows())
    shorts = Counter(
        row.short
        for card in CARDS
        if isinstance(card.check, AbbreviationsCheck)
        for row in card.check.abbreviations
    )
    assert [form for form, times in chain(names.items(), words.items(), shorts.items()) if times > 1] == []
