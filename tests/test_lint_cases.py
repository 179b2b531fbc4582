"""Cases that do not fit the letter, fields that are not used, branches that no case shows, and characters nobody sees."""

import datetime
from functools import cache
from pathlib import Path

import pytest

from rettesnor.checking.standard import read_standard
from rettesnor.lint.letter import lint_letter, lint_snippet
from rettesnor.lint.standard import Standard
from rettesnor.load.letters import letter_from
from rettesnor.model import Case

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 22)
PATH = "letter_templates/x/letter.md"
HEAD = "---\nfields:\n  dag: {type: date}\n  beløb: {type: money}\n  klage: {type: boolean}\n---\n"
BODY = "Kom den {{ dag }}. {% if klage %}Du får {{ beløb }}.{% endif %}"
DAY = datetime.date(2026, 12, 1)


@cache
def standard() -> Standard:
    return read_standard(ROOT, TODAY)


def found(source: str, *values: dict[str, object]) -> list[tuple[str, str, str]]:
    """Rule, quote and message of each finding in group template."""
    cases = tuple(Case(name=f"nr-{number}", path="", values=each) for number, each in enumerate(values, 1))
    letter = letter_from(source, path=PATH, cases=cases)
    result = lint_letter(letter, standard(), snippets={}, missing_links=(), day=TODAY)
    return [(one.rule, one.quote, one.message) for one in result.findings if one.group == "template"]


WITH = {"dag": DAY, "klage": True, "beløb": 500}
WITHOUT = {"dag": DAY, "klage": False}


@pytest.mark.parametrize(
    ("values", "rule", "quote", "message"),
    [
        ({"dag": "i morgen"}, "eksempel-passer-ikke", "dag",
         "Eksemplet »nr-3«: »dag« skal være en dato skrevet ÅÅÅÅ-MM-DD, men er »i morgen«."),
        ({"beløb": "500 kr."}, "eksempel-passer-ikke", "beløb",
         "Eksemplet »nr-3«: »beløb« skal være et beløb i kroner uden punktum og enhed, men er »500 kr.«."),
        ({"klage": "ja"}, "eksempel-passer-ikke", "klage",
         "Eksemplet »nr-3«: »klage« skal være true eller false, men er »ja«."),
        ({"dga": DAY}, "eksempel-passer-ikke", "fields",
         "Eksemplet »nr-3«: »dga« er ikke et felt i brevet. Mente du »dag«?"),
    ],
    ids=["date", "money", "boolean", "no such field"],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_found(
    values: dict[str, object], rule: str, quote: str, message: str
) -> None:
    assert found(HEAD + BODY, WITH, WITHOUT, {**WITH, **values}) == [(rule, quote, message)]


def test_a_value_that_the_reader_is_shown_and_that_is_missing_is_found() -> None:
    assert found(HEAD + BODY, WITH, WITHOUT, {"dag": DAY, "klage": True}) == [
        ("eksempel-passer-ikke", "beløb", "Eksemplet »nr-3«: »beløb« mangler, og brevet bruger det her.")
    ]


def test_a_value_that_the_reader_is_not_shown_may_be_missing() -> None:
    assert found(HEAD + BODY, WITH, WITHOUT) == []


@pytest.mark.parametrize(
    "ask", ["{% if beløb is defined %}{{ beløb }}{% else %}x{% endif %}", "{{ beløb|default('0 kr.') }}"]
)
def test_a_value_that_the_letter_asks_after_may_be_missing(ask: str) -> None:
    source = f"---\nfields: {{beløb: {{type: money}}}}\n---\n{ask}"

    assert found(source, {"beløb": 500}, {}) == []


def test_a_field_that_nobody_uses_is_found() -> None:
    assert [rule for rule, _, _ in found(HEAD + "Kom den {{ dag }}.", {"dag": DAY})] == ["felt-ubrugt"] * 2


def test_a_branch_that_no_case_shows_is_found() -> None:
    ((rule, quote, _),) = found(HEAD + BODY, WITHOUT)

    assert (rule, quote) == ("gren-uden-eksempel", "{% if klage %}Du får ")


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\x1b[31mb", "U+001B"), ("a\x00b", "U+0000"), ("a\u202eb", "U+202E"), ("a\u2066b", "U+2066"), ("a\U000e0041b", "U+E0041")],
)  # fmt: skip
def test_a_character_that_nobody_sees_is_found(text: str, code: str) -> None:
    ((rule, quote, message),) = found(text)

    assert (rule, quote) == ("usynligt-tegn", text[1])
    assert f"({code})" in message


def test_such_a_character_in_a_snippet_is_found_there() -> None:
    snippet = letter_from("a\u202eb", path="content/snippets/x.md")
    result = lint_snippet(snippet, standard(), snippets={}, missing_links=(), day=TODAY)

    assert [(one.rule, one.path) for one in result.findings if one.group == "template"] == [
        ("usynligt-tegn", "content/snippets/x.md")
    ]


@pytest.mark.parametrize(
    "text", ["a\tb", "\ufeffa", "a\r\nb", "arbejds\u00admarked", "a\u200db", "a\u00a0b", "👩\u200d🔧"]
)
def test_what_has_a_use_is_left_alone(text: str) -> None:
    assert found(text) == []
