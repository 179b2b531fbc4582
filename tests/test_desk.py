"""Texts while somebody writes them: warm, and never stopped by what is wrong elsewhere."""

import datetime
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rettesnor.checking import desk as desk_module
from rettesnor.checking.desk import Desk
from rettesnor.model import ContentError

DAY = datetime.date(2026, 11, 22)
PATH = "letter_templates/partshoering/letter.md"
CARD = Path(__file__).parents[1] / "content/policy/terms/jobplan.yml"


@pytest.fixture
def desk(root: Path) -> Iterator[Desk]:
    (root / "content/policy/terms").mkdir(parents=True)
    shutil.copy(CARD, root / "content/policy/terms/jobplan.yml")
    made = Desk(root, today=lambda: DAY)
    yield made
    made.close()


@pytest.fixture
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "LOOK_AGAIN_S", 0.0)


def source(root: Path) -> str:
    return (root / PATH).read_text(encoding="utf-8")


def test_a_text_is_checked_without_its_file(desk: Desk, root: Path) -> None:
    text = source(root) + "\nVi ser på din jobplan 👋.\n"
    found = [f for f in desk.check(PATH, text).result.findings if f.rule == "jobplan"]
    assert [text[f.start : f.end] for f in found] == ["jobplan"]
    assert "jobplan" not in source(root)


def test_figures_and_fields_come_with_it(desk: Desk, root: Path) -> None:
    made = desk.check(PATH, source(root))
    assert [field.name for field in made.fields] == ["navn"]
    assert made.figures.sentences


@pytest.mark.usefixtures("looks_at_once")
def test_a_rule_that_changes_holds_at_once(desk: Desk, root: Path) -> None:
    text = source(root) + "\nVi ser på din jobplan.\n"
    desk.check(PATH, text)
    (root / "content/policy/terms/jobplan.yml").unlink()
    assert [f for f in desk.check(PATH, text).result.findings if f.rule == "jobplan"] == []


@pytest.mark.usefixtures("looks_at_once")
def test_a_rule_that_becomes_faulty_leaves_the_old_one(desk: Desk, root: Path) -> None:
    text = source(root) + "\nVi ser på din jobplan.\n"
    desk.check(PATH, text)
    (root / "content/policy/terms/jobplan.yml").write_text("id: [", encoding="utf-8")
    assert [f.rule for f in desk.check(PATH, text).result.findings if f.rule == "jobplan"]


def test_a_root_with_a_faulty_rule_can_still_be_shown(desk: Desk, root: Path) -> None:
    (root / "content/policy/terms/jobplan.yml").write_text("id: [", encoding="utf-8")
    with pytest.raises(ContentError):
        desk.check(PATH, source(root))
    assert desk.preview(PATH, source(root), "anna", "min_side").error is None


def test_spelling_knows_the_names_of_systems(desk: Desk, root: Path) -> None:
    text = source(root) + "\nfasit har en samtalle.\n"
    assert [(each.word, each.suggestions[0]) for each in desk.spelling(PATH, text)] == [
        ("samtalle", "samtale")
    ]


def test_a_letter_is_shown_for_a_case_and_without_one(desk: Desk, root: Path) -> None:
    shown = [desk.preview(PATH, source(root), case, "digital_post").body for case in ("anna", "findes-ikke")]
    assert all("Anna Prøvesen" in body for body in shown)


def test_a_template_that_never_ends_is_stopped_and_the_next_is_shown(desk: Desk, root: Path) -> None:
    endless = (
        source(root) + "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}"
    )
    assert desk.preview(PATH, endless, "anna", "min_side").error
    assert desk.preview(PATH, source(root), "anna", "min_side").error is None


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("content/glossary/x.yml", "id: x\nterm: y\n", "definition"),
        ("content/words.yml", "ord: [a]\n", "ord"),
        ("content/systems/x.yml", "id: [\n", ""),
        ("letter_templates/x/cases/y.yml", "om: x\n", "om"),
    ],
)
def test_a_data_file_is_held_against_its_type(desk: Desk, path: str, text: str, message: str) -> None:
    found = desk.check(path, text).result.findings
    assert any(message in each.message for each in found)


def test_many_threads_get_what_one_gets(desk: Desk, root: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    work: list[Callable[[], object]] = [
        lambda: desk.check(PATH, source(root)).result,
        lambda: desk.preview(PATH, source(root), "anna", "papir").pages,
        lambda: desk.preview(PATH, source(root), "anna", "min_side").body,
    ]
    alone = [each() for each in work]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda each: each(), work * 6))
    assert together == alone * 6


def test_a_warm_check_is_quick_enough_to_type_by(desk: Desk, root: Path) -> None:
    text = source(root) + "Vi ser på din jobplan, og du får svar. " * 60
    desk.check(PATH, text)
    began = time.process_time()
    desk.check(PATH, text + "a")
    assert (
        time.process_time() - began < 1.0
    )  # measured in tools/benchmarks/editor_latency.py; here only no collapse
