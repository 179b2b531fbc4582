"""A citation held against the register on a day: which act it is, whether it stands, and what is right instead."""

import datetime
from typing import Literal

from rettesnor.law.dates import written
from rettesnor.law.register import CHECK_LASTS, Register, begins, key_of, label, url, year_of
from rettesnor.model.citation import Act, Citation, Pinpoint
from rettesnor.model.record import Record
from rettesnor.model.statutes import Amendment, Moved, Statute, Version

Status = Literal[
    "in_force",
    "superseded",
    "not_yet_in_force",
    "repealed",
    "wrong_date",
    "unknown_act",
    "unknown_section",
    "unverified",
    "unresolved",
]


class Resolved(Record, frozen=True, kw_only=True):
    """What the register says of a citation. `right` is the number and date to write instead (»LBK nr. 280 af ...«).

    `ambiguous` holds the ids that a name can stand for when it is more than one; `moved` what stands elsewhere now.
    """

    status: Status
    message: str
    act_id: str | None = None
    url: str | None = None
    right: str | None = None
    right_date: datetime.date | None = None
    ambiguous: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()


def resolve(citation: Citation, register: Register, day: datetime.date) -> Resolved:
    """Judge a citation on `day`. Where several faults hold, the first of the contract's order is given."""
    act = citation.act
    if act is None:
        return Resolved(status="unresolved", message="Teksten siger ikke, hvilken lov det er.")
    if act.type in ("principafgørelse", "dom"):
        word = "dommen" if act.type == "dom" else "principmeddelelsen"
        return Resolved(
            status="unknown_act", message=f"Registret rummer kun love og regler, ikke {word} {act.number}."
        )
    named = register.named(act.name, act.type) if act.name else ()
    if len(named) > 1 and act.number is None:
        titles = " eller ".join(statute.title for statute in named)
        ids = tuple(statute.id for statute in named)
        return Resolved(
            status="unknown_act",
            ambiguous=ids,
            message=f"»{act.name}« kan være {titles}. Skriv lovens fulde navn.",
        )
    if act.number is None:
        if not named:
            return Resolved(status="unknown_act", message=f"Registret kender ikke »{act.name}«.")
        return _by_name(citation, named[0], register, day)
    return _by_number(citation, act, named, register, day)


def _by_name(citation: Citation, statute: Statute, register: Register, day: datetime.date) -> Resolved:
    """An act named without a number: what holds of its newest version on the day."""
    newest = _newest(statute, day)
    address = url(newest) if newest else None
    ended = _ended(statute, register, day)
    if ended is not None:
        return Resolved(status="repealed", act_id=statute.id, url=address, message=ended)
    first = begins(statute.versions[0]) if statute.versions else None
    if newest is None and first is not None and first > day:
        return Resolved(
            status="not_yet_in_force",
            act_id=statute.id,
            message=f"{_capital(_name(statute))} gælder først fra {written(first)}.",
        )
    return _standing(citation, statute, newest, day)


def _by_number(
    citation: Citation, act: Act, named: tuple[Statute, ...], register: Register, day: datetime.date
) -> Resolved:
    found = _look_up(act, named, register)
    if found is None:
        return _unknown_number(act, named, register, day)
    statute, version = found
    if named and statute not in named:
        message = f"{label(version)} er {_name(statute)}, ikke {_name(named[0])}."
        return Resolved(status="wrong_date", act_id=named[0].id, url=url(version), message=message)
    if not _same_day(act, version):
        right = label(version)
        wrong = (
            "nummer"
            if act.number != version.number
            else "dag"
            if _year(act) == str(year_of(version))
            else "år"
        )
        return Resolved(
            status="wrong_date",
            act_id=statute.id,
            url=url(version),
            right=right,
            right_date=version.date,
            message=f"Forkert {wrong}: det rigtige er {right}.{_also_replaced(statute, version, day)}",
        )
    if isinstance(version, Amendment):
        return _amendment(statute, version, day)
    ended = _ended(statute, register, day)
    if ended is not None:
        return Resolved(status="repealed", act_id=statute.id, url=url(version), message=ended)
    replaced = _replaced(statute, version, day)
    if replaced is not None:
        message, right = replaced
        return Resolved(
            status="superseded", act_id=statute.id, url=url(version), message=message, right=right
        )
    starts = begins(version)
    if starts is not None and starts > day:
        message = f"{label(version)} gælder først fra {written(starts)}."
        return Resolved(status="not_yet_in_force", act_id=statute.id, url=url(version), message=message)
    return _standing(citation, statute, version, day)


