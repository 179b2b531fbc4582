"""Word out: each finding is a comment on its exact words, and nothing else in the document changes."""

import datetime
import io
import re
import shutil
import subprocess
import zipfile

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


# Tags and addresses are no words.
WORD = re.compile(r"\{[%{].*?[%}]\}|\]\([^)]*\)|([a-zæøå]{2,})", re.IGNORECASE)
# What LibreOffice 7.4 shows otherwise: it works an IF field out itself, to nothing, and keeps no marks in boxes.
UNSEEN = {name for name in DOCUMENTS if name.startswith("condition")} | {
    "nested condition",
    "text box",
    "content control",
}


def all_words(document: Document) -> tuple[str, ...]:
    """The words of a document's text, each once."""
    text = read(document.data, path="x").text
    return tuple(dict.fromkeys(found[1] for found in WORD.finditer(text) if found[1]))


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_each_comment_of_a_document_stands_on_its_words_or_names_them(document: Document) -> None:
    """It names them where Word can hold no comment: in a field that shows something else, a header, a box, a note."""
    opened_document = opened(document.data, path="brev.docx")
    letter = read_document(opened_document, path="brev.docx")
    remarks = [
        Remark(Span(*found.span(1)), f"Om {found[1]}") for found in WORD.finditer(letter.text) if found[1]
    ]
    before = len(commented(document.data))
    assert annotate(opened_document, letter, remarks, now=NOW) == ()
    made = saved(opened_document)

    texts = re.findall(r"<w:comment .*?</w:comment>", said(made), re.DOTALL)[before:] if remarks else []
    seen = list(zip(commented(made)[before:], texts, remarks, strict=True))
    assert [
        (words, remark.text)
        for words, text, remark in seen
        if f"Om {words}" != remark.text and f"»{remark.text.removeprefix('Om ')}«" not in text
    ] == []


def annotated_words(flat: bytes) -> list[str]:
    """The words of each comment as LibreOffice has them in a flat OpenDocument file."""
    found: dict[str, str] = {}
    is_open: set[str] = set()
    inside = 0  # comments and notes that are being read: their own text is not the letter's
    for event, element in etree.iterwalk(etree.fromstring(flat), events=("start", "end")):
        name = element.get(f"{{{OFFICE}}}name") or ""
        local = etree.QName(element).localname
        match event, local:
            case "end", "annotation":
                found[name] = ""
                is_open.add(name)
            case "start", "annotation-end":
                is_open.discard(name)
            case _:
                pass
        inside += {"start": 1, "end": -1}[event] if local in ("annotation", "note") else 0
        text = (element.text if event == "start" else element.tail) or ""
        if not inside and (text.strip() or "\n" not in text):  # line ends between elements are the file's own
            found.update({each: found[each] + text for each in is_open})
    return list(found.values())


@pytest.fixture(scope="module")
def in_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, list[str]]]:
    """Each document with a comment on each of its words, and the words of the comments as LibreOffice has them."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed (apt install libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("breve")
    made = {name: annotated(document.data, *all_words(document)) for name, document in DOCUMENTS.items()}
    paths = {name: folder / f"{number}.docx" for number, name in enumerate(made)}
    for name, path in paths.items():
        path.write_bytes(made[name])
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "fodt", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths.values())], check=True, capture_output=True, timeout=180)
    return {
        name: (made[name], annotated_words(path.with_suffix(".fodt").read_bytes()))
        for name, path in paths.items()
    }


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in UNSEEN])
def test_libreoffice_finds_the_comments_on_the_same_words(
    name: str, in_libreoffice: dict[str, tuple[bytes, list[str]]]
) -> None:
    document, words = in_libreoffice[name]

    assert sorted(words) == sorted(commented(document) if all_words(DOCUMENTS[name]) else [])


@pytest.mark.parametrize("name", sorted(UNSEEN))
def test_libreoffice_finds_every_comment(
    name: str, in_libreoffice: dict[str, tuple[bytes, list[str]]]
) -> None:
    document, words = in_libreoffice[name]

    assert len(words) == len(commented(document))
