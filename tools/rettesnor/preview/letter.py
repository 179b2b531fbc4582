"""One letter, one case, one channel -> what the citizen gets."""

import datetime
import re
from typing import NamedTuple

import msgspec
from markdown_it.token import Token

from rettesnor.law.deadlines import UnknownArrival, last_day
from rettesnor.model import Case, Channel, Letter, Record
from rettesnor.model.project import Project
from rettesnor.preview.fill import Filler
from rettesnor.preview.html import html
from rettesnor.preview.limits import too_much
from rettesnor.preview.page import page
from rettesnor.preview.paper import Paper, Printed
from rettesnor.preview.plainer import ALL, plainer
from rettesnor.preview.tree import heading, tree
from rettesnor.preview.typst_source import typst

CHANNELS: tuple[Channel, ...] = ("digital_post", "min_side", "papir")
SAMPLE_ADDRESS = ("Prøvegade 1, 2. tv.", "1000 Prøveby")
# PDF/A wants a date in every document. One that says nothing of the day it is sent carries the day when its letter was
# last reviewed, so that it is the same tomorrow; and this one where nobody has reviewed it.
NO_DAY = datetime.date(2000, 1, 1)
SUFFIXES: dict[Channel, str] = {"digital_post": ".html", "min_side": ".html", "papir": ".pdf"}


# What Typst says when no font of its own or ours has a sign, which it writes as Rust writes texts.
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class Preview(Record, frozen=True, kw_only=True):
    """The finished bytes (HTML in UTF-8, or a PDF), or an error in Danish with its line in the letter's file.

    `body` is a screen channel's HTML without the page around it, with the values marked; `included` are the snippets
    that the letter asked for, `deadlines` the last days that it was told, which is all that depends on the day it is
    sent. A PDF has its number of `pages` and a `picture` of the first one (PNG).
    """

    content: bytes = b""
    body: str = ""
    pages: int = 0
    picture: bytes = b""
    included: tuple[str, ...] = ()
    deadlines: dict[str, datetime.date | None] = msgspec.field(
        default_factory=dict[str, datetime.date | None]
    )
    error: str | None = None
    line: int | None = None


class CasePreviews(Record, frozen=True, kw_only=True):
    """The previews of one case by channel; `letter` is the path of the letter's file, `case` the name of the case."""

    letter: str
    case: str
    channels: dict[Channel, Preview]


class Filled(NamedTuple):
    """A letter with its values as the tree that every channel is made from, or why there is none."""

    tokens: list[Token]
    included: tuple[str, ...]
    deadlines: dict[str, datetime.date | None]
    error: str | None = None
    line: int | None = None


def fill(
    letter: Letter, case: Case, channel: Channel, *, project: Project, filler: Filler, day: datetime.date
) -> Filled:
    """The letter for the reader of `case`, sent on `day` in `channel`, before the channel's limits."""
    known = deadlines(project, channel, day)
    answer = filler.fill(
        letter.source[letter.body_start :],
        fields=letter.head.fields,
        values=case.values,
        snippets=snippet_texts(project),
        deadlines=known,
    )
    told = {name: known.get(name) for name in answer.deadlines}
    if answer.error is None:
        return Filled(tree(answer.markdown), answer.included, told)
    above = letter.source.count("\n", 0, letter.body_start)
    line = answer.line + above if answer.line else None
    return Filled([], answer.included, told, answer.error, line)


def preview(
    letter: Letter, case: Case, channel: Channel, *, project: Project, filler: Filler, day: datetime.date
) -> Preview:
    """The letter as the reader of `case` gets it in `channel`, sent on `day`."""
    filled = fill(letter, case, channel, project=project, filler=filler, day=day)
    made = _made(filled, letter, case, channel, project, filler, day)
    return msgspec.structs.replace(made, included=filled.included, deadlines=filled.deadlines)


def _made(
    filled: Filled,
    letter: Letter,
    case: Case,
    channel: Channel,
    project: Project,
    filler: Filler,
    day: datetime.date,
) -> Preview:
    if filled.error is not None:
        return Preview(error=filled.error, line=filled.line)
    title = heading(filled.tokens) or letter.head.title or letter.id
    shows = next((limits.shows for limits in project.channels if limits.channel == channel), ALL)
    tokens = plainer(filled.tokens, shows)
    if channel != "papir":
        whole = page(html(tokens), title=title, sender=project.organisation.name, channel=channel)
        return Preview(content=whole.encode(), body=html(tokens, mark_values=True))
    name = str(case.values.get("navn", "Anna Prøvesen"))
    if reason := too_much(tokens, name):
        return Preview(error=f"Brevet kan ikke sættes på papir. {reason}")
    organisation = project.organisation
    paper = Paper(
        title=title,
        sender=(organisation.name, *organisation.address.split(", "), f"Telefon {organisation.phone}"),
        recipient=(name, *SAMPLE_ADDRESS),
        day=day if filled.deadlines else letter.head.reviewed or NO_DAY,
        layout=project.print_layout,
    )
    return _printed(filler.printed(typst(tokens), paper), letter)


def _printed(made: Printed, letter: Letter) -> Preview:
    if made.fault in ("window", "limits"):
        return Preview(error=made.message)
    if made.fault:  # one letter never stops the others
        if sign := missing_sign(made.message):
            told = f"Skrifttypen har ikke tegnet »{sign}«. Skriv det med ord, eller tag det ud."
            return Preview(error=f"Brevet kan ikke sættes på papir. {told}", line=_line(sign, letter))
        # Nested too deep, or a word longer than a page.
        reason = "Brevet kan ikke sættes på papir. Se efter noget, der ligger i mange lag, eller et meget langt ord."
        return Preview(error=reason)
    return Preview(content=made.content, pages=made.pages, picture=made.picture)


def missing_sign(error: str) -> str | None:
    """The sign that Typst says our font lacks."""
    found = _MISSING.search(error)
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else None


def _line(text: str, letter: Letter) -> int | None:
    """Where the letter's own file has it; None where it comes from a value or another text."""
    at = letter.source.find(text, letter.body_start)
    return letter.source.count("\n", 0, at) + 1 if at >= 0 else None


def all_letters(project: Project) -> tuple[Letter, ...]:
    """Those of the project's day, and later editions."""
    return (*project.letters, *project.coming_letters)


def sent(letter: Letter, day: datetime.date) -> datetime.date:
    """The day that a letter is shown for: `day`, or its own first day where that is later."""
    return max(day, letter.head.valid_from or day)


def snippet_texts(project: Project) -> dict[str, str]:
    """The texts that letters may include, by the name they are included under."""
    return {
        snippet.path.removeprefix("content/"): snippet.source[snippet.body_start :]
        for snippet in project.snippets
    }


def deadlines(project: Project, channel: Channel, day: datetime.date) -> dict[str, datetime.date | None]:
    """The last day of every rule for a letter sent on `day` in `channel`; None where nobody knows when it arrives."""
    found: dict[str, datetime.date | None] = {}
    for rule in project.deadlines.rules:
        try:
            found[rule.id] = last_day(day, channel, rule, project.deadlines).last_day
        except UnknownArrival:
            found[rule.id] = None
    return found
