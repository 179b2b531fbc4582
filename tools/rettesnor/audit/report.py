"""The page that tells what a whole archive shows: pictures with the same figures as tables beside them. Pure."""

import base64
import datetime
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from rettesnor.audit.charts import Bar, columns
from rettesnor.audit.privacy import SHOWN_FROM
from rettesnor.audit.survey import GroupRow, RuleOf, Survey
from rettesnor.lint.standard import group
from rettesnor.model import GROUPS
from rettesnor.model.policy import Card

MOST_ROWS = 40  # of templates and of units; the rest stand in the tables beside the page
MOST_QUOTES = 60
MOST_MONTHS = 24  # shown one by one; a longer time is shown by years
SEVERITY = {"error": "fejl", "warning": "advarsel", "advice": "råd"}
HEADINGS = {
    "terms": "Forældede ord",
    "law": "Lovhenvisninger",
    "parts": "Manglende dele",
    "forbidden": "Ord, der ikke må stå der",
    "address": "Tiltale",
    "words": "Tunge ord",
    "passive": "Passiv",
    "nouns": "Navneordsstil",
    "abbreviations": "Forkortelser",
    "sentences": "Sætninger",
    "readability": "Læsbarhed",
    "structure": "Opbygning",
}
FIRST = ("terms", "law", "parts")
_MONTHS = ("jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.")


class Rule(NamedTuple):
    """A row of a table of rules."""

    title: str
    severity: str
    letters: int
    findings: int
    share: float


class Section(NamedTuple):
    """The rules of one group, by months too."""

    id: str
    title: str
    letters: str
    rules: tuple[Rule, ...]
    picture: Markup | None


class Row(NamedTuple):
    """A template, a unit or a month."""

    name: str
    letters: int
    with_error: int
    share: float
    findings: float
    worst: tuple[str, ...]


class Shown(NamedTuple):
    """Words that a template says."""

    template: str
    title: str
    words: str
    letters: int


def report(
    result: Survey,
    *,
    cards: Iterable[Card],
    name: str,
    day: datetime.date,
    fonts: tuple[bytes, bytes],
) -> str:
    """The page as HTML that needs no other file. `fonts` are regular and semibold as woff2."""
    by_id = {card.id: card for card in cards}
    titles = {id: card.title for id, card in by_id.items()}
    groups = {id: str(group(card)) for id, card in by_id.items()}
    months = [row for row in result.groups["month"] if row.name]
    first, last = (months[0].name, months[-1].name) if months else ("", "")
    told = result.rules_of["month"]
    by_year = len(months) > MOST_MONTHS
    if by_year:
        months = list(_years(months))
        told = [row._replace(name=row.name[:4]) for row in told]
    return _page().render(
        name=name,
        result=result,
        day=danish_day(day),
        fonts=[base64.b64encode(font).decode() for font in fonts],
        span=_span(first, last),
        by_year=by_year,
        picture=_by_month(months) if len(months) > 1 else None,
        months=[_row(row, (), titles)._replace(name=month_name(row.name)) for row in months],
        sections=list(_sections(result, titles, groups, months, told)),
        templates=list(_rows(result, "template", titles)),
        units=list(_rows(result, "unit", titles)),
        quotes=list(_quotes(result, titles)),
        more_quotes=max(0, len(result.quotes) - MOST_QUOTES),
        rows=MOST_ROWS,
        shown_from=SHOWN_FROM,
    )


def month_name(month: str) -> str:
    """»nov. 2026« for »2026-11«; a year alone stays."""
    year, _, number = month.partition("-")
    return year if not number else f"{_MONTHS[int(number) - 1]} {year}"


