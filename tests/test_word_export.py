"""Letters for other systems: every value and branch as that system writes it, or a plain reason why not."""

import datetime
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from rettesnor.cli.main import main
from rettesnor.letter.head import read as read_head
from rettesnor.letter.template import parse
from rettesnor.model import ContentError, Letter
from rettesnor.word.export import exported
from rettesnor.word.outline import Outline, Value, outline
from rettesnor.word.read import letter_file, read
from rettesnor.word.request import Request, page
from rettesnor.word.vendor import Mapping, check_names, written
from word.documents import DOCUMENTS, Document

ROOT = Path(__file__).parents[1]
# Fields in Word cannot repeat anything.
LETTERS = [
    path
    for path in sorted(ROOT.glob("letter_templates/*/letter.md"))
    if "{% for" not in path.read_text(encoding="utf-8")
]
SNIPPETS = {"snippets/klage.md": "---\ntitle: Klage\n---\n## Klag\n\nRing {{ telefon }}.\n"}
HEAD = """---
fields:
  navn: {type: text}
  dato: {type: date}
  klage: {type: boolean}
  grund: {type: choice, choices: [syg, rask]}
  antal: {type: number}
---
"""


def taken(body: str) -> Outline:
    return outline(parse(HEAD + body, path="letter.md", snippets=SNIPPETS))


def as_word(body: str, **names: str) -> bytes:
    head, _, _ = read_head(HEAD + body, path="letter.md")
    return exported(taken(body), head, names=names)


@pytest.mark.parametrize(
    "body",
    [
        "# Kom til samtale\n\nKære {{ navn }}\n\n- et\n- to\n",
        'Du {% if grund == "syg" %}er syg{% else %}er rask{% endif %} nu.\n',
        '{% if grund == "syg" %}\nEt.\n\nTo.\n{% else %}\nTre.\n{% endif %}\n\nSlut.\n',
        '{% if grund == "syg" %}\n# Syg\n\n- et\n{% elif grund == "rask" %}\n## Rask\n{% else %}\n1. et\n2. to\n{% endif %}\n\nSlut.\n',
        "{% if antal > 3 %}\nMange.\n{% endif %}\n\n{% if antal <= 3 %}\nFå.\n{% endif %}\n\nSlut.\n",
        '{% if grund != "syg" %}\nHan sagde "nej" og “ja”.\n{% endif %}\n\nSlut.\n',
        "| Dag | Tid |\n| --- | --- |\n| {{ dato }} | 10 |\n",
        "**Kære** _du_ og [Jobnet](https://jobnet.dk)\\\nlinje to\n",
        "{{ navn|upper }}\n",
    ],
    ids=[
        "list", "condition in a sentence", "condition over paragraphs", "elif with headings and lists", "numbers", "quotation marks",
        "table", "emphasis and link", "capitals",
    ],
)  # fmt: skip
def test_a_letter_comes_back_from_word_as_it_was(body: str) -> None:
    assert read(as_word(body), path="brev.docx").body == body


def test_a_control_character_is_a_sign_in_word() -> None:
    assert read(as_word("Din \x1bplan"), path="brev.docx").body == "Din ␛plan\n"


def test_two_tables_stay_two_in_word() -> None:
    body = "| A |\n| --- |\n| 1 |\n\n| B |\n| --- |\n| 2 |\n"

    assert read(as_word(body), path="brev.docx").body == body


def test_a_field_gets_the_name_that_its_system_knows() -> None:
    letter = read(as_word("Kære {{ navn }} den {{ dato }}", navn="Borgers navn"), path="brev.docx")

    assert [(field.word_name, field.type) for field in letter.fields] == [
        ("Borgers navn", "text"),
        ("dato", "date"),
    ]


def test_a_boolean_is_held_against_ja() -> None:
    assert read(as_word("{% if klage %}\nKlag.\n{% endif %}\n"), path="x").body.startswith(
        '{% if klage == "ja" %}'
    )


