"""One pass over a paragraph: every act it mentions and every place it points at, in order.

What is found here may overlap nothing; `citations` joins it by the text between.
"""

import re
from collections.abc import Iterator

from rettesnor.law import acts, vocabulary
from rettesnor.law.acts import Mention
from rettesnor.law.pinpoints import ORDINAL_WORDS, Head, Pins, read_lead, read_named, read_sections
from rettesnor.model.citation import Act, Pinpoint

Item = Mention | Pins

_TOKEN = re.compile(r"§(?=[\s§]{0,4}\d)|[^\W\d_][\w’'-]*+")
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
_DOTTED_BEFORE = re.compile(r"(?<![\w.-])(?P<word>[A-Za-zÆØÅæøå]{2,6})\.\s?$")
_ABBREVIATION_BEFORE = re.compile(
    r"(?<![\w-])(?P<word>[A-Za-zÆØÅæøå]{2,6}?)(?P<s>(?<=[A-ZÆØÅ])[’']?s)?(?P<gap>[\s*_]{0,3}|,\s)$"
)
_ABBREVIATION_AFTER = re.compile(r",?\s(?:(?:i|af)\s)?(?P<word>[A-Za-zÆØÅæøå]{2,6})(?![\w-]|\.\w)")
_IN_SMALL = frozenset({"lab", "las", "rsl", "fvl", "gdpr", "teuf", "bab", "ofl", "lob"})
# A bare noun (kind "noun") begins an act only before one of these, or after a pointing word, which ends in e.
# What can follow a word like »lov« when it begins an act: »nr.«, »om«, »af«, a number, »(EU)«.
_AFTER_TYPE = frozenset("nNoOaA0123456789(")
_TITLE_WORDS = frozenset(
    ("lov", "lovbekendtgørelse", "bekendtgørelse", "lbk", "bek", "forordning", "direktiv")
)
# No paragraph of prose holds more; a text that does must not make us work without end.
MAX_ITEMS = 20_000
_LINE_MARKS = ' \t#>*_»"-'
_GOES_ON = re.compile(r"(?:,|(?<!\w)(?:jf\.?|og|eller|samt|i|efter|af|til|se|med|ved))\s*+$", re.I)
_LABEL_END = re.compile(r"\.[*_]*+(?:\s|$)")
_SENTENCE_END = re.compile(r"(?<!jf)(?<!nr)(?<!art)(?<!stk)[.:;!?»«)*\"”\]]\s*+$")
_ADDRESS_BEFORE = frozenset("/.-_@#(=\\")
_ADDRESS_AFTER = frozenset("/._@-")
_CHUNK_ENDS = " \n\t\u00a0<>()[]"
_ADDRESS = re.compile(
    r"://|www\.|/eli/|\.(?:md|pdf|docx?|html?|aspx|xlsx?|txt|ya?ml|dk/|eu/)|@|^\.{0,2}/", re.I
)
_SECTION_NEXT = re.compile(r"[\s*_,(:]{0,3}(?:§|art|kap|paragraf|afsnit)", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s(\w+)")
_NUMBER_LABELS = frozenset(
    ("nr", "nummer", "lokale", "rum", "hold", "sagsnr", "j.nr", "journalnr", "bygning", "blok")
)
_OPENS_SENTENCE = vocabulary.word_set(
    "efter ifølge se i af jf både hverken når hvis med om på til for ved og eller samt læs brug hjemmel fra følger bemærk denne som "
    "at den det reglerne loven både men da fordi"
)


def items(text: str, extra: tuple[str, ...] = (), abbreviations: dict[str, str] | None = None) -> list[Item]:
    """Mentions and pins of one paragraph from left to right; `extra` are titles and `abbreviations` names we know too."""
    known = vocabulary.ABBREVIATIONS if abbreviations is None else abbreviations
    found: list[Item] = []
    addresses = _Addresses(text)
    floor = labels = 0
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
        if kind == "noun" and text[start - 2 : start - 1] != "e" and text[token.end() + 1 : token.end() + 2] not in _AFTER_TYPE:
            continue
        if len(found) + labels >= MAX_ITEMS:
            break
        if kind != "§" and addresses.hold(start, token.end()):
            continue
        for item in _read(text, token, kind, floor, extra, known):
            if isinstance(item, Pins):
                if not _is_label(text, item):
                    found.extend(_with_abbreviation(text, found, item, known))
                    floor = max(floor, found[-1].end)
                else:
                    labels += 1
                    floor = max(floor, item.first_end)
            else:
                found.append(item)
                floor = max(floor, item.end)
    return found


def _read(
    text: str, token: re.Match[str], kind: str, floor: int, extra: tuple[str, ...], known: dict[str, str]
) -> Iterator[Item]:
    word, start, end = token[0], token.start(), token.end()
    if kind == "§":
        pins = read_sections(text, start)
        if pins is not None:
            yield read_lead(text, floor, pins)
        return
    low = word.lower()
    if kind in ("paragraf", "artikel", "kapitel"):
        yield from _named(text, start, end, low, kind, floor)
    elif kind == "abbreviation":
        mention = _abbreviation(text, start, end, word, known)
        if mention is not None:
            yield mention
    elif kind == "principle":
        yield from acts.principle(text, start, end)
    elif kind == "report":
        judgment = acts.report(text, start)
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
        numbered = acts.european(text, start, end, low, extra) if following in _AFTER_TYPE else []
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
        yield read_lead(text, floor, pins) if head != "kapitel" else pins
        return
    before = (
        _ORDINAL_CHAPTER.search(text, max(floor, start - 12), start) if low in ("kapitel", "kap") else None
    )
    if before is not None:
        number = before["digits"] or _ORDINAL_VALUES[before["word"].lower()]
        yield Pins(before.start(), end, end, "kapitel", (Pinpoint(kapitel=number),))


def _abbreviation(text: str, start: int, end: int, word: str, known: dict[str, str]) -> Mention | None:
    """»LAB«, also far from any section, unless its neighbours show another name: »MEDIA LAB«, »LAB 3«, »LAS Vegas«."""
    name = word if word in known else word.rstrip("s").rstrip("’'")
    at_section = _SECTION_NEXT.match(text, end)
    mention = Mention(start, end, Act(type=known[name], name=name), genitive=name != word)
    if at_section:
        return mention
    after = text[end : end + 3]
    if after[:1] == "." and after[1:2].islower():
        return None
    if after[:1] == " " and (after[1:2].isdigit() or after[1:2].isupper()):
        following = _NEXT_WORD.match(text, end)
        if following is not None and not following[1].lower().startswith(
            ("lov", "lbk", "bek", "kapitel", "artikel", "paragraf")
        ):
            return None
    before = text[max(0, start - 40) : start].split()[-1:] if text[start - 1 : start].isspace() else []
    if before and before[0][0].isupper() and before[0].isalpha() and before[0].lower() not in _OPENS_SENTENCE:
        return None
    if before and before[0].lower().rstrip(".:") in _NUMBER_LABELS:
        return None
    return mention


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
                acts.add_alias(text, mention)
            return mention
    return None


def _with_abbreviation(text: str, found: list[Item], pins: Pins, known: dict[str, str]) -> Iterator[Item]:
    """`pins`, with an abbreviation that only its place beside a section shows: »las § 36«, »§ 7 ABL«."""
    floor = found[-1].end if found else 0
    word = text[max(floor, pins.start - 12) : pins.start].rsplit(None, 1)[-1:]
    candidate = word[0].strip("*_,") if word else ""
    if candidate.endswith(".") and candidate[:-1].upper() in (
        known.keys() | vocabulary.ABBREVIATIONS_AT_SECTION.keys()
    ):
        dotted = _DOTTED_BEFORE.search(text, max(floor, pins.start - 12), pins.start)
        if dotted is not None:
            upper = dotted["word"].upper()
            kind = known.get(upper) or vocabulary.ABBREVIATIONS_AT_SECTION[upper]
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
    if upper in vocabulary.ABBREVIATIONS_AT_SECTION:
        return vocabulary.ABBREVIATIONS_AT_SECTION[upper]
    return "LOV" if upper.endswith("L") and upper not in vocabulary.NO_ABBREVIATION else None


def _is_label(text: str, pins: Pins) -> bool:
    """Whether this is a section's own label at the start of a line: »§ 48. Ferie ...«, »## Kapitel 3«."""
    line = text[max(0, pins.start - 12) : pins.start]
    marks = line[len(line.rstrip(_LINE_MARKS)) :]
    line_start = pins.start - len(marks)
    if line_start and text[line_start - 1] != "\n":
        return False
    earlier = text[max(0, line_start - 13) : line_start]
    line_end = text.find("\n", pins.end, pins.end + 20)
    if pins.head != "paragraf" and (line_end >= 0 or len(text) < pins.end + 20):
        rest = text[pins.end : line_end if line_end >= 0 else len(text)]
        if not rest.strip(" *_#:\r") and not _GOES_ON.search(earlier) and ("#" in marks or line_end >= 0):
            return True
    if earlier.strip() and not _SENTENCE_END.search(earlier):
        return False
    if pins.end == pins.first_end and _LABEL_END.match(text, pins.end):
        return pins.head != "kapitel"
    return False


class _Addresses:
    """Whether words stand in a link address, a file name or a mail address; each stretch without spaces is read once."""

    __slots__ = ("_begin", "_end", "_is_address", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = self._end = 0
        self._is_address = False

    def hold(self, start: int, end: int) -> bool:
        text = self._text
        if text[start - 1 : start] not in _ADDRESS_BEFORE and text[end : end + 1] not in _ADDRESS_AFTER:
            return False
        if not (self._begin <= start and end <= self._end):
            left, right = text[max(0, start - 200) : start], text[end : end + 200]
            for mark in _CHUNK_ENDS:
                left, right = left.rpartition(mark)[2], right.partition(mark)[0]
            self._begin, self._end = start - len(left), end + len(right)
            linked = text[self._begin - 2 : self._begin] == "]("
            self._is_address = linked or _ADDRESS.search(text, self._begin, self._end) is not None
        return self._is_address


def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {"§": "§", "U": "report", "UfR": "report"}
    groups = (
        ("paragraf", vocabulary.SECTION_WORDS),
        ("artikel", vocabulary.ARTICLE_WORDS),
        ("kapitel", vocabulary.CHAPTER_WORDS),
        ("noun", dict.fromkeys(("lov", "love", "lovbekendtgørelse", "bekendtgørelse", "forordning", "direktiv", "vejledning", "skrivelse"))),
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
