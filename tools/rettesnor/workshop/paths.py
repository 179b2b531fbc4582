"""What the workshop may write: content alone, as plain texts with plain names. Settings, code and MkDocs are out of reach."""

import re
from collections.abc import Mapping

from rettesnor.model.access import Refused

MAX_TEXT_BYTES = 500_000
MAX_FILES = 400
MAX_BYTES = 5_000_000
_NAME = r"[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9])?"
_OTHER = r"(?:@[a-z0-9-]{1,60})?"
"""A coming edition (its day) or a unit's variant (the unit) stands beside the page."""
_ENTRIES = "contacts|decisions|forms|glossary|letter_kinds|print|registrations|statutes|systems"
_LISTS = "areas|channels|deadlines|facts|news|organisation|target_groups|words|search/synonyms"
_ALLOWED = re.compile(
    rf"letter_templates/{_NAME}/letter{_OTHER}\.md|letter_templates/{_NAME}/cases/{_NAME}\.yml"
    rf"|procedures/{_NAME}/{_NAME}{_OTHER}\.md"
    rf"|content/(?:snippets/)?{_NAME}{_OTHER}\.md|content/(?:{_ENTRIES})/{_NAME}\.yml"
    rf"|content/policy/(?:{_NAME}/){{0,3}}{_NAME}\.yml|content/(?:{_LISTS})\.yml"
)
_CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def held(path: str) -> str:
    """The path, where the workshop may write it. Raises Refused for every other."""
    if not _ALLOWED.fullmatch(path):
        raise Refused("Den fil kan ikke rettes her i værkstedet.", why="path")
    return path


def held_text(text: str) -> str:
    """The text, where it can be a file of content. Raises Refused when it is too long, or no text."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        message = f"Teksten fylder over {MAX_TEXT_BYTES // 1000} kB. Del den i to."
        raise Refused(message, status=413, why="size")
    found = _CONTROLS.search(text)
    if found:
        message = f"Teksten har et usynligt styretegn på linje {text.count(chr(10), 0, found.start()) + 1}. Slet det."
        raise Refused(message, status=400, why="control")
    return text


def held_changes(changes: Mapping[str, str]) -> dict[str, str]:
    """Texts by their paths, where all may be written together. Raises Refused."""
    if not changes:
        raise Refused("Der er ingen ændringer at sende.", status=400, why="empty")
    if len(changes) > MAX_FILES:
        raise Refused(f"Et forslag kan højst ændre {MAX_FILES} filer.", status=413, why="size")
    found = {held(path): held_text(text) for path, text in changes.items()}
    if sum(len(text.encode()) for text in found.values()) > MAX_BYTES:
        raise Refused(f"Et forslag kan højst fylde {MAX_BYTES // 1_000_000} MB.", status=413, why="size")
    return found
