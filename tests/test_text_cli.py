"""`rettesnor text` and `rettesnor explain`, from the outside."""

import json
from pathlib import Path

import pytest

from rettesnor.cli.main import main

LETTER = """---
title: Brev
kind: oplysning
fields:
  navn: {type: text}
  tolk: {type: boolean}
---
# Kom til møde

Kære {{ navn }}. Vi ses **kl. 9**. {% if tolk %}Vi har en tolk.{% endif %}

- Tag pas med
"""


def test_text_counts_each_sentence_once_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.md"
    path.write_text(LETTER, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Prøve\\n", encoding="utf-8")
    assert main(["text", "--root", str(tmp_path), str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    quotes = [LETTER[sentence["start"] : sentence["end"]] for sentence in answer["sentences"]]
    assert quotes == [
        "Kom til møde",
        "Kære {{ navn }}.",
        "Vi ses **kl. 9**.",
        "Vi har en tolk.",
        "Tag pas med",
    ]
    assert (answer["words"], answer["long_words"]) == (10, 0)


def test_explain_shows_a_rule_in_the_order_of_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "jobplan", "--root", str(Path(__file__).parent.parent)]) == 0
    page = capsys.readouterr().out
    order = ["Finder", "Hvorfor", "Ikke sådan", "Det er i orden", "Kilder", "Ansvarlig"]
    assert sorted(order, key=page.index) == order


def test_explain_names_the_nearest_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "jobpln", "--root", str(Path(__file__).parent.parent)]) == 2
    assert "jobplan" in capsys.readouterr().err
