"""`rettesnor new case` writes as few cases as show every branch, and says which it could not solve."""

from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.letter.proposals import proposals
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.model import Case, Field


def field(name: str, type: str = "text", **more: object) -> Field:
    return Field(name=name, type=type, **more)  # pyright: ignore[reportArgumentType] -- the tables hold real types


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("{% if k %}a{% else %}b{% endif %}", [field("k", "boolean")]),
        (
            "{% if s == 'a' %}1{% elif s == 'b' %}2{% else %}3{% endif %}",
            [field("s", "choice", choices=("a", "b", "c"))],
        ),
        ("{% if n > 5 %}1{% elif n >= 2 %}2{% else %}3{% endif %}", [field("n", "number")]),
        ("{% for x in l %}{{ x }}{% else %}ingen{% endfor %}", [field("l", "list")]),
        ("{% if l|length > 3 %}mange{% endif %}", [field("l", "list")]),
        ("{% if t %}{{ t }}{% else %}tom{% endif %}", [field("t")]),
        ("{% if k %}{% if s == 'b' %}x{% endif %}{% endif %}", [field("k", "boolean"), field("s")]),
        (
            "{% if t is defined %}{{ t }}{% else %}uden{% endif %}{% if k %}a{% endif %}",
            [field("t"), field("k", "boolean")],
        ),
        ("{% if t is not defined and k %}uden{% endif %}", [field("t"), field("k", "boolean")]),
    ],
    ids=["boolean", "choice", "number", "loop", "length", "text", "nested", "defined", "not defined"],
)
def test_every_branch_is_reached(source: str, fields: list[Field]) -> None:
    template = parse(source, path="a", snippets={})
    found = proposals(template, fields, ())
    cases = [Case(name=str(n), path="", values=case.values) for n, case in enumerate(found.cases)]

    assert found.unsolved == ()
    assert readings(template, fields, cases).unreached == ()


def test_a_branch_that_nobody_can_reach_is_said() -> None:
    template = parse("{% if k and not k %}a{% endif %}", path="a", snippets={})

    assert [arm.condition for arm in proposals(template, [field("k", "boolean")], ()).unsolved] == [
        "k and not k"
    ]


def test_a_letter_whose_cases_show_all_gets_none() -> None:
    template = parse("{% if k %}a{% endif %}", path="a", snippets={})

    assert (
        proposals(template, [field("k", "boolean")], [Case(name="a", path="", values={"k": True})]).cases
        == ()
    )


def test_the_command_writes_cases_that_check_finds_nothing_missing_in(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = root / "letter_templates/partshoering/letter.md"
    text = letter.read_text("utf-8").replace(
        "fields:\n", "fields:\n  bor: {type: boolean, label: Bor, example: true}\n"
    )
    letter.write_text(text + "\n{% if bor %}Du bor her.{% else %}Du bor ikke her.{% endif %}\n", "utf-8")
    (root / "letter_templates/partshoering/cases/anna.yml").write_text(
        "values:\n  navn: Anna Prøvesen\n  bor: true\n", "utf-8"
    )

    assert main(["new", "case", "partshoering", "--root", str(root)]) == 0
    assert "cases/bor-er-falsk.yml: Når bor er falsk. Viser én ny gren." in capsys.readouterr().out
    written = (root / "letter_templates/partshoering/cases/bor-er-falsk.yml").read_text("utf-8")
    assert "bor: false" in written
    assert 'navn: "Anna Prøvesen"' in written


def test_a_misspelt_letter_gets_the_nearest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "case", "partshøring", "--root", str(root)]) == 2
    assert "Mente du »partshoering«?" in capsys.readouterr().err
