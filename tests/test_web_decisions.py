"""A decision asks one question at a time by a form alone, and every way through it ends where the data says."""

import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.load import load
from rettesnor.load.decisions import decisions
from rettesnor.model.decisions import Decision, paths
from rettesnor.portal.published import Published
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create
from rettesnor.web.decisions import DecisionRoutes, follow

ROOT = Path(__file__).parents[1]
WAYS = [
    pytest.param(decision, way, outcome.id, id=f"{decision.id}-{number}")
    for decision in decisions(ROOT)
    for number, (way, outcome) in enumerate(paths(decision), 1)
]
TREE = """id: prov
title: Prøv
about: Prøve
questions:
  - id: a
    ask: Er det a?
    help: Se på *sagen*.
    answers:
      - {says: Ja, to: b}
      - {says: Nej, to: slut}
  - id: b
    ask: Er det b?
    answers:
      - {says: Ja, to: slut}
      - {says: Nej, to: igen}
outcomes:
  - {id: slut, title: Slut nu, text: Færdig., see: [procedures/ydelse/udeblivelse]}
  - {id: igen, title: Prøv igen, text: Ikke færdig.}
"""


@pytest.fixture
def client(root: Path) -> Iterator[TestClient]:
    (root / "content/decisions").mkdir()
    (root / "content/decisions/prov.yml").write_text(TREE, "utf-8")
    published = Published(root)
    published.publish(load(root), today=datetime.date(2026, 11, 22))
    more = DecisionRoutes(published.current, lambda: decisions(root)).routes()
    with TestClient(create(folder=published.current, search=Searcher(store(root)), more=more)) as made:
        yield made


def test_the_first_question_is_a_form(client: TestClient) -> None:
    page = client.get("/decisions/prov/").text

    assert "<legend>1. Er det a?</legend>" in page
    assert "<em>sagen</em>" in page
    assert '<button class="button" name="svar" value="2">Nej</button>' in page


def test_an_answer_leads_on_and_can_be_taken_back(client: TestClient) -> None:
    page = client.get("/decisions/prov/?svar=1").text

    assert "<legend>2. Er det b?</legend>" in page
    assert '<input type="hidden" name="svar" value="1">' in page
    assert 'Er det a? <strong>Ja</strong> <a href="?">Ret' in page


def test_the_end_says_what_to_do_and_where(client: TestClient) -> None:
    page = client.get("/decisions/prov/?svar=1&svar=1").text

    assert "Slut nu</h2>" in page
    assert '<a href="../../procedures/ydelse/udeblivelse/">Borgeren udebliver</a>' in page
    assert '<form class="question"' not in page


@pytest.mark.parametrize("svar", ["9", "0", "x", "1&svar=9", "2&svar=1", '"><script>'])
def test_answers_that_do_not_fit_are_left_out(client: TestClient, svar: str) -> None:
    answer = client.get(f"/decisions/prov/?svar={svar}")

    assert answer.status_code == 200
    assert "<script>" not in answer.text


def test_the_table_leads_to_each_answer_with_and_without_the_form(client: TestClient) -> None:
    page = client.get("/decisions/prov/").text

    assert '<a href="?svar=1&amp;svar=2#igen">Prøv igen</a>' in page
    assert "Prøv igen</h2>" in client.get("/decisions/prov/?svar=1&svar=2").text


def test_an_unknown_decision_is_not_found(client: TestClient) -> None:
    assert client.get("/decisions/findes-ikke/").status_code == 404


def test_without_the_form_the_page_works_by_links(client: TestClient) -> None:
    page = client.get("/decisions/prov/index.html").text

    assert '<a class="answer" href="#b">Ja</a>' in page
    assert '<section class="outcome" id="slut"' in page


@pytest.mark.parametrize(("decision", "way", "end"), WAYS)
def test_every_way_through_our_own_decisions_ends_where_it_says(
    decision: Decision, way: tuple[tuple[object, object], ...], end: str
) -> None:
    numbers = [str(question.answers.index(answer) + 1) for question, answer in way]  # pyright: ignore

    assert follow(decision, numbers)[1].id == end


def test_every_outcome_of_our_own_leads_to_a_page() -> None:
    outcomes = itertools.chain.from_iterable(decision.outcomes for decision in decisions(ROOT))

    assert [outcome.id for outcome in outcomes if not outcome.see] == []
