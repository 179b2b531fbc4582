"""Words that no dictionary knows, and what is offered instead."""

from pathlib import Path

import pytest

from rettesnor.danish.spelling import strangers, suggestions
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.load.letters import read_letter
from rettesnor.load.snippets import Snippets

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kom til samtalle om dit job.", ["samtalle"]),
        ("Samtalle med os.", ["Samtalle"]),
        ("Du får kontnthjælp og virksomhedspraktikk.", ["kontnthjælp", "virksomhedspraktikk"]),
        ("Jobparathedsvurderingen og kontanthjælpsmodtagerens mentorstøtte.", []),
        ("Ring til Bo Mønster på tlf. 33 66 33 66, fx mandag.", []),
        ("Skriv til post@example.dk eller på www.jobnet.dk.", []),
        ("👋🏽 Vi ses til samtalle.", ["samtalle"]),
    ],
)
def test_a_word_in_no_dictionary_is_found_where_it_stands(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in strangers(text)] == found


def test_own_words_are_known_with_their_genitive() -> None:
    assert [*strangers("fasits og fasit", frozenset({"fasit"}))] == []


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("samtalle", "samtale"),
        ("kontnthjælp", "kontanthjælp"),
        ("Adresen", "Adressen"),
        ("indkladelse", "indkaldelse"),
    ],
)
def test_the_likeliest_word_is_offered_first(word: str, wanted: str) -> None:
    assert suggestions(word, {})[0] == wanted


def test_a_word_that_the_project_uses_comes_before_one_that_it_does_not() -> None:
    assert suggestions("møed", {"møde": 40})[0] == "møde"


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("letter_templates/*/letter.md")), ids=lambda path: path.parent.name
)
def test_our_own_letters_are_spelt_right(path: Path) -> None:
    letter = read_letter(ROOT, path).letter
    template = parse(letter.source, path=letter.path, snippets=Snippets(ROOT))
    blocks = readings(template, letter.head.fields, letter.cases).blocks
    assert [block.text[a:b] for block in blocks for a, b in strangers(block.text)] == []
