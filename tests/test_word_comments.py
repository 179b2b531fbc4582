"""Word out: each finding is a comment on its exact words, and nothing else in the document changes."""

import datetime
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from rettesnor.model import Span
from rettesnor.word.comments import Remark, annotate
from rettesnor.word.package import opened, saved
from rettesnor.word.read import read, read_document
from word.documents import DOCUMENTS, Document, choice
from word.ooxml import W, code, docx, field, merge, p, run

NOW = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)


def annotated(data: bytes, *words: str) -> bytes:
    """A copy with a comment on each place of each of these words in the letter's text."""
    document = opened(data, path="brev.docx")
    letter = read_document(document, path="brev.docx")
    spans = [
        Span(start, start + len(word))
        for word in words
        for start in range(len(letter.text))
        if letter.text.startswith(word, start)
    ]
    left = annotate(
        document, letter, [Remark(span, "Skriv det på en anden måde.") for span in spans], now=NOW
    )
    assert left == ()
    return saved(document)


def body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def commented(data: bytes) -> list[str]:
    """The words between the marks of each comment, in the order of the comments' numbers."""
    found: dict[int, str] = {}
    is_open: set[int] = set()
    for element in body(data).iter():
        name = etree.QName(element).localname
        id = int(element.get(f"{{{W}}}id") or 0)
        match name:
            case "commentRangeStart":
                found[id] = ""
                is_open.add(id)
            case "commentRangeEnd":
                is_open.discard(id)
            case "t":
                found.update({each: found[each] + (element.text or "") for each in is_open})
            case _:
                pass
    return [found[id] for id in sorted(found)]


def said(data: bytes) -> str:
    """The comments as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/comments.xml").decode()


def content(data: bytes) -> list[tuple[str, str]]:
    """Every piece of text and every mark of a field, in order; neighbouring texts are one."""
    pieces: list[tuple[str, str]] = []
    for element in body(data).iter(
        *(f"{{{W}}}{name}" for name in ("p", "t", "instrText", "fldChar", "fldSimple", "delText"))
    ):
        name = etree.QName(element).localname
        text = element.text or element.get(f"{{{W}}}fldCharType") or element.get(f"{{{W}}}instr") or ""
        before = pieces[-1] if pieces else ("", "")
        joined = name == before[0] and name in ("t", "instrText")
        pieces[-1:] = [(name, before[1] + text)] if joined else [*pieces[-1:], (name, text)]
    return pieces


@pytest.mark.parametrize(
    ("body_xml", "words"),
    [
        (p("Din jobplan er klar."), "jobplan"),
        (p("Din job", run("plan", "<w:b/>"), "en er klar."), "job**plan**en"),
        (p(run("jobplan"), run(" nu")), "jobplan"),
        (p("se ", '<w:hyperlink w:anchor="x">' + run("din jobplan her") + "</w:hyperlink>"), "jobplan"),
        (p('<w:ins w:id="1" w:author="R">' + run("ny jobplan") + "</w:ins>"), "jobplan"),
        (p(choice(merge("A") + code(' = "1"'), code("Din jobplan."), shown="Din jobplan.")), "jobplan"),
        (p('<w:r><w:t>en</w:t><w:tab/><w:t xml:space="preserve">jobplan </w:t><w:br/><w:t>ny</w:t></w:r>'), "jobplan"),
    ],
    ids=["words in a run", "bold inside", "a whole run", "link", "inserted text", "shown by a condition", "run with a tab"],
)  # fmt: skip
def test_a_comment_stands_on_its_exact_words(body_xml: str, words: str) -> None:
    made = annotated(docx(body_xml), words)

    assert commented(made) == [words.replace("*", "")]


def test_words_that_a_condition_hides_are_marked_on_the_field() -> None:
    hidden = field(code(" IF ") + merge("A") + code(' = "1" "Din jobplan." "" '), "intet")

    made = annotated(docx(p("Kære. ", hidden, " Slut.")), "jobplan")

    assert commented(made) == ["«A»intet"]
    assert "I en betingelse: »jobplan«" in said(made)


def test_a_value_is_marked_from_its_first_run_to_its_last() -> None:
    made = annotated(docx(p("Kære ", merge("Navn"), ".")), "{{ navn }}")

    assert commented(made) == ["«Navn»"]


def test_comments_may_overlap() -> None:
    made = annotated(docx(p("Din jobplan er klar.")), "jobplan er", "er klar", "plan")

    assert commented(made) == ["jobplan er", "er klar", "plan"]


@pytest.mark.parametrize("name", ["header and footer", "text box", "footnote"])
def test_words_outside_the_text_get_their_comment_inside_it(name: str) -> None:
    made = annotated(DOCUMENTS[name].data, "Kære", "Ring på", "Sagsnummer", "Se ")
    comments = said(made)

    assert ("I tekstboks: »" in comments) or ("I sidehoved: »" in comments) or ("I fodnote: »" in comments)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_text_and_fields_stay_as_they_are(document: Document) -> None:
    made = annotated(document.data, "e", "r ", "jobplan", "ærlig", "Du kan", "T")

    assert content(made) == content(document.data)
    assert {field.name for field in read(made, path="x").fields} == {
        field.name for field in read(document.data, path="x").fields
    }


def test_comments_that_were_there_stay() -> None:
    made = annotated(DOCUMENTS["comments"].data, "jobplan")

    assert commented(made) == ["Kære «Navn»", "jobplan"]


def test_a_comment_carries_the_day_it_was_made() -> None:
    assert 'w:date="2026-11-22T09:30:00Z"' in said(annotated(docx(p("Din jobplan.")), "jobplan"))


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def annotated_words(flat: bytes) -> list[str]:
    """The words of each comment as LibreOffice has them in a flat OpenDocument file."""
    found: dict[str, str] = {}
    is_open: set[str] = set()
    for event, element in etree.iterwalk(etree.fromstring(flat), events=("start", "end")):
        name = element.get(f"{{{OFFICE}}}name") or ""
        match event, etree.QName(element).localname:
            case "end", "annotation":
                found[name] = ""
                is_open.add(name)
            case "start", "annotation-end":
                is_open.discard(name)
            case _:
                pass
        text = element.text if event == "start" else element.tail
        found.update({each: found[each] + (text or "") for each in is_open})
    return list(found.values())


@pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is not installed (apt install libreoffice-writer-nogui)",
)
def test_libreoffice_finds_the_comments_on_the_same_words(tmp_path: Path) -> None:
    document = annotated(DOCUMENTS["instruction split over runs"].data, "Din", "job**plan**", "en.")
    (tmp_path / "brev.docx").write_bytes(document)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = ["soffice", "--headless", profile, "--convert-to", "fodt", "--outdir", str(tmp_path)]

    subprocess.run([*words, str(tmp_path / "brev.docx")], check=True, capture_output=True, timeout=120)

    assert annotated_words((tmp_path / "brev.fodt").read_bytes()) == ["Din", "jobplan", "en."]
