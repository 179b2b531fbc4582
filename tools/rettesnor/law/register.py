"""The register of acts, compiled for looking up: by every name an act has, and by year and number.

Numbers in Lovtidende A are shared by laws, consolidations and orders, so year and number name one act.
"""

import datetime
import re
from collections.abc import Iterable, Iterator

from rettesnor.law import vocabulary
from rettesnor.law.citations import find
from rettesnor.law.dates import written
from rettesnor.law.pinpoints import read_sections
from rettesnor.model import Problem
from rettesnor.model.citation import Citation
from rettesnor.model.statutes import Amendment, Statute, Version

TYPES = frozenset({"LOV", "LBK", "BEK", "VEJ", "CIR", "CIS", "SKR", "ANO", "EU"})
_IN_LOVTIDENDE = frozenset({"LOV", "LBK", "BEK", "ANO"})
_LEADING = re.compile(
    r"(?:loven|lov|bekendtgørelse|vejledning|cirkulære|forordning|direktiv)\s+om\s+|om\s+", re.IGNORECASE
)

# How long a look at Retsinformation lasts.
CHECK_LASTS = datetime.timedelta(days=365)


class Register:
    """Statutes by name and by number. Plain data: it can be pickled and shared."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self.statutes: dict[str, Statute] = {statute.id: statute for statute in statutes}
        self._by_name: dict[tuple[str, str], tuple[str, ...]] = {}
        self._by_number: dict[tuple[str, str], tuple[Statute, Version | Amendment]] = {}
        for statute in self.statutes.values():
            for name in names(statute):
                key = name_key(name, _type(statute))
                known = self._by_name.get(key, ())
                if statute.id not in known:
                    self._by_name[key] = (*known, statute.id)
            for version in statute.versions:
                self._add(statute, version)
                for amendment in version.amendments:
                    self._add(statute, amendment)
        named = (name for statute in self.statutes.values() for name in names(statute))
        self.titles: tuple[str, ...] = tuple(
            sorted({_LEADING.sub("", each) for each in named if _LEADING.match(each)})
        )
        self.abbreviations: dict[str, str] = dict(vocabulary.ABBREVIATIONS)
        for statute in self.statutes.values():
            for abbreviation in statute.abbreviations:
                self.abbreviations.setdefault(abbreviation, _type(statute))

    def _add(self, statute: Statute, version: Version | Amendment) -> None:
        key = number_key(version)
        if key is not None:
            self._by_number.setdefault(key, (statute, version))

    def named(self, name: str, kind: str = "LOV") -> tuple[Statute, ...]:
        """The acts that bear a name; more than one when it is ambiguous. `kind` is the type of the act that is cited."""
        return tuple(self.statutes[each] for each in self._by_name.get(name_key(name, kind), ()))

    def numbered(self, year: str, number: str) -> tuple[Statute, Version | Amendment] | None:
        """The act with a number in a year; `year` is "" for EU acts, whose number holds it."""
        return self._by_number.get((year, number))

    def everything(self) -> Iterator[tuple[Statute, Version | Amendment]]:
        """Every version and amendment of every act."""
        for statute in self.statutes.values():
            for version in statute.versions:
                yield statute, version
                for amendment in version.amendments:
                    yield statute, amendment

    def find(self, text: str) -> tuple[Citation, ...]:
        """The citations in a text, with the titles and abbreviations of this register known."""
        return find(text, titles=self.titles, abbreviations=self.abbreviations)


def names(statute: Statute) -> tuple[str, ...]:
    """Every name that a text may use for an act."""
    short = (statute.short_name,) if statute.short_name else ()
    return (statute.title, *short, *statute.abbreviations, *statute.names)


def name_key(name: str, kind: str) -> tuple[str, str]:
    """A name as it is compared: small letters, one spelling of »m.v.«; a title carries the family of its act.

    So »lov om en aktiv beskæftigelsesindsats« and »bekendtgørelse om en aktiv beskæftigelsesindsats« are two names.
    """
    flat = " ".join(name.casefold().split()).removesuffix(" m.v.").removesuffix(" mv.").removesuffix(" m.m.")
    leading = _LEADING.match(flat)
    if leading is None:
        return "", flat
    word = leading[0].split()[0].removesuffix("en")
    family = vocabulary.FAMILY_OF_WORD.get(word) or vocabulary.FAMILY_OF_TYPE.get(kind, "")
    return family, flat[leading.end() :]


def _type(statute: Statute) -> str:
    """LOV, BEK, VEJ or EU, as un-numbered mentions of an act have it."""
    kind = statute.versions[-1].type if statute.versions else "LOV"
    return "LOV" if kind == "LBK" else kind


def number_key(version: Version | Amendment) -> tuple[str, str] | None:
    if version.number is None:
        return None
    if version.type == "EU":
        return "", version.number
    year = year_of(version)
    if year is None:
        return None
    return (str(year) if version.type in _IN_LOVTIDENDE else f"{version.type} {year}"), version.number


def key_of(kind: str, year: str, number: str) -> tuple[str, str]:
    """The key under which a cited act of `kind` stands."""
    if kind == "EU":
        return "", number
    return (year if kind in _IN_LOVTIDENDE else f"{kind} {year}"), number


def year_of(version: Version | Amendment) -> int | None:
    if version.date is not None:
        return version.date.year
    return version.year


def begins(version: Version) -> datetime.date | None:
    """The day from which a version counts: in force, else its date, else the last day of its year."""
    if version.in_force_from is not None:
        return version.in_force_from
    if version.date is not None:
        return version.date
    return datetime.date(version.year, 12, 31) if version.year is not None else None


def url(version: Version | Amendment) -> str | None:
    """The address at Retsinformation, only for what stands in Lovtidende A (facts on ELI)."""
    year = year_of(version)
    if version.type not in _IN_LOVTIDENDE or version.number is None or year is None:
        return None
    return f"https://www.retsinformation.dk/eli/lta/{year}/{version.number}"


def overdue(statutes: Iterable[Statute], day: datetime.date) -> tuple[tuple[Statute, Version | None], ...]:
    """Acts whose newest version nobody has seen in force within a year before `day`; repealed acts are left out."""
    late: list[tuple[Statute, Version | None]] = []
    for statute in statutes:
        if statute.repealed_on is not None and statute.repealed_on <= day:
            continue
        newest = statute.versions[-1] if statute.versions else None
        if newest is None or newest.in_force_checked is None or newest.in_force_checked + CHECK_LASTS < day:
            late.append((statute, newest))
    return tuple(late)


def problems(statutes: Iterable[Statute]) -> tuple[Problem, ...]:
    """What a lawyer must mend in the register before anyone can trust it."""
    known = tuple(statutes)
    ids = {statute.id for statute in known}
    found = [
        Problem(path=f"content/statutes/{statute.id}.yml", message=message)
        for statute in known
        for message in _problems(statute, ids)
    ]
    seen: dict[tuple[str, str], str] = {}
    for statute in known:
        for version in statute.versions:
            key = number_key(version)
            if key is not None and seen.setdefault(key, statute.id) != statute.id:
                message = f"{version.type} nr. {version.number} står også i {seen[key]}.yml. Et nummer hører til én lov."
                found.append(Problem(path=f"content/statutes/{statute.id}.yml", message=message))
    return tuple(sorted(found))


def _problems(statute: Statute, ids: set[str]) -> Iterator[str]:
    if statute.successor is not None and statute.successor not in ids:
        yield f"successor »{statute.successor}« er ikke en lov i content/statutes."
    if statute.successor == statute.id:
        yield "successor peger på loven selv. Skriv den lov, der kom i stedet, eller slet linjen."
    if statute.successor is not None and statute.repealed_on is None:
        yield "successor kræver repealed_on: dagen, hvor den nye lov tog over."
    for version in statute.versions:
        yield from _version_problems(version)
    for earlier, later in zip(statute.versions, statute.versions[1:], strict=False):
        yield from _order_problems(earlier, later)
    numbers = [number_key(version) for version in statute.versions if version.number]
    for key in {each for each in numbers if each is not None and numbers.count(each) > 1}:
        yield f"nr. {key[1]} står to gange. Slet den ene udgave."
    for moved in statute.moved:
        for place in (moved.old, moved.new):
            if read_sections(place, 0) is None and not place.lower().startswith(("kapitel", "artikel")):
                yield f"»{place}« under moved er ikke en henvisning. Skriv for eksempel »§ 27, stk. 1«."


def _version_problems(version: Version) -> Iterator[str]:
    name = label(version)
    if version.type not in TYPES:
        yield f"»{version.type}« er ikke en type. Skriv en af {', '.join(sorted(TYPES))}."
    if version.number is None and not version.note:
        yield f"{name} mangler nummer. Skriv number, eller skriv i note, hvorfor det ikke kendes."
    if version.date is None and version.year is None and version.type != "EU":
        yield f"{name} mangler både date og year. Skriv en af dem."
    if version.date is not None and version.year is not None and version.date.year != version.year:
        yield f"{name}: year {version.year} passer ikke til date {version.date}."
    if version.in_force_from and version.in_force_to and version.in_force_to < version.in_force_from:
        yield f"{name}: in_force_to {version.in_force_to} ligger før in_force_from {version.in_force_from}."
    if version.in_force_checked is not None and (version.source is None or not version.source.url):
        yield f"{name}: in_force_checked kræver en source med url til Retsinformation."
    for section in version.sections or ():
        if read_sections(f"§ {section}", 0) is None:
            yield f"{name}: »{section}« er ikke en paragraf. Skriv for eksempel »16 a« eller »1-39«."


def _order_problems(earlier: Version, later: Version) -> Iterator[str]:
    first, second = begins(earlier), begins(later)
    if first is not None and second is not None and second < first:
        yield f"{label(later)} står efter {label(earlier)}, men er ældre. Skriv den ældste udgave først."
    if earlier.in_force_to and later.in_force_from and later.in_force_from <= earlier.in_force_to:
        yield f"{label(earlier)} og {label(later)} gælder samtidig. Ret in_force_to eller in_force_from."


def label(version: Version | Amendment) -> str:
    """A version as it is cited, as far as we know it: »LBK nr. 280 af 1. marts 2024«."""
    number = (
        f" nr. {version.number}"
        if version.number and version.type != "EU"
        else f" {version.number or 'uden nummer'}"
    )
    if version.date is not None:
        return f"{version.type}{number} af {written(version.date)}"
    year = year_of(version)
    return f"{version.type}{number} fra {year}" if year else f"{version.type}{number}"
