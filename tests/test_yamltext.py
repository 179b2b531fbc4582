"""YAML as authors write it: what is wrong is named with its line and what to do."""

import contextlib
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rettesnor.model import ContentError, System
from rettesnor.yamltext import MAX_DEPTH, decode, read, split_front_matter

SYSTEM = "id: fasit\nname: Fasit\nabout: Fagsystem\nstatus: in_use\n"


def fault(text: str, *, first_line: int = 1) -> str:
    with pytest.raises(ContentError) as raised:
        decode(text, System, path="content/systems/fasit.yml", first_line=first_line)
    return str(raised.value).replace("content/systems/fasit.yml:", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            SYSTEM + "statsu: x\n", "5: »statsu« er ikke et felt her. Mente du »status«?", id="misspelt key"
        ),
        pytest.param("id: fasit\n", "1: Feltet »name« mangler. Tilføj det.", id="missing field"),
        pytest.param(
            SYSTEM.replace("in_use", "in_us"),
            "4: »status« kan ikke være »in_us«. Mente du »in_use«? Vælg en af: in_use, retired, unknown.",
            id="unknown choice",
        ),
        pytest.param(
            SYSTEM.replace("Fasit", "12"),
            "2: »name« skal være en tekst (sæt den i anførselstegn), men er et tal.",
            id="number for text",
        ),
        pytest.param(
            SYSTEM + "as_of: i går\n", "5: »as_of« skal være en dato skrevet ÅÅÅÅ-MM-DD.", id="text for date"
        ),
        pytest.param(
            SYSTEM + "as_of: 2026-02-30\n",
            "5: »2026-02-30« er ikke en dag i kalenderen. Ret datoen.",
            id="no such day",
        ),
        pytest.param(
            SYSTEM + "sources:\n  - {title: Svar}\n  - {titel: Svar}\n",
            "7: »titel« er ikke et felt her. Mente du »title«?\n7: Feltet »title« mangler. Tilføj det.",
            id="deep in a list, every fault",
        ),
        pytest.param(SYSTEM + "id: igen\n", "5: »id« står to gange. Slet den ene.", id="key twice"),
        pytest.param(
            "id: a: b\n",
            "1: Et kolon midt i en værdi forvirrer YAML. Sæt hele værdien i anførselstegn.",
            id="colon in value",
        ),
        pytest.param(
            "id: &x a\nname: *x\n", "1: YAML-ankre (& og *) bruges ikke her. Skriv værdien ud.", id="anchor"
        ),
        pytest.param(
            "---\nid: a\n---\nid: b\n", "4: En linje med --- deler filen i to. Fjern den.", id="two documents"
        ),
    ],
)
def test_a_fault_names_line_word_and_remedy(text: str, message: str) -> None:
    assert fault(text) == message


def test_lines_count_from_the_front_matters_place_in_the_file() -> None:
    assert fault(SYSTEM + "statsu: x\n", first_line=2).startswith("6: ")


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "{a: " * 50_000, "- " * 100_000], ids=["lists", "maps", "dashes"]
)
def test_a_file_of_brackets_is_a_fault_and_not_the_end_of_the_process(text: str) -> None:
    assert f"over {MAX_DEPTH} lag dybt" in fault(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kl: 10.15", {"kl": 10.15}),
        ("kl: '10.15'", {"kl": "10.15"}),
        ("tid: 10:15", {"tid": "10:15"}),
        ("svar: ja", {"svar": "ja"}),
        ("svar: no", {"svar": "no"}),
        ("svar: true", {"svar": True}),
        ("dag: 2026-11-22", {"dag": datetime.date(2026, 11, 22)}),
        ("tom:", {"tom": None}),
        ("", {}),
        ("tekst: |\n  et\n  to\n", {"tekst": "et\nto\n"}),
    ],
)
def test_values_are_read_as_an_author_expects(text: str, value: object) -> None:
    assert read(text, path="f.yml").value == value


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("---\ntitle: x\n---\nHej\n", "Hej\n"),
        ("\ufeff---\r\ntitle: x\r\n---\r\nHej\r\n", "Hej\r\n"),
        ("Hej\n---\n", "Hej\n---\n"),
        ("---\ntitle: x\nHej\n", "---\ntitle: x\nHej\n"),
        ("---\n---\nHej", "Hej"),
    ],
    ids=["plain", "bom and crlf", "no front matter", "never closed", "empty"],
)
def test_the_body_starts_after_the_front_matter(source: str, body: str) -> None:
    assert source[split_front_matter(source).body_start :] == body


@given(st.text(max_size=200))
def test_any_text_is_a_value_or_a_content_error(text: str) -> None:
    with contextlib.suppress(ContentError):
        read(text, path="f.yml")
