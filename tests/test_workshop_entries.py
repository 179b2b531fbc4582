"""New entries and replaced wordings: written as people told them, tried, and shown with what they touch."""

import datetime
from pathlib import Path

import pytest

from rettesnor.load import load
from rettesnor.model import ContentError, Term, Unit
from rettesnor.workshop.board import Board
from rettesnor.workshop.entries import MAKERS
from rettesnor.workshop.owners import title
from rettesnor.workshop.paths import held
from rettesnor.workshop.replacing import places, replaced
from rettesnor.yamltext import decode

TERM = {
    "gammelt": "jobplan",
    "endelser": "en, er, erne",
    "nyt": "Min Plan",
    "fra": "2019-07-01",
    "hvorfor_regel": "Loven siger Min Plan.",
    "kilde": "LAB",
    "set": "",
    "forkert": "Se din jobplan i dag.",
    "finder": "jobplan",
    "rigtig": "Se Min Plan i dag.",
}
PATH = "letter_templates/partshoering/letter.md"
WORDS = """id: tunge-ord
title: Tunge ord
severity: warning
message: "»{found}« er tungt. Skriv {suggestion}."
why: Fordi.
check:
  kind: words
  words:
    - {word: endvidere, use: også}
bad:
  - {text: "Endvidere kommer vi.", finds: ["Endvidere"]}
good:
  - Vi kommer også.
"""


def made(root: Path, kind: str, told: dict[str, str]) -> dict[str, str]:
    def text(path: str) -> str | None:
        place = root / path
        return place.read_text() if place.is_file() else None

    return MAKERS[kind].make(load(root), text, told)


def test_a_term_becomes_a_card_whose_examples_hold(root: Path):
    (path,) = made(root, "navn", TERM)
    assert path == "content/policy/terms/jobplan.yml"


def test_a_term_that_finds_something_else_says_what(root: Path):
    with pytest.raises(ContentError, match="finder reglen »jobplan«"):
        made(root, "navn", {**TERM, "finder": "din jobplan"})


@pytest.mark.parametrize("day", ["i dag", "2019-13-01", "2019-07-01\nseverity: advice"])
def test_a_day_that_is_none_is_told(root: Path, day: str):
    with pytest.raises(ContentError, match="er ikke en dag"):
        made(root, "navn", {**TERM, "fra": day})


def test_a_heavy_word_stands_last_in_its_list_with_its_sentence(root: Path):
    place = root / "content/policy/words/tunge-ord.yml"
    place.parent.mkdir(parents=True)
    place.write_text(WORDS)
    told = {
        "liste": "tunge-ord",
        "ord": "hvorledes",
        "endelser": "",
        "brug": "hvordan",
        "forkert": "Se hvorledes.",
        "finder": "hvorledes",
    }
    (text,) = made(root, "ord", told).values()
    assert '    - {word: endvidere, use: også}\n    - {word: "hvorledes", use: "hvordan"}\nbad:\n' in text


def test_synonyms_are_one_more_line(root: Path):
    (text,) = made(root, "synonym", {"ord": "fravær, udeblivelse"}).values()
    assert text == 'groups:\n  - ["fravær", "udeblivelse"]\n'


def test_a_glossary_entry_reads_as_one(root: Path):
    told = {
        "ord": "Min Plan",
        "forklaring": "En: plan #1",
        "former": "plan, planen",
        "ogsaa": "",
        "gamle": "jobplan",
        "ansvarlig": "ydelsesservice",
    }
    ((path, text),) = made(root, "opslag", told).items()
    term = decode(text, Term, path=path)
    assert (term.definition, term.forms, term.outdated) == ("En: plan #1", ("plan", "planen"), ("jobplan",))


def test_a_contact_reads_as_one(root: Path):
    told = {
        "navn": "Nyt Center",
        "om": "Hjælper",
        "postkasse": "nyt@pf.example",
        "telefon": "",
        "adresse": "",
        "svarer": "Hvornår, hvordan?\nHvem?",
        "foer": "Gammelt Center",
    }
    ((path, text),) = made(root, "kontakt", told).items()
    assert decode(text, Unit, path=path).answers == ("Hvornår, hvordan?", "Hvem?")


