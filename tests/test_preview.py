"""A letter is shown as the citizen gets it: the same words in each channel, and nothing that an author wrote runs."""

import datetime
import io
import json
import os
import re
import signal
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pdfplumber
import pikepdf
import pypdf
import pytest

from rettesnor.cli.main import main
from rettesnor.danish.values import WrongValue, typed
from rettesnor.load import load
from rettesnor.load.letters import letter_from
from rettesnor.model import Case, Channel, Field
from rettesnor.preview.fill import Filler
from rettesnor.preview.glue import glued
from rettesnor.preview.html import html
from rettesnor.preview.letter import CHANNELS, deadlines, preview, snippet_texts
from rettesnor.preview.pdf import Paper, pdf
from rettesnor.preview.sandbox import Answer
from rettesnor.preview.tree import tree, words
from rettesnor.preview.typst_source import typst
from waiting import cpu_s

ROOT = Path(__file__).parents[1]
PROJECT = load(ROOT)
CASES = [(letter, case) for letter in PROJECT.letters for case in letter.cases]
DAY = datetime.date(2026, 11, 23)
PAPER = Paper(title="Prøve", sender=("Afsender",), recipient=("Anna Prøvesen",), day=DAY)
SNIPPETS = {"snippets/sig-selv.md": "{% include 'snippets/sig-selv.md' %}"}
HOSTILE_TEXT = '*fed* <script>alert(1)</script> #read("/etc/passwd") [x](javascript:alert(1)) `kode` & "citat" 1. \\ $x$ @a <b> ~~s~~'


@pytest.fixture(scope="module")
def filler() -> Iterator[Filler]:
    with Filler(timeout_s=2.0) as filler:
        yield filler


_TAG = re.compile(r"<[^>]*>")


def fill(filler: Filler, source: str, **values: object) -> Answer:
    return filler.fill(source, fields=(), values=values, snippets=SNIPPETS)


def text_of(document: bytes) -> str:
    """The words on paper; a word that was divided at a line end is whole again."""
    pages = pypdf.PdfReader(io.BytesIO(document)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\xad\n", "").replace("\xad", "")


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@pytest.mark.parametrize(
    ("type", "value", "shown"),
    [
        ("date", datetime.date(2026, 11, 3), "3. november 2026"),
        ("money", 4325, "4.325 kr."),
        ("money", 4325.5, "4.325,50 kr."),
        ("money", -200, "-200 kr."),
        ("number", 12000, "12.000"),
        ("number", 37.5, "37,5"),
        ("time", "10:15", "10.15"),
        ("time", 10.0, "10"),
        ("boolean", True, "ja"),
        ("list", ["a", 2, datetime.date(2026, 1, 1)], "a, 2 og 1. januar 2026"),
        ("text", 12345678, "12.345.678"),
        ("text", "12 34 56 78", "12 34 56 78"),
    ],
)
def test_a_value_shows_as_its_type(type: str, value: object, shown: str) -> None:
    field = Field(name="felt", type=type)  # pyright: ignore[reportArgumentType] -- the table holds real types

    assert str(typed(value, field)) == shown


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("date", "i går"),
        ("money", "500 kr."),
        ("boolean", "ja"),
        ("time", "kl. 10"),
        ("list", "a"),
        ("number", "to"),
    ],
)
def test_a_value_of_the_wrong_type_is_told(type: str, value: object) -> None:
    field = Field(name="felt", type=type)  # pyright: ignore[reportArgumentType] -- the table holds real types

    with pytest.raises(WrongValue, match="»felt« skal være"):
        typed(value, field)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ 'x' * 10**9 }}", "for meget plads"),
        (
            "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
            "ikke færdig på 2",
        ),
        ("{% for a in range(90000) %}0123456789{% endfor %}", "tegn langt"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "for meget plads"),
        ("{{ ''.__class__.__mro__ }}", "noget, den ikke må"),
        ("{{ '{0.__class__}'.format(navn) }}", "noget, den ikke må"),
        ("{{ navn.__init__.__globals__ }}", "noget, den ikke må"),
        ("{{ 10**(10**9) }}", "Skabelonen"),
        ("{% include '../../etc/passwd' %}", "findes ikke i content/"),
        ("{{ findes_ikke }}", "har ingen værdi"),
        ("{% if %}", "kan ikke læses"),
        ("{{ '%0999999999d' % 1 }}", "for meget plads"),
        ("{{ '{:>999999999}'.format(1) }}", "for meget plads"),
        ("{{ '{a.__class__}'.format_map({'a': navn}) }}", "noget, den ikke må"),
        ("{{ [navn]|map('attr', '__class__')|first }}", "noget, den ikke må"),
        ("{{ [navn]|map(attribute='__class__')|list }}", "ikke er en værdi"),
        ("{{ joiner.__init__.__globals__.os.popen('id') }}", "noget, den ikke må"),
        ("{{ lipsum.__globals__ }}", "noget, den ikke må"),
        ("{{ self._TemplateReference__context }}", "noget, den ikke må"),
        (
            "{% set ns = namespace(a='x') %}{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}",
            "Skabelonen",
        ),
        ("{% include 'snippets/sig-selv.md' %}", "for meget plads"),
        ("{% block a %}{{ self.a() }}{% endblock %}", "for meget plads"),
        ("{{ " + "-" * 5000 + "1 }}", "for meget plads"),
        ("{{ lipsum(n=1000000) }}", "ikke færdig på 2"),
        ("{{ navn|truncate(-1) }}", "kan ikke fyldes ud"),
        ("{{ range }}", "ikke er en værdi"),
        ("{{ [frist] }}", "ikke er en værdi"),
        ("{{ navn|map('upper') }}", "ikke er en værdi"),
        ("{{ navn|findes_ikke }}", "Filteret »findes_ikke« findes ikke"),
        ("{{ 1 // 0 }}", "kan ikke fyldes ud"),
    ],
)
def test_a_hostile_template_ends_in_an_error_within_the_limits(
    filler: Filler, source: str, said: str
) -> None:
    started = cpu_s()
    answer = fill(filler, source, navn="Anna")

    assert answer.error is not None
    assert said in answer.error
    assert cpu_s() - started < 25  # it is stopped after 2 s of CPU
    assert fill(filler, "{{ navn }}", navn="Anna").error is None  # the next letter is served