@pytest.mark.parametrize(
    ("condition", "instruction"),
    [
        ('klage and grund == "syg"', 'IF " IF  MERGEFIELD klage  = "ja" "1" "0"  IF  MERGEFIELD grund  = "syg" "1" "0" " = "11"'),
        ("not (klage or antal)", 'IF  IF " IF  MERGEFIELD klage  = "ja"'),
    ],
)  # fmt: skip
def test_conditions_joined_by_and_or_become_nested_fields(condition: str, instruction: str) -> None:
    document = docx.Document(io.BytesIO(as_word(f"{{% if {condition} %}}Ja{{% endif %}}")))
    codes = "".join(
        element.text or "" for element in document.element.iter() if str(element.tag).endswith("}instrText")
    )

    assert instruction in codes


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{% for dag in dage %}{{ dag }}{% endfor %}", "gentager tekst for hver af »dage«"),
        ("{{ navn|replace('a', 'b') }}", "kan andre systemer ikke regne ud"),
        ("{% set x = 1 %}", "kan andre systemer ikke følge"),
        ("{% if navn.lower() %}x{% endif %}", "for indviklet for felter i Word"),
        ("{% if x %}", "if"),
    ],
)
def test_what_word_cannot_do_is_refused_in_danish(body: str, said: str) -> None:
    with pytest.raises(ContentError, match=r"letter\.md:") as refused:
        as_word(body)

    assert said in str(refused.value)


def test_what_word_cannot_do_is_said_of_its_line() -> None:
    with pytest.raises(ContentError, match=r"letter\.md:12: .*Lav »dage« til et tekstfelt"):
        as_word("# Hej\n\nKære\n{% for dag in dage %}{{ dag }}{% endfor %}")


# What only Word can work out has become a field of its own, and the field in it is gone: the import says so.
KEPT = {name: document for name, document in DOCUMENTS.items() if "only Word" not in name}


@pytest.mark.parametrize("document", KEPT.values(), ids=KEPT)
def test_a_document_keeps_its_fields_in_and_out_and_in_again(document: Document) -> None:
    letter = read(document.data, path="brev.docx")
    source = letter_file(letter, title="Prøve")
    names = {field.name: field.word_name for field in letter.fields}

    made = exported(
        outline(parse(source, path="letter.md", snippets={})), read_head(source, path="x")[0], names=names
    )

    again = read(made, path="ud.docx")
    assert {field.word_name for field in again.fields} == {field.word_name for field in letter.fields}
    assert again.body == letter.body


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("html", "<p>Kære &lt;Borger.Navn&gt;</p>\n#if Sag.Grund == \"syg\"\n<ul>\n<li>et</li>\n</ul>\n#else\n<h2>Klag</h2>\n<p>Ring &lt;telefon&gt;.</p>\n#end\n"),
        ("txt", 'Kære <Borger.Navn>\n\n#if Sag.Grund == "syg"\n\n- et\n\n#else\n\nKlag\n\nRing <telefon>.\n\n#end\n'),
    ],
)  # fmt: skip
def test_a_vendor_gets_its_own_placeholders(format: str, expected: str) -> None:
    mapping = Mapping(
        fields={"navn": "Borger.Navn", "grund": "Sag.Grund"},
        value="<{name}>",
        if_="#if {condition}",
        else_="#else",
        end="#end",
    )
    body = 'Kære {{ navn }}\n\n{% if grund == "syg" %}\n- et\n{% else %}\n{% include "snippets/klage.md" %}\n{% endif %}\n'

    assert written(taken(body), mapping, "html" if format == "html" else "txt") == expected


def test_a_field_that_the_mapping_forgets_is_named() -> None:
    head, _, _ = read_head(HEAD, path="letter.md")

    with pytest.raises(ContentError, match="Felterne grund, navn mangler"):
        check_names(
            Mapping(fields={"dato": "D"}),
            head,
            taken("{{ navn }}{% if grund %}x{% endif %}{{ dato }}"),
            path="letter.md",
        )


@pytest.mark.parametrize(
    ("format", "marked"),
    [("html", "<del>jobplan</del><ins>Min &lt;Plan&gt;</ins>"), ("md", "[-jobplan-]{+Min <Plan>+}")],
)
def test_a_request_says_what_why_and_by_which_law(format: str, marked: str) -> None:
    head, _, start = read_head(HEAD, path="letter.md")
    letter = Letter(id="letter_templates/x", path="letter.md", head=head, source=HEAD, body_start=start)
    request = Request(
        letter=letter,
        before="jobplan",
        after="Min <Plan>",
        why="Navnet er nyt.",
        law=("LAB § 45",),
        day=datetime.date(2026, 11, 22),
    )

    made = page(request, "html" if format == "html" else "md")

    assert [marked in made, "Navnet er nyt." in made, "LAB § 45" in made, "2026-11-22" in made] == [True] * 4


