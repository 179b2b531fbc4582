"""The guide for authors tells the truth: each of its examples, copied as it stands, passes every check."""

import datetime
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from rettesnor.checking.run import check
from rettesnor.checking.targets import targets
from rettesnor.load import load
from rettesnor.model.policy import Check
from rettesnor.policy import compile_policy
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import preview

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2026, 11, 22)
GUIDE = (ROOT / "content/skriv.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^`([\w/@.-]+)`\n\n```\w+\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
COPIED = ("content", "procedures", "letter_templates")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own content with the guide's examples in it."""
    root = tmp_path_factory.mktemp("forfatter")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name)
    for name, text in EXAMPLES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def test_the_guide_shows_every_kind_of_file() -> None:
    kinds = {re.sub(r"^(\w+)/.*?(@?)[^@/]*\.(md|yml)$", r"\1 \2 \3", name) for name in EXAMPLES}

    assert kinds == {
        "procedures  md",
        "procedures @ md",
        "letter_templates  md",
        "letter_templates  yml",
        "content  yml",
    }


def test_every_example_is_read(root: Path) -> None:
    assert [str(problem) for problem in load(root, day=DAY).problems] == []


def test_no_example_has_a_finding(root: Path) -> None:
    files = [str(root / name) for name in EXAMPLES if name.endswith(".md")]
    report = check(root, targets(root, files), day=DAY).report

    assert [(each.path, each.rule, each.quote) for each in report.findings] == []
    assert report.incomplete == ()


def test_every_kind_of_check_is_told_of() -> None:
    kinds = {str(kind.__struct_config__.tag) for kind in get_args(Check)}

    assert {kind for kind in kinds if f"\n| `{kind}` |" not in GUIDE} == set()


def test_the_rule_of_the_guide_finds_what_it_says(root: Path) -> None:
    card = next(each for each in load(root, day=DAY).cards if each.id == "laegepapir")
    policy = compile_policy((card,), day=DAY)
    found = {
        example.text: tuple(
            example.text[match.start : match.end]
            for match in policy.matches(
                example.text, block_kind="paragraph", audience="borger", kind="orientering"
            )
        )
        for example in card.bad
    }

    assert found == {example.text: example.finds for example in card.bad}


def test_every_case_of_the_guide_makes_a_letter(root: Path) -> None:
    project = load(root, day=DAY)
    letter = next(each for each in project.letters if f"{each.path}" in EXAMPLES)
    with Filler() as filler:
        made = [
            preview(letter, case, "digital_post", project=project, filler=filler, day=DAY)
            for case in letter.cases
        ]

    assert [each.error for each in made] == [None, None]
