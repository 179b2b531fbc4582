"""A handover stands in both procedures, or the check says where it does not."""

import datetime
import shutil
from pathlib import Path

import pytest

from rettesnor.checking.run import check
from rettesnor.checking.targets import targets

ROOT = Path(__file__).parents[1]
TODAY = datetime.date(2026, 11, 22)
CARD = "content/policy/metadata/ensidig-overdragelse.yml"
GIVES = "---\ntitle: Luk\n---\n\n## Trin\n\n### Giv videre {#giv}\n\n- Overdrages til: ydelsesservice (ydelse/skift)\n"
TAKES = "---\ntitle: Skift\n---\n\n## Trin\n\n### Tag imod {#ind}\n\n- Modtages fra: ydelsesservice (ydelse/luk)\n"


def told(root: Path, **procedures: str) -> list[tuple[str, str, str]]:
    """(file, words, message) of what the rule finds in these procedures."""
    (root / CARD).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / CARD, root / CARD)
    for name, text in procedures.items():
        (root / f"procedures/ydelse/{name}.md").write_text(text, "utf-8")
    report = check(root, targets(root, ()), day=TODAY).report
    return [
        (Path(each.path).stem, each.quote, each.message)
        for each in report.findings
        if each.rule == "ensidig-overdragelse"
    ]


def test_both_ends_are_fine(root: Path) -> None:
    assert told(root, luk=GIVES, skift=TAKES) == []


@pytest.mark.parametrize(
    ("luk", "skift", "stem", "hint"),
    [
        (
            GIVES,
            TAKES.replace("Modtages fra", "Hvem"),
            "luk",
            "Skriv »Modtages fra: enhed (ydelse/luk)« i et trin dér.",
        ),
        (
            GIVES.replace("Overdrages til", "Hvem"),
            TAKES,
            "skift",
            "Skriv »Overdrages til: enhed (ydelse/skift)« i et trin dér.",
        ),
        (
            GIVES,
            TAKES.replace("ydelse/luk", "ydelse/andet"),
            "luk",
            "Skriv »Modtages fra: enhed (ydelse/luk)« i et trin dér.",
        ),
    ],
    ids=["nobody takes", "nobody gives", "takes from another"],
)
def test_an_end_that_is_missing_is_told_at_the_other(
    root: Path, luk: str, skift: str, stem: str, hint: str
) -> None:
    found = {each[0]: each for each in told(root, luk=luk, skift=skift)}

    assert found[stem][2].endswith(hint)


def test_mending_the_other_file_is_seen_by_the_next_check(root: Path) -> None:
    assert len(told(root, luk=GIVES)) == 1
    assert told(root, skift=TAKES) == []


def test_our_own_procedures_hand_over_at_both_ends() -> None:
    from rettesnor.load import load

    assert [str(problem) for problem in load(ROOT).problems if "overdrage" in problem.message] == []