@pytest.mark.parametrize(
    "source",
    [
        "Kære {{ v }}!",
        "{{ v|safe }}",
        "{{ v|e }}",
        "{% set x %}{{ v }}{% endset %}{{ x }}",
        "- {{ v }}",
        "# {{ v }}",
    ],
)
def test_a_value_is_plain_text_in_every_channel(filler: Filler, source: str) -> None:
    tokens = tree(fill(filler, source, v=HOSTILE_TEXT).markdown)
    shown = html(tokens)

    assert "<script" not in shown
    assert "<strong" not in shown
    assert "href" not in shown
    assert " ".join(HOSTILE_TEXT.split()) in " ".join(words(tokens))
    assert letters(HOSTILE_TEXT) in letters(text_of(pdf(typst(tokens), PAPER)))


HOSTILE_VALUES = [
    HOSTILE_TEXT,
    '"); #read("/etc/passwd") //',
    '#eval("1+1") #import "x.typ": * #set page(fill: red) /* */',
    "$ x^2 $ <mark> @her = Overskrift",
    "\\u{41} \\\\ \\#x ~ -- ''",
    "# Overskrift",
    "1. et",
    "| a | b |",
    "{{ navn }} {% if x %} {# y #}",
    "<img src=x onerror=alert(1)> &lt;b&gt; &#35;",
    "](https://ond.example) ![x](y)",
    "--- *** ___ ```",
]
HEAD = """---
title: Prøve
fields:
  tekst: {{type: text}}
  valg: {{type: choice, choices: [{value}]}}
  liste: {{type: list}}
---
"""


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    "body",
    ["# {{ tekst }}", "{{ valg }}", "- {{ liste }}", "{% for x in liste %}{{ x }}{% endfor %}", "| {{ tekst }} |\n|---|\n"],
    ids=["text in a heading", "choice", "list", "loop", "table"],
)  # fmt: skip
@pytest.mark.parametrize("value", HOSTILE_VALUES)
def test_a_value_of_any_type_is_plain_text_in_a_finished_letter(
    filler: Filler, value: str, body: str, channel: Channel
) -> None:
    source = HEAD.format(value=json.dumps(value)) + body
    letter = letter_from(source, path="letter_templates/x/letter.md")
    values: dict[str, object] = {"tekst": value, "valg": value, "liste": [value], "navn": value}
    case = Case(name="a", path="letter_templates/x/cases/a.yml", about="", values=values)

    made = preview(letter, case, channel, project=PROJECT, filler=filler, day=DAY)

    assert made.error is None
    read = text_of(made.content) if channel == "papir" else unescape(_TAG.sub("", made.body))
    assert "".join(value.split()) in "".join(read.split())


@pytest.mark.parametrize("blank", ["\xa0", "\u2009", "\u202f", "\t"])
def test_paper_keeps_a_blank_between_two_words(blank: str) -> None:
    assert "4.325 kr." in text_of(pdf(typst(tree(f"4.325{blank}kr.")), PAPER)).replace("\xa0", " ")


