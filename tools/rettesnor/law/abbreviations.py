"""Acts by abbreviation: some stand alone (»LAB«), most only beside a section (»§ 7 ABL«, »fvl. § 19«)."""

import re
from collections.abc import Iterator

from rettesnor.law.mention import Mention
from rettesnor.law.places import Pins
from rettesnor.law.vocabulary import ABBREVIATIONS_AT_SECTION, NO_ABBREVIATION, word_set
from rettesnor.model.citation import Act

_DOTTED_BEFORE = re.compile(r"(?<![\w.-])(?P<word>[A-Za-zÆØÅæøå]{2,6})\.\s?$")
_ABBREVIATION_BEFORE = re.compile(
    r"(?<![\w-])(?P<word>[A-Za-zÆØÅæøå]{2,6}?)(?P<s>(?<=[A-ZÆØÅ])[’']?s)?(?P<gap>[\s*_]{0,3}|,\s)$"
)
_ABBREVIATION_AFTER = re.compile(r",?\s(?:(?:i|af)\s)?(?P<word>[A-Za-zÆØÅæøå]{2,6})(?![\w-]|\.\w)")
_IN_SMALL = frozenset({"lab", "las", "rsl", "fvl", "gdpr", "teuf", "bab", "ofl", "lob"})
_SECTION_NEXT = re.compile(r"[\s*_,(:]{0,3}(?:§|art|kap|paragraf|afsnit)", re.IGNORECASE)
_ACT_NEXT = ("lov", "lbk", "bek", "kapitel", "artikel", "paragraf")
_NUMBER_LABELS = frozenset(
    ("nr", "nummer", "lokale", "rum", "hold", "sagsnr", "j.nr", "journalnr", "bygning", "blok")
)
_OPENS_SENTENCE = word_set(
    "efter ifølge se i af jf både hverken når hvis med om på til for ved og eller samt læs brug hjemmel fra følger bemærk denne som "
    "at den det reglerne loven både men da fordi"
)


def abbreviation(text: str, start: int, end: int, word: str, known: dict[str, str]) -> Mention | None:
    """»LAB«, also far from any section, unless its neighbours show another name: »MEDIA LAB«, »LAB 3«, »LAS Vegas«."""
    name = word if word in known else word.rstrip("s").rstrip("’'")
    if _SECTION_NEXT.match(text, end):
        return Mention(start, end, Act(type=known[name], name=name), genitive=name != word)
    after = text[end : end + 10]
    if after[:1] == "." and after[1:2].islower():
        return None
    if (
        after[:1] == " "
        and (after[1:2].isdigit() or after[1:2].isupper())
        and not after[1:].lower().startswith(_ACT_NEXT)
    ):
        return None
    before = text[max(0, start - 40) : start].split()[-1:] if text[start - 1 : start].isspace() else []
    if before and before[0][0].isupper() and before[0].isalpha() and before[0].lower() not in _OPENS_SENTENCE:
        return None
    if before and before[0].lower().rstrip(".:") in _NUMBER_LABELS:
        return None
    return Mention(start, end, Act(type=known[name], name=name), genitive=name != word)


def beside_section(text: str, floor: int, pins: Pins, known: dict[str, str]) -> Iterator[Mention | Pins]:
    """`pins`, with an abbreviation that only its place beside a section shows: »las § 36«, »§ 7 ABL«."""
    word = text[max(floor, pins.start - 12) : pins.start].rsplit(None, 1)[-1:]
    candidate = word[0].strip("*_,") if word else ""
    if candidate.endswith(".") and candidate[:-1].upper() in (known.keys() | ABBREVIATIONS_AT_SECTION.keys()):
        dotted = _DOTTED_BEFORE.search(text, max(floor, pins.start - 12), pins.start)
        if dotted is not None:
            upper = dotted["word"].upper()
            kind = known.get(upper) or ABBREVIATIONS_AT_SECTION[upper]
            yield Mention(dotted.start(), dotted.end("word") + 1, Act(type=kind, name=dotted["word"]))
            yield pins
            return
    near = len(candidate) > 1 and (candidate[:2].isupper() or candidate in _IN_SMALL)
    before = near and _ABBREVIATION_BEFORE.search(text, max(floor, pins.start - 12), pins.start)
    if before:
        kind = _type_at_section(before["word"], known)
        if kind is not None:
            name = before["word"]
            yield Mention(
                before.start(),
                before.end("s") if before["s"] else before.end("word"),
                Act(type=kind, name=name),
                genitive=bool(before["s"]),
            )
            yield pins
            return
    yield pins
    after = _ABBREVIATION_AFTER.match(text, pins.end)
    if after is not None and after["word"] not in known:
        kind = (
            _type_at_section(after["word"], known)
            if after["word"].isupper() or after["word"] in _IN_SMALL
            else None
        )
        if kind is not None and not _SECTION_NEXT.match(text, after.end()):
            yield Mention(after.start("word"), after.end("word"), Act(type=kind, name=after["word"]))


def _type_at_section(word: str, known: dict[str, str]) -> str | None:
    upper = word.upper()
    if upper in known:
        return known[upper] if word.isupper() or word.lower() in _IN_SMALL else None
    if not word.isupper():
        return None
    if upper in ABBREVIATIONS_AT_SECTION:
        return ABBREVIATIONS_AT_SECTION[upper]
    return "LOV" if upper.endswith("L") and upper not in NO_ABBREVIATION else None
