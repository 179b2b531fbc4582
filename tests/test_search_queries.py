"""The queries of caseworkers, on the content of this checkout."""

from pathlib import Path

import pytest

from rettesnor.load import load
from rettesnor.model.project import Project
from rettesnor.search.build import build
from rettesnor.search.documents import documents
from rettesnor.search.folder import FolderStore
from rettesnor.search.searcher import Searcher

ROOT = Path(__file__).parents[1]
LINES = (ROOT / "tests" / "search" / "queries.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


def test_every_page_that_a_query_wants_is_there(project: Project) -> None:
    wanted = {page for _, _, _, pages in ROWS for page in pages.split()}

    assert wanted - {document.id for document in documents(project)} == set()


def test_every_document_has_an_address_of_its_own(project: Project) -> None:
    addresses = [document.url for document in documents(project)]

    assert len(addresses) == len(set(addresses))


def test_at_least_sixty_queries_a_third_of_them_held_out() -> None:
    held_out = [row for row in ROWS if row[1] == "held_out"]

    assert len(ROWS) >= 60
    assert abs(len(held_out) / len(ROWS) - 1 / 3) < 0.05


@pytest.mark.parametrize("chosen", ["dev", "held_out"])
def test_caseworkers_find_what_they_look_for(
    project: Project, chosen: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = FolderStore(tmp_path_factory.mktemp("index"))
    build(project, store)
    searcher = Searcher(store)
    asked = [(text, pages.split()) for _, set_, text, pages in ROWS if set_ == chosen]

    found = [([hit.id for hit in searcher.search(text).hits], pages) for text, pages in asked]

    reciprocal = [next((1 / n for n, id_ in enumerate(ids, 1) if id_ in pages), 0.0) for ids, pages in found]
    recall = [len(set(ids) & set(pages)) / len(pages) for ids, pages in found]
    assert sum(reciprocal) / len(asked) >= 0.90
    assert sum(recall) / len(asked) >= 0.95