def test_what_jinja_draws_at_random_is_the_same_each_time(filler: Filler) -> None:
    source = "{{ range(9999)|random }} {{ lipsum(1) }}"

    assert fill(filler, source) == fill(filler, source)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("[her]({{ v }})", "javascript:alert(1)"),
        ("[her]({{ v }}:alert(1))", "JavaScript"),
        ("[her](ja{{ v }}script:alert(1))", "va"),
        ("[her](<{{ v }}>)", "data:text/html,<script>alert(1)</script>"),
        ("[her](%6aavascript:alert(1))", ""),
        ("[her](java%0ascript:alert(1))", ""),
        ("[her](java\ue000script:alert(1))", ""),
    ],
)
def test_a_link_that_could_run_something_leads_nowhere(filler: Filler, source: str, value: str) -> None:
    assert 'href="#"' in html(tree(fill(filler, source, v=value).markdown))


@pytest.mark.parametrize("body", ["> " * 300 + "x", "*" * 5000 + "x" + "*" * 5000, "x" * 40_000])
def test_a_letter_that_paper_cannot_hold_is_told(filler: Filler, body: str) -> None:
    letter = letter_from("---\ntitle: Prøve\n---\n" + body, path="letter_templates/x/letter.md")
    case = Case(name="a", path="letter_templates/x/cases/a.yml", about="", values={})
    made = preview(letter, case, "papir", project=PROJECT, filler=filler, day=DAY)
    assert (made.error or "").startswith("Brevet kan ikke sættes på papir.")


@pytest.mark.parametrize(
    ("body", "line"), [("# Hej\n\nDu får 😀.", 6), ("# Hej {{ navn }}", None)], ids=["text", "value"]
)
def test_a_sign_that_the_font_lacks_is_named(filler: Filler, body: str, line: int | None) -> None:
    source = f"---\nfields: {{navn: {{type: text}}}}\n---\n{body}"
    letter = letter_from(source, path="letter_templates/x/letter.md")
    case = Case(name="a", path="letter_templates/x/cases/a.yml", about="", values={"navn": "😀"})
    made = preview(letter, case, "papir", project=PROJECT, filler=filler, day=DAY)

    told = "Brevet kan ikke sættes på papir. Skrifttypen har ikke tegnet »😀«. Skriv det med ord, eller tag det ud."
    assert (made.error, made.line) == (told, line)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("efter § 66, stk. 2, nr. 4, litra a, og", "efter §_66, stk._2, nr._4, litra_a, og"),
        ("efter §§ 35-40 og § 16 a i loven", "efter §§_35-40 og §_16_a i loven"),
        ("4.325 kr. om 3 uger, 25 procent", "4.325_kr. om 3_uger, 25_procent"),
        ("den 3. november 2026 kl. 10.15", "den 3._november 2026 kl._10.15"),
        ("paragraf § her og 4 uger\nsenere", "paragraf § her og 4_uger\nsenere"),
        ("nr.\n4 og 17 kroniske", "nr._4 og 17 kroniske"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, shown: str) -> None:
    assert glued(text) == shown.replace("_", "\xa0")


def test_a_sum_with_its_unit_outside_bold_stays_on_one_line() -> None:
    assert '#"4.325";];#"\xa0kr.";' in typst(tree("**4.325** kr."))


def test_paper_never_divides_a_section_from_its_number() -> None:
    text = " ".join(f"{'x' * (number % 17)} § {number}" for number in range(300))
    lines = text_of(pdf(typst(tree(text)), PAPER)).splitlines()

    assert [line for line in lines if line.rstrip().endswith("§")] == []


def test_a_value_with_line_breaks_keeps_its_lines(filler: Filler) -> None:
    tokens = tree(fill(filler, "Adresse: {{ v }}", v="Prøvegade 1\n\n# 1000 Prøveby").markdown)

    assert html(tokens) == "<p>Adresse: Prøvegade 1<br>\n# 1000 Prøveby</p>\n"


def test_values_can_be_marked(filler: Filler) -> None:
    tokens = tree(fill(filler, "Kære {{ v }}", v="Anna").markdown)

    assert html(tokens, mark_values=True) == "<p>Kære <mark>Anna</mark></p>\n"


def test_same_input_same_bytes() -> None:
    body = typst(tree("# Hej\n\nVi ses.\n"))

    assert pdf(body, PAPER) == pdf(body, PAPER)


