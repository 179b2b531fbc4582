"""The office's overview of letters: how each stands, what is found most, and whether it gets better."""

import datetime
import statistics
from collections import Counter

from rettesnor.lint.reading_ease import highest_lix
from rettesnor.model import GROUPS, Letter, Record, TrendPoint
from rettesnor.model.names import GROUP_NAMES
from rettesnor.portal.letters import kind_name
from rettesnor.portal.markdown import Heading
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.review import review
from rettesnor.portal.site import OVERVIEW, Ref, Site

TITLE = "Overblik over breve"
# More rows make the page heavy, and these are the ones to look at.
MAX_ROWS = 80
# The picture of the curve, in its own units: the figures stand in the table below it.
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 200, 40, 24


class LetterRow(Record, frozen=True, kw_only=True):
    """One letter in the table; `state` is its badge."""

    letter: Ref
    kind: str
    state: str
    tone: str
    errors: int
    warnings: int
    advice: int
    lix: float | None
    volume: int | None
    owner: Ref | None
    reviewed: str
    overdue: bool


class Bar(Record, frozen=True, kw_only=True):
    """A group of rules and how much it finds; `length` in percent of the longest bar."""

    title: str
    count: int
    length: int


class Curve(Record, frozen=True, kw_only=True):
    """The points of the curve as SVG has them, and the numbers at its axis."""

    points: tuple[tuple[float, float], ...]
    line: str
    ticks: tuple[tuple[float, int], ...]


class Figure(Record, frozen=True, kw_only=True):
    """One of the large numbers at the top."""

    number: str
    label: str


def overview_page(site: Site, *, today: datetime.date) -> Page:
    rows = tuple(_row(letter, site, today) for letter in site.project.letters)
    bars = _bars(site)
    ease = [row.lix for row in rows if row.lix is not None]
    clean = sum(not (row.errors or row.warnings) for row in rows)
    figures = (
        Figure(
            number=f"{clean} af {len(rows)}" if site.report else "–", label="breve uden fejl og advarsler"
        ),
        Figure(number=_number(statistics.mean(ease)) if ease else "–", label="lix i gennemsnit"),
        Figure(number=_number(max(ease)) if ease else "–", label="højeste lix"),
        Figure(number=str(sum(row.overdue for row in rows)), label="skal gennemgås nu"),
    )
    headings = (
        Heading(id="udvikling", title="Udvikling", level=2),
        Heading(id="fund", title="Fund efter regel", level=2),
        Heading(id="breve", title="Brevene", level=2),
    )
    html = fill(
        "overview.html",
        title=TITLE,
        checked=site.report is not None,
        figures=figures,
        rows=sorted(rows, key=lambda row: (-row.errors, -row.warnings, -(row.lix or 0)))[:MAX_ROWS],
        unshown=max(0, len(rows) - MAX_ROWS),
        bars=bars,
        trend=site.trend,
        curve=_curve(site.trend),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        bottom=BOTTOM,
    )
    return Page(url=OVERVIEW, title=TITLE, html=html, headings=headings, section=OVERVIEW, trail=(HOME,))


def _row(letter: Letter, site: Site, today: datetime.date) -> LetterRow:
    findings = site.report.findings if site.report else ()
    counts = Counter(finding.severity for finding in findings if finding.path == letter.path)
    incomplete = site.report is not None and any(item.path == letter.path for item in site.report.incomplete)
    age = review(letter.head.reviewed, letter.head.review_every_months, today=today)
    state, tone = "Klar", "ok"
    if site.report is None:
        state, tone = "Ikke tjekket", ""
    elif incomplete:
        state, tone = "Ikke tjekket helt", "error"
    elif counts["error"]:
        state, tone = "Fejl", "error"
    elif counts["warning"]:
        state, tone = "Advarsler", "warning"
    elif age.overdue:
        state, tone = "Skal gennemgås", "warning"
    snippets = {snippet.path.removeprefix("content/"): snippet.source for snippet in site.project.snippets}
    entry = site.entries[letter.id]
    return LetterRow(
        letter=Ref(text=entry.title, url=entry.url),
        kind=kind_name(letter),
        state=state,
        tone=tone,
        errors=counts["error"],
        warnings=counts["warning"],
        advice=counts["advice"],
        lix=highest_lix(letter, snippets),
        volume=letter.head.volume_per_year,
        owner=site.owner(letter.head.owner),
        reviewed=age.text,
        overdue=age.overdue,
    )


def _bars(site: Site) -> tuple[Bar, ...]:
    letters = {letter.path for letter in site.project.letters} | {s.path for s in site.project.snippets}
    findings = site.report.findings if site.report else ()
    counts = Counter(finding.group for finding in findings if finding.path in letters)
    most = max(counts.values(), default=0)
    return tuple(
        Bar(title=GROUP_NAMES[group], count=counts[group], length=round(100 * counts[group] / most))
        for group in GROUPS
        if counts[group]
    )


def _curve(trend: tuple[TrendPoint, ...]) -> Curve | None:
    """Errors and warnings together over the points, evenly spaced; None where there is no curve to draw."""
    if len(trend) < 2:
        return None
    values = [point.errors + point.warnings for point in trend]
    top = max(*values, 1)
    step = (WIDTH - LEFT - 16) / (len(trend) - 1)
    room = HEIGHT - BOTTOM - 12

    def height(value: float) -> float:
        return round(12 + room * (1 - value / top), 1)

    points = tuple((round(LEFT + number * step, 1), height(value)) for number, value in enumerate(values))
    ticks = tuple((height(value), value) for value in sorted({0, top}))
    return Curve(points=points, line=" ".join(f"{x},{y}" for x, y in points), ticks=ticks)


def _number(value: float) -> str:
    return f"{value:.0f}"
