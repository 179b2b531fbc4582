"""A unit's variant of a common procedure: declared, with a reason, from a known text, and for a time."""

import datetime
import shutil
from pathlib import Path

import pytest

from rettesnor.checking.fixing import fixed
from rettesnor.checking.kept import Job
from rettesnor.checking.results import Results
from rettesnor.checking.run import check
from rettesnor.checking.standard import load_standard
from rettesnor.checking.targets import targets
from rettesnor.cli.main import main
from rettesnor.law.register import Register
from rettesnor.law.uses import impact
from rettesnor.load import load
from rettesnor.model.variants import differences, drift
from rettesnor.portal.pages import pages
from rettesnor.portal.site import index
from rettesnor.search.build import index as search_index
from rettesnor.search.documents import documents
from rettesnor.search.folder import FolderStore
from rettesnor.search.searcher import Searcher

TODAY = datetime.date(2026, 11, 22)
PAGE = "procedures/ydelse/udeblivelse.md"
NAME = "procedures/ydelse/udeblivelse@ydelsesservice.md"
HERE = Path(__file__).parent.parent
VARIANT = """---
reason: Ydelsesservice ringer selv.
owner: ydelsesservice
valid_to: 2027-06-30
{keys}---
Hos os ringer vi selv.

## Trin

### Ring og skriv {{#journal}}

- Hvem: Ydelsesservice

Ring, før du skriver.
{more}"""


def digest(root: Path, step: str) -> str:
    return next(each.digest for each in load(root).procedures[0].steps if each.id == step)


def put(root: Path, keys: str | None = None, more: str = "") -> Path:
    keys = f"base: {{journal: {digest(root, 'journal')}}}\n" if keys is None else keys
    path = root / NAME
    path.write_text(VARIANT.format(keys=keys, more=more), encoding="utf-8")
    return path


def kinds(root: Path) -> list[tuple[str, str | None, str | None]]:
    project = load(root)
    found = differences(project.procedures[0], project.variants[0])
    return [(each.kind, each.common and each.common.id, each.step and each.step.id) for each in found]


def test_a_replaced_step_is_told_and_the_rest_is_the_common_page(root: Path):
    put(root)

    assert kinds(root) == [("changed", "journal", "journal"), ("same", "hoer", "hoer")]
    assert load(root).problems == ()


def test_a_unit_may_add_a_step_and_leave_one_out(root: Path):
    base = f"{{journal: {digest(root, 'journal')}, hoer: {digest(root, 'hoer')}}}"
    put(
        root,
        f"base: {base}\nleaves_out: [hoer]\nadds: {{kopi: journal}}\n",
        "\n### Send en kopi {#kopi}\n\nTil arkivet.\n",
    )

    assert kinds(root) == [
        ("changed", "journal", "journal"),
        ("added", None, "kopi"),
        ("left_out", "hoer", None),
    ]
    assert load(root).problems == ()


def test_only_a_changed_step_is_drift(root: Path):
    put(root)
    page = root / PAGE
    page.write_text(
        page.read_text(encoding="utf-8").replace("## Husk", "Og en ny linje.\n\n## Husk"), encoding="utf-8"
    )

    project = load(root)

    assert drift(project.procedures[0], project.variants[0]) == ()


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            "",
            "Trinnet »#journal« siger ikke, hvilken udgave af det fælles trin det afløser. Skriv »base: {journal: ",
        ),
        ("base: {journal: v1, hoer: v2}\n", "Afvigelsen har intet trin »#hoer«."),
        ("base: {journal: v1}\nleaves_out: [hoer]\n", "»base:« mangler det trin, der lades ude (»#hoer«)."),
        ("base: {journal: v1}\nadds: {kopi: journal}\n", "Det nye trin »#kopi« står ikke i filen."),
    ],
    ids=["no base", "no step", "left out", "not written"],
)
def test_what_is_missing_in_a_variant_is_told_with_what_to_write(root: Path, keys: str, message: str):
    put(root, keys)

    assert [problem.path for problem in load(root).problems if problem.message.startswith(message)] == [NAME]


def test_a_variant_of_nothing_by_nobody_is_told(root: Path):
    put(root).rename(root / "procedures/ydelse/findes-ikke@ingen.md")

    assert [problem.message.partition(".")[0] for problem in load(root).problems] == [
        "Arbejdsgangen »ydelse/findes-ikke« findes ikke",
        "Enheden »ingen« findes ikke",
    ]


@pytest.fixture
def repo(root: Path) -> Path:
    """The test root with the project's own rules."""
    for name in ("content/policy", "content/letter_kinds", "content/statutes"):
        shutil.copytree(HERE / name, root / name)
    return root


