"""The office's list: texts without an owner first, then overdue, then soon; the same as JSON and as a calendar."""

import datetime
from pathlib import Path

import icalendar
import msgspec
import pytest

from rettesnor.load import load
from rettesnor.portal.calendar_file import Event, calendar
from rettesnor.portal.pages import pages
from rettesnor.portal.review import due, review
from rettesnor.portal.review_list import Item, Reviews, review_files, review_page, reviews
from rettesnor.portal.site import index

TODAY = datetime.date(2026, 11, 22)
PAGE = "procedures/ydelse/udeblivelse.md"
HERE = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("reviewed", "months", "expected"),
    [
        (datetime.date(2025, 11, 22), 12, datetime.date(2026, 11, 22)),
        (datetime.date(2026, 8, 31), 6, datetime.date(2027, 2, 28)),
        (datetime.date(2024, 2, 29), 12, datetime.date(2025, 2, 28)),
    ],
)
def test_a_review_falls_due_in_the_month(reviewed: datetime.date, months: int, expected: datetime.date):
    assert due(reviewed, months) == expected


def test_a_page_is_overdue_from_the_day_after():
    assert not review(datetime.date(2025, 11, 22), 12, today=TODAY).overdue
    assert review(datetime.date(2025, 11, 21), 12, today=TODAY).overdue


def head(root: Path, line: str, *, path: str = PAGE) -> None:
    page = root / path
    page.write_text(
        page.read_text(encoding="utf-8").replace("title:", f"{line}\ntitle:", 1), encoding="utf-8"
    )


def found(root: Path) -> Reviews:
    return reviews(index(load(root, day=TODAY)), today=TODAY)


def one(root: Path, full_id: str = "procedures/ydelse/udeblivelse") -> Item:
    return next(item for item in found(root).items if item.id == full_id)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("reviewed: 2025-11-21", ("overdue", datetime.date(2026, 11, 21))),
        ("reviewed: 2025-11-22", ("soon", TODAY)),
        ("reviewed: 2026-11-22", ("later", datetime.date(2027, 11, 22))),
        ("keywords: []", ("overdue", None)),
    ],
    ids=["overdue", "today", "later", "never"],
)
def test_the_list_knows_what_is_due(root: Path, line: str, expected: tuple[str, datetime.date | None]):
    head(root, line)

    assert (one(root).state, one(root).due) == expected


def test_a_page_without_an_owner_is_listed_first_and_says_so(root: Path):
    page = root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("owner: ydelsesservice\n", ""), encoding="utf-8")

    site = index(load(root, day=TODAY))
    html = review_page(site, reviews(site, today=TODAY)).html

    nobody, overdue = html.index('<h2 id="uden-ansvarlig">'), html.index('<h2 id="overskredet">')
    assert nobody < html.index('<a href="/procedures/ydelse/udeblivelse/">') < overdue
    own = next(
        each.html for each in pages(site, today=TODAY) if each.url == "/procedures/ydelse/udeblivelse/"
    )
    assert "Uden ansvarlig." in own


def test_an_overdue_page_says_so_at_its_top_and_whom_to_ask(root: Path):
    head(root, "reviewed: 2024-05-01")

    site = index(load(root, day=TODAY))
    own = next(
        each.html for each in pages(site, today=TODAY) if each.url == "/procedures/ydelse/udeblivelse/"
    )

    top = own.partition('<section class="brief"')[0]
    assert "Ikke gennemgået til tiden." in top
    assert '<a href="/contacts/ydelsesservice/">Ydelsesservice</a>' in top


def test_a_term_and_a_rule_are_reviewed_where_they_carry_a_date(root: Path):
    term = root / "content/glossary/ord.yml"
    term.parent.mkdir()
    term.write_text("id: ord\nterm: ord\ndefinition: Et ord.\nreviewed: 2025-01-01\n", encoding="utf-8")

    assert one(root, "content/glossary/ord").state == "overdue"


@pytest.mark.parametrize(
    ("path", "text", "url", "said"),
    [
        ("systems/kas", "name: Kas\nabout: Fremmøde\nstatus: in_use\n", "/systems/kas/", "Uden ansvarlig."),
        ("glossary/ord", "term: ord\ndefinition: Et ord.\n", "/glossary/ord/", "Uden ansvarlig."),
        (
            "glossary/ord",
            "term: ord\ndefinition: Et ord.\nowner: ydelsesservice\nreviewed: 2025-01-01\n",
            "/glossary/ord/",
            "Ikke gennemgået til tiden.",
        ),
    ],
    ids=["system", "term", "overdue term"],
)
def test_every_kind_of_page_says_so(root: Path, path: str, text: str, url: str, said: str):
    file = root / f"content/{path}.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"id: {file.stem}\n{text}", encoding="utf-8")

    made = pages(index(load(root, day=TODAY)), today=TODAY)

    assert [said in page.html for page in made if page.url == url] == [True]


def test_the_files_hold_what_the_page_shows(root: Path):
    head(root, "reviewed: 2025-12-24")
    site = index(load(root, day=TODAY))

    files = dict(review_files(site, reviews(site, today=TODAY)))

    assert msgspec.json.decode(files["eftersyn.json"], type=Reviews) == reviews(site, today=TODAY)
    events = {
        str(event["UID"]): event for event in icalendar.Calendar.from_ical(files["eftersyn.ics"]).events
    }
    event = events["eftersyn-2026-12-24-ydelsesservice@rettesnor"]
    assert (event.start, str(event["SUMMARY"])) == (
        datetime.date(2026, 12, 24),
        "Gennemgå 1 tekst (Ydelsesservice)",
    )
    assert (
        str(event["DESCRIPTION"])
        == "Borgeren udebliver: http://127.0.0.1:8000/procedures/ydelse/udeblivelse/"
    )


def test_days_to_watch_are_on_the_list(root: Path):
    text = (root / PAGE).read_text(encoding="utf-8")
    (root / "procedures/ydelse/udeblivelse@2027-01-01.md").write_text(text, encoding="utf-8")
    head(root, "valid_to: 2027-06-30", path="letter_templates/partshoering/letter.md")

    assert [(change.date, change.what) for change in found(root).changes] == [
        (datetime.date(2027, 1, 1), "Ny udgave gælder fra denne dag"),
        (datetime.date(2027, 6, 30), "Gælder til denne dag"),
    ]


def test_a_calendar_keeps_every_sign_and_no_line_is_too_long():
    text = "Æble, pære; banan\\\nnæste linje " + "ø" * 90 + "\x07"
    made = calendar(
        [Event(id="a", day=TODAY, title=text, text=text, url="https://x.example/")], name="Prøve", day=TODAY
    )

    (event,) = icalendar.Calendar.from_ical(made).events
    assert str(event["SUMMARY"]) == str(event["DESCRIPTION"]) == text.removesuffix("\x07")
    assert max(map(len, made.split(b"\r\n"))) <= 75
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_this_project_has_no_overdue_text_and_none_without_an_owner():
    project = load(HERE, day=TODAY)
    items = reviews(index(project), today=TODAY).items

    assert [item.id for item in items if item.owner is None or item.state == "overdue"] == []
