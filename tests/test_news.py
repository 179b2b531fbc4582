"""News from the reasons of commits and from the office, by area and target group, as pages and as Atom."""

import datetime
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from rettesnor.history.versions import read
from rettesnor.load import load
from rettesnor.portal.build import build
from rettesnor.portal.news import feed, news, news_pages
from rettesnor.portal.site import Site, index
from test_history import PAGE, Commit, change, commit

__all__ = ["commit"]
DAY = datetime.date(2026, 5, 1)
ATOM = "{http://www.w3.org/2005/Atom}"
WRITTEN = "- {date: 2026-03-15, title: Nyt navn, why: Loven siger det., page: content/systems/fasit}\n- {date: 2026-06-01, title: Senere, why: Ikke endnu.}\n"


def site(root: Path) -> Site:
    return index(load(root, day=DAY), history=read(root))


@pytest.fixture
def told(root: Path, commit: Commit) -> Path:
    """A page that changed with a reason, and one that changed without; news that the office wrote."""
    change(root, "title: Borgeren", "target_groups: [kontanthjaelp]\ntitle: Borgeren")
    commit("2026-02-01")
    change(root, "Ring først.", "Ring altid først.")
    commit("2026-03-01", "Hvorfor: Mange glemte <det>.\nEnhed: ydelsesservice")
    change(root, "Kære", "Hej", "letter_templates/partshoering/letter.md")
    commit("2026-04-01")
    (root / "content/news.yml").write_text(WRITTEN, encoding="utf-8")
    commit("2026-04-02")
    return root


def test_news_are_changes_with_a_reason_and_what_the_office_wrote(told: Path) -> None:
    assert [(item.day.isoformat(), item.title, item.unit) for item in news(site(told), today=DAY)] == [
        ("2026-03-15", "Nyt navn", None),
        ("2026-03-01", "Borgeren udebliver", "Ydelsesservice"),
    ]


def test_one_change_of_many_pages_is_one_piece_of_news(told: Path, commit: Commit) -> None:
    change(told, "Ring", "Skriv")
    change(told, "name: Fasit", "name: Facit", "content/systems/fasit.yml")
    commit("2026-04-20", "Hvorfor: Begge skulle rettes nu.")

    newest = news(site(told), today=DAY)[0]

    assert (newest.title, [page.text for page in newest.pages]) == (
        "Facit og 1 side mere",
        ["Facit", "Borgeren udebliver"],
    )


def test_news_stand_by_area_and_target_group(told: Path) -> None:
    pages = {page.url: page.html for page in news_pages(site(told), today=DAY)}
    assert "Mange glemte &lt;det&gt;." in pages["/nyt/"]
    assert "Mange glemte" in pages["/nyt/opgave/ydelse/"]
    assert "Mange glemte" in pages["/nyt/maalgruppe/kontanthjaelp/"]
    assert "Nyt navn" not in pages["/nyt/opgave/ydelse/"]


def test_old_news_go(told: Path) -> None:
    assert news(site(told), today=DAY + datetime.timedelta(days=400)) == ()


def test_the_feed_is_valid_atom_with_whole_addresses(told: Path) -> None:
    read_back = ET.fromstring(feed(site(told), today=DAY))
    entries = read_back.findall(f"{ATOM}entry")
    required = ("title", "id", "updated")
    assert read_back.tag == f"{ATOM}feed"
    assert all(node.find(ATOM + name) is not None for node in (read_back, *entries) for name in required)
    assert read_back.find(f"{ATOM}author/{ATOM}name") is not None
    addresses = [link.get("href", "") for link in read_back.iter(f"{ATOM}link")]
    assert all(address.startswith("http://127.0.0.1:8000/") for address in addresses)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) == 2
    times = [datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") for entry in entries]
    assert all(time.tzinfo for time in times)
    assert "Mange glemte <det>." in (entries[1].findtext(f"{ATOM}summary") or "")


def test_characters_that_xml_cannot_hold_do_not_break_the_feed(told: Path, commit: Commit) -> None:
    change(told, "Ring", "Skriv")
    commit("2026-04-20", "Hvorfor: Et \x01 tegn \x0b for meget.")
    assert ET.fromstring(feed(site(told), today=DAY)).find(f"{ATOM}entry") is not None


def test_a_feed_without_news_is_valid_too(root: Path) -> None:
    assert ET.fromstring(feed(index(load(root, day=DAY)), today=DAY)).findtext(f"{ATOM}updated")


def test_an_item_keeps_its_id_when_others_are_added(told: Path) -> None:
    before = {item.title: item.id for item in news(site(told), today=DAY)}
    text = (told / "content/news.yml").read_text(encoding="utf-8")
    (told / "content/news.yml").write_text(
        "- {date: 2026-01-15, title: Ældre, why: Glemt.}\n" + text, encoding="utf-8"
    )
    after = {item.title: item.id for item in news(site(told), today=DAY)}
    assert before.items() <= after.items()


def test_the_portal_holds_news_and_feed_and_the_front_page_leads_there(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build(load(told), root=told, out=out, today=DAY, strict=False)
    front = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="./nyt/"' in front
    assert 'type="application/atom+xml" title="Nyt" href="./nyt/feed.xml"' in front
    assert (out / "nyt/feed.xml").read_bytes().startswith(b"<?xml")
    assert PAGE.removesuffix(".md") in (out / "nyt/index.html").read_text(encoding="utf-8")
