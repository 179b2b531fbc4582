"""Decision trees: the rules of a tree, and every tree in the content."""

from pathlib import Path

import pytest

from rettesnor.model.decisions import Answer, DecisionTree, Outcome, Question, faults
from rettesnor.yamltext import decode

ROOT = Path(__file__).parents[1]
TREES = sorted((ROOT / "content/decisions").glob("*.yml"))


def tree(*questions: Question, ends: tuple[str, ...] = ("slut",)) -> DecisionTree:
    outcomes = tuple(Outcome(id=end, title=end, text="Gør det.") for end in ends)
    return DecisionTree(id="t", title="T", about="Om", questions=questions, outcomes=outcomes)


def question(name: str, *to: str) -> Question:
    return Question(id=name, ask=f"{name}?", answers=tuple(Answer(says=f"svar {end}", to=end) for end in to))


def test_a_tree_whose_answers_all_end_has_no_fault() -> None:
    assert faults(tree(question("a", "b", "slut"), question("b", "slut"))) == ()


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        (tree(question("a", "slut", "ukendt")), "som ikke findes"),
        (tree(question("a", "slut"), question("glemt", "slut")), "»glemt«"),
        (tree(question("a", "slut"), ends=("slut", "øde")), "»øde«"),
        (tree(question("a", "b", "slut"), question("b", "a")), "går i ring ved »a«"),
    ],
    ids=["an answer to nothing", "a question nobody reaches", "an outcome nobody reaches", "a circle"],
)
def test_a_faulty_tree_says_where(faulty: DecisionTree, says: str) -> None:
    assert says in "\n".join(faults(faulty))


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.stem)
def test_every_tree_in_the_content_leads_somewhere(path: Path) -> None:
    read = decode(path.read_text(encoding="utf-8"), DecisionTree, path=path.name)
    assert (read.id, faults(read)) == (path.stem, ())


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.stem)
def test_every_page_that_an_outcome_names_is_there(path: Path) -> None:
    read = decode(path.read_text(encoding="utf-8"), DecisionTree, path=path.name)
    named = {page for outcome in read.outcomes for page in outcome.see}
    assert {page for page in named if not _stands(page)} == set()


def _stands(page: str) -> bool:
    """Whether the page of this whole id is in the repository."""
    return any((ROOT / f"{page}{ending}").exists() for ending in (".md", ".yml", "/letter.md"))