def _also_replaced(statute: Statute, version: Version | Amendment, day: datetime.date) -> str:
    replaced = _replaced(statute, version, day) if isinstance(version, Version) else None
    if replaced is None:
        return ""
    return f" Den er afløst; den nyeste, vi kender, er {replaced[1]}." if replaced[1] else " Den er afløst."


def _look_up(
    act: Act, named: tuple[Statute, ...], register: Register
) -> tuple[Statute, Version | Amendment] | None:
    """The version that a number means, also when its day, year or one digit is wrong."""
    number, year = act.number or "", _year(act)
    exact = register.numbered(*key_of(act.type, year, number)) if year or act.type == "EU" else None
    if exact is not None and (not named or exact[0] in named or not _same_day(act, exact[1])):
        return exact
    candidates = [
        (statute, version)
        for statute in named
        for version in statute.versions
        if version.number == number or (act.date and version.date and version.date.isoformat() == act.date)
    ]
    if candidates:
        return candidates[-1]
    if exact is not None:
        return exact
    if act.date is None:
        alone = [
            each for each in register.everything() if each[1].number == number and each[1].type == act.type
        ]
        return alone[0] if len(alone) == 1 else None
    near = [
        (statute, version)
        for statute, version in register.everything()
        if version.date is not None and version.type == act.type and _nearly(act, version)
    ]
    return near[0] if len(near) == 1 else None


def _nearly(act: Act, version: Version | Amendment) -> bool:
    """The same number on the same day of another year, or the same day with two digits exchanged."""
    if version.date is None or act.date is None or len(act.date) < 10:
        return False
    if version.number is None:  # a version whose number we don't know: its day tells it
        return act.date == version.date.isoformat()
    if act.number == version.number:
        return act.date[5:] == version.date.isoformat()[5:]
    number = act.number or ""
    return act.date == version.date.isoformat() and sorted(number) == sorted(version.number or "")


def _same_day(act: Act, version: Version | Amendment) -> bool:
    if version.number is not None and act.number != version.number:
        return False
    if act.date is None or (version.date is None and year_of(version) is None):
        return True
    if len(act.date) == 4 or version.date is None:
        return act.date[:4] == str(year_of(version))
    return act.date == version.date.isoformat()


def _year(act: Act) -> str:
    return (act.date or "")[:4]


def _unknown_number(act: Act, named: tuple[Statute, ...], register: Register, day: datetime.date) -> Resolved:
    written_number = f"{act.type} nr. {act.number}"
    if not named:
        return Resolved(status="unknown_act", message=f"Registret kender ikke {written_number}.")
    statute = named[0]
    ended = _ended(statute, register, day)
    if ended is not None:
        return Resolved(status="repealed", act_id=statute.id, message=ended)
    newest = _newest(statute, day)
    if (
        newest is not None
        and newest.date is not None
        and act.date
        and len(act.date) == 10
        and act.type == newest.type
    ) and act.date < newest.date.isoformat():
        message = f"{written_number} er afløst. Den nyeste, vi kender, er {label(newest)}."
        return Resolved(
            status="superseded", act_id=statute.id, url=url(newest), right=label(newest), message=message
        )
    message = f"Registret kender ikke {written_number} for {_name(statute)}. Slå den op på Retsinformation."
    return Resolved(status="unverified", act_id=statute.id, message=message)


def _amendment(statute: Statute, amendment: Amendment, day: datetime.date) -> Resolved:
    address = url(amendment)
    if amendment.in_force_from is not None and amendment.in_force_from > day:
        message = f"{label(amendment)} gælder først fra {written(amendment.in_force_from)}."
        return Resolved(status="not_yet_in_force", act_id=statute.id, url=address, message=message)
    message = f"{label(amendment)} ændrer {_name(statute)}. Vi har ikke kontrolleret på Retsinformation, at den gælder."
    return Resolved(status="unverified", act_id=statute.id, url=address, message=message)


