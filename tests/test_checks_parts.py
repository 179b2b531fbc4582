"""What each kind of letter must hold: own letters of every kind, good ones silent and bad ones told what they lack."""

import datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from rettesnor.checking.standard import read_standard
from rettesnor.lint.letter import lint_letter
from rettesnor.lint.standard import Standard
from rettesnor.load.letters import letter_from
from rettesnor.model import Finding
from rettesnor.model.letter_rules import PartsCheck

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
GROUPS = ("parts", "structure", "forbidden")


@cache
def standard() -> Standard:
    return read_standard(HERE.parent, TODAY)


def lint(text: str, kind: str, fields: dict[str, str]) -> tuple[Finding, ...]:
    head = yaml.safe_dump({"kind": kind, "fields": {name: {"type": type} for name, type in fields.items()}})
    letter = letter_from(f"---\n{head}---\n\n{text}", path="letter.md")
    found = lint_letter(letter, standard(), snippets={}, missing_links=(), day=TODAY)
    assert found.incomplete == ()
    return tuple(finding for finding in found.findings if finding.group in GROUPS)


def samples(quality: str) -> list[object]:
    found: list[object] = []
    for path in sorted((HERE / "kinds").glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, sample in enumerate(data[quality]):
            text = sample if isinstance(sample, str) else sample["text"]
            kind = path.stem if isinstance(sample, str) else sample.get("kind", path.stem)
            lacks = () if isinstance(sample, str) else sample.get("lacks", ())
            name = f"{kind} {number}: {text.splitlines()[0]}"
            found.append(pytest.param(text, kind, data["fields"], lacks, id=name))
    return found


@pytest.mark.parametrize(("text", "kind", "fields", "lacks"), samples("good"))
def test_good_letter_has_what_its_kind_needs(
    text: str, kind: str, fields: dict[str, str], lacks: tuple[str, ...]
) -> None:
    assert [(one.rule, one.when) for one in lint(text, kind, fields)] == []


@pytest.mark.parametrize(("text", "kind", "fields", "lacks"), samples("bad"))
def test_bad_letter_is_told_what_it_lacks_and_no_more(
    text: str, kind: str, fields: dict[str, str], lacks: tuple[str, ...]
) -> None:
    found = {one.rule for one in lint(text, kind, fields)}
    assert {rule for rule in found if isinstance(standard().cards[rule].check, PartsCheck)} == set(lacks)


def sentences(part: str) -> list[object]:
    data = yaml.safe_load((HERE / "parts_sentences.yml").read_text(encoding="utf-8"))
    return [
        pytest.param(rule["rule"], rule["kind"], text, data["fields"], id=f"{rule['rule']}: {text}")
        for rule in data["rules"]
        for text in rule.get(part, ())
    ]


def rules(text: str, kind: str, fields: dict[str, str]) -> set[str]:
    return {one.rule for one in lint(f"# Brev\n\nHej.\n\n{text}\n", kind, fields)}


@pytest.mark.parametrize(("rule", "kind", "text", "fields"), sentences("has"))
def test_sentence_is_the_part(rule: str, kind: str, text: str, fields: dict[str, str]) -> None:
    assert rule not in rules(text, kind, fields)


@pytest.mark.parametrize(("rule", "kind", "text", "fields"), sentences("lacks"))
def test_sentence_is_not_the_part(rule: str, kind: str, text: str, fields: dict[str, str]) -> None:
    assert rule in rules(text, kind, fields)


LETTER = """# Du får {a}ikke{b} kurset

Du får ikke kurset, fordi det er for langt. Reglerne står i § 98 i lov om en aktiv beskæftigelsesindsats.

{a}Du kan klage til os senest fire uger efter, at du har fået brevet.{b}

Med venlig hilsen

Ydelsesservice
"""
THREE = """# Du får ikke kurset

Du får ikke kurset, fordi det er for langt. Reglerne står i § 98 i lov om en aktiv beskæftigelsesindsats.

{% if a %}Du kan klage til os senest fire uger efter, at du har fået brevet.{% endif %}

{% if b %}Du kan klage til os senest fire uger efter, at du har fået brevet. Ring først.{% endif %}

{% if c %}Du kan klage til os senest fire uger efter, at du har fået brevet. Skriv gerne.{% endif %}

Med venlig hilsen

Ydelsesservice
"""


def test_missing_part_says_for_whom() -> None:
    text = LETTER.format(a="{% if klage %}", b="{% endif %}")
    found = [one for one in lint(text, "afslag", {"klage": "boolean"}) if one.rule == "klagevejledning"]
    assert [one.when for one in found] == ["når klage er falsk"]


def test_part_missing_only_when_three_branches_are_left_out_is_found() -> None:
    found = lint(THREE, "afslag", {"a": "boolean", "b": "boolean", "c": "boolean"})
    assert [(one.rule, one.when) for one in found] == [
        ("klagevejledning", "når a er falsk, b er falsk og c er falsk")
    ]


def test_finding_about_the_whole_letter_stands_at_its_heading() -> None:
    found = lint(LETTER.format(a="{% if klage %}", b="{% endif %}"), "afslag", {"klage": "boolean"})
    assert found[0].quote.endswith("kurset")


def test_word_in_an_autosvar_is_forbidden_in_any_branch() -> None:
    text = "# Vi har din mail\n\nTak.\n\n{% if a %}Et afslag{% else %}En afgørelses{% endif %}\n\nMed venlig hilsen\n"
    found = [one for one in lint(text, "autosvar", {"a": "boolean"}) if one.group == "forbidden"]
    assert [(one.quote, one.when) for one in found] == [
        ("afslag", "når a er sand"),
        ("afgørelses", "når a er falsk"),
    ]


def test_word_that_is_forbidden_in_an_autosvar_is_right_in_a_decision() -> None:
    text = LETTER.format(a="", b="") + "\nDet er et afslag.\n"
    assert [one.rule for one in lint(text, "afslag", {}) if one.group == "forbidden"] == []


def test_plain_information_needs_nothing() -> None:
    assert lint("# Vi flytter\n\nVi flytter den 1. maj.\n\nMed venlig hilsen\n", "oplysning", {}) == ()
