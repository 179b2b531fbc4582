"""Acts as a paragraph names them: by number, by title, by short name, by abbreviation, or by pointing back.

Each reader is given the place of a word that may begin a mention, and answers with the mention or None.
"""

import re
from dataclasses import dataclass

from rettesnor.law import vocabulary as words
from rettesnor.law.dates import read_date, read_year
from rettesnor.law.titles import Title, read_title
from rettesnor.model.citation import Act


@dataclass(slots=True)
class Mention:
    """One act in a text. `points` is the family that an anaphor (»lovens«) points to, "own" for »denne lov«.

    `front` says that the name stood before the number, `bound` that the words name an act only beside a pinpoint.
    """

    start: int
    end: int
    act: Act
    points: str | None = None
    genitive: bool = False
    bound: bool = False
    title: bool = False

    @property
    def numbered(self) -> bool:
        return self.act.number is not None

    @property
    def family(self) -> str | None:
        return words.FAMILY_OF_TYPE.get(self.act.type)


_NUMBER = re.compile(
    r"\s*+(?P<label>nr\b\.?+:?+|numre\b|nummer\b)?+\s*+(?P<number>\d{1,5})(?:/(?P<year>\d{4}|\d{2}))?+(?![\d/])(?!\.\d)(?!,\d)"
)
_AF = re.compile(r"\s*+(?:(?:af|fra)(?=[\s\d])\s*+)?+(?:den\s++|d\.\s*+)?+")
_MORE = re.compile(
    r"(?:\s*+,\s*+(?:og\s++)?+|\s++(?:og|eller|samt)\s++)(?P<label>nr\b\.?+\s*+)?+(?P<number>\d{1,5})(?![\d/.-])"
)
_OM = re.compile(r"\s++om\s++", re.IGNORECASE)
_BILL = re.compile(r"(?:forslag|forslaget|udkast|udkastet)\s++til\s++$", re.IGNORECASE)
_EU_NUMBER = re.compile(
    r"\s*+(?P<body>\((?:EU|EF|EØF|Euratom)(?:,\s?Euratom)?\))?+\s*+(?:nr\b\.?+\s*+)?+(?P<number>\d{1,4}/\d{1,4})(?!\d)"
    r"(?P<suffix>/(?:EF|EU|EØF|RIA|FUSP|Euratom)\b)?+",
    re.IGNORECASE,
)
_EU_MORE = re.compile(
    r"(?:\s*+,\s*+|\s++(?:og|eller|samt)\s++)(?:nr\b\.?+\s*+)?+(?P<number>\d{1,4}/\d{2,4})(?!\d)(?P<suffix>/(?:EF|EU|EØF)\b)?+(?!/)"
)
_PRINCIPLE = re.compile(
    r"\s*+:?+\s*+(?:nr\b\.?+|numrene|numre)?+\s*+(?P<number>(?:[A-ZÆØÅ]{1,2}-)?\d{1,4}-\d{2})(?![\d-])"
)
_PRINCIPLE_MORE = re.compile(
    r"(?:\s*+,\s*+|,?\s++(?:og|eller|samt)\s++)(?:nr\b\.?+\s*+)?+(?P<number>(?:[A-ZÆØÅ]{1,2}-)?\d{1,4}-\d{2})(?![\d-])"
)
_REPORT = re.compile(
    r"U(?:fR)?\.?+\s?(?P<year>(?:19|20)\d{2})\s?[.,]?\s?(?:s\.\s?)?(?P<page>\d{1,4})(?:/\d)?\.?\s?+(?P<court>SH|HD?|HK|ØLD?|VLD?|[HVØBS])?+(?!\w)"
)
_ALIAS = re.compile(
    r"\s?\((?:herefter|i det følgende|kaldet|forkortet)?:?\s?[»\"”]?(?P<alias>[\w.æøåÆØÅ-]{2,60}(?:\slov)?)[«\"”]?\)"
)
_IDIOM = re.compile(
    r"(?:få|får|fik|fået|give|giver|gav|givet|have|har|havde|haft|bede|beder|bad|bedt|en|ny|ingen|nogen)\s(?:ikke\s|også\s|altid\s)?$",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?<!\w)[A-ZÆØÅ]\w*s\s$")
