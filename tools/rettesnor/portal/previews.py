"""A letter as its readers get it: every case side by side in every channel, with the finished PDF to open."""

import datetime
import re
from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup

from rettesnor.model import Case, Letter, Record
from rettesnor.model.names import CHANNEL_NAMES
from rettesnor.portal import wording
from rettesnor.portal.markdown import Heading
from rettesnor.portal.page import HOME, Page, fill, safe
from rettesnor.portal.site import Ref, Site
from rettesnor.portal.validity import edition_url
from rettesnor.preview.finished import PICTURE_HEIGHT, PICTURE_WIDTH
from rettesnor.preview.letter import CasePreviews, Preview, all_letters, sent

# A letter's own heading stands below the portal's: page, example, channel, letter.
_LEVELS_DOWN = 3
_HEADING = re.compile(r"(</?h)([1-6])(?=>)")
SCREENS = ("digital_post", "min_side")


class Screen(Record, frozen=True, kw_only=True):
    """The letter on a screen; several channels that show it alike are one."""

    title: str
    html: Markup


class Paper(Record, frozen=True, kw_only=True):
    """The finished PDF."""

    url: str
    picture: str
    size: str


class ShownCase(Record, frozen=True, kw_only=True):
    """One case: a screen for each channel, the paper, and what stopped it where it cannot be shown."""

    id: str
    title: str
    screens: tuple[Screen, ...]
    paper: Paper | None
    errors: tuple[str, ...]


def previews_url(letter: Letter, site: Site) -> str:
    return f"{_url(letter, site)}previews/"


def page(letter: Letter, site: Site, *, today: datetime.date) -> Page:
    """The page that shows the cases of one letter as it is sent on `today`, a coming edition on its first day."""
    coming = _coming(letter, site)
    name = site.entries[letter.id].title
    if coming and letter.head.valid_from:
        name = f"{name} (fra {wording.long_date(letter.head.valid_from)})"
    about = {case.name: case for case in letter.cases}
    cases = tuple(
        _case(shown, about[shown.case], number, letter, site)
        for number, shown in enumerate(site.previews[letter.path], 1)
    )
    return Page(
        url=previews_url(letter, site),
        title=f"{name}: sådan ser brevet ud",
        html=fill(
            "previews.html",
            title=name,
            slug="" if coming else letter.id.removeprefix("letter_templates/"),
            unchecked=_unchecked(letter, site),
            cases=cases,
            sent=sent(letter, today),
            width=PICTURE_WIDTH,
            height=PICTURE_HEIGHT,
        ),
        headings=tuple(Heading(level=2, id=case.id, title=case.title) for case in cases),
        section="/letters/",
        trail=(HOME, Ref(text="Breve", url="/letters/"), Ref(text=name, url=_url(letter, site))),
        path=letter.path,
    )


def preview_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every PDF with its picture, by its place below the site's root."""
    for letter in all_letters(site.project):
        for case in site.previews.get(letter.path, ()):
            paper = case.channels.get("papir")
            if paper is not None and paper.content:
                place = f"{_url(letter, site)}{case.case}".removeprefix("/")
                yield f"{place}.pdf", paper.content
                yield f"{place}.png", paper.picture


def _url(letter: Letter, site: Site) -> str:
    """The address of the letter's page; a coming edition has its own."""
    own = site.entries[letter.id].url
    return edition_url(own, letter.path) if _coming(letter, site) else own


def _coming(letter: Letter, site: Site) -> bool:
    return any(each.path == letter.path for each in site.project.coming_letters)


def _unchecked(letter: Letter, site: Site) -> str:
    """The channels of the letter whose limits nobody has compared with the channel itself."""
    checked = {limits.channel for limits in site.project.channels if limits.source and limits.source.checked}
    return wording.joined(
        tuple(CHANNEL_NAMES[name] for name in SCREENS if name in letter.head.channels and name not in checked)
    )


def _case(shown: CasePreviews, case: Case, number: int, letter: Letter, site: Site) -> ShownCase:
    errors = {made.error: made for made in shown.channels.values() if made.error is not None}
    paper = shown.channels.get("papir")
    return ShownCase(
        id=f"eksempel-{number}",
        title=case.about.strip().rstrip(".") or case.name,
        screens=tuple(_screens(shown)),
        paper=_paper(paper, f"{_url(letter, site)}{quote(shown.case)}") if paper else None,
        errors=tuple(
            f"{letter.path}:{made.line}: {error}" if made.line else error for error, made in errors.items()
        ),
    )


def _screens(shown: CasePreviews) -> Iterator[Screen]:
    titles: dict[str, list[str]] = {}
    for channel in SCREENS:
        made = shown.channels.get(channel)
        if made is not None and made.error is None:
            titles.setdefault(made.body, []).append(CHANNEL_NAMES[channel])
    for body, names in titles.items():
        yield Screen(title=wording.joined(tuple(names)), html=safe(_HEADING.sub(_lower, body)))


def _lower(found: re.Match[str]) -> str:
    return f"{found[1]}{min(6, int(found[2]) + _LEVELS_DOWN)}"


def _paper(made: Preview, address: str) -> Paper | None:
    if made.error is not None:
        return None
    size = f"{wording.count(made.pages, 'side', 'sider')}, {round(len(made.content) / 1000)} kB"
    return Paper(url=f"{address}.pdf", picture=f"{address}.png", size=size)
