"""Front matter against what the project holds, and links to pages that are not there."""

import datetime
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple, get_args

from rettesnor.model import Channel, Letter
from rettesnor.model.deadlines import DeadlineData
from rettesnor.model.letter_rules import MetadataCheck

AUDIENCES = ("borger", "virksomhed")
CHANNELS: tuple[Channel, ...] = get_args(Channel)
_LINK = re.compile(
    r"\]\(\s*<?(?P<inline>[^)\s>]+)|^ {0,3}\[[^\]]+\]:\s*<?(?P<reference>[^\s>]+)|\b(?:href|src)=[\"'](?P<html>[^\"']+)",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(
    r"[a-z][a-z0-9+.-]*:|//|#|www\.|[^/]*\{\{|[\w-]+(?:\.[\w-]+)*\.(?:dk|com|org|eu|net)(?:/|$)",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """A fault at a front matter key (`key`), at a span of the source, or of the letter as a whole."""

    key: str | None = None
    start: int = 0
    end: int = 0
    found: str = ""
    hint: str = ""


class Beside(NamedTuple):
    """A fault that only the files beside this one tell of, at a key of the front matter (no key: at the start) or `at`.

    `becomes` is the text after the key that a fix replaces, and what by.
    """

    look: str
    key: tuple[str, ...]
    found: str
    hint: str = ""
    becomes: tuple[str, str] | None = None
    at: tuple[int, int] | None = None


class Known(NamedTuple):
    """What references may name: ids of letter kinds, procedures and systems, as front matter writes them, and of
    deadlines, as `frist(...)` does. `calendar` says how letters are sent."""

    kinds: Collection[str]
    procedures: Collection[str]
    systems: Collection[str]
    deadlines: Collection[str] = ()
    calendar: DeadlineData = DeadlineData()


def look(
    check: MetadataCheck, letter: Letter, known: Known, *, missing_links: Collection[str], day: datetime.date
) -> Iterable[Place]:
    """What is wrong in the letter's front matter and links. `missing_links` are link targets that no file answers."""
    head = letter.head
    match check.look:
        case "owner":
            if not (head.owner or "").strip():
                yield Place(key="owner")
        case "kind":
            if head.kind is None:
                yield Place(key="kind", hint="Skriv »kind:« og en af dem: " + ", ".join(known.kinds))
            elif head.kind not in known.kinds:
                yield Place(key="kind", found=head.kind, hint=_nearest(head.kind, known.kinds))
        case "choice":
            if head.audience is not None and head.audience not in AUDIENCES:
                yield Place(key="audience", found=head.audience, hint=_nearest(head.audience, AUDIENCES))
            for channel in head.channels:
                if channel not in CHANNELS:
                    yield Place(key="channels", found=channel, hint=_nearest(channel, CHANNELS))
        case "review":
            if head.reviewed is not None and _months_after(head.reviewed, head.review_every_months) < day:
                yield Place(key="reviewed", found=f"{head.reviewed:%d.%m.%Y}")
        case "ended":
            if head.valid_to is not None and head.valid_to < day:
                yield Place(key="valid_to", found=f"{head.valid_to:%d.%m.%Y}")
        case "reference":
            if head.procedure is not None and head.procedure not in known.procedures:
                yield Place(
                    key="procedure", found=head.procedure, hint=_nearest(head.procedure, known.procedures)
                )
            if head.system is not None and head.system not in known.systems:
                yield Place(key="system", found=head.system, hint=_nearest(head.system, known.systems))
            sendings = [sending.id for sending in known.calendar.sendings]
            if head.sending is not None and head.sending not in sendings:
                yield Place(key="sending", found=head.sending, hint=_nearest(head.sending, sendings))
        case "link":
            for start, target in links(letter.source, letter.body_start):
                if target in missing_links:
                    yield Place(start=start, end=start + len(target), found=target)
        case "key" | "replaced" | "variant_drift" | "handover":
            return  # found when the front matter was read, or by the files beside this one


def links(source: str, start: int = 0) -> Iterable[tuple[int, str]]:
    """(offset, target) of every link to a page of our own: no scheme, no anchor alone, no field in it."""
    for found in _LINK.finditer(source, start):
        group = found.lastgroup or "inline"
        if not _ELSEWHERE.match(found[group]):
            yield found.start(group), found[group]


def _nearest(word: str, known: Collection[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Mente du »{near[0]}«?" if near else "Vælg en, der findes."


def _months_after(day: datetime.date, months: int) -> datetime.date:
    month = day.month - 1 + max(0, months)
    year = min(day.year + month // 12, datetime.MAXYEAR)
    # The last days of long months count as the first of the next: a review is never called overdue too early.
    if day.day > 28:
        month, day = month + 1, day.replace(day=1)
        year = min(day.year + month // 12, datetime.MAXYEAR)
    return datetime.date(year, month % 12 + 1, day.day)
