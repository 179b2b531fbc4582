"""Compounds and their parts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.danish.compounds import split

LISTS = Path(__file__).parent / "search"


def rows(name: str) -> list[tuple[str, tuple[str, ...]]]:
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(word, tuple(parts.split("|"))) for word, parts in pairs]


def boundaries(parts: tuple[str, ...]) -> set[int]:
    return {sum(map(len, parts[:number])) for number in range(1, len(parts))}


@pytest.mark.parametrize("name", ["compounds.tsv", "compounds_held_out.tsv"])
def test_boundaries_of_compounds_are_found(name: str) -> None:
    words = rows(name)
    wanted = sum(len(boundaries(parts)) for _, parts in words)
    found = sum(len(boundaries(split(word))) for word, _ in words)
    right = sum(len(boundaries(parts) & boundaries(split(word))) for word, parts in words)

    assert 2 * right / (wanted + found) >= 0.95


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kontanthjælpsmodtager", ("kontant", "hjælps", "modtager")),
        ("mødepligt", ("møde", "pligt")),
        ("forordningen", ("forordningen",)),
        ("virksomhederne", ("virksomhederne",)),
        ("dagpengene", ("dagpengene",)),
        ("jobplansamtalerne", ("job", "plan", "samtalerne")),
        ("xyzzyk", ("xyzzyk",)),
        ("", ("",)),
    ],
)
def test_split(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


@given(st.text(alphabet="abdeghijklmnoprstuvæøå-", max_size=70))
def test_parts_always_make_up_the_word(word: str) -> None:
    assert "".join(split(word)) == word
