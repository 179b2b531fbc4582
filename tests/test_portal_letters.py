"""A letter's page tells whom it is for in one sentence, how it leaves, and which last days it works out itself."""

import datetime
from pathlib import Path

from rettesnor.load import load
from rettesnor.portal.build import build
from rettesnor.portal.lists import kind_pages
from rettesnor.portal.site import index

LETTER = "letter_templates/partshoering/letter.md"


def page(root: Path, tmp_path: Path) -> str:
    build(load(root), root=root, out=tmp_path / "ud", today=datetime.date(2026, 11, 23))
    return (tmp_path / "ud/letters/partshoering/index.html").read_text("utf-8")


def change(root: Path, path: str, old: str, new: str) -> None:
    (root / path).write_text((root / path).read_text("utf-8").replace(old, new), "utf-8")


def test_groups_are_written_as_in_a_sentence(root: Path, tmp_path: Path) -> None:
    (root / "content/target_groups.yml").write_text(
        "- {id: a, title: Borgere på kontanthjælp}\n- {id: b, title: Unge under 30 år}\n", "utf-8"
    )
    change(root, LETTER, "kind: partshoering", "kind: partshoering\ntarget_groups: [a, b]")

    assert "Borgere på kontanthjælp og unge under 30 år" in page(root, tmp_path)


def test_a_letter_says_how_it_leaves_and_which_deadline_it_has(root: Path, tmp_path: Path) -> None:
    (root / "content/deadlines.yml").write_text(
        "sendings:\n- {id: nat, title: Samlet om natten, days: mandag-søndag, at: '2.00', systems: [fasit]}\n"
        "rules:\n- {id: svar, title: Svar på en høring, amount: 10, unit: working_days}\n",
        "utf-8",
    )
    change(root, LETTER, "kind: partshoering", "kind: partshoering\nsystem: fasit")
    change(root, LETTER, "Kære {{ navn }}", 'Kære {{ navn }}\n\nSvar senest den {{ frist("svar") }}.')
    shown = page(root, tmp_path)

    assert "Samlet om natten" in shown
    assert '<span class="field">Sidste dag: Svar på en høring</span>' in shown


def test_six_hundred_letters_are_shared_out_over_light_pages(root: Path, tmp_path: Path) -> None:
    kinds = ("afgoerelse", "bevilling", "orientering")
    for number in range(600):
        letter = root / f"letter_templates/afgoerelse-om-tilbagebetaling-af-hjaelp-{number:03}/letter.md"
        letter.parent.mkdir()
        title = f"Afgørelse om, at du skal betale hjælp tilbage efter lovens kapitel {number:03}"
        letter.write_text(f"---\ntitle: {title}\nkind: {kinds[number % 3]}\n---\n# Du skal betale\n", "utf-8")
    project = load(root)
    shown = tuple(kind_pages("letter", index(project), today=datetime.date(2026, 11, 23)))
    build(project, root=root, out=tmp_path / "ud", today=datetime.date(2026, 11, 23))
    sizes = {str(file): file.stat().st_size for file in (tmp_path / "ud").glob("**/*.html")}

    assert [page.url for page in shown] == ["/letters/", "/letters/side-2/", "/letters/side-3/"]
    assert [page.title for page in shown] == ["Breve", "Breve, side 2", "Breve, side 3"]
    assert [[heading.title for heading in page.headings] for page in shown] == [
        ["Afgørelse", "Bevilling"],
        ["Bevilling, fortsat", "Orientering"],
        ["Orientering, fortsat", "Partshøring"],
    ]
    assert {file: size for file, size in sizes.items() if size > 60_000} == {}