def _standing(citation: Citation, statute: Statute, version: Version | None, day: datetime.date) -> Resolved:
    """What is left to judge when nothing speaks against the act: its sections, and whether anyone looked."""
    address = url(version) if version else None
    moved = tuple(each for each in moved_places(statute, citation.pinpoints) if each.since <= day)
    missing = _missing(citation.pinpoints, version)
    if missing is not None and version is not None:
        message = f"{missing} findes ikke i {label(version)}."
        return Resolved(
            status="unknown_section", act_id=statute.id, url=address, message=message, moved=moved
        )
    coming = "".join(f"{each.about} " for each in statute.expected if each.date <= day)
    checked = version.in_force_checked if version else None
    if version is not None and checked is not None and checked <= day <= checked + CHECK_LASTS:
        message = f"{label(version)} gælder. Set på Retsinformation {written(checked)}."
        return Resolved(status="in_force", act_id=statute.id, url=address, message=message, moved=moved)
    if checked is not None:
        message = f"Det er over et år siden, nogen så på Retsinformation, at {_name(statute)} gælder ({written(checked)})."
    else:
        message = (
            f"Ingen har endnu set efter på Retsinformation, om registrets udgave af {_name(statute)} gælder."
        )
    return Resolved(
        status="unverified", act_id=statute.id, url=address, message=coming + message, moved=moved
    )


def moved_places(statute: Statute, places: tuple[Pinpoint, ...]) -> tuple[Moved, ...]:
    """Where the cited places stand now, for those that the register knows to have moved."""
    return tuple(each for each in statute.moved if any(_covers(each.old, place) for place in places))


def _newest(statute: Statute, day: datetime.date) -> Version | None:
    held = [version for version in statute.versions if (start := begins(version)) is None or start <= day]
    return held[-1] if held else None


def _ended(statute: Statute, register: Register, day: datetime.date) -> str | None:
    if statute.repealed_on is None or statute.repealed_on > day:
        return None
    after = register.statutes.get(statute.successor or "")
    instead = f" I stedet kom {_name(after)}." if after else ""
    return f"{_capital(_name(statute))} blev ophævet {written(statute.repealed_on)}.{instead}"


def _replaced(statute: Statute, version: Version, day: datetime.date) -> tuple[str, str | None] | None:
    """Why a version no longer holds, and what to write; a new main act replaces consolidations too."""
    at = statute.versions.index(version)
    later = [
        each
        for each in statute.versions[at + 1 :]
        if each.type in (version.type, "LOV") and (start := begins(each)) is not None and start <= day
    ]
    held = [
        each for each in statute.versions[at + 1 :] if (start := begins(each)) is not None and start <= day
    ]
    if later:
        return f"{label(version)} er afløst. Den nyeste, vi kender, er {label(held[-1])}.", label(held[-1])
    if version.in_force_to is not None and version.in_force_to < day:
        return f"{label(version)} gjaldt til {written(version.in_force_to)}.", None
    known = statute.later_versions if version.type != "LOV" else None
    if known is not None and known.after <= day and version.date is not None and version.date <= known.after:
        return f"{label(version)} er afløst af senere udgaver, som registret ikke kender.", None
    return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _name(statute: Statute) -> str:
    return statute.short_name or statute.title


def _missing(places: tuple[Pinpoint, ...], version: Version | None) -> str | None:
    """The first cited section that a version does not hold, where its sections are known."""
    if version is None or version.sections is None:
        return None
    for place in places:
        if place.paragraf and not any(_within(place.paragraf, section) for section in version.sections):
            return f"§ {place.paragraf}"
    return None


def _within(section: str, listed: str) -> bool:
    """Whether a listing holds a section. »1-23« holds no »16 a«: lettered sections are listed one by one."""
    first, _, last = listed.partition("-")
    if not last or " " in section:
        return section.casefold() == listed.casefold()
    return _order(first) <= _order(section) <= _order(last)


def _order(section: str) -> tuple[int, str]:
    digits, _, letter = section.strip().partition(" ")
    return (int(digits) if digits.isdigit() else 0), letter.casefold()


def _covers(old: str, place: Pinpoint) -> bool:
    """Whether a moved provision (»§ 30 a«, »§ 2, nr. 3«, »kapitel 12 b«) is the place that is cited."""
    head, *rest = [part.strip() for part in old.split(",")]
    if head.startswith("kapitel"):
        return place.kapitel == head.removeprefix("kapitel").strip()
    if place.paragraf != head.removeprefix("§").strip():
        return False
    wanted = dict(part.replace(".", "").split(" ", 1) for part in rest if " " in part)
    return all(
        getattr(place, level, None) in (None, value)
        for level, value in wanted.items()
        if level in ("stk", "nr", "litra")
    )