_INSTITUTION = re.compile(
    r"(?:ministeriets|styrelsens|folketingets|rådets|danmarks|nævnets|kommissionens|parlamentets|statens|grønlands|færøernes|regeringens|landets)\s$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"[a-zæøåA-ZÆØÅ]{2,30}-\s(?:og|eller)\s$")
_POINTER = re.compile(
    r"(?<!\w)(?P<word>samme|(?:før|oven|først|sidst)?nævnte|omtalte|pågældende|omhandlede|denne|dette|nærværende)\s++$",
    re.IGNORECASE,
)


_POINTER_ENDINGS = (*words.POINTING, *words.OWN)
_SECTION = re.compile(r"\s++(?:§|kapitel)")


def type_of(word: str) -> str | None:
    """The type that a word in front of a number stands for."""
    low = word.lower()
    if word.isupper() and low in words.TYPE_OF_CAPITALS:
        return words.TYPE_OF_CAPITALS[low]
    if low in words.TYPE_OF_WORD:
        return words.TYPE_OF_WORD[low]
    if low.endswith("bekendtgørelse"):
        return "BEK"
    if low.endswith("lov") and not low.endswith(words.NO_ACT_ENDINGS):
        return "LOV"
    return None


def numbered(text: str, start: int, end: int, kind: str, extra: tuple[str, ...]) -> list[Mention]:
    """Acts named by number after a type word: usually one, more where they share the word (»lov nr. 5 og 6 af ...«)."""
    if text[end : end + 1] == ".":
        end += 1
    found = _NUMBER.match(text, end)
    if found is None or (
        not found["label"] and not found["year"] and not _is_written_short(text, start, end, found, kind)
    ):
        return []
    date, after = _date(text, found.end())
    if found["year"]:
        after, date = found.end(), _short_year(found["year"])
    parts = [(start, found["number"], date, after)]
    while len(parts) < 50 and (more := _MORE.match(text, parts[-1][3])) is not None:
        more_date, more_end = _date(text, more.end())
        if more_date is None and parts[-1][2] is not None:
            break
        parts.append(
            (
                more.start("label") if more["label"] else more.start("number"),
                more["number"],
                more_date,
                more_end,
            )
        )
    while len(parts) > 1 and parts[-1][2] is None:
        parts.pop()
    if parts[-1][2] is None and not _can_lack_date(text[start:end], found["number"], kind):
        return []
    shared: str | None = None
    mentions: list[Mention] = []
    for at, number, own, stop in reversed(parts):
        shared = own or shared
        mentions.append(Mention(at, stop, Act(type=kind, number=number, date=shared)))
    mentions.reverse()
    _add_title(text, mentions, extra)
    return mentions


def _can_lack_date(word: str, number: str, kind: str) -> bool:
    """»lov nr. 1 på listen« and »vejledning nr. 3 om printeren« are no acts; »vejledning nr. 9330« is."""
    if word.rstrip(".").isupper():
        return True
    return len(number) > (3 if words.FAMILY_OF_TYPE[kind] == "guide" else 1)


def _short_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _is_written_short(text: str, start: int, end: int, found: re.Match[str], kind: str) -> bool:
    """Whether »LBK 280« or »lov 548 af 7. maj 2019« names an act although it lacks »nr.«; »SKR 1.200« is an amount."""
    date, after = _date(text, found.end())
    if date is not None and after > found.end():
        return True
    word = text[start:end].rstrip(".")
    if text[found.end() : found.end() + 4].lstrip().startswith("§"):
        return True
    return (word in ("LBK", "LOV", "BEK") or word.lower().startswith("lovbekendt")) and len(
        found["number"]
    ) > 1


def _date(text: str, at: int) -> tuple[str | None, int]:
    """The date after a number with »af«, »af den«, »fra« or nothing before it; (None, at) where there is none."""
    lead = _AF.match(text, at)
    begin = lead.end() if lead else at
    date = read_date(text, begin)
    if date is not None:
        return date
    if lead and lead[0].strip():
        year = read_year(text, begin)
        if year is not None:
            return year
    return None, at


def _add_title(text: str, mentions: list[Mention], extra: tuple[str, ...]) -> None:
    """»om ...« after the last number, a date that comes after the title, and a bracketed alias."""
    last = mentions[-1]
    om = _OM.match(text, last.end)
    if om is not None:
        order = last.family in ("order", "guide")
        title = read_title(text, om.end(), order=order, extra=extra)
        if title is not None:
            end = _european_tail(text, title.end) if last.family == "eu" else title.end
            name = _flat(text[om.start() : end])
            date = last.act.date
            last.end = end
            if date is None:
                date, last.end = _date(text, end)
                for each in mentions:
                    each.act = Act(type=each.act.type, number=each.act.number, date=date)
            last.act = Act(type=last.act.type, number=last.act.number, date=date, name=name)
    add_alias(text, last)


def _european_tail(text: str, end: int) -> int:
    """Past the numbers with which a title ends: »... og om ophævelse af direktiv 95/46/EF«."""
    while text.endswith(("forordning", "direktiv", "afgørelse"), 0, end):
        number = _EU_NUMBER.match(text, end)
        if number is None:
            break
        end = number.end()
    return end


def add_alias(text: str, mention: Mention) -> None:
    """Take a bracketed short name into the span; it is the name only where there is no other."""
    found = _ALIAS.match(text, mention.end)
    if found is None or not is_alias(found["alias"]):
        return
    mention.end = found.end()
    if mention.act.name is None:
        act = mention.act
        mention.act = Act(type=act.type, number=act.number, date=act.date, name=found["alias"])


def is_alias(word: str) -> bool:
    """Whether a word in brackets can be an act's other name: »LAS«, »Ferieloven«, »GDPR«, »barnets lov«."""
    low = word.lower()
    if low.endswith(("loven", "lov", "forordningen", "direktivet", "bekendtgørelsen", "traktaten")):
        return low not in words.DEFINITE or low == "loven"
    return word.upper() in words.ABBREVIATIONS or (word.isupper() and word.isalpha() and 2 <= len(word) <= 6)


def european(text: str, start: int, end: int, word: str, extra: tuple[str, ...]) -> list[Mention]:
    """Acts of the European Union by year and number."""
    found = _EU_NUMBER.match(text, end)
    if found is None:
        return []
    if word.lower().startswith(("afgørelse", "henstilling", "rammeafg")) and not (
        found["suffix"] or found["body"]
    ):
        return []
    parts = [(start, found["number"], found.end())]
    while len(parts) < 50 and (more := _EU_MORE.match(text, parts[-1][2])) is not None:
        parts.append((more.start("number"), more["number"], more.end()))
    mentions = [Mention(at, stop, Act(type="EU", number=number)) for at, number, stop in parts]
    last = mentions[-1]
    date, last.end = _date(text, last.end)
    last.act = Act(type="EU", number=last.act.number, date=date)
    _add_title(text, mentions, extra)
    return mentions


def titled(text: str, start: int, end: int, kind: str, extra: tuple[str, ...]) -> Mention | None:
    """An act named by its title alone: »lov om sygedagpenge«."""
    om = _OM.match(text, end + (text[end : end + 1] == "."))
    if om is None:
        return None
    title = read_title(text, om.end(), order=kind == "BEK", extra=extra)
    if title is None or _is_no_title(text[max(0, start - 40) : start]):
        return None
    mention = Mention(start, title.end, Act(type=kind, name=_name(text, start, title)), title=True)
    mention.genitive = title.genitive
    if not title.genitive:
        add_alias(text, mention)
    return mention


def definite_title(text: str, start: int, end: int, extra: tuple[str, ...]) -> Mention | None:
    """»loven om sygedagpenge«, only with a title that we know: »loven om den stærkeste« is no act."""
    om = _OM.match(text, end)
    title = read_title(text, om.end(), extra=extra) if om else None
    if title is None or not title.known:
        return None
    return Mention(
        start, title.end, Act(type="LOV", name=_name(text, start, title)), genitive=title.genitive, title=True
    )


def _is_no_title(before: str) -> bool:
    """Whether what stands before »lov om« shows an idiom (»fik lov om«), somebody's law or a bill."""
    if not before.endswith((" ", "\n")):
        return False
    if _IDIOM.search(before) or _BILL.search(before):
        return True
    return _PERSON.search(before) is not None and _INSTITUTION.search(before) is None


def dated(text: str, start: int, end: int, kind: str, extra: tuple[str, ...]) -> Mention | None:
    """An act without a number: »lov af 4. maj 1907 om mål og vægt«."""
    if text[end : end + 4] != " af ":
        return None
    date, after = _date(text, end)
    om = _OM.match(text, after) if date else None
    title = read_title(text, om.end(), extra=extra) if om else None
    if om is None or title is None:
        return None
    return Mention(start, title.end, Act(type=kind, date=date, name=_flat(text[om.start() : title.end])))


def _name(text: str, start: int, title: Title) -> str:
    name = _flat(text[start : title.end])
    return name[:-1] if title.genitive else name


def _flat(text: str) -> str:
    return " ".join(text.split())


def short_name(text: str, start: int, end: int, word: str) -> Mention | None:
    """An act by a name of one word: »sygedagpengeloven«, »databeskyttelsesforordningens«, »cookiebekendtgørelsen«."""
    genitive = word.lower().endswith("s")
    name = word[:-1].rstrip("’'") if genitive else word
    low = name.lower()
    if low.endswith("loven"):
        stem = low[:-5]
        if not stem or stem in words.NO_ACT.words:
            return None
        if low.removesuffix("en").endswith(words.NO_ACT_ENDINGS) and not (
            genitive and _SECTION.match(text, end)
        ):
            return None
        kind = "LOV"
    elif low.endswith("bekendtgørelsen"):
        if low[:-15].rstrip("-") in words.NO_ORDER:
            return None
        kind = "BEK"
    elif low.endswith(("forordningen", "direktivet")):
        stem = low.removesuffix("forordningen").removesuffix("direktivet")
        if stem in words.NO_EU:
            return None
        kind = "EU"
    else:
        return None
    coordinated = _COORDINATED.search(text, max(0, start - 40), start)
    if coordinated is not None:
        start = coordinated.start()
        name = _flat(text[start : start + (end - start)])
        name = name[:-1].rstrip("’'") if genitive else name
    mention = Mention(start, end, Act(type=kind, name=name), genitive=genitive)
    if not genitive:
        add_alias(text, mention)
    return mention


def pointing(text: str, start: int, end: int, word: str) -> Mention | None:
    """A word that points back at an act: »lovens«, »samme lovs«, »i nævnte direktiv«, or at the text itself: »denne lovs«."""
    low = word.lower()
    genitive = low.endswith("s")
    base = low.removesuffix("s")
    definite = base in words.DEFINITE
    noun = words.DEFINITE.get(base, base)
    family = words.FAMILY_OF_WORD.get(noun)
    if family is None:
        return None
    kind = Act(type={"law": "LOV", "order": "BEK", "guide": "VEJ", "eu": "EU"}[family])
    if definite:
        return Mention(start, end, kind, points=family, genitive=genitive, bound=True)
    before = text[max(0, start - 20) : start].rsplit(None, 1)[-1:]
    if not before or not before[0].lower().endswith(_POINTER_ENDINGS):
        return None
    pointer = _POINTER.search(text, max(0, start - 20), start)
    if pointer is None:
        return None
    points = "own" if pointer["word"].lower() in words.OWN else family
    return Mention(pointer.start(), end, kind, points=points, genitive=genitive, bound=True)


def principle(text: str, start: int, end: int) -> list[Mention]:
    """Principle decisions of Ankestyrelsen, which share one word: »Principmeddelelserne 8-23 og 20-24«."""
    found = _PRINCIPLE.match(text, end)
    if found is None:
        return []
    mentions = [_decision(text, start, found)]
    while len(mentions) < 50 and (more := _PRINCIPLE_MORE.match(text, mentions[-1].end)) is not None:
        mentions.append(_decision(text, more.start("number"), more))
    return mentions


def _decision(text: str, start: int, found: re.Match[str]) -> Mention:
    date, end = _date(text, found.end())
    return Mention(start, end, Act(type="principafgørelse", number=found["number"], date=date))


def report(text: str, start: int) -> Mention | None:
    """A judgment in Ugeskrift for Retsvæsen, in the form U.2010.337Ø."""
    found = _REPORT.match(text, start)
    if found is None:
        return None
    number = f"U.{found['year']}.{found['page']}{found['court'] or ''}"
    return Mention(start, found.end(), Act(type="dom", number=number))