def test_what_is_there_already_is_not_written_over(root: Path):
    told = {
        "navn": "Ydelsesservice",
        "om": "x",
        "postkasse": "",
        "telefon": "",
        "adresse": "",
        "svarer": "",
        "foer": "",
    }
    with pytest.raises(ContentError, match="findes allerede"):
        made(root, "kontakt", told)


def test_a_case_has_the_values_of_the_letters_fields(root: Path):
    ((path, text),) = made(
        root, "eksempel", {"brev": "partshoering", "om": "Med: kolon", "felt:navn": "Bo: Mønster"}
    ).items()
    assert path == "letter_templates/partshoering/cases/med-kolon.yml"
    assert text == 'about: "Med: kolon"\nvalues:\n  navn: "Bo: Mønster"\n'


LETTER = "---\ntitle: jobplan\n---\n# Jobplan og jobplanen\n\nDin jobplan {{ jobplan }} og {# jobplan #} din\njobplan.\n"


def test_a_wording_is_found_as_whole_words_where_people_read_it():
    found = places({"a": LETTER}, "jobplan", "Min Plan")
    assert [(place.line, place.quote) for place in found] == [(4, "Jobplan"), (6, "jobplan"), (7, "jobplan")]


def test_a_wording_may_stand_on_two_lines():
    assert [place.quote for place in places({"a": LETTER}, "din jobplan", "Min Plan")] == [
        "Din jobplan",
        "din\njobplan",
    ]


def test_only_the_chosen_places_change():
    found = places({"a": LETTER}, "jobplan", "plan")
    text = replaced({"a": LETTER}, (found[0], found[2]))["a"]
    assert text == LETTER.replace("# Jobplan og", "# Plan og").replace("din\njobplan.", "din\nplan.")


def test_signs_are_only_signs():
    assert [place.quote for place in places({"a": "abc a.c"}, "a.c", "x")] == ["a.c"]
    assert len(places({"a": "---\n---\nskriv (her) nu"}, "(her)", "der")) == 1


def test_a_letter_taken_out_of_use_gets_its_last_day_and_its_successor(root: Path):
    other = root / "letter_templates/ny-hoering/letter.md"
    other.parent.mkdir()
    other.write_text((root / PATH).read_text().replace("title: Partshøring", "title: Ny høring"))
    told = {"side": PATH, "sidste": "2026-11-30", "afloest": "letter_templates/ny-hoering/letter.md"}
    before = (root / PATH).read_text()
    text = made(root, "udgaar", told)[PATH]
    assert text == before.replace("---\n#", "valid_to: 2026-11-30\nreplaced_by: ny-hoering\n---\n#")
    (root / PATH).write_text(text)
    (head,) = [each.head for each in load(root).letters if each.path == PATH]
    assert (str(head.valid_to), head.replaced_by, load(root).problems) == ("2026-11-30", "ny-hoering", ())
    later = made(root, "udgaar", {**told, "sidste": "2027-01-31"})[PATH]
    assert later == text.replace("2026-11-30", "2027-01-31")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"side": "content/organisation.yml"}, "Vælg"),
        ({"sidste": "i morgen"}, "ikke en dag"),
        ({"afloest": PATH}, "andet brev"),
        ({"afloest": "procedures/ydelse/udeblivelse.md"}, "andet brev"),
    ],
    ids=["no page", "no day", "itself", "another kind"],
)
def test_what_cannot_be_taken_out_of_use_is_told(root: Path, told: dict[str, str], said: str):
    with pytest.raises(ContentError, match=said):
        made(root, "udgaar", {"side": PATH, "sidste": "2026-11-30", "afloest": "", **told})


def test_a_letter_out_of_use_is_no_work_to_do(root: Path):
    letter = root / PATH
    letter.write_text(letter.read_text().replace("---\n#", "valid_to: 2026-11-21\n---\n#"))
    day = datetime.date(2026, 11, 22)
    (row,) = Board(root).rows("letters", day=day, proposals=(), in_work=frozenset())
    assert (row.ended, row.overdue, row.stage) == (True, True, "done")


@pytest.mark.parametrize("path", ["content/areas.yml", "content/search/synonyms.yml", "content/words.yml"])
def test_a_list_is_called_by_a_name(path: str):
    assert title(held(path), "") != path