@pytest.mark.parametrize(
    ("letter", "case"), CASES, ids=[f"{letter.id}-{case.name}" for letter, case in CASES]
)
def test_the_paper_says_the_words_that_the_screen_says(letter, case, filler: Filler) -> None:  # pyright: ignore
    made = {
        channel: preview(
            letter,
            case,
            channel,
            project=PROJECT,
            filler=filler,
            day=DAY,
        )
        for channel in CHANNELS
    }

    assert {channel: done.error for channel, done in made.items() if done.error} == {}
    filled = filler.fill(
        letter.source[letter.body_start :],
        fields=letter.head.fields,
        values=case.values,
        snippets=snippet_texts(PROJECT),
        deadlines=deadlines(PROJECT, "papir", DAY),
    )
    paper = re.sub(rf"{PROJECT.organisation.name}\s+side \d+ af \d+", "", text_of(made["papir"].content))
    assert letters(paper).endswith(letters("".join(words(tree(filled.markdown)))))


def test_nothing_but_the_recipient_stands_in_the_window() -> None:
    document = pdf(typst(tree("# Hej\n\n" + "Vi ses. " * 900)), PAPER)
    window, mm = PAPER.layout.window, 72 / 25.4
    left, top = window.left * mm, window.top * mm
    box = (left, top, left + window.width * mm, top + window.height * mm)

    page = pdfplumber.open(io.BytesIO(document)).pages[0]

    assert page.crop(box, strict=True).extract_text() == "\n".join(PAPER.recipient)


def test_the_pdf_says_that_it_is_accessible_and_lasting() -> None:
    document = pikepdf.open(io.BytesIO(pdf(typst(tree("# Hej\n\nVi ses.\n")), PAPER)))
    said = document.open_metadata()

    assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")
    assert str(document.Root.Lang) == "da"
    assert bool(document.Root.MarkInfo.Marked)


def test_the_preview_command_writes_each_channel(root: Path, tmp_path: Path) -> None:
    assert main(["preview", "partshoering", "--root", str(root), "--out", str(tmp_path / "ud")]) == 0
    assert (tmp_path / "ud/partshoering/anna.digital_post.html").read_text(encoding="utf-8").count(
        "Anna Prøvesen"
    ) == 1


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (["partshoering@2030-01-01"], "partshoering@2030-01-01"),
        (["letter_templates/partshoering/letter@2030-01-01.md"], "partshoering@2030-01-01"),
        (["partshoering", "--date", "2030-02-01"], "partshoering"),
    ],
    ids=["name", "file", "day"],
)
def test_a_coming_edition_can_be_asked_for(
    root: Path, tmp_path: Path, arguments: list[str], place: str
) -> None:
    letter = root / "letter_templates/partshoering/letter.md"
    coming = letter.read_text("utf-8").replace("Kære", "Hej")
    letter.with_name("letter@2030-01-01.md").write_text(coming, "utf-8")

    assert main(["preview", *arguments, "--root", str(root), "--out", str(tmp_path / "ud")]) == 0
    assert "Hej Anna" in (tmp_path / f"ud/{place}/anna.digital_post.html").read_text("utf-8")


def test_a_misspelt_letter_gets_the_nearest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "partshøring", "--root", str(root)]) == 2
    assert "Mente du »partshoering«?" in capsys.readouterr().err


def test_what_typst_cannot_hold_ends_its_process_and_no_other(filler: Filler) -> None:
    paper = Paper(title="X", sender=("Y",), recipient=("Z",), day=DAY)
    for body in ('#"' + "æ" * 500_000 + '";', "#let f(n) = f(n + 1) + f(n + 1)\n#f(0)", "#while true {}"):
        made = filler.printed(body, paper)
        assert made.fault in ("limits", "typst")
        assert made.content == b""
    assert filler.printed('#"Hej";', paper).fault in ("", "window")


def test_a_pdf_that_is_none_ends_no_preview(filler: Filler) -> None:
    assert filler.drawn(b"%PDF-1.7\n" + b"\xff" * 1000, [0]) == ()
    assert filler.compared(b"", b"x", footer=10) == ()
    assert fill(filler, "Hej").markdown == "Hej"


def test_a_child_that_is_killed_is_replaced(filler: Filler) -> None:
    assert fill(filler, "Hej").markdown == "Hej"
    assert filler._process is not None
    filler._process.kill()
    filler._process.wait()
    assert fill(filler, "Hej igen").markdown == "Hej igen"
    assert filler._process is not None
    os.kill(filler._process.pid, signal.SIGSTOP)  # it takes the question, and dies before it answers
    threading.Timer(0.2, filler._process.kill).start()
    assert fill(filler, "Og hej").markdown == "Og hej"
