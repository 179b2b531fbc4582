"""The past in the portal: the line on each page, versions, any page on any day, and old content held as tightly as new."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.history.deployments import note
from rettesnor.history.versions import read
from rettesnor.load import load
from rettesnor.model.urls import of_file
from rettesnor.portal.build import build
from rettesnor.portal.news import news
from rettesnor.portal.one_page import one_page
from rettesnor.portal.past import PastPages
from rettesnor.portal.published import content_state
from rettesnor.portal.site import index
from rettesnor.web.asof import PastRoutes
from test_history import PAGE, Commit, change, commit, run

__all__ = ["commit"]
DAY = datetime.date(2026, 5, 1)
ID = "procedures/ydelse/udeblivelse"
HOSTILE = """---
title: <script>alert(1)</script>
owner: <img src=x onerror=alert(2)>
---
<script>alert(3)</script> [klik](javascript:alert(4)) [ud](//example.org)

## <b onclick=alert(5)>Fed</b>
"""
Get = Callable[[str], object]


@pytest.fixture
def two(root: Path, commit: Commit) -> Path:
    """A root whose page changed on 1 March."""
    commit("2026-02-01", "Hvorfor: Her begynder den.")
    change(root, "Ring først.", "Ring altid først.")
    commit("2026-03-01", "Hvorfor: Mange glemte det.\nEnhed: ydelsesservice")
    return root


@pytest.fixture
def client(two: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    from starlette.applications import Starlette

    site = tmp_path_factory.mktemp("site")
    build(load(two), root=two, out=site, today=DAY, strict=False)
    past = PastPages(two)
    routes = PastRoutes(lambda: site, versions=past.versions, on=past.on, today=lambda: DAY)
    return TestClient(Starlette(routes=list(routes.routes())))


def built(root: Path, out: Path, page: str = f"{ID}/index.html") -> str:
    build(load(root, day=DAY), root=root, out=out, today=DAY, strict=False)
    return (out / page).read_text(encoding="utf-8")


def test_a_page_says_when_it_changed_and_why(two: Path, tmp_path: Path) -> None:
    html = built(two, tmp_path / "site")
    assert '<time datetime="2026-03-01">1. marts 2026</time>' in html
    assert "af Ydelsesservice: Mange glemte det." in html
    assert 'action="../../../paa-dag/"' in html
    assert "Prøve Person" not in html


def test_a_change_that_is_not_in_git_says_so(two: Path, tmp_path: Path) -> None:
    change(two, "Ring altid", "Skriv altid")
    assert "ikke gemt i git endnu" in built(two, tmp_path / "site")


def test_a_new_page_that_is_not_in_git_says_so(two: Path, tmp_path: Path) -> None:
    (two / "procedures/ydelse/ny.md").write_text("---\ntitle: Ny\n---\n", encoding="utf-8")
    assert "ikke gemt i git endnu" in built(two, tmp_path / "site", "procedures/ydelse/ny/index.html")


def test_a_copy_without_git_is_built_and_says_so(root: Path, tmp_path: Path) -> None:
    news = built(root, tmp_path / "site", "nyt/index.html")
    page = (tmp_path / f"site/{ID}/index.html").read_text(encoding="utf-8")
    assert "Historik findes ikke her" in news
    assert "Sidst ændret" not in page


def test_a_commit_makes_the_portal_stale_and_code_does_not(two: Path, commit: Commit) -> None:
    before = content_state(two, today=DAY)
    (two / "README.md").write_text("Ny", encoding="utf-8")
    commit("2026-04-01")
    assert content_state(two, today=DAY) == before
    change(two, "Ring", "Skriv")
    changed = content_state(two, today=DAY)
    commit("2026-04-02")
    assert len({before, changed, content_state(two, today=DAY)}) == 3


def test_versions_show_words_that_went_and_came(client: TestClient) -> None:
    answer = client.get(f"/historik/?side={ID}")
    assert answer.status_code == 200
    assert "Ring <ins>altid </ins>først." in answer.text
    assert "Mange glemte det." in answer.text
    assert "<title>Ændringer af Borgeren udebliver – PF</title>" in answer.text
    assert 'href="../procedures/ydelse/udeblivelse/"' in answer.text


def test_a_page_on_a_day_is_drawn_as_it_was_with_the_difference(client: TestClient) -> None:
    answer = client.get(f"/paa-dag/?side={ID}&dato=2026-02-15")
    drawn = answer.text.partition('<div class="then">')[2].partition("</section>\n</div>")[0]
    assert answer.status_code == 200
    assert "Sådan var »Borgeren udebliver« den 15. februar 2026" in answer.text
    assert "Ring først." in drawn
    assert "Ring <ins>altid </ins>først." in answer.text
    assert answer.text.count("<h1>") == 1
    assert answer.headers["cache-control"] == "no-store"


def test_links_of_an_old_page_stay_on_that_day(client: TestClient) -> None:
    answer = client.get(f"/paa-dag/?side={ID}&dato=2026-02-15")
    assert 'href="../paa-dag/?side=content%2Fsystems%2Ffasit&amp;dato=2026-02-15"' in answer.text


def test_what_an_old_page_takes_from_others_is_from_that_day_too(two: Path, commit: Commit) -> None:
    change(two, "name: Fasit", "name: Facit", "content/systems/fasit.yml")
    commit("2026-04-01")
    past = PastPages(two)
    assert "Fasit" in past.on(ID, datetime.date(2026, 3, 15)).html
    assert "Facit" in past.on(ID, datetime.date(2026, 4, 15)).html


def test_a_page_from_the_log_says_who_approved_it(two: Path) -> None:
    time = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)
    note(two, sha=run(two, "rev-parse", "HEAD"), approver="redaktionen", time=time)
    html = PastPages(two).on(ID, datetime.date(2026, 3, 15)).html
    assert "udgivelsen fra 10. marts 2026 kl. 13.00, godkendt af redaktionen" in html


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("side=findes-ikke&dato=2026-02-15", 404, "Vi kender ikke siden »findes-ikke«"),
        ("side=../../etc/passwd&dato=2026-02-15", 404, "Vi kender ikke siden"),
        ("side=--output%3Dx&dato=2026-02-15", 404, "Vi kender ikke siden"),
        ("side=%3Cscript%3E&dato=2026-02-15", 404, "»&lt;script&gt;«"),
        (f"side={ID}&dato=1999-01-01", 200, "Historikken begynder 1. februar 2026"),
        (f"side={ID}&dato=0001-01-01", 200, "Historikken begynder 1. februar 2026"),
        (f"side={ID}&dato=9999-12-31", 200, "den 1. maj 2026"),
        (f"side={ID}&dato=i-dag", 400, "Ændringer af"),
        ("", 200, "Hvad gjaldt den dag?"),
        ("side=" + "a" * 5000 + "&dato=2026-02-15", 404, "Vi kender ikke siden"),
    ],
)
def test_what_readers_may_ask(client: TestClient, query: str, status: int, told: str) -> None:
    answer = client.get(f"/paa-dag/?{query}")
    assert (answer.status_code, told in answer.text) == (status, True)


def test_a_page_that_has_gone_can_be_read_as_it_was(two: Path, commit: Commit) -> None:
    (two / PAGE).unlink()
    commit("2026-04-01", "Hvorfor: Reglen er ophævet nu.")
    past = PastPages(two)
    assert "Siden findes ikke længere" in past.versions("udeblivelse").html
    assert "Ring altid først." in past.on("udeblivelse", datetime.date(2026, 3, 15)).html
    assert "Siden fandtes ikke den dag" in past.on("udeblivelse", datetime.date(2026, 4, 15)).html


def test_old_content_is_held_as_tightly_as_new(root: Path, commit: Commit) -> None:
    (root / PAGE).write_text(HOSTILE, encoding="utf-8")
    commit("2026-02-01", "Hvorfor: <script>alert(6)</script> og mere til")
    (root / PAGE).write_text("---\ntitle: Pæn\n---\nTekst.\n", encoding="utf-8")
    commit("2026-03-01", "Hvorfor: Det var <b>grimt</b> før.")
    past = PastPages(root)

    html = past.on(ID, datetime.date(2026, 2, 15)).html + past.versions(ID).html

    assert "<script" not in html
    assert "<img" not in html
    assert "<b" not in html.replace("<button", "")
    assert 'href="javascript:' not in html
    assert 'href="//' not in html


def test_an_old_page_that_cannot_be_read_is_shown_as_text(root: Path, commit: Commit) -> None:
    (root / PAGE).write_text("---\ntitle: [\n---\nTekst <b>.\n", encoding="utf-8")
    commit("2026-02-01")
    assert "Tekst &lt;b&gt;." in PastPages(root).on(ID, datetime.date(2026, 2, 15)).html


def test_a_new_commit_is_seen_at_once(two: Path, commit: Commit) -> None:
    past = PastPages(two)
    past.versions(ID)
    change(two, "Ring altid", "Skriv altid")
    commit("2026-04-01", "Hvorfor: Telefonen er lukket nu.")
    assert "Telefonen er lukket nu." in past.versions(ID).html


def test_without_git_the_pages_say_so(root: Path) -> None:
    answer = PastPages(root).versions(ID)
    assert "Historik findes ikke her" in answer.html
    assert not answer.found


@pytest.mark.parametrize(
    ("path", "page"),
    [
        (PAGE, ("procedure", ID)),
        ("letter_templates/x/letter.md", ("letter", "letter_templates/x")),
        ("letter_templates/x/cases/a.yml", None),
        ("content/policy/terms/jobplan.yml", ("rule", "content/policy/jobplan")),
        ("content/om.md", ("page", "content/om")),
        ("content/decisions/x.yml", ("page", "content/decisions/x")),
        ("content/areas.yml", None),
        ("content/search/synonyms.yml", None),
        ("README.md", None),
    ],
)
def test_which_page_a_file_is(path: str, page: tuple[str, str] | None) -> None:
    assert of_file(path) == page


def test_a_page_of_each_kind_can_be_drawn_alone() -> None:
    here = Path(__file__).parents[1]
    site = index(load(here, day=DAY))
    one_of_each = {entry.kind: entry.id for entry in site.entries.values()}
    ids = (*one_of_each.values(), site.project.variants[0].id)
    assert [id for id in ids if one_page(id, site, today=datetime.date(2026, 11, 22)) is None] == []


def edition(root: Path, day: str, text: str) -> None:
    later = (
        (root / PAGE).read_text(encoding="utf-8").replace("---\ntitle", f"---\nvalid_from: {day}\ntitle", 1)
    )
    (root / PAGE).with_stem(f"udeblivelse@{day}").write_text(
        later.replace("Ring altid først.", text), encoding="utf-8"
    )


def test_a_later_edition_is_the_same_page_from_its_day(two: Path, commit: Commit) -> None:
    edition(two, "2026-04-15", "Skriv først.")
    commit("2026-04-01", "Hvorfor: Loven skifter den dag.")
    past = PastPages(two)

    before = past.on(ID, datetime.date(2026, 4, 14)).html
    after = past.on(ID, datetime.date(2026, 4, 15)).html

    assert ("Ring altid først." in before, "Skriv først." in after) == (True, True)
    assert "Loven skifter den dag." in past.versions(ID).html


def test_an_edition_that_lies_ahead_is_no_change_yet(two: Path, commit: Commit, tmp_path: Path) -> None:
    edition(two, "2027-01-01", "Skriv først.")
    commit("2026-04-01", "Hvorfor: Loven skifter den dag.")
    assert "Mange glemte det." in built(two, tmp_path / "site")


VARIANT = (
    "---\nreason: Vi ringer selv.\nowner: ydelsesservice\nvalid_to: 2027-06-30\n---\nHos os ringer vi selv.\n"
)


def test_a_units_variant_is_called_as_people_call_it(two: Path, commit: Commit) -> None:
    (two / f"{ID}@ydelsesservice.md").write_text(VARIANT, encoding="utf-8")
    commit("2026-04-01", "Hvorfor: Nu kan alle se det.")
    past = PastPages(two)
    told = (past.versions(f"{ID}@ydelsesservice"), past.on(f"{ID}@ydelsesservice", DAY))
    assert [answer.title for answer in told] == [
        "Ændringer af Borgeren udebliver (Ydelsesservice)",
        "Borgeren udebliver (Ydelsesservice) den 1.5.2026",
    ]
    assert "Sådan var »Borgeren udebliver (Ydelsesservice)«" in told[1].html
    assert news(index(load(two, day=DAY), history=read(two)), today=DAY)[0].title == (
        "Borgeren udebliver (Ydelsesservice)"
    )