def danish_day(day: datetime.date) -> str:
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def number(value: float) -> str:
    """»12.345« and »1,5«: thousands with a full stop, one decimal where it is no whole number."""
    text = f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:,.1f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def rate(value: float) -> str:
    """»1,0«: always one decimal, so that a column of them can be compared."""
    return f"{value:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(share: float) -> str:
    """»12 %«, »0,4 %«; never »0 %« for something nor »100 %« for less than all."""
    value = 100 * share
    if 0 < value < 0.1:
        return "under 0,1 %"
    shown = number(round(value, 1) if value < 10 or 99 < value < 100 else round(value))
    return "over 99,9 %" if shown == "100" and share < 1 else f"{shown} %"


@cache
def _page() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("rettesnor.audit"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["number"] = number
    environment.filters["percent"] = percent
    environment.filters["rate"] = rate
    return environment.get_template("report.html")


def _span(first: str, last: str) -> str:
    return f"{month_name(first)} til {month_name(last)}" if first != last else month_name(first)


def _years(months: Iterable[GroupRow]) -> Iterator[GroupRow]:
    for year, rows in groupby(months, key=lambda row: row.name[:4]):
        counts = [row[1:] for row in rows]
        yield GroupRow(year, *(sum(column) for column in zip(*counts, strict=True)))


def _by_month(months: Sequence[GroupRow]) -> Markup:
    shares = [(month_name(row.name), row.with_error / row.letters) for row in months]
    bars = [Bar(name, share, percent(share)) for name, share in shares]
    return columns(bars, label="Andel af brevene med mindst én fejl over tid")


def _sections(
    result: Survey,
    titles: dict[str, str],
    groups: dict[str, str],
    months: Sequence[GroupRow],
    told: Iterable[RuleOf],
) -> Iterator[Section]:
    order = (*FIRST, *(name for name in GROUPS if name not in FIRST))
    for name in order:
        rules = tuple(
            Rule(
                titles.get(row.rule, row.rule),
                SEVERITY.get(row.severity, row.severity),
                row.letters,
                row.findings,
                row.letters / result.letters,
            )
            for row in result.rules
            if groups.get(row.rule) == name
        )
        if not rules and name not in FIRST:
            continue
        picture = None
        if name in FIRST and rules and len(months) > 1:
            picture = _findings_by_month(name, told, groups, months)
        yield Section(name, HEADINGS.get(name, name), number(sum(rule.findings for rule in rules)), rules, picture)  # fmt: skip


def _findings_by_month(
    name: str, told: Iterable[RuleOf], groups: dict[str, str], months: Sequence[GroupRow]
) -> Markup:
    found: dict[str, int] = {}
    for row in told:
        if groups.get(row.rule) == name:
            found[row.name] = found.get(row.name, 0) + row.findings
    rates = [(row.name, 100 * found.get(row.name, 0) / row.letters) for row in months]
    bars = [Bar(month_name(month), value, rate(value)) for month, value in rates]
    return columns(bars, label=f"{HEADINGS[name]}: fund for hver 100 breve over tid")


def _rows(result: Survey, name: str, titles: dict[str, str]) -> Iterator[Row]:
    """The templates or units with the most letters with an error first."""
    told: dict[str, list[RuleOf]] = {}
    for one in result.rules_of[name]:
        told.setdefault(one.name, []).append(one)
    ordered = sorted(result.groups[name], key=lambda row: (-row.with_error, -row.findings, row.name))
    for row in ordered[:MOST_ROWS]:
        yield _row(row, told.get(row.name, ())[:3], titles)


def _row(row: GroupRow, worst: Iterable[RuleOf], titles: dict[str, str]) -> Row:
    return Row(
        row.name or "(ikke oplyst)",
        row.letters,
        row.with_error,
        row.with_error / row.letters if row.letters else 0.0,
        row.findings / row.letters if row.letters else 0.0,
        tuple(titles.get(told.rule, told.rule) for told in worst),
    )


def _quotes(result: Survey, titles: dict[str, str]) -> Iterator[Shown]:
    ordered = sorted(result.quotes, key=lambda one: (-one.letters, one.template, one.rule, one.words))
    for one in ordered[:MOST_QUOTES]:
        yield Shown(one.template, titles.get(one.rule, one.rule), one.words, one.letters)
