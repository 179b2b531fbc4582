"""`frist("klage")` in a letter is a date that nobody knows while reading, and a rule that must exist."""

import datetime
from pathlib import Path

from rettesnor.checking.standard import read_standard
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.lint.letter import lint_letter
from rettesnor.load.letters import letter_from
from rettesnor.model import VALUE


def test_a_deadline_reads_as_an_unknown_value() -> None:
    template = parse('Klag senest {{ frist("klage") }}.', path="a", snippets={})

    assert [reading.text for reading in readings(template, ())] == [f"Klag senest {VALUE}."]


def test_a_deadline_is_no_field() -> None:
    template = parse('{{ frist("klage") }}', path="a", snippets={})

    assert template.uses == ()
    assert [(use.rule, use.place.start, use.place.end) for use in template.deadlines] == [("klage", 10, 15)]


def test_a_field_may_still_be_called_frist() -> None:
    template = parse("Svar senest {{ frist }}.", path="a", snippets={})

    assert [use.name for use in template.uses] == ["frist"]
    assert template.deadlines == ()


def test_a_deadline_in_a_snippet_is_known_by_its_place() -> None:
    template = parse(
        '{% include "snippets/x.md" %}', path="a", snippets={"snippets/x.md": 'Senest {{ frist("svar") }}.'}
    )

    assert [use.place.path for use in template.deadlines] == ["content/snippets/x.md"]


def test_a_deadline_meets_a_rule_that_asks_for_a_date() -> None:
    source = '---\nkind: partshoering\n---\n# Hvad mener du?\n\nSvar os senest den {{ frist("svar-paa-partshoering") }}.'
    letter = letter_from(source, path="letter_templates/x/letter.md")
    standard = read_standard(Path(__file__).parents[1], datetime.date(2026, 11, 22))
    found = lint_letter(
        letter, standard, snippets={}, missing_links=(), day=datetime.date(2026, 11, 22)
    ).findings

    assert "partshoering-frist" not in {one.rule for one in found}
