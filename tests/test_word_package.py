"""Files that are no letter, or are made to hurt: a plain reason, and little time and memory."""

import io
import resource
import time
import zipfile

import pytest

from rettesnor.model import ContentError
from rettesnor.word.package import MAX_BYTES
from rettesnor.word.read import read
from word.ooxml import NAMES, code, docx, mark, p, packed, run

TYPES = "[Content_Types].xml"
BOMB = '<!DOCTYPE b [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def changed(name: str, text: str) -> bytes:
    """A document in which one part is another."""
    with zipfile.ZipFile(io.BytesIO(docx(p("Hej")))) as package:
        files = {part: package.read(part).decode().partition("?>\n")[2] for part in package.namelist()}
    return packed({**files, name: text})


def recoded(encoding: str, text: str) -> bytes:
    """A document whose text is written in an encoding that hides what it declares."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("Hej")))) as package, zipfile.ZipFile(out, "w") as made:
        parts = {part: package.read(part) for part in package.namelist()}
        parts["word/document.xml"] = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def zipped(size_bytes: int) -> bytes:
    """A zip bomb: a part that unpacks to much more than its size."""
    out = io.BytesIO(docx(p("Hej")))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/billede.bin", b"\0" * size_bytes)
    return out.getvalue()


def damaged() -> bytes:
    """A document with some bytes of its packing changed on the way."""
    data = bytearray(docx(p("Hej")))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.getinfo("word/document.xml").header_offset
    data[start + 30 + len("word/document.xml")] = 0xFF  # a kind of block that deflate does not have
    return bytes(data)


def repacked(packing: int) -> bytes:
    """A document packed in a way that Word does not know."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("Hej")))) as package, zipfile.ZipFile(out, "w", packing) as made:
        for name in package.namelist():
            made.writestr(name, package.read(name))
    return out.getvalue()


def parts(count: int) -> bytes:
    out = io.BytesIO(docx(p("Hej")))
    with zipfile.ZipFile(out, "a") as package:
        for number in range(count):
            package.writestr(f"word/media/{number}.bin", b"")
    return out.getvalue()


def secret() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ikke et Word-dokument"),
        (b"Hej", "ikke et Word-dokument"),
        (b"PK\x03\x04" + bytes(100), "ikke et Word-dokument"),
        (packed({"a.txt": "hej"}), "ikke et Word-dokument"),
        (docx(p("Hej"))[:-200], "ikke et Word-dokument"),
        (damaged(), "ikke et Word-dokument"),
        (repacked(zipfile.ZIP_BZIP2), "ikke et Word-dokument"),
        (changed(TYPES, "<Types/>"), "ikke et Word-dokument"),
        (changed("word/document.xml", "<w:document"), "ikke et Word-dokument"),
        (changed("word/document.xml", f"<w:document {NAMES}/>"), "ikke et Word-dokument"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "gamle format (.doc)"),
        (secret(), "har en adgangskode"),
        (changed("word/document.xml", f"{BOMB}<w:document {NAMES}>&i;</w:document>"), "DOCTYPE"),
        (changed("word/document.xml", f"{OUTSIDE}<w:document {NAMES}>&a;</w:document>"), "DOCTYPE"),
        (recoded("cp037", f"{BOMB}<w:document {NAMES}><w:body>&i;</w:body></w:document>"), "ikke et Word-dokument"),
        (zipped(200_000_000), "Pakket ud fylder dokumentet 200 MB"),
        (parts(3_000), "for stor"),
        (bytes(MAX_BYTES + 1), "over 20 MB"),
        (docx(p("x" * 26_000_000)), "for stor"),
        (docx("<w:p/>" * 3_000_000), "for stor"),
        (docx("<w:sdt><w:sdtContent>" * 90 + p("Hej") + "</w:sdtContent></w:sdt>" * 90), ""),
        (docx(p((mark("begin") + code(' IF 1 = 1 "')) * 3000, (code('" ') + mark("end")) * 3000)), "for dybt"),
    ],
    ids=[
        "empty", "text", "broken zip", "another zip", "cut off", "damaged", "another packing", "no types", "broken XML", "no body", "old Word", "password",
        "entity bomb", "file of the machine", "hidden entities", "zip bomb", "many parts", "large file", "large text", "many tags", "deep", "deep fields",
    ],
)  # fmt: skip
def test_a_bad_file_is_told_plainly_and_soon(data: bytes, said: str) -> None:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    try:
        told = "; ".join(read(data, path="brev.docx").notes)
    except ContentError as error:
        told = str(error)

    assert said in told
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_a_long_letter_is_read_in_time_that_grows_with_it() -> None:
    data = docx(*[p("Kære borger, ", run("husk ", "<w:b/>"), "din jobplan.")] * 5_000)
    start = time.process_time()

    letter = read(data, path="brev.docx")

    assert letter.body.count("jobplan") == 5_000
    assert time.process_time() - start < 10
