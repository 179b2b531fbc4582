"""Group law: what is wrong with a letter's citations, and what is not."""

import datetime
from pathlib import Path

import pytest

from rettesnor.checks import law
from rettesnor.law.register import Register
from rettesnor.load import load
from rettesnor.model.letter_rules import LawCheck

PROJECT = load(Path(__file__).parent.parent)
REGISTER = Register(PROJECT.statutes)
RULES = tuple((card, card.check) for card in PROJECT.cards if isinstance(card.check, LawCheck))
DAY = datetime.date(2026, 11, 22)


def found(text, day=DAY):
    return [(match.rule, match.severity) for match in law.matches(RULES, text, REGISTER, day=day)]


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("Efter LBK nr. 1342 af 20. november 2016 skal du.", "lov-forkert-nummer", "error"),
        ("Efter lov om en aktiv beskæftigelsesindsats (LBK 701/2024).", "lov-forkert-nummer", "error"),
        ("Efter LBK nr. 988 af 9. oktober 2012.", "lov-afloest", "warning"),
        ("§ 7 i lov om sygedagpenge, jf. LBK nr. 1032 af 23. juni 2016.", "lov-afloest", "warning"),
        ("Du kan læse mere i persondataloven.", "lov-ophaevet", "error"),
        ("Efter ferielovens § 99 kan du.", "paragraf-ukendt", "warning"),
        ("Efter LAB § 30 a har du en plan.", "paragraf-flyttet", "advice"),
        ("Efter lov om hvalfangst § 2.", "lov-ukendt", "advice"),
    ],
)
def test_a_fault_is_found_with_its_severity(text, rule, severity):
    assert found(text) == [(rule, severity)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi har brugt § 7 i sygedagpengeloven.",
        "Reglerne står i §§ 35-40 i lov om aktiv socialpolitik.",
        "Efter LBK nr. 280 af 1. marts 2024 skal du.",
        "Efter LBK nr. 433 af 22. april 2014 må du svare.",
        "Efter § 21 skal du svare.",
        "Den dagældende persondatalov, persondataloven, gjaldt ikke; se den tidligere LBK nr. 988 af 9. oktober 2012.",
        "Se principafgørelse 44-17 og U.2021.1588V.",
    ],
)
def test_what_is_right_stays_silent(text):
    assert [each for each in found(text) if each[1] != "advice"] == []


def test_a_coming_act_is_found_on_its_day_and_not_before():
    assert found("Efter LAB § 6.") == []
    assert found("Efter LAB § 6.", datetime.date(2027, 1, 1)) == [("lov-ventes-aendret", "warning")]


def test_the_right_number_is_offered_in_place_of_the_wrong_one():
    text = "Efter LBK nr. 1342 af 20. november 2016, § 5, skal du."
    (match,) = law.matches(RULES, text, REGISTER, day=DAY)
    fixed = text[: match.replace_start] + match.replacement + text[match.replace_end :]
    assert fixed == "Efter LBK nr. 1342 af 21. november 2016, § 5, skal du."
    assert not match.safe


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Vi har brugt § 7 i loven.", True),
        ("Det følger af kapitel 3.", True),
        ("Det følger af sygedagpengeloven.", False),
    ],
)
def test_a_decision_must_name_a_provision(text, named):
    assert law.names_provision(text) is named


def test_old_addresses_are_found_where_they_stand():
    source = "Se [loven](https://www.retsinformation.dk/Forms/R0710.aspx?id=28810) og https://www.retsinformation.dk/eli/lta/2014/433."
    assert [source[start:end] for start, end in law.old_addresses(source)] == [
        "https://www.retsinformation.dk/Forms/R0710.aspx?id=28810"
    ]


def test_an_old_address_that_readers_see_is_told_by_one_rule_only():
    source = "Se https://www.retsinformation.dk/Forms/R0710.aspx?id=28810 og retsinformation.dk/Forms/R0900.aspx?s=1."
    assert [source[start:end] for start, end in law.old_addresses(source)] == [
        "retsinformation.dk/Forms/R0900.aspx?s=1"
    ]


def test_front_matter_and_text_that_name_different_acts_are_told():
    said = law.basis(["forvaltningsloven § 24"], ["Vi har brugt § 7 i sygedagpengeloven."], REGISTER)
    assert said == (
        "Brevet nævner sygedagpengeloven, men den står ikke i legal_basis.",
        "legal_basis nævner forvaltningsloven, men brevet gør ikke.",
    )


def test_two_names_of_one_act_agree():
    assert law.basis(["LAS § 13"], ["§ 35 i lov om aktiv socialpolitik"], REGISTER) == ()
