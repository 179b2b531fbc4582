"""A decision leads every reader to an outcome; a tree that does not is told so with file and line."""

from pathlib import Path

import pytest

from rettesnor.load import load
from rettesnor.model.decisions import paths

ROOT = Path(__file__).parents[1]
DECISIONS = load(ROOT).decisions
TREE = """id: prov
title: Prøv
about: Prøve
questions:
  - id: a
    ask: Er det a?
    answers:
      - {says: Ja, to: b}
      - {says: Nej, to: slut}
  - id: b
    ask: Er det b?
    answers:
      - {says: Ja, to: slut}
outcomes:
  - {id: slut, title: Slut, text: Færdig.}
"""


def problems(root: Path, tree: str) -> list[str]:
    (root / "content/decisions").mkdir(exist_ok=True)
    (root / "content/decisions/prov.yml").write_text(tree, encoding="utf-8")
    return [str(problem).removeprefix("content/decisions/prov.yml:") for problem in load(root).problems]


def test_a_sound_tree_has_no_problem(root: Path) -> None:
    assert problems(root, TREE) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("to: b}", "to: c}", "8: »c« er hverken et spørgsmål eller et resultat her."),
        ("to: b}", "to: slut}", "10: Intet svar fører til »b«. Før et svar hertil, eller slet det."),
        ("- id: b", "- id: a", "10: »a« er brugt før. Giv hvert spørgsmål og svar sit eget id."),
        (
            "{says: Ja, to: slut}",
            "{says: Ja, to: a}",
            "1: Spørgsmålene fører i ring: a → b → a. Et svar skal føre videre.",
        ),
        (
            "text: Færdig.}",
            "text: Færdig., see: [procedures/x]}",
            "15: Siden »procedures/x« findes ikke.",
        ),
    ],
    ids=["nowhere", "unreachable", "same id", "circle", "no such page"],
)
def test_a_fault_in_a_tree_is_told(root: Path, old: str, new: str, problem: str) -> None:
    told = problems(root, TREE.replace(old, new, 1))

    assert any(line.startswith(problem) for line in told), told


@pytest.mark.parametrize("decision", DECISIONS, ids=[decision.id for decision in DECISIONS])
def test_every_path_of_our_own_decisions_ends_in_an_outcome(decision) -> None:  # pyright: ignore
    ends = [outcome.id for _, outcome in paths(decision)]

    assert set(ends) == {outcome.id for outcome in decision.outcomes}
