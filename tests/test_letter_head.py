"""A letter's front matter: what is meant is read, what is wrong is told with its place, and nothing stops the letter."""

import datetime
import time

import pytest

from rettesnor.letter.head import key_span, read
from rettesnor.model import Field

SHAPES = {
    "map": "fields:\n  navn: {type: text, label: Navn}\n  klage:\n    type: bool\n",
    "short": "fields:\n  navn: text\n  klage: boolean\n",
    "list": "fields:\n  - {name: navn, type: text}\n  - name: klage\n    type: boolean\n",
    "list-short": "fields:\n  - navn: text\n  - klage: boolean\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_fields_are_read_in_every_shape(shape: str) -> None:
    head, problems, _ = read(f"---\ntitle: Brev\n{SHAPES[shape]}---\nHej", path="letter.md")

    assert [(field.name, field.type) for field in head.fields] == [("navn", "text"), ("klage", "boolean")]
    assert problems == ()


@pytest.mark.parametrize(
    "fields",
    ["fields: [navn, klage]\n", "fields:\n  navn:\n  klage:\n", "fields:\n  navn: {}\n  klage: {}\n"],
)
def test_fields_without_types_are_fields(fields: str) -> None:
    head, problems, _ = read(f"---\n{fields}---\nHej", path="letter.md")

    assert head.fields == (Field(name="navn", type=None), Field(name="klage", type=None))
    assert problems == ()


@pytest.mark.parametrize("fields", ["", "fields:\n", "fields: {}\n", "fields: []\n"])
def test_a_letter_may_have_no_fields(fields: str) -> None:
    head, problems, _ = read(f"---\ntitle: Brev\n{fields}---\nHej", path="letter.md")

    assert head.fields == ()
    assert problems == ()


def test_all_of_a_head_is_read() -> None:
    source = "---\ntitle: Brev\nkind: afslag\nchannels: [papir]\nreviewed: 2026-10-05\nfields:\n  k: {type: choice, choices: [1, b], example: b}\n---\n\nHej"
    head, problems, start = read(source, path="letter.md")

    assert (head.title, head.kind, head.channels, head.reviewed) == (
        "Brev",
        "afslag",
        ("papir",),
        datetime.date(2026, 10, 5),
    )
    assert head.fields == (Field(name="k", type="choice", choices=("1", "b"), example="b"),)
    assert (source[start:], problems) == ("\nHej", ())


FAULTS = {
    "unknown-key": ("channel: [papir]", "channel", "Mente du »channels«?"),
    "wrong-type": ("reviewed: i går", "reviewed", "skal være en dato"),
    "text-for-list": ("channels: papir", "channels", "skal være en liste"),
    "number-for-text": ("title: 12", "title", "skal være en tekst"),
    "unknown-field-key": ("fields:\n  navn: {type: text, lable: Navn}", "lable", "Mente du »label«?"),
    "unknown-type": ("fields:\n  navn: {type: txt}", "type", "Mente du »text«?"),
    "choices": ("fields:\n  k: {type: choice, choices: a}", "choices", "skal være en liste"),
    "no-field": ("fields:\n  - 3", "- 3", "Et felt skrives"),
    "no-fields": ("fields: 3", "fields", "skal være felter"),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fault_has_its_place_and_says_what_to_do(name: str, end: str) -> None:
    yaml, words, message = FAULTS[name]
    source = f"\ufeff---\nkind: afslag\n{yaml}\n---\nHej".replace("\n", end)
    head, (problem,), start = read(source, path="letter.md")

    assert source[problem.span.start : problem.span.end] == words
    assert message in problem.message
    assert problem.whole
    assert (head.kind, source[start:]) == ("afslag", "Hej")


@pytest.mark.parametrize(
    "yaml", ["title: a: b", "title: [a", "- a\n- b", "title: &a b", "title: a\ntitle: b", "\ttitle: a"]
)
def test_a_head_that_is_no_yaml_is_told_and_the_letter_still_read(yaml: str) -> None:
    source = f"---\n{yaml}\n---\nHej"
    head, problems, start = read(source, path="letter.md")

    assert head.fields == ()
    assert [problem.whole for problem in problems] == [False]
    assert source[start:] == "Hej"


def test_a_head_that_never_ends_is_told() -> None:
    _, (problem,), start = read("---\ntitle: Brev\n", path="letter.md")

    assert not problem.whole
    assert start == 0


@pytest.mark.parametrize("source", ["", "Hej", "\ufeffHej", "Hej\n---\nx"])
def test_a_letter_without_a_head_is_all_body(source: str) -> None:
    head, problems, start = read(source, path="letter.md")

    assert (head.title, problems, source[start:]) == (None, (), source.lstrip("\ufeff"))


def test_a_key_is_found_where_it_stands() -> None:
    source = "---\ntitle: fields\nfields:\n  - name: navn\n  navn: x\n---\n".replace("  - name: navn\n", "")
    span = key_span(source, "fields", "navn")

    assert (span.start, source[span.start : span.end]) == (source.index("navn"), "navn")


def test_a_head_of_thousands_of_keys_is_read_in_seconds() -> None:
    source = "---\nfields:\n" + "".join(f"  navn{n}: {{type: tekst}}\n" for n in range(3_000)) + "---\nHej\n"
    began = time.process_time()
    faults = read(source, path="letter.md")[1]
    places = {key_span(source, "fields", f"navn{n}") for n in range(3_000)}
    assert time.process_time() - began < 10
    assert (len(faults), len(places)) == (3_000, 3_000)
