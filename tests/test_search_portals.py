"""Several portals, one search: hits of other roots say where they stand and lead there."""

import shutil
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.load import load
from rettesnor.load.others import other_portals
from rettesnor.search.build import build
from rettesnor.search.folder import FolderStore
from rettesnor.search.searcher import Searcher
from rettesnor.web.results import results_page

PORTALS = """other_portals:
  - title: Fælles arbejdsgange
    root: .faelles
    url: https://faelles.example.dk/portal/
"""


@pytest.fixture
def both(root: Path) -> Path:
    """A root whose settings name another one beside it, with the same procedure and one of its own."""
    other = root / ".faelles"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".*"))
    procedure = other / "procedures" / "ydelse" / "udeblivelse.md"
    procedure.with_name("hittegods.md").write_text(
        procedure.read_text("utf-8").replace("title: ", "title: Hittegods og "), encoding="utf-8"
    )
    settings = root / "content" / "settings.yml"
    before = settings.read_text("utf-8") if settings.is_file() else ""
    settings.write_text(before + PORTALS, encoding="utf-8")
    return root


def searcher(root: Path, folder: Path) -> Searcher:
    project = load(root)
    others, problems = other_portals(root, project.settings)
    assert problems == ()
    build(project, FolderStore(folder), others=others)
    return Searcher(FolderStore(folder))


def test_a_hit_says_where_it_stands_and_leads_there(both: Path, tmp_path: Path) -> None:
    (hit, *_) = searcher(both, tmp_path / "index").search("hittegods").hits

    assert (hit.portal, hit.url) == (
        "Fælles arbejdsgange",
        "https://faelles.example.dk/portal/procedures/ydelse/hittegods/",
    )


def test_our_own_page_comes_before_the_same_page_elsewhere(both: Path, tmp_path: Path) -> None:
    results = searcher(both, tmp_path / "index").search("udeblivelse")

    same = [hit.portal for hit in results.hits if hit.id == "procedures/ydelse/udeblivelse"]
    assert same == [None, "Fælles arbejdsgange"]
    assert [value.title for value in results.facets.portal] == ["Fælles arbejdsgange"]


def test_a_search_can_be_narrowed_to_another_portal(both: Path, tmp_path: Path) -> None:
    results = searcher(both, tmp_path / "index").search("udeblivelse", portal="Fælles arbejdsgange")

    assert results.total
    assert {hit.portal for hit in results.hits} == {"Fælles arbejdsgange"}


def test_the_page_of_results_names_the_portal_and_links_to_it(both: Path, tmp_path: Path) -> None:
    results = searcher(both, tmp_path / "index").search("hittegods")

    html = results_page("<!-- søgning --><!-- /søgning -->", results, chosen={}, page=1, per_page=10)

    assert '<a href="https://faelles.example.dk/portal/procedures/ydelse/hittegods/">' in html
    assert "Arbejdsgang · Fælles arbejdsgange" in html


def test_a_portal_that_is_not_there_is_told_and_the_rest_is_found(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content" / "settings.yml").write_text(PORTALS, encoding="utf-8")

    assert main(["index", "--root", str(root), "--quiet"]) == 0

    told = capsys.readouterr().err
    assert "»Fælles arbejdsgange« er ikke med i søgningen" in told
    assert main(["search", "--root", str(root), "udeblivelse"]) == 0
    assert "udeblivelse" in capsys.readouterr().out


def test_an_address_that_is_no_web_address_is_refused(root: Path) -> None:
    (root / "content" / "settings.yml").write_text(
        PORTALS.replace("https://faelles.example.dk/portal/", "javascript:alert(1)"), encoding="utf-8"
    )

    assert any("url" in problem.message for problem in load(root).problems)
