"""The built portal: one folder that any file server can show, with nothing in it that a strict policy would stop."""

import datetime
import html.parser
import re
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.load import load
from rettesnor.model import ContentError
from rettesnor.portal.build import build
from rettesnor.portal.published import Published, export

TODAY = datetime.date(2026, 11, 22)
PROCEDURE = "procedures/ydelse/udeblivelse.md"


def built(root: Path, out: Path) -> dict[str, str]:
    build(load(root), root=root, out=out, today=TODAY)
    return {
        page.relative_to(out).as_posix(): page.read_text(encoding="utf-8") for page in out.rglob("*.html")
    }


class Inline(html.parser.HTMLParser):
    """Collects scripts, styles and handlers inside a page, and addresses on other hosts that a page would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(tag)
        self.found += [name for name in given if name == "style" or name.startswith("on")]
        loaded = given.get("src") or (given.get("href") if tag == "link" else None) or ""
        if re.match(r"(https?:)?//", loaded):
            self.found.append(loaded)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """This repository's own portal."""
    return built(Path(__file__).parents[1], tmp_path_factory.mktemp("portal"))


def test_no_page_holds_script_style_or_handlers_or_asks_another_host(pages: dict[str, str]):
    assert {name: found for name, page in pages.items() if (found := Inline(page).found)} == {}


def test_every_page_says_its_language_and_has_one_heading_and_one_main_part(pages: dict[str, str]):
    counts = {
        name: (page.count('<html lang="da"'), page.count("<h1"), page.count("<main"))
        for name, page in pages.items()
        if 'http-equiv="refresh"' not in page
    }
    assert {name: count for name, count in counts.items() if count != (1, 1, 1)} == {}


def test_no_page_shows_its_own_markup_as_text(pages: dict[str, str]):
    shown = {
        name: re.findall(r"&lt;/?(?:p|a|ul|ol|li|dl|div|span|details)\b.{,60}", page)
        for name, page in pages.items()
    }
    assert {name: found[0] for name, found in shown.items() if found} == {}


def test_no_id_stands_twice_on_a_page(pages: dict[str, str]):
    twice = {}
    for name, page in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', page)
        if len(ids) != len(set(ids)):
            twice[name] = sorted({one for one in ids if ids.count(one) > 1})
    assert twice == {}


def test_every_address_inside_the_portal_is_there(pages: dict[str, str]):
    missing = set()
    for name, page in pages.items():
        folder = Path("/", name).parent
        for address in re.findall(r'(?:href|src)="([^"#?:]+)(?:[#?][^"]*)?"', page):
            path = (folder / address).resolve().relative_to("/")
            if address.endswith("/") or address in {".", ".."}:
                path = path / "index.html"
            if path.suffix == ".html" and path.as_posix() not in pages and name != "404.html":
                missing.add((name, address))
    assert missing == set()


def test_no_page_is_heavy(pages: dict[str, str]):
    assert {name: len(page) for name, page in pages.items() if len(page.encode()) > 60_000} == {}


def test_two_builds_are_the_same_byte_for_byte(root: Path, tmp_path: Path):
    assert built(root, tmp_path / "a") == built(root, tmp_path / "b")


def test_a_broken_link_stops_the_build_with_file_and_line(root: Path, tmp_path: Path):
    page = root / PROCEDURE
    page.write_text(page.read_text().replace("Ring først.", "Se [her](../../content/systems/opera.yml)."))
    with pytest.raises(ContentError, match=rf"{PROCEDURE}:29: Linket »../../content/systems/opera.yml«"):
        built(root, tmp_path / "out")


def test_a_moved_page_leads_to_its_new_place(root: Path, tmp_path: Path):
    page = root / PROCEDURE
    page.write_text(page.read_text().replace("owner:", "moved_from: [gammelt/no-show]\nowner:"))
    assert (
        'url=../../../procedures/ydelse/udeblivelse/"'
        in built(root, tmp_path / "out")["procedures/gammelt/no-show/index.html"]
    )


def test_a_title_cannot_break_out_of_the_page(root: Path, tmp_path: Path):
    page = root / PROCEDURE
    page.write_text(
        page.read_text().replace("title: Borgeren udebliver", "title: '</title><script>alert(1)</script>'")
    )
    assert {name for name, html in built(root, tmp_path / "out").items() if "<script>alert" in html} == set()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(PROCEDURE, "owner:", "moved_from: [../../../../ude]\nowner:", id="old address"),
        pytest.param("content/systems/fasit.yml", "id: fasit", "id: ../../../ude", id="id"),
        pytest.param("content/areas.yml", "id: ydelse", "id: ../../ude", id="area"),
        pytest.param("content/target_groups.yml", "id: kontanthjaelp", "id: ../../ude", id="target group"),
    ],
)
def test_nothing_is_written_outside_the_portal(root: Path, tmp_path: Path, file: str, old: str, new: str):
    page = root / file
    page.write_text(page.read_text().replace(old, new))
    with pytest.raises(ContentError, match="kan ikke bruges"):
        built(root, tmp_path / "a" / "b" / "out")
    assert not (tmp_path / "a").exists()


def test_mkdocs_yml_of_a_content_root_runs_nothing(root: Path, tmp_path: Path):
    (root / "mkdocs.yml").write_text("site_name: x\nhooks: [evil.py]\ntheme: {name: nowhere}\n")
    (root / "evil.py").write_text("raise SystemExit('ran')")
    assert "index.html" in built(root, tmp_path / "out")


def test_readers_keep_the_old_portal_when_a_build_fails(root: Path):
    published = Published(root)
    before = published.publish(load(root), today=TODAY, strict=True)
    page = root / PROCEDURE
    page.write_text(page.read_text().replace("Ring først.", "[x](intet.md)"))
    with pytest.raises(ContentError):
        published.publish(load(root), today=TODAY, strict=True)
    assert published.current() == before
    assert published.stale(today=TODAY)


def test_a_portal_is_stale_when_content_or_the_day_changes(root: Path):
    published = Published(root)
    published.publish(load(root), today=TODAY)
    fresh = published.stale(today=TODAY)
    tomorrow = published.stale(today=TODAY + datetime.timedelta(days=1))
    (root / "content/systems/fasit.yml").write_text("id: fasit\nname: Fasit 2\nabout: x\nstatus: in_use\n")
    assert (fresh, tomorrow, published.stale(today=TODAY)) == (False, True, True)


def test_export_never_empties_a_folder_that_is_no_portal(root: Path, tmp_path: Path):
    out = tmp_path / "hjem"
    out.mkdir()
    (out / "vigtigt.txt").write_text("behold")
    with pytest.raises(ContentError, match="Mappen er ikke tom og er ikke en portal"):
        export(load(root), root=root, out=out, today=TODAY)
    assert (out / "vigtigt.txt").read_text() == "behold"


def test_build_writes_the_portal_again_where_it_wrote_it_before(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "ud"
    statuses = [main(["build", "--root", str(root), "--out", str(out)]) for _ in range(2)]
    assert statuses == [0, 0]
    assert (out / "procedures/ydelse/udeblivelse/index.html").is_file()
    assert capsys.readouterr().out.splitlines() == [str(out)] * 2
