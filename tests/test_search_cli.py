"""`rettesnor index` and `rettesnor search`."""

import json
from pathlib import Path

import pytest

from rettesnor.cli.main import main

FILES = {
    "mkdocs.yml": "site_name: Prøve\n",
    "content/organisation.yml": (
        "name: Prøve\nshort_name: P\nmunicipality: Prøve\naddress: Vej 1\nphone: 12 34 56 78\nweb: https://example.dk\n"
    ),
    "content/areas.yml": "- {id: sygedagpenge, title: Sygedagpenge, about: Om sygedagpenge.}\n",
    "content/glossary/min-plan.yml": (
        "id: min-plan\nterm: Min Plan\ndefinition: Den aftale, som borgeren og kommunen laver.\noutdated: [jobplan]\n"
    ),
    "content/glossary/fejl.yml": "id: fejl\nterm: [\n",
    "procedures/sygedagpenge/forlaengelse.md": (
        "---\ntitle: Forlængelse af sygedagpenge\n---\nKort.\n\n## Trin\n\n### Skriv grunden {#grund}\n\n- Hvem: lederen\n\nSkriv **altid** grunden.\n"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def indexed(root: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["index", "--root", str(root)]) == 0
    capsys.readouterr()
    return root


def test_index_says_how_much_it_holds_and_names_what_it_could_not_read(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["index", "--root", str(root)])

    said = capsys.readouterr()
    assert status == 0
    assert said.out.startswith("6 sider er i søgeindekset")
    assert "content/glossary/fejl.yml" in said.err


def test_search_as_json_is_what_the_contract_says(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["search", "--root", str(indexed), "forlængelse af sygedagpegne", "--json", "--limit", "1"]) == 0
    )

    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["version", "query", "took_ms", "total", "did_you_mean", "hits"]
    assert answer["version"] == 1
    assert answer["did_you_mean"] == "forlængelse af sygedagpenge"
    (hit,) = answer["hits"]
    assert list(hit) == ["id", "kind", "title", "url", "snippet", "score"]
    assert hit["id"] == "procedures/sygedagpenge/forlaengelse"
    assert hit["url"] == "/procedures/sygedagpenge/forlaengelse/"


def test_search_in_a_pipe_is_plain_danish(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "--root", str(indexed), "jobplan"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "»jobplan« hedder nu »Min Plan«."
    assert lines[1:3] == ["Min Plan (Ord)", "  /glossary/min-plan/"]


def test_a_kind_narrows_the_search(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "--root", str(indexed), "sygedagpenge", "--kind", "term"])

    assert capsys.readouterr().out == "Ingen sider passer. Prøv færre ord eller et andet ord for det samme.\n"


def test_several_words_need_no_quotes(indexed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "--root", str(indexed), "skriv", "grunden"])

    assert "Skriv altid grunden." in capsys.readouterr().out


def test_the_first_search_builds_the_index(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--root", str(root), "forlængelse"]) == 0

    said = capsys.readouterr()
    assert said.err == "Bygger søgeindekset første gang ...\n"
    assert "Forlængelse af sygedagpenge" in said.out
