"""What stands around a page: header with search, menu, way down, contents and footer. Material only places them."""

import re

from rettesnor.model import Record
from rettesnor.portal.assets import ASSETS, asset_url
from rettesnor.portal.feedback import question
from rettesnor.portal.lookups import SHELVES
from rettesnor.portal.page import Page, base, fill, relative
from rettesnor.portal.since import since
from rettesnor.portal.site import A_TO_Z, Site

# A longer list of siblings is no help in a menu and makes pages heavy: the area's own page has them all.
MAX_SIBLINGS = 30


class Frame(Record, frozen=True, kw_only=True):
    """Ready HTML with addresses relative to the page it stands on."""

    title: str
    description: str
    layout: str
    base: str
    assets: dict[str, str]
    notice: str
    header: str
    trail: str
    since: str
    menu: str
    contents: str
    page: str
    feedback: str
    footer: str


def frame(page: Page, site: Site, *, owner: str | None = None, root: str | None = None) -> Frame:
    """Everything that `page` is shown with. `root` is the site's address for a page that is shown at any depth."""
    organisation = site.project.organisation
    way = root or base(page.url)

    def part(template: str, **values: object) -> str:
        return relative(fill(template, page=page, organisation=organisation, **values), way)

    return Frame(
        title="" if page.url == "/" else page.title,
        description=page.description,
        layout=page.layout,
        base=way,
        assets={name: way + asset_url(name)[1:] for name in ASSETS},
        notice=part("notice.html", notice=_notice(page, site)),
        header=part("header.html"),
        trail=part("trail.html"),
        since=part("since.html", since=since(page.url, site, owner)),
        menu=part("menu.html", areas=_areas(page, site), shelves=SHELVES),
        contents=part("contents.html"),
        page=relative(page.html, way),
        feedback=relative(question(page, site, owner), way),
        footer=part("footer.html", a_to_z=A_TO_Z, site_url=site.project.settings.site_url),
    )


class _Area(Record, frozen=True, kw_only=True):
    title: str
    url: str
    open: bool
    pages: tuple[tuple[str, str], ...]
    more: int


def _areas(page: Page, site: Site) -> tuple[_Area, ...]:
    areas: list[_Area] = []
    for area in site.project.areas:
        url = f"/procedures/{area.id}/"
        inside = page.section == url
        pages = (
            [(e.title, e.url) for e in site.of_kind("procedure") if e.holds and e.url.startswith(url)]
            if inside
            else []
        )
        areas.append(
            _Area(
                title=area.title,
                url=url,
                open=inside,
                pages=tuple(pages[:MAX_SIBLINGS]),
                more=max(0, len(pages) - MAX_SIBLINGS),
            )
        )
    return tuple(areas)


def _notice(page: Page, site: Site) -> str:
    """What the sample content is; its first two sentences on all pages but the front page (the footer has it all)."""
    text = site.project.organisation.sample_notice or ""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return text if page.url == "/" else " ".join(sentences[:2])
