"""`rettesnor cite`: the form of the contract, offsets in the file as stored, HTML and bad input."""

import io
import json
from pathlib import Path

import pytest

from rettesnor.cli.main import main
from rettesnor.letter.blanked import blank_tags

ROOT = str(Path(__file__).parent.parent)


def cite(path, capfdbinary):
    assert main(["cite", str(path), "--json", "--root", ROOT, "--date", "2026-11-22"]) == 0
    return json.loads(capfdbinary.readouterr().out)


def test_json_is_as_the_contract_says(tmp_path, capfdbinary):
    file = tmp_path / "a.txt"
    file.write_text("LBK nr. 1342 af 20. november 2016 § 16a, stk. 1", encoding="utf-8")
    answer = cite(file, capfdbinary)
    assert answer["version"] == 1
    (citation,) = answer["citations"]
    assert citation.pop("message").startswith("Forkert dag")
    assert citation == {
        "start": 0,
        "end": 47,
        "text": "LBK nr. 1342 af 20. november 2016 § 16a, stk. 1",
        "act": {"id": "lab", "type": "LBK", "number": "1342", "date": "2016-11-20", "name": None},
        "pinpoints": [
            {
                "kapitel": None,
                "paragraf": "16 a",
                "paragraf_til": None,
                "stk": "1",
                "nr": None,
                "litra": None,
                "pkt": None,
            }
        ],
        "status": "wrong_date",
        "url": "https://www.retsinformation.dk/eli/lta/2016/1342",
    }


def test_offsets_count_code_points_of_the_file_as_stored(tmp_path, capfdbinary):
    text = "\ufeffÆøå 😀.\r\n\r\nEfter LAS § 13.\r\n"
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    (citation,) = cite(file, capfdbinary)["citations"]
    assert text[citation["start"] : citation["end"]] == "LAS § 13"


def test_standard_input_is_read(monkeypatch, capfdbinary):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Se § 5.".encode())))
    assert [each["text"] for each in cite("-", capfdbinary)["citations"]] == ["§ 5"]


def test_html_is_read_without_its_tags(tmp_path, capfdbinary):
    html = "<p class='serviceloven'>Efter <b>LAS</b>&nbsp;&sect;&nbsp;13</p><script>var x = '§ 9';</script><p>og § 14 &lt; 3</p>"
    file = tmp_path / "a.html"
    file.write_text(html, encoding="utf-8")
    found = cite(file, capfdbinary)["citations"]
    assert [(each["act"] and each["act"]["name"], each["pinpoints"][0]["paragraf"]) for each in found] == [
        ("LAS", "13"),
        (None, "14"),
    ]


@pytest.mark.parametrize("html", ["<", "a < b", "<a", "<!-- x", "<script>§ 1", "<p><p/>", "<br>x</br>"])
def test_blanking_tags_keeps_the_length(html):
    assert len(blank_tags(html)) == len(html)


@pytest.mark.parametrize(("content", "says"), [(None, "kan ikke læses"), (b"\xff\xfe\x00", "ikke UTF-8")])
def test_a_file_that_cannot_be_read_is_a_plain_danish_error(tmp_path, capfd, content, says):
    file = tmp_path / "a.txt"
    if content is not None:
        file.write_bytes(content)
    assert main(["cite", str(file), "--root", ROOT]) == 2
    assert says in capfd.readouterr().err


def test_people_get_the_status_in_danish(tmp_path, capfd):
    file = tmp_path / "a.txt"
    file.write_text("Efter LBK nr. 988 af 9. oktober 2012.", encoding="utf-8")
    assert main(["cite", str(file), "--root", ROOT, "--date", "2026-11-22"]) == 0
    assert "[afløst]" in capfd.readouterr().out
