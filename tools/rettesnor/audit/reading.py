"""The bytes of a finished letter as blocks: headings, paragraphs and list items, as its reader got them."""

import re
from functools import lru_cache
from typing import NamedTuple

from rettesnor.audit.letters import Sent, Unreadable
from rettesnor.letter.blocks import Block
from rettesnor.letter.finished import finished_blocks
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.model import ContentError, Field

MOST_KEPT = 1_000  # paragraphs, some 10 kB each
_BLANK = re.compile(r"\n[ \t\r]*\n")
MAX_TEXT = 500_000  # characters: some 150 pages


class Read(NamedTuple):
    """A letter's blocks and its text as one. `built` when the file itself tells what is a heading."""

    blocks: tuple[Block, ...]
    source: str
    built: bool


def read(letter: Sent) -> Read:
    """The letter as read. Raises Unreadable when it is no letter that we can read whole."""
    match letter.form:
        case "docx":
            return _word(letter)
        case "pdf":
            from rettesnor.audit.pdf import text

            source = _short(text(letter.data))
        case _:
            source = _short(_decoded(letter.data))
    html = letter.form == "html"
    if html:
        blocks = tuple(finished_blocks(source, path="", html=True))
    else:
        blocks = tuple(block for part in _BLANK.split(source) for block in _paragraph(part))
    if not blocks:
        raise Unreadable("Der er ingen tekst i brevet.")
    return Read(blocks, source, html)


@lru_cache(maxsize=MOST_KEPT)
def _paragraph(text: str) -> tuple[Block, ...]:
    """The blocks of one paragraph of plain text; many letters share theirs, and no place in them is asked for."""
    return tuple(finished_blocks(text, path="", html=False, guess_headings=True))


def _word(letter: Sent) -> Read:
    from rettesnor.word.read import read as read_word

    try:
        word = read_word(letter.data, path=letter.name)
    except ContentError as error:
        raise Unreadable(" ".join(problem.message for problem in error.problems)) from None
    source = _short(word.text)
    template = parse(source, path=letter.name, snippets={})
    fields = tuple(Field(name=field.name, type=field.type, choices=field.choices) for field in word.fields)
    found = readings(template, fields)
    unread = [fault.message for fault in (*template.problems, *found.problems) if not fault.whole]
    if unread or word.unread:
        raise Unreadable(" ".join(dict.fromkeys([*unread, *word.unread])))
    if not found.blocks:
        raise Unreadable("Der er ingen tekst i brevet.")
    return Read(found.blocks, source, True)


def _short(source: str) -> str:
    if len(source) > MAX_TEXT:
        raise Unreadable(f"Teksten er på over {MAX_TEXT // 1000}.000 tegn. Det er for meget til et brev.")
    return source


def _decoded(data: bytes) -> str:
    """UTF-8, else what Windows writes in Denmark."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("Filen er ikke tekst i UTF-8 eller Windows-1252.")
