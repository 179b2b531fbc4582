"""A reading as sentences that know their heading, for the rules that look at the whole letter."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rettesnor.checks.phrases import CLOSE, OPEN, found
from rettesnor.model.letter_rules import Evidence

FIELD = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
# Rules about whole letters need no more than this: a capital, a digit or a field begins a new sentence. The mark that
# ends a sentence stays with it: a question is known by it, and a heading by having none.
_END = re.compile(
    r"(?:(?<=[.?!:])|(?<=[.?!:][»”\"')]))(?<!\bkl\.)(?<!nr\.)(?<!\btlf\.)(?<!\bstk\.)(?<!\bjf\.)(?<!\bevt\.)(?<!\bca\.)"
    rf"(?<!\bmv\.)(?<!\bdr\.)(?<!\bpr\.)(?<!\bd\.)(?<!\binkl\.)\s+(?=[A-ZÆØÅ»”\"{OPEN}])"
)
# »Hvorfor? Du har …«, »Frist: 1. maj«: the first words of a paragraph can be a heading for the rest of it.
_LABEL = re.compile(rf"[^{OPEN}.?!:,]{{2,40}}[?:]\s")
_WORD = re.compile(rf"{OPEN}[^{CLOSE}]*{CLOSE}|[^\W_]+(?:[-.][^\W_]+)*")
MAX_TITLE_WORDS = 8
GREETING = ("*hilsen", "hilsner", "mvh", "m.v.h.")
MAX_SENDER_WORDS = 10
_WHERE = ("<felt:*adresse*|*sted*|telefon*|tlf*|mail*>",)


class Passage(NamedTuple):
    """One sentence of a reading.

    `block` is the number of the block it stands in, `before` the count of words above it in the letter, heading and
    salutation left out; `heading` is the nearest heading above, empty below the letter's own; `previous` is the
    sentence before it in the same block, `earlier` the one before that, `follows` the one before it in the section. `lead`
    is what announces the list that the passage stands in (»Vi mangler:«), the paragraph (»Hvorfor? …«) or the row of a
    table: its first cell. The cell to the left is then `previous`.
    """

    text: str
    kind: str
    heading: str
    previous: str
    block: int
    before: int
    follows: str = ""
    lead: str = ""
    earlier: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """Everything but `block` and `before`: what the sentence says, wherever it stands."""
        return (*self[:4], *self[6:])


class Plain(NamedTuple):
    """A block with each value written as a marker (`phrases.marker`), its sentences, and how many words each has."""

    kind: str
    level: int
    text: str
    sentences: tuple[tuple[str, int], ...]
    words: int

    @classmethod
    def of(cls, kind: str, level: int, text: str) -> "Plain":
        """The block cut into sentences; a heading is one."""
        parts = [text] if kind == "heading" else [part.strip() for part in _END.split(text)]
        sentences = tuple((part, words(part)) for part in parts if part)
        return cls(kind, level, text, sentences, sum(count for _, count in sentences))


def words(text: str) -> int:
    """How many words a text has; a value is one."""
    return len(_WORD.findall(text))


def passages(blocks: Iterable[Plain]) -> tuple[Passage, ...]:
    """Every sentence, heading and list item in order. The first heading is the letter's own and heads nothing.

    Who signs the letter says nothing in it: the names below »Med venlig hilsen« are left out.
    """
    result: list[Passage] = []
    heading, lead, follows, count, first, signed = "", "", "", 0, True, False
    left, column = "", 0
    for number, block in enumerate(blocks):
        if signed and _is_sender(block):
            continue
        signed = ends(block)
        if block.kind == "heading":
            heading, lead, follows, first = ("" if first else block.text), "", "", False
            result.append(Passage(block.text, "heading", "", "", number, count))
            continue
        if block.kind not in ("item", "cell"):
            lead = ""
        if block.kind == "paragraph" and _is_title(block):
            heading, lead, follows = block.text, "", ""
            result.append(Passage(block.text, "heading", "", "", number, count))
            count += block.words
            continue
        previous, label, earlier = "", lead, ""
        if block.kind == "cell":
            in_row = 0 < column < block.level
            lead = label = (lead or left) if in_row else ""
            previous = left if in_row else ""
            left, column = block.text, block.level
        else:
            column = 0
        for sentence, length in block.sentences:
            result.append(
                Passage(sentence, block.kind, heading, previous, number, count, follows, label, earlier)
            )
            count += length
            if block.kind == "paragraph" and not previous and _LABEL.match(block.text):
                label = sentence
            earlier, previous, follows = previous, sentence, sentence
        if block.kind not in ("item", "cell") and block.text.rstrip().endswith(":"):
            lead = previous
    return tuple(result)


def ends(block: Plain) -> bool:
    """»Med venlig hilsen«, with or without a name."""
    return block.words <= 6 and found(GREETING, block.text)


def _is_sender(block: Plain) -> bool:
    return (
        block.kind == "paragraph"
        and block.words <= MAX_SENDER_WORDS
        and not block.text.rstrip().endswith((".", "?", "!", ":"))
        and not any(char.isdigit() for char in block.text)
        and not found(_WHERE, block.text)
    )


def _is_title(block: Plain) -> bool:
    """A paragraph of a few words that is no sentence stands as a heading: »**Sådan klager du**«."""
    return (
        0 < block.words <= MAX_TITLE_WORDS
        and OPEN not in block.text
        and block.text.rstrip()[-1] not in ".!:,"
    )


def meets(evidence: Evidence, passage: Passage) -> bool:
    """Whether this sentence shows what the evidence describes. What is seldom there is looked for first."""
    if evidence.body and passage.kind == "heading":
        return False
    under = passage.kind != "heading" and any(
        found(evidence.headings, head) for head in (passage.heading, passage.lead) if head
    )
    if not found(evidence.phrases_there if under else evidence.phrases, passage.text) and (
        not under or evidence.phrases_there
    ):
        return False
    if found(evidence.never, passage.text) or any(
        found(evidence.never_under, head) for head in (passage.heading, passage.lead) if head
    ):
        return False
    around = (passage.text, passage.heading, passage.previous, passage.earlier, passage.lead)
    return under or not evidence.about or any(found(evidence.about, text) for text in around)
