"""The front page, and the portal's other own pages."""

import datetime

from rettesnor.model.portal import PortalPage
from rettesnor.portal.lookups import SHELVES
from rettesnor.portal.news import news
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.prose import Prose
from rettesnor.portal.site import NEWS, Site
from rettesnor.portal.terms import Terms

FRONT = "content/index"
_NEWS_SHOWN = 4


def front_page(site: Site, terms: Terms, *, today: datetime.date) -> Page:
    """Search, what many look for, the areas, and what is new and why."""
    written = next((page for page in site.project.pages if page.id == FRONT), None)
    prose = Prose(site, terms, path="content/index.md")
    html = fill(
        "front.html",
        title=written.head.title if written else site.project.organisation.short_name,
        summary=written.head.summary if written else "",
        text=prose.block(written.body) if written else "",
        areas=site.project.areas,
        shelves=SHELVES,
        frequent=tuple(
            site.entries[full_id] for full_id in site.project.settings.frequent if full_id in site.entries
        ),
        news=news(site, today=today)[:_NEWS_SHOWN],
        all_news=NEWS,
    )
    title = written.head.title if written else "Forside"
    return Page(url="/", title=title, html=html, layout="front", path="content/index.md")


def own_page(page: PortalPage, site: Site, terms: Terms) -> Page:
    """A page that authors wrote for the portal itself."""
    made = Prose(site, terms, path=page.path).html(page.body)
    html = fill("own.html", title=page.head.title, summary=page.head.summary, html=made.html)
    return Page(
        url=f"/{page.id.removeprefix('content/')}/",
        title=page.head.title,
        html=html,
        headings=tuple(heading for heading in made.headings if heading.level in {2, 3}),
        description=page.head.summary,
        trail=(HOME,),
        path=page.path,
    )
