"""A .docx file as a document, or a plain Danish reason why not. Nothing in it can cost more than the limits here."""

import io
import zipfile
import zlib

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.opc.part import XmlPart
from lxml.etree import XMLSyntaxError

from rettesnor.model import ContentError, Problem
from rettesnor.word.xml import child

MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
MAX_XML = 25_000_000  # all parts that are parsed, together: about a quarter of a GB as a tree
MAX_TAGS = 300_000  # in all of them; a letter has some thousands, 100 pages 100,000
MAX_PARTS = 2_000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # Word knows no other (ECMA-376, part 2)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # a file of Word before 2007, or one with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")
_DECLARATIONS = tuple(
    name.encode(encoding) for name in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)  # fmt: skip

_NOT_WORD = "Filen er ikke et Word-dokument (.docx). Åbn den i Word, og vælg »Gem som« og »Word-dokument«."
_DECLARED = (
    "Dokumentet indeholder en definition, som Word aldrig selv skriver (DOCTYPE). Gem det igen fra Word."
)
_TOO_LARGE = (
    "Filen er for stor til at være et brev. Slet billeder og historik, eller del den, og gem den igen."
)


def opened(data: bytes, *, path: str) -> Document:
    """The document. Raises ContentError for a file that is none, has a password, or is larger than a letter can be."""
    if len(data) > MAX_BYTES:
        raise _refused(path, f"Filen fylder over {MAX_BYTES // 1_000_000} MB. {_TOO_LARGE}")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _refused(path, "Dokumentet har en adgangskode. Gem det uden adgangskode.")
        raise _refused(
            path, "Filen er gemt i Words gamle format (.doc). Åbn den i Word, og gem den som .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _inspect(package, path)
        document = docx.Document(io.BytesIO(data))
    except (
        zipfile.BadZipFile,  # not a zip file, or a part that is damaged
        zipfile.LargeZipFile,
        NotImplementedError,  # a way to pack that only newer zip programs know
        RuntimeError,  # a zip file with a password
        zlib.error,  # a part whose packing is damaged
        EOFError,
        OpcError,
        XMLSyntaxError,
        LookupError,  # a part that another part names is not there
        ValueError,  # a template or a spreadsheet instead of a document
        AttributeError,
        AssertionError,
    ):
        raise _refused(path, _NOT_WORD) from None
    if child(document.element, "body") is None:
        raise _refused(path, _NOT_WORD)
    if _has_declaration(document):
        raise _refused(path, _DECLARED)
    return document


def saved(document: Document) -> bytes:
    """The document as a file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _inspect(package: zipfile.ZipFile, path: str) -> None:
    """Refuses bombs before anything is parsed. `zipfile` never unpacks more of a part than its stated size."""
    parts = package.infolist()
    if any(part.compress_type not in _PACKINGS for part in parts):
        raise _refused(path, _NOT_WORD)
    unpacked = sum(part.file_size for part in parts)
    xml = [part for part in parts if unpacked <= MAX_UNPACKED and _is_xml(package, part)]
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or sum(part.file_size for part in xml) > MAX_XML:
        raise _refused(path, f"Pakket ud fylder dokumentet {unpacked // 1_000_000} MB. {_TOO_LARGE}")
    if len({part.filename for part in parts}) < len(parts) or "[Content_Types].xml" not in package.namelist():
        raise _refused(path, _NOT_WORD)
    tags = 0
    for part in xml:
        content = package.read(part)
        tags += content.count(b"<")
        if tags > MAX_TAGS:
            raise _refused(path, _TOO_LARGE)
        if any(word in content for word in _DECLARATIONS):
            raise _refused(path, _DECLARED)


def _is_xml(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Told by what the part holds: a name may lie."""
    with package.open(part) as content:
        start = content.read(64).lstrip()
    return not start or start.startswith(_XML_STARTS)


def _has_declaration(document: Document) -> bool:
    """Whether a part has a DOCTYPE after all, in an encoding that hides it from a look at its bytes."""
    package = document.part.package
    parts = package.iter_parts() if package is not None else ()
    return any(
        isinstance(part, XmlPart) and bool(part.element.getroottree().docinfo.doctype) for part in parts
    )


def _refused(path: str, message: str) -> ContentError:
    return ContentError(Problem(path=path, message=message))