def rules(root: Path, *, day: datetime.date = TODAY) -> list[str]:
    return [
        finding.rule for finding in check(root, targets(root, [str(root / NAME)]), day=day).report.findings
    ]


def change_the_common_step(root: Path) -> None:
    page = root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("Skriv kort", "Skriv langt"), encoding="utf-8")


def test_check_finds_drift_also_when_the_variant_was_checked_before(repo: Path):
    put(repo)
    assert rules(repo) == []
    change_the_common_step(repo)

    assert rules(repo) == ["afvigelse-fra-gammelt-trin"]


def test_check_finds_a_variant_whose_time_is_up(repo: Path):
    put(repo)

    assert rules(repo, day=datetime.date(2027, 6, 30)) == []
    assert rules(repo, day=datetime.date(2027, 7, 1)) == ["gaelder-ikke-mere"]


def test_an_unsafe_fix_takes_the_common_step_as_it_is_now(repo: Path):
    put(repo)
    change_the_common_step(repo)
    job = Job(repo, load_standard(repo, TODAY), Results(repo / ".rettesnor/results"), TODAY)
    (target,) = targets(repo, [str(repo / NAME)])

    done = fixed(job, target, unsafe=True)

    assert (digest(repo, "journal") in done.after, done.left) == (True, 0)
    assert fixed(job, target, unsafe=False).after == done.before


def shown(root: Path, *, day: datetime.date = TODAY) -> dict[str, str]:
    return {page.url: page.html for page in pages(index(load(root, day=day)), today=day)}


def test_readers_choose_their_unit_and_see_reason_and_difference(root: Path):
    put(root)

    found = shown(root)

    assert 'href="/procedures/ydelse/udeblivelse@ydelsesservice/"' in found["/procedures/ydelse/udeblivelse/"]
    own = found["/procedures/ydelse/udeblivelse@ydelsesservice/"]
    assert "Ydelsesservice ringer selv." in own
    assert "<del>Skriv kort, hvad der skete.</del>" in own
    assert "Hør borgeren" in own


def test_readers_see_only_the_common_page_when_a_variant_has_ended(root: Path):
    put(root)

    found = shown(root, day=datetime.date(2027, 7, 1))

    assert "Vælg din enhed" not in found["/procedures/ydelse/udeblivelse/"]
    assert "/procedures/ydelse/udeblivelse@ydelsesservice/" not in found


def test_a_new_variant_is_written_from_the_common_steps(root: Path, capsys: pytest.CaptureFixture[str]):
    arguments = [
        "ydelse/udeblivelse",
        "--unit",
        "ydelsesservice",
        "--step",
        "journal",
        "--reason",
        "Vi ringer.",
    ]

    status = main(["new", "variant", *arguments, "--root", str(root)])

    assert (status, capsys.readouterr().out.splitlines()[0]) == (0, NAME)
    assert load(root).problems == ()
    assert kinds(root) == [("changed", "journal", "journal"), ("same", "hoer", "hoer")]


def test_impact_finds_what_a_unit_does_otherwise_and_what_is_coming(root: Path):
    put(root, more="\nSkriv det i Fasit.\n")
    page = root / PAGE
    page.with_stem("udeblivelse@2030-01-01").write_text(page.read_text("utf-8"), "utf-8")
    letter = root / "letter_templates/partshoering/letter.md"
    later = letter.read_text("utf-8").replace("kind:", "system: fasit\nkind:")
    letter.with_stem("letter@2030-01-01").write_text(later, "utf-8")
    project = load(root, day=TODAY)
    found = impact(project, Register(project.statutes), "fasit")

    assert found is not None
    assert sorted({(each.path, each.title) for each in found.uses}) == [
        ("letter_templates/partshoering/letter@2030-01-01.md", "Partshøring (fra 1. januar 2030)"),
        (PAGE, "Borgeren udebliver"),
        ("procedures/ydelse/udeblivelse@2030-01-01.md", "Borgeren udebliver (fra 1. januar 2030)"),
        (NAME, "Borgeren udebliver (Ydelsesservice)"),
    ]


def test_search_finds_words_that_only_a_unit_writes(root: Path):
    put(root, more="\nHusk faxen.\n")
    search_index(documents(load(root, day=TODAY)), FolderStore(root / "index"))
    hit = Searcher(FolderStore(root / "index")).search("faxen").hits[0]

    assert (hit.title, hit.url) == (
        "Borgeren udebliver (Ydelsesservice)",
        "/procedures/ydelse/udeblivelse@ydelsesservice/",
    )


def test_search_knows_no_variant_that_has_ended(root: Path):
    put(root)

    assert NAME.removesuffix(".md") not in {
        each.id for each in documents(load(root, day=datetime.date(2028, 1, 1)))
    }
