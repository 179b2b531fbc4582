"""Names in WordprocessingML (ECMA-376, part 1), and the few ways in which its elements are read here."""

from collections.abc import Iterator

from lxml.etree import (
    _Element as Element,  # pyright: ignore[reportPrivateUsage] -- the only name lxml has for the type
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WRAPPERS = (
    "sdtContent",
    "customXml",
    "ins",
    "moveTo",
)  # paragraphs, rows or cells stand in these as without them
_OFF = ("0", "false", "off", "none")


def w(name: str) -> str:
    """The full name of one of Word's own elements or attributes."""
    return W + name


def local(element: Element) -> str:
    """The element's name when it is one of Word's own; its full name otherwise, and »« for a comment."""
    tag = element.tag
    return tag.removeprefix(W) if isinstance(tag, str) else ""  # pyright: ignore[reportUnnecessaryIsInstance] -- a comment's tag is a function


def children(element: Element | None, name: str) -> Iterator[Element]:
    if element is not None:
        yield from element.iterchildren(w(name))


def child(element: Element | None, *names: str) -> Element | None:
    """The first element on a path of children."""
    for name in names:
        element = element.find(w(name)) if element is not None else None
    return element


def attribute(element: Element | None, name: str) -> str | None:
    return None if element is None else element.get(w(name))


def value(element: Element | None, *names: str) -> str | None:
    """The `w:val` of the element on a path of children."""
    return attribute(child(element, *names), "val")


def is_on(properties: Element | None, name: str) -> bool | None:
    """A switch such as `w:b`: on, off, or not said."""
    found = child(properties, name)
    return None if found is None else (attribute(found, "val") or "1") not in _OFF


def all_text(element: Element | None) -> str:
    """All words below an element, those of fields as they are shown."""
    if element is None:
        return ""
    names = (w("t"), w("delText"), w("tab"), w("br"), w("p"))
    parts: list[str] = []
    for found in element.iter(*names):
        if not within(found, element, MC + "Fallback"):
            parts.append(found.text or "" if local(found) in ("t", "delText") else " ")
    return " ".join("".join(parts).split())


def within(element: Element, top: Element, tag: str) -> bool:
    """Whether an element called `tag` stands between the two."""
    parent = element.getparent()
    while parent is not None and parent is not top:
        if parent.tag == tag:
            return True
        parent = parent.getparent()
    return False


def through(element: Element, name: str) -> Iterator[Element]:
    """The rows or cells, those inside content controls and tracked changes too."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in ("sdt", *WRAPPERS):
            yield from through(inner, name)