@pytest.mark.parametrize("path", LETTERS, ids=[path.parent.name for path in LETTERS])
def test_the_letters_of_the_project_keep_all_their_values_in_word(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    snippets = {
        f"snippets/{file.name}": file.read_text(encoding="utf-8")
        for file in ROOT.glob("content/snippets/*.md")
    }
    made = outline(parse(source, path="letter.md", snippets=snippets))

    letter = read(exported(made, read_head(source, path="x")[0], names={}), path="brev.docx")

    assert {step.name for step in made.steps if isinstance(step, Value)} <= {
        field.name for field in letter.fields
    }


def test_import_check_and_annotate_from_the_command_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = root / "Brev om møde.docx"
    document.write_bytes(as_word("# Kom til møde\n\nKære {{ navn }}\n"))

    statuses = [
        main(["import", str(document), "--root", str(root)]),
        main(["check", str(document), "--root", str(root)]),
        main(["annotate", str(document), "--root", str(root)]),
    ]

    said = capsys.readouterr().out
    assert statuses == [0, 0, 0]
    assert "Skrevet: letter_templates/brev-om-moede/letter.md\nFelter: navn (navn)" in said
    assert (
        (root / "letter_templates/brev-om-moede/letter.md")
        .read_text(encoding="utf-8")
        .endswith("Kære {{ navn }}\n")
    )
    assert (root / "Brev om møde-kommentarer.docx").is_file()


def test_import_leaves_a_letter_that_is_there_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = root / "partshoering.docx"
    document.write_bytes(as_word("Hej"))

    assert main(["import", str(document), "--root", str(root)]) == 2
    assert "letter_templates/partshoering/letter.md:1: Brevet findes allerede." in capsys.readouterr().err


def test_a_document_that_is_none_makes_the_check_incomplete(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "brev.docx").write_bytes(b"Hej")

    assert main(["check", str(root / "brev.docx"), "--root", str(root)]) == 3
    assert "Filen er ikke et Word-dokument" in capsys.readouterr().out


def test_letters_are_exported_from_the_command_line(root: Path) -> None:
    (root / "navne.yml").write_text("fields: {navn: Borger}\nvalue: '<<{name}>>'\n", encoding="utf-8")
    words = [
        "letters",
        "export",
        "partshoering",
        "--format",
        "txt",
        "--mapping",
        str(root / "navne.yml"),
        "--out",
        str(root / "ud"),
    ]

    done = subprocess.run(
        [sys.executable, "-m", "rettesnor", *words, "--root", str(root)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (root / "ud/partshoering.txt").read_text(
        encoding="utf-8"
    ) == "Fortæl os, hvorfor du ikke kom\n\nKære <<Borger>>\n"


@pytest.mark.parametrize(
    ("format", "shown"),
    [("html", "[frist_klage]"), ("txt", "[frist_klage]"), ("docx", "MERGEFIELD frist_klage")],
)
def test_the_last_day_is_a_date_that_the_other_system_works_out(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str, shown: str
) -> None:
    (root / "content/deadlines.yml").write_text(
        "rules:\n- {id: klage, title: Klage til kommunen, amount: 4, unit: weeks}\n", "utf-8"
    )
    letter = root / "letter_templates/partshoering/letter.md"
    letter.write_text(letter.read_text("utf-8") + '\nKlag senest den {{ frist("klage") }}.\n', "utf-8")

    assert main(["letters", "export", "--format", format, "--root", str(root), "--out", str(tmp_path)]) == 0
    content = (tmp_path / f"partshoering.{format}").read_bytes()
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml") if format == "docx" else content
    assert shown in text.decode()
    assert (
        "frist_klage: systemet skal selv regne den sidste dag ud. Klage til kommunen: 4 uger efter den dag, brevet er fremme."
        in capsys.readouterr().out
    )


def test_a_deadline_that_the_mapping_forgets_is_named() -> None:
    head, _, _ = read_head(HEAD, path="letter.md")

    with pytest.raises(ContentError, match="Felterne frist_klage mangler"):
        check_names(Mapping(fields={"navn": "N"}), head, taken('{{ frist("klage") }}'), path="letter.md")
