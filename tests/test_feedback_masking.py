"""CPR numbers and e-mail addresses are made unreadable in every spelling; what looks like them stays."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.feedback.masking import masked, masked_query

SAMPLES = Path(__file__).parent / "feedback"
NUMBER = re.compile("«(.*?)»", re.DOTALL)


def samples(name: str) -> list[str]:
    lines = (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def written(line: str) -> str:
    return re.sub(
        r"\\n|\\t|\\u(....)",
        lambda sign: chr(int(sign[1], 16)) if sign[1] else {"\\n": "\n", "\\t": "\t"}[sign[0]],
        line,
    )


@pytest.mark.parametrize("line", samples("cpr_numbers.txt"))
def test_a_cpr_number_is_masked_and_nothing_else(line: str):
    text = written(line)
    before = NUMBER.sub(r"\1", text)
    after = NUMBER.sub(lambda number: "".join("x" if c.isalnum() else c for c in number[1]), text)
    assert masked(before) == after


@pytest.mark.parametrize("line", samples("lookalikes.txt"))
def test_what_only_looks_like_it_stays(line: str):
    assert masked(line) == line


def test_there_are_two_hundred_samples():
    assert len(samples("cpr_numbers.txt")) >= 100
    assert len(samples("lookalikes.txt")) >= 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Skriv til anna.proevesen@example.dk i dag", "Skriv til xxxx.xxxxxxxxx@xxxxxxx.xx i dag"),
        ("a+b_c@mail.example.dk.", "x+x_x@xxxx.xxxxxxx.xx."),
        ("ærø@prøve.dk", "xxx@xxxxx.xx"),
        ("<anna@example.dk>", "<xxxx@xxxxxxx.xx>"),
        ("mailto:anna@example.dk", "mailto:xxxx@xxxxxxx.xx"),
        ("anna@kommunen", "xxxx@xxxxxxxx"),
        ("anna @ example.dk", "xxxx @ xxxxxxx.xx"),
        ("anna(at)example.dk", "xxxx(xx)xxxxxxx.xx"),
        ("anna [at] example.dk", "xxxx [xx] xxxxxxx.xx"),
        ("anna＠example．dk", "xxxx＠xxxxxxx．xx"),
        ("anna@\u200bexample.dk", "xxxx@\u200bxxxxxxx.xx"),
    ],
)
def test_an_email_address_is_masked(text: str, shown: str):
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("sag 2021-0007751", "sag xxxx-xxxxxxx"),
        ("33 66 33 66", "xx xx xx xx"),
        ("1003456789", "xxxxxxxxxx"),
        ("lab § 16 a", "lab § 16 a"),
        ("lbk 1342", "lbk 1342"),
        ("ab 201", "ab 201"),
    ],
)
def test_a_query_loses_every_long_number(query: str, shown: str):
    assert masked_query(query) == shown


PIECES = st.sampled_from(
    [
        "310299",
        "-",
        " ",
        "1234",
        "31",
        "02",
        "99",
        "9",
        "cpr ",
        "x",
        ".",
        "@",
        "a",
        "\u200b",
        "٣",
        "P-nr. ",
        "kr.",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_masking_keeps_length_and_is_done_once(text: str):
    once = masked(text)
    assert len(once) == len(text)
    assert masked(once) == once


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "31 02 ", "310299-", "a@", "cpr ", "a.", "cpr 1 ", "(", "x(at) "]
)
@pytest.mark.timeout(5)
def test_no_text_takes_long_to_mask(piece: str):
    masked(piece * (60_000 // len(piece)))
