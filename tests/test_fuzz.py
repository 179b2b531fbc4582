"""The short form of `make fuzz`: every input that once broke a law, and some hundred new ones."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz import laws, shapes

CORPUS = Path(__file__).parent / "fuzz/corpus"
LAWS = {
    "letter": lambda data: laws.letter(data.decode("utf-8", "replace")),
    "citations": lambda data: laws.citations(data.decode("utf-8", "replace")),
    "query": lambda data: laws.query(data.decode("utf-8", "replace")),
    "document": laws.document,
}
short = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_what_once_broke_a_law_keeps_it(path: Path) -> None:
    LAWS[path.parent.name](path.read_bytes())


@short
@given(shapes.made(shapes.LETTER, 40))
def test_any_text_is_a_letter(source: str) -> None:
    laws.letter(source)


@short
@given(shapes.made(shapes.CITATIONS, 40) | st.text(max_size=200))
def test_citations_in_any_text_stand_where_they_say(text: str) -> None:
    laws.citations(text)


@short
@given(shapes.made(shapes.QUERY, 16) | st.text(max_size=60))
def test_any_query_has_an_answer(text: str) -> None:
    laws.query(text)


@short
@given(shapes.word_bodies() | st.binary(max_size=300))
def test_any_bytes_are_a_word_document_or_refused(data: bytes) -> None:
    laws.document(data)
