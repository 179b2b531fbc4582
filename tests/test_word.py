"""Word in: what stands in a document comes into the letter, or is said to be missing."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.word.names import slug
from rettesnor.word.read import WordLetter, letter_file, read
from word.documents import DOCUMENTS, Document, choice, new_paragraph
from word.ooxml import code, docx, field, mark, merge, p, run, table

BREAK = "<w:r><w:br/></w:r>"
BOLD, ITALIC = "<w:b/>", "<w:i/>"


def imported(*body: str) -> str:
    return read(docx(*body), path="brev.docx").body.rstrip("\n")


def shown(letter: WordLetter) -> list[str]:
    """The blocks that readers may get."""
    found = readings(parse(letter.body, path="letter.md", snippets={}), ())
    return [block.text for block in found.blocks]


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_every_field_comes_along_or_is_named(document: Document) -> None:
    letter = read(document.data, path="brev.docx")
    names = {field.name for field in letter.fields}
    notes = " ".join(letter.notes)

    assert {name for name in document.fields if slug(name) not in names and name not in notes} == set()


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_an_imported_letter_can_be_read(document: Document) -> None:
    letter = read(document.data, path="brev.docx")

    template = parse(letter_file(letter, title="Prøve"), path="letter.md", snippets={})

    assert template.problems == ()
    assert readings(template, ()).problems == ()


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_each_character_leads_back_to_its_run(document: Document) -> None:
    letter = read(document.data, path="brev.docx")
    words = [origin for origin in letter.origins if origin.last is None]

    assert [letter.text[origin.start : origin.end] for origin in words] == [
        (origin.leaf.text or "")[origin.leaf_start : origin.leaf_start + origin.end - origin.start]
        for origin in words
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([p("Kære ", merge("Navn"))], "Kære {{ navn }}"),
        ([p("Hej", style="EgenOverskrift"), p("Du", style="Overskrift2")], "# Hej\n\n## Du"),
        ([p("et", number="1"), p("to", number="1", depth=1)], "- et\n  - to"),
        ([p("et", number="2"), p("to", number="2")], "1. et\n2. to"),
        ([p("Kom ", run("i morgen ", BOLD), "kl. 9")], "Kom **i morgen** kl. 9"),
        ([p("Kom ", run("nu", ITALIC), ".")], "Kom _nu_."),
        ([p(run("job", BOLD), run("plan", "<w:b w:val='0'/>"))], "**job**plan"),
        ([p("linje", BREAK, "to")], "linje\\\nto"),
        ([table(("Dag", "Tid"), ("man", "10"))], "| Dag | Tid |\n| --- | --- |\n| man | 10 |"),
        ([p(field('HYPERLINK "https://borger.dk"', "Borger"))], "[Borger](https://borger.dk)"),
        (
            [p(choice(merge("Klage") + code(' <> "ja"'), code(""), code("Klag.")))],
            '{% if klage == "ja" %}\nKlag.\n{% endif %}',
        ),
        (
            [p("Du ", choice(merge("A") + code(" > 3"), code("kan"), code("skal")), " møde.")],
            "Du {% if a > 3 %}kan{% else %}skal{% endif %} møde.",
        ),
        (
            [p(choice(merge("A") + code(' = ""'), code("Et.") + new_paragraph() + code("To."), code("Tre.")))],
            "{% if not a %}\nEt.\n\nTo.\n{% else %}\nTre.\n{% endif %}",
        ),
        (
            [p(field('MERGEFIELD Mobil \\b "Mobil: "'))],
            "{% if mobil %}Mobil: {{ mobil }}{% endif %}",
        ),
        ([p(field("MERGEFIELD Navn \\* Upper"))], "{{ navn|upper }}"),
    ],
    ids=[
        "value", "headings", "bullets", "numbers", "bold", "italic", "bold inside a word", "line break", "table", "link",
        "condition for the rest", "condition in a sentence", "condition over paragraphs", "text before a value", "capitals",
    ],
)  # fmt: skip
def test_word_becomes_markdown_with_jinja(body: list[str], expected: str) -> None:
    assert imported(*body) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1. januar er en fridag", "- og så videre", "# nummer", "*stjerne* og _streg_", "{{ ikke et felt }} og {% heller ikke %}",
        "a < b & c > d &amp; e", "[ikke](et link)", "C:\\mappe\\fil", "`kode` ~~gennem~~", "et | to", "==", "---", "{# hej #}",
        "> citat", "1) punkt", "snake_case_ord", "“krøllede” ‘tegn’ – og …", "100 %", "+ plus",
    ],
)  # fmt: skip
def test_words_are_shown_as_they_are_in_word(text: str) -> None:
    assert shown(read(docx(p(text)), path="brev.docx")) == [text]


@given(
    st.lists(
        st.tuples(
            st.text('ab 1.*_#-`~[]()<>&|\\\\{}%!+=>"“:æ', min_size=1, max_size=6),
            st.sampled_from(["", BOLD, ITALIC]),
        ),
        min_size=1,
        max_size=6,
    )
)
@example([("1_", ""), ("1", ITALIC)])
@settings(max_examples=150, deadline=None)
def test_any_words_in_any_runs_are_shown_as_they_are(runs: list[tuple[str, str]]) -> None:
    letter = read(docx(p(*(run(text, look) for text, look in runs))), path="brev.docx")
    words = "".join(text for text, _ in runs).split()

    assert " ".join(shown(letter)).split() == words


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("tracked changes", "Slettet tekst (spor ændringer) er ikke kommet med: », hej«."),
        ("comments", "En kommentar fra Redaktør er ikke kommet med: »Er tonen god?«."),
        ("header and footer", "Et sidehoved er ikke kommet med: »Sagsnummer «Sagsnummer»«."),
        ("text box", "En tekstboks er ikke kommet med: »Ring på «Telefon»«."),
        ("footnote", "En fodnote er ikke kommet med: »Se «Lov»«."),
        ("content control", "Et indholdselement (Hilsen) bliver til almindelig tekst: »Kære «Navn»«."),
        (
            "condition that only Word can work out",
            'Betingelsen »A = "x*"« kan kun Word regne ud. Den er blevet til ja/nej-feltet betingelse_a_x.',
        ),
        ("text box", "Felter, der kun står uden for brevets tekst, er ikke kommet med: Telefon."),
    ],
)
def test_what_a_letter_cannot_hold_is_said(name: str, note: str) -> None:
    assert note in read(DOCUMENTS[name].data, path="brev.docx").notes


@pytest.mark.parametrize(
    ("run_xml", "note"),
    [
        ("<w:r><w:drawing><wp:inline><wp:docPr descr='Byvåben'/></wp:inline></w:drawing></w:r>", "Et billede er ikke kommet med: »Byvåben«."),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>kun til os</w:t></w:r>", "Skjult tekst er ikke kommet med: »kun til os«."),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "Et tegn fra skrifttypen Wingdings er ikke kommet med: »F04A«."),
        ('<w:r><w:br w:type="page"/></w:r>', "Et skift til ny side eller spalte er ikke kommet med."),
        (field("DATE", "22-11-2026"), "Feltet »DATE« kan kun Word udfylde. Teksten »22-11-2026« er sat ind i stedet."),
        (run("hej", '<w:u w:val="single"/>'), "Formatering, der ikke kan beholdes: understregning (1 sted)."),
        ("<w:r><w:fldChar w:fldCharType='end'/></w:r>", "Et felt er gået i stykker i dokumentet. Indsæt det igen."),
    ],
    ids=["picture", "hidden text", "symbol", "page break", "date field", "underline", "broken field"],
)  # fmt: skip
def test_a_part_that_is_left_out_is_said(run_xml: str, note: str) -> None:
    assert note in read(docx(p("Kære borger ", run_xml)), path="brev.docx").notes


def test_deleted_text_is_not_in_the_letter() -> None:
    letter = read(DOCUMENTS["tracked changes"].data, path="brev.docx")

    assert letter.body == "Kære {{ navn }}, jobplanen {{ ny }}\n"


def test_a_field_without_an_end_does_not_swallow_the_letter() -> None:
    letter = read(
        docx(p("Kære ", mark("begin"), code("MERGEFIELD Navn")), p("Din jobplan.")), path="brev.docx"
    )

    assert letter.body == "Kære\n\nDin jobplan.\n"
    assert "Et felt bliver aldrig afsluttet: »MERGEFIELD Navn«." in letter.notes


def test_an_embedded_document_leaves_the_file_unchecked() -> None:
    letter = read(docx(p("Hej"), '<w:altChunk r:id="x"/>'), path="brev.docx")

    assert letter.unread == ("Et indsat dokument er ikke kommet med. Sæt teksten ind i stedet.",)


def test_fields_get_what_the_document_tells_of_them() -> None:
    letter = read(
        docx(
            p(
                field('MERGEFIELD Dato \\@ "d. MMMM yyyy"', "3. november 2026"),
                merge("Navn", "Alma Eksempel"),
            ),
            p(choice(merge("Har klaget") + code(' = "Ja"'), code("a"))),
        ),
        path="brev.docx",
    )

    assert letter_file(letter, title="Prøve").split("\n\n")[0] == (
        '---\ntitle: "Prøve"\nfields:\n'
        '  dato:\n    type: date\n    label: "Dato"\n    example: 2026-11-03\n'
        '  navn:\n    type: text\n    label: "Navn"\n    example: "Alma Eksempel"\n'
        '  har_klaget:\n    type: choice\n    label: "Har klaget"\n    choices: ["Ja", "Nej"]\n    example: "Ja"\n---'
    )


def test_two_names_that_word_tells_apart_stay_two_fields() -> None:
    letter = read(docx(p(merge("Løn"), merge("Loen"), merge("for"), merge("løn"))), path="brev.docx")

    assert [field.name for field in letter.fields] == ["loen", "loen_2", "felt_for"]
