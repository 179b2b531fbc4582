"""Text as search reads it: the same tokens for a document and for what somebody types.

Letters are folded (æ and ae, ø and oe, å and aa meet), words stemmed, compounds taken apart. Citations, form
numbers and case numbers stay whole: »§ 54 a«, »stk. 2«, »LBK nr. 1342«, »15.00.00«, »AB 201«. No search
engine is known here.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rettesnor.danish.compounds import split
from rettesnor.danish.dictionary import bits
from rettesnor.danish.stems import part_stem, stem
from rettesnor.model import Record

SOFT_HYPHEN = "\u00ad"
FOLD = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "ß": "ss"})

# »i« after a paragraph's number is nearly always the preposition: »§ 12 i loven«.
PARAGRAF = r"§{1,2}\s*(?P<paragraf>\d+)(?:\s?(?P<letter>[a-hj-zæø])(?![\w-]))?"
PINPOINT = (
    r"(?P<level>stk|nr|pkt|kap(?:itel)?|litra|artikel)(?:\.\s*|\s+)(?P<number>\d+[a-z]?|(?<=litra )[a-z])\b"
)
ACT = r"(?P<act>lbk|lov|bek|vej|cir|skr|cirkulære|bekendtgørelse)\s+(?:nr\.?\s*)?(?P<act_number>\d{1,5})\b"
CASE = r"(?P<case>\d{2}\.\d{2}\.\d{2}(?:-[A-ZÆØÅa-zæøå]\d{2}(?:-\d+)*)?)"
FORM = r"(?P<form>(?-i:[A-ZÆØÅ]{2,3})|ab|ar|dp|læ|lae)[ \u00a0-]?(?P<form_number>\d{2,4})\b"
NUMBER = r"(?P<figures>\d+(?:[.,:/-]\d+)*)"
WORD = r"(?P<word>[^\W\d_]+(?:[\u00ad'’-][^\W\d_]+)*)"
TOKEN = re.compile(
    "|".join((PARAGRAF, rf"\b{PINPOINT}", rf"\b{ACT}", rf"\b{CASE}", rf"\b{FORM}", NUMBER, WORD)),
    re.IGNORECASE,
)
ACTS = {"cirkulære": "cir", "bekendtgørelse": "bek"}


class Token(Record, frozen=True, kw_only=True):
    """One word or number: where it stands in the text in NFC, and what it is looked up by.

    `word` is the folded word; `stem` stands for it as a whole, `atoms` for its smallest parts in order (none
    where it has no parts), `parts` for these and the compounds inside it, the whole left out. `literal` marks
    citations, numbers and the like.
    """

    start: int
    end: int
    word: str
    stem: str
    atoms: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    literal: bool = False


class Word(Record, frozen=True, kw_only=True):
    """What a word alone is looked up by; see Token."""

    word: str
    stem: str
    atoms: tuple[str, ...]
    parts: tuple[str, ...]


def normal(text: str) -> str:
    """The text in NFC: the form that a token's offsets count in."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without æ, ø, å or accents: »Høring« is `hoering`."""
    plain = text.lower().translate(FOLD)
    if plain.isascii():
        return plain
    return "".join(
        letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter)
    )


def _danish(word: str) -> str:
    """The word with æ, ø, å where ae, oe, aa stand for them: »partshoering« is »partshøring«."""
    if not any(pair in word for pair in ("ae", "oe", "aa")) or bits(word):
        return word
    spelt = word.replace("ae", "æ").replace("oe", "ø").replace("aa", "å")
    return spelt if bits(spelt) or len(split(spelt)) > 1 else word


def _inner(parts: tuple[str, ...]) -> Iterator[str]:
    """Stems of the parts and of the compounds that neighbouring parts make: of a|b|c these are a, ab, b, bc, c."""
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            if last - first == len(parts):
                continue
            joined = "".join(parts[first:last])
            yield part_stem(joined) if last - first == 1 else stem(joined)


@lru_cache(maxsize=131072)
def word(text: str) -> Word:
    """A single word taken apart; the case and spelling of `text` do not matter."""
    lower = _danish(text.lower().replace(SOFT_HYPHEN, "").replace("’", "'"))
    whole = lower.replace("-", "").replace("'", "")
    whole_stem = fold(stem(whole))
    atoms: list[str] = []
    inner: dict[str, None] = {}
    for piece in re.split("[-']", lower) if whole != lower else (whole,):
        parts = split(piece)
        atoms += [fold(part_stem(part)) for part in parts if len(part) > 1]
        inner.update(dict.fromkeys(fold(compound) for compound in _inner(parts)))
        if piece != whole and len(piece) > 1:
            inner[fold(stem(piece))] = None
    inner.pop(whole_stem, None)
    return Word(
        word=fold(whole),
        stem=whole_stem,
        atoms=tuple(atoms) if len(atoms) > 1 else (),
        parts=tuple(inner),
    )


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match.lastgroup == "word":
        known = word(match[0])
        return Token(
            start=start, end=end, word=known.word, stem=known.stem, atoms=known.atoms, parts=known.parts
        )
    key, parts = _literal(match)
    return Token(start=start, end=end, word=key, stem=key, parts=parts, literal=True)


def _literal(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """What a citation, number or form is looked up by, and its parts."""
    match match.lastgroup:
        case "paragraf":
            return f"§{match['paragraf']}", ()
        case "letter":
            whole = f"§{match['paragraf']}"
            return whole + match["letter"].lower(), (whole,)
        case "number":
            return match["level"].lower().removesuffix("itel") + match["number"].lower(), ()
        case "act_number":
            number = match["act_number"]
            return fold(ACTS.get(match["act"].lower(), match["act"])) + number, (number,)
        case "form_number":
            letters, number = fold(match["form"]), match["form_number"]
            return letters + number, (letters, number)
        case _:
            return fold(match[0]), ()


def tokens(text: str) -> tuple[Token, ...]:
    """Every word, number and citation in the text, in order; offsets count in `normal(text)`."""
    return tuple(_token(match) for match in TOKEN.finditer(normal(text)))
