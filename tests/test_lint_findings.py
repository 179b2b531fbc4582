"""Many readings, one finding: the same words once, the longest, and for whom."""

import pytest

from rettesnor.letter.choices import Atom, Choice
from rettesnor.lint.findings import Hit, findings
from rettesnor.lint.places import Places
from rettesnor.lint.when import when_shown, when_true
from rettesnor.model import Finding, Fix

SOURCE = "Din jobplan{% if klage %}en{% endif %} er her.\n"


def yes(name: str) -> Choice:
    return Choice(Atom("truth", name), True, name)


def no(name: str) -> Choice:
    return Choice(Atom("truth", name), False, name)


def hit(
    start: int,
    end: int,
    *,
    rule: str = "jobplan",
    choices: tuple[Choice, ...] = (),
    message: str = "",
    whole: bool = False,
    fix: Fix | None = None,
) -> Hit:
    return Hit(rule, "terms", "error", "a.md", start, end, message, fix, choices, whole)


def made(*hits: Hit) -> tuple[Finding, ...]:
    return findings(hits, {"a.md": SOURCE})


def test_words_inside_longer_words_of_another_reading_are_the_longer_ones() -> None:
    found = made(hit(4, 11, choices=(no("klage"),)), hit(4, 27, choices=(yes("klage"),)))
    assert [(one.quote, one.when) for one in found] == [("jobplan{% if klage %}en", None)]


def test_words_of_another_rule_are_another_finding() -> None:
    assert len(made(hit(4, 11), hit(4, 11, rule="plan"))) == 2


def test_words_beside_each_other_stay_two_findings() -> None:
    assert [one.quote for one in made(hit(4, 11), hit(0, 3))] == ["Din", "jobplan"]


def test_two_faults_of_the_whole_letter_at_one_place_stay_two() -> None:
    found = made(hit(0, 3, message="a", whole=True), hit(0, 3, message="b", whole=True))
    assert [one.message for one in found] == ["a", "b"]


def test_fix_that_differs_between_readings_is_nobodys() -> None:
    one, other = (Fix(start=4, end=11, text=text, safe=True) for text in ("Min Plan", "Min Plans"))
    assert made(hit(4, 11, fix=one), hit(4, 11, fix=other))[0].fix is None


def test_findings_come_by_place_and_rule() -> None:
    found = made(hit(4, 11, rule="b"), hit(4, 11, rule="a"), hit(0, 3, rule="c"))
    assert [one.rule for one in found] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("branches", "said"),
    [
        ([()], None),
        ([(yes("klage"),)], "når klage er sand"),
        ([(yes("klage"),), (no("klage"),)], None),
        ([(yes("a"), yes("b")), (yes("a"), no("b"))], "når a er sand"),
        ([(yes("a"), yes("b"))], "når a er sand og b er sand"),
        ([(yes("a"),), (yes("b"),)], "når a er sand, eller når b er sand"),
        ([(yes("a"),), (yes("a"), yes("b"))], "når a er sand"),
        ([(yes("a"), yes("b")), (yes("a"), no("b")), (no("a"), yes("c")), (no("a"), no("c"))], None),
    ],
)
def test_when_words_are_shown(branches: list[tuple[Choice, ...]], said: str | None) -> None:
    assert when_shown(branches) == said


@pytest.mark.parametrize(
    ("fault", "fine", "said"),
    [
        ([(yes("a"),)], [], None),
        ([(yes("a"), yes("b")), (yes("a"), no("b"))], [(no("a"), yes("b"))], "når a er sand"),
        ([(yes("a"), yes("b"))], [(yes("a"), no("b")), (no("a"), yes("b"))], "når a er sand og b er sand"),
        (
            [(yes("a"), no("b")), (no("a"), yes("b"))],
            [(yes("a"), yes("b")), (no("a"), no("b"))],
            "når a er falsk og b er sand, eller når a er sand og b er falsk",
        ),
    ],
)
def test_when_a_whole_letter_is_at_fault(
    fault: list[tuple[Choice, ...]], fine: list[tuple[Choice, ...]], said: str | None
) -> None:
    assert when_true(fault, fine) == said


@pytest.mark.parametrize(
    ("source", "offset", "place"),
    [
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 3, (2, 1)),
        ("\ufeffæ😀b", 3, (1, 4)),
        ("", 0, (1, 1)),
    ],
)
def test_line_and_column_count_code_points(source: str, offset: int, place: tuple[int, int]) -> None:
    assert Places(source).at(offset) == place
