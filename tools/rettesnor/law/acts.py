"""Danish acts as a paragraph names them: by number, by title, by short name, or by pointing back.

Each reader is given the place of a word that may begin a mention, and answers with the mention or None.
"""

import re

from rettesnor.law import no_act, vocabulary
from rettesnor.law.mention import Mention, add_alias, flat, read_date_after
from rettesnor.law.named import OM, add_title
from rettesnor.law.titles import About, Title, read_title
from rettesnor.model.citation import Act

_NUMBER = re.compile(
    r"\s*+(?P<label>nr\b\.?+:?+|numre\b|nummer\b)?+\s*+(?P<number>\d{1,5})(?:/(?P<year>\d{4}|\d{2}))?+(?![\d/])(?!\.\d)(?!,\d)"
)

_MORE = re.compile(
    r"(?:\s*+,\s*+(?:og\s++)?+|\s++(?:og|eller|samt)\s++)(?P<label>nr\b\.?+\s*+)?+(?P<number>\d{1,5})(?![\d/.-])"
)

_BILL = re.compile(r"(?:forslag|forslaget|udkast|udkastet)\s++til\s++$", re.IGNORECASE)

_IDIOM = re.compile(
    r"(?:få|får|fik|fået|give|giver|gav|givet|have|har|havde|haft|bede|beder|bad|bedt|en|ny|ingen|nogen)\s(?:(?:ikke|også|altid|mig|dig|ham|hende|os|jer|dem)\s){0,2}$",
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


# Who gives the regulations that have no number; »lægens forordning om hvile« has another author.
_LEGISLATOR = re.compile(
    r"(?:rådets|kommissionens|parlamentets|unionens|eu['’]s|delegerede|fællesskabets)\s$", re.IGNORECASE
)
_SECTION = re.compile(r"\s++(?:§|kapitel)")


def type_of(word: str) -> str | None:
    """The type that a word in front of a number stands for."""
    low = word.lower()
    if word.isupper() and low in vocabulary.TYPE_OF_CAPITALS:
        return vocabulary.TYPE_OF_CAPITALS[low]
    if low in vocabulary.TYPE_OF_WORD:
        return vocabulary.TYPE_OF_WORD[low]
    if low.endswith("bekendtgørelse"):
        return "BEK"
    if low.endswith("lov") and not no_act.ends_like_no_act(low):
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
    date, after = read_date_after(text, found.end())
    if found["year"]:
        after, date = found.end(), _short_year(found["year"])
    parts = [(start, found["number"], date, after)]
    while (more := _MORE.match(text, parts[-1][3])) is not None:
        more_date, more_end = read_date_after(text, more.end())
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
    shared: str | None = None
    mentions: list[Mention] = []
    for at, number, own, stop in reversed(parts):
        shared = own or shared
        mentions.append(Mention(at, stop, Act(type=kind, number=number, date=shared)))
    mentions.reverse()
    add_title(text, mentions, extra)
    if mentions[-1].act.date is None and not _can_lack_date(text[start:end], found["number"], kind):
        return []
    return mentions


def _can_lack_date(word: str, number: str, kind: str) -> bool:
    """»lov nr. 1 på listen« and »vejledning nr. 3 om printeren« are no acts; »vejledning nr. 9330« is."""
    if word.rstrip(".").isupper():
        return True
    return len(number) > (3 if vocabulary.FAMILY_OF_TYPE[kind] == "guide" else 1)


def _short_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _is_written_short(text: str, start: int, end: int, found: re.Match[str], kind: str) -> bool:
    """Whether »LBK 280« or »lov 548 af 7. maj 2019« names an act although it lacks »nr.«; »SKR 1.200« is an amount."""
    date, after = read_date_after(text, found.end())
    if date is not None and after > found.end():
        return True
    word = text[start:end].rstrip(".")
    if text[found.end() : found.end() + 4].lstrip().startswith("§"):
        return True
    return (word in ("LBK", "LOV", "BEK") or word.lower().startswith("lovbekendt")) and len(
        found["number"]
    ) > 1


def titled(text: str, start: int, end: int, kind: str, extra: tuple[str, ...]) -> Mention | None:
    """An act named by its title alone: »lov om sygedagpenge«."""
    om = OM.match(text, end + (text[end : end + 1] == "."))
    if om is None:
        return None
    title = read_title(text, om.end(), About(vocabulary.FAMILY_OF_TYPE[kind]), extra)
    before = text[max(0, start - 40) : start]
    if title is None or _is_no_title(before):
        return None
    if kind == "EU" and not title.known and not _LEGISLATOR.search(before):
        return None
    mention = Mention(start, title.end, Act(type=kind, name=_name(text, start, title)))
    mention.genitive = title.genitive
    if not title.genitive:
        add_alias(text, mention)
    return mention


def definite_title(text: str, start: int, end: int, extra: tuple[str, ...]) -> Mention | None:
    """»loven om sygedagpenge«, only with a title that we know: »loven om den stærkeste« is no act."""
    om = OM.match(text, end)
    title = read_title(text, om.end(), About(), extra) if om else None
    if title is None or not title.known:
        return None
    return Mention(start, title.end, Act(type="LOV", name=_name(text, start, title)), genitive=title.genitive)


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
    date, after = read_date_after(text, end)
    om = OM.match(text, after) if date else None
    about = About(vocabulary.FAMILY_OF_TYPE[kind], numbered=True, dated=True)
    title = read_title(text, om.end(), about, extra) if om else None
    if om is None or title is None:
        return None
    return Mention(start, title.end, Act(type=kind, date=date, name=flat(text[om.start() : title.end])))


def _name(text: str, start: int, title: Title) -> str:
    name = flat(text[start : title.end])
    return name[:-1] if title.genitive else name


def short_name(text: str, start: int, end: int, word: str) -> Mention | None:
    """An act by a name of one word: »sygedagpengeloven«, »databeskyttelsesforordningens«, »cookiebekendtgørelsen«."""
    genitive = word.lower().endswith("s")
    name = word[:-1].rstrip("’'") if genitive else word
    low = name.lower()
    if low.endswith("loven"):
        stem = low[:-5]
        if not stem or stem in no_act.NO_ACT.words:
            return None
        if no_act.ends_like_no_act(low.removesuffix("en")) and not (genitive and _SECTION.match(text, end)):
            return None
        kind = "LOV"
    elif low.endswith("bekendtgørelsen"):
        if low[:-15].rstrip("-") in no_act.NO_ORDER:
            return None
        kind = "BEK"
    elif low.endswith(("forordningen", "direktivet")):
        stem = low.removesuffix("forordningen").removesuffix("direktivet")
        if stem in no_act.NO_EU:
            return None
        kind = "EU"
    else:
        return None
    coordinated = _COORDINATED.search(text, max(0, start - 40), start)
    if coordinated is not None:
        start = coordinated.start()
        name = flat(text[start : start + (end - start)])
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
    definite = base in vocabulary.DEFINITE
    noun = vocabulary.DEFINITE.get(base, base)
    family = vocabulary.FAMILY_OF_WORD.get(noun)
    if family is None:
        return None
    kind = Act(type={"law": "LOV", "order": "BEK", "guide": "VEJ", "eu": "EU"}[family])
    if definite:
        return Mention(start, end, kind, points=family, genitive=genitive, bound=True)
    if text[start - 2 : start - 1] not in ("e", "E"):  # every pointing word ends in e
        return None
    pointer = _POINTER.search(text, max(0, start - 20), start)
    if pointer is None:
        return None
    points = "own" if pointer["word"].lower() in vocabulary.OWN else family
    return Mention(pointer.start(), end, kind, points=points, genitive=genitive, bound=True)
