"""One pass over a paragraph: every act it mentions and every place it points at, in order.

What is found here may overlap nothing; `citations` joins it by the text between.
"""

import re
from collections.abc import Iterator

from rettesnor.law import acts, vocabulary
from rettesnor.law.abbreviations import abbreviation, beside_section
from rettesnor.law.addresses import Addresses
from rettesnor.law.decisions import principle, report
from rettesnor.law.european import european
from rettesnor.law.labels import is_label
from rettesnor.law.mention import Mention, add_alias
from rettesnor.law.pinpoints import read_named, read_sections
from rettesnor.law.places import ORDINAL_WORDS, Head, Pins
from rettesnor.model.citation import Act, Pinpoint

Item = Mention | Pins

_TOKEN = re.compile(r"§(?=[\s§]{0,24}\d)|[^\W\d_][\w’'-]*+")

_SUFFIXES = (
    *("loven", "lovens", "forordningen", "forordningens", "direktivet", "direktivets"),
    *("bekendtgørelsen", "bekendtgørelsens", "lov", "bekendtgørelse", "forordning", "direktiv"),
)

_LAST_LETTERS = frozenset("nstevgNSTEVG")

_ORDINAL_CHAPTER = re.compile(
    r"(?<!\w)(?:(?P<digits>\d{1,2})\.|(?P<word>første|andet|tredje|fjerde|femte|sjette|syvende|ottende))\s$",
    re.I,
)

_ORDINAL_VALUES = {word: value for word, value in ORDINAL_WORDS.items() if value.isdigit()}

# What can follow a word like »lov« when it begins an act: »nr.«, »om«, »af«, a number, »(EU)«.
_AFTER_TYPE = frozenset("nNoOaA0123456789(")

_TITLE_WORDS = frozenset(
    ("lov", "lovbekendtgørelse", "bekendtgørelse", "lbk", "bek", "forordning", "direktiv")
)


def items(text: str, extra: tuple[str, ...] = (), abbreviations: dict[str, str] | None = None) -> list[Item]:
    """Mentions and pins of one paragraph from left to right; `extra` are titles and `abbreviations` names we know too."""
    known = vocabulary.ABBREVIATIONS if abbreviations is None else abbreviations
    found: list[Item] = []
    addresses = Addresses(text)
    floor = 0
    for token in _TOKEN.finditer(text):
        word = token[0]
        start = token.start()
        if start < floor:
            continue
        kind = _KIND_OF_WORD.get(word)
        if kind is None:
            if word in known or (word[-1] in "s’'" and word.rstrip("s").rstrip("’'") in known):
                kind = "abbreviation"
            elif word[-1] in _LAST_LETTERS and word.lower().endswith(_SUFFIXES):
                kind = "suffix"
            elif word[0] == "U" and word[1:5].isdigit():
                kind = "report"
            elif word.lower() in vocabulary.NAME_HEADS:
                kind = "name"
            else:
                continue
        if kind == "noun" and _begins_nothing(text, start, token.end()):
            continue
        if kind != "§" and addresses.hold(start, token.end()):
            continue
        for item in _read(text, token, kind, floor, extra, known):
            if isinstance(item, Pins):
                if not is_label(text, item):
                    found.extend(beside_section(text, found[-1].end if found else 0, item, known))
                    floor = max(floor, found[-1].end)
                else:
                    floor = max(floor, item.first_end)
            else:
                found.append(item)
                floor = max(floor, item.end)
    return found


def _begins_nothing(text: str, start: int, end: int) -> bool:
    """Whether a bare »lov« or »vejledning« shows at a glance that it begins no act; pointing words end in e."""
    following = text[end + 1 : end + 7]
    return text[start - 2 : start - 1] != "e" and (
        not following or following[0] not in _AFTER_TYPE or following == "om lov"
    )


def _read(
    text: str, token: re.Match[str], kind: str, floor: int, extra: tuple[str, ...], known: dict[str, str]
) -> Iterator[Item]:
    word, start, end = token[0], token.start(), token.end()
    if kind == "§":
        pins = read_sections(text, start)
        if pins is not None:
            yield pins
        return
    low = word.lower()
    if kind in ("paragraf", "artikel", "kapitel"):
        yield from _named(text, start, end, low, kind, floor)
    elif kind == "abbreviation":
        mention = abbreviation(text, start, end, word, known)
        if mention is not None:
            yield mention
    elif kind == "principle":
        yield from principle(text, start, end)
    elif kind == "report":
        judgment = report(text, start)
        if judgment is not None:
            yield judgment
    elif kind == "name":
        mention = _whole_name(text, start)
        if mention is not None:
            yield mention
    else:
        yield from _act(text, start, end, word, extra)


