"""Citations found and read: sentences made to fool the reader, and laws that hold for every text."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rettesnor.law import no_act, vocabulary
from rettesnor.law.citations import find
from rettesnor.model.citation import Act, Citation

SENTENCES = Path(__file__).parent / "law" / "citations.txt"


def _cases() -> list[tuple[str, list[str]]]:
    cases: list[tuple[str, list[str]]] = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("  = "):
            cases[-1][1].append(line.removeprefix("  = "))
        elif line and not line.startswith("#"):
            cases.append((line, []))
    return cases


def _written(citation: Citation) -> str:
    act = citation.act
    named = (
        "-"
        if act is None
        else " ".join(filter(None, (act.type, act.number or "-", act.date or "-", act.name)))
    )
    places = (
        " ".join(
            f"{key}={value.replace(' ', '_')}"
            for key in place.__struct_fields__
            if (value := getattr(place, key))
        )
        for place in citation.pinpoints
    )
    return f"{citation.text.replace(chr(10), '⏎')} | {named} | {'; '.join(places) or '-'}"


@pytest.mark.parametrize(
    ("sentence", "expected"), _cases(), ids=lambda value: value[:60] if isinstance(value, str) else ""
)
def test_a_lawyer_would_mark_the_same(sentence, expected):
    assert [_written(citation) for citation in find(sentence.replace("⏎", "\n"))] == expected


@pytest.mark.parametrize(
    ("example", "kind"), [(example, kind.type) for kind in vocabulary.KINDS for example in kind.examples]
)
def test_every_type_of_act_is_found_as_its_example_says(example, kind):
    (citation,) = find(f"Se {example}.")
    assert (citation.text, citation.act.type) == (example, kind)


@pytest.mark.parametrize("example", [*no_act.NO_ACT.examples, *no_act.NO_SOURCE.examples])
def test_what_only_looks_like_an_act_is_left_alone(example):
    assert find(example) == ()


def test_nothing_is_carried_across_a_blank_line():
    first, second = find("Efter LAS § 13.\n\nSe lovens § 14.")
    assert (first.act.name, second.act) == ("LAS", None)


def test_a_year_of_two_digits_is_of_this_century():
    assert find("lbk. nr. 1004 af 30/6-25")[0].act == Act(type="LBK", number="1004", date="2025-06-30")


def test_a_day_that_no_calendar_has_gives_no_date():
    assert find("lov nr. 100 af 31. februar 2020")[0].act == Act(type="LOV", number="100")


def test_no_citation_is_lost_however_many_a_paragraph_holds():
    assert len(find("§ 1, " * 30_000)) == 30_000


def test_a_list_without_end_is_read_to_its_end():
    (citation,) = find("§§ 1" + ", 2" * 5_000)
    assert len(citation.pinpoints) == 5_001


PIECES = [
    "§ ", "§§ ", "5", "16 a", " og ", ", ", "stk. ", "nr. ", "litra a", "1. pkt.", " i ", "LAS", "serviceloven", "servicelovens ",
    "lov om sygedagpenge", "lov nr. 5 af 1. maj 2020", "jf. ", "(", ")", "artikel 6", "kapitel 3", "lovens ", "\n", "\n\n", ".",
    "GDPR", "-", "af", "»", "«", "principafgørelse 1-20", "bogens ", "U.2010.337Ø", " ",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
def test_spans_are_in_order_and_hold_their_own_words(text):
    found = find(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_paragraph_in_front_moves_every_span_and_changes_nothing(text):
    before = "Ingen henvisning her.\n\n"
    moved = [(each.start - len(before), each.act, each.pinpoints) for each in find(before + text)]
    assert moved == [(each.start, each.act, each.pinpoints) for each in find(text)]


HOSTILE = {
    "spaces": "§ 1" + " " * 100_000,
    "section signs": "§" * 100_000,
    "a range without end": "§§ " + "1-150, " * 14_000,
    "numbers without end": "§ 1" + ", 2" * 33_000,
    "titles without end": "lov om a b c d e f " * 5_000,
    "brackets": "(" * 100_000,
    "ordinals": "§ 1, " + "1. og " * 16_000,
    "one word": "lov" * 33_000,
    "an address": "LAB/" * 25_000,
    "reports": "U.2017." * 14_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_takes_time_like_its_length(text):
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 5  # a pattern that backtracks would take hours