def _act(text: str, start: int, end: int, word: str, extra: tuple[str, ...]) -> Iterator[Mention]:
    """A word of a type (»lov«, »lbk.«), a short name, or one that points back."""
    low = word.lower()
    kind = acts.type_of(word)
    following = text[end : end + 8].lstrip(" .:\n\t\u00a0")[:1]
    if low.endswith(vocabulary.EU_WORDS):
        numbered = european(text, start, end, low, extra) if following in _AFTER_TYPE else []
        if numbered:
            yield from numbered
            return
        kind = "EU" if low in ("forordning", "direktiv") else None
    if kind is not None and following in _AFTER_TYPE:
        is_titled = following in "oO"
        numbered = acts.numbered(text, start, end, kind, extra) if kind != "EU" and not is_titled else []
        if numbered:
            yield from numbered
            return
        title = None
        if low in _TITLE_WORDS:
            named = acts.titled if is_titled else acts.dated
            title = named(text, start, end, kind, extra)
        if title is not None:
            yield title
            return
    if kind is None or low not in vocabulary.FAMILY_OF_WORD:
        mention = acts.short_name(text, start, end, word)
        if mention is not None:
            yield mention
            return
    mention = acts.definite_title(text, start, end, extra) if low == "loven" else None
    mention = mention or acts.pointing(text, start, end, word)
    if mention is not None:
        yield mention


def _named(text: str, start: int, end: int, low: str, kind: str, floor: int) -> Iterator[Pins]:
    """A section, article or chapter whose head is a word."""
    head: Head = "artikel" if kind == "artikel" else "kapitel" if kind == "kapitel" else "paragraf"
    plural = (vocabulary.SECTION_WORDS | vocabulary.ARTICLE_WORDS | vocabulary.CHAPTER_WORDS)[low]
    pins = read_named(text, start, end, head, plural=plural)
    if pins is not None:
        yield pins
        return
    before = (
        _ORDINAL_CHAPTER.search(text, max(floor, start - 12), start) if low in ("kapitel", "kap") else None
    )
    if before is not None:
        number = before["digits"] or _ORDINAL_VALUES[before["word"].lower()]
        yield Pins(before.start(), end, end, "kapitel", (Pinpoint(kapitel=number),))


def _whole_name(text: str, start: int) -> Mention | None:
    low = text[start : start + 60].lower().replace("\n", " ")
    for name, kind in vocabulary.NAMES.items():
        if low.startswith(name):
            end = start + len(name)
            genitive = low[len(name) : len(name) + 1] == "s"
            if low[len(name) + genitive : len(name) + genitive + 1].isalnum():
                continue
            mention = Mention(start, end + genitive, Act(type=kind, name=text[start:end]), genitive=genitive)
            if not genitive:
                add_alias(text, mention)
            return mention
    return None


def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {"§": "§", "U": "report", "UfR": "report"}
    groups = (
        ("paragraf", vocabulary.SECTION_WORDS),
        ("artikel", vocabulary.ARTICLE_WORDS),
        ("kapitel", vocabulary.CHAPTER_WORDS),
        (
            "noun",
            dict.fromkeys(
                (
                    "lov",
                    "love",
                    "lovbekendtgørelse",
                    "bekendtgørelse",
                    "forordning",
                    "direktiv",
                    "vejledning",
                    "skrivelse",
                )
            ),
        ),
        ("act", vocabulary.TYPE_OF_CAPITALS),
        ("act", vocabulary.FAMILY_OF_WORD),
        ("act", dict.fromkeys(vocabulary.EU_WORDS)),
        ("act", vocabulary.DEFINITE),
        ("act", {f"{word}s": "" for word in (*vocabulary.DEFINITE, *vocabulary.FAMILY_OF_WORD)}),
        (
            "principle",
            dict.fromkeys(
                f"{word}{ending}"
                for word in ("principafgørelse", "principmeddelelse")
                for ending in ("", "n", "r", "rne")
            ),
        ),
    )
    for kind, words in groups:
        for word in words:
            for form in (word, word.capitalize(), word.upper()):
                kinds.setdefault(form, kind)
    return kinds


_KIND_OF_WORD = _kinds()
