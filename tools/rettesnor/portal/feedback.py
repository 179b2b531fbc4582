"""The question at the end of each page, and who gets what readers answer."""

from rettesnor.model.urls import content_id
from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.site import Site


def owners(site: Site) -> dict[str, str]:
    """The address of each page -> its owner as the author wrote it: the id of a unit, or a name. A unit owns its own page."""
    project = site.project
    owned = (
        *((each.id, each.head.owner) for each in (*project.procedures, *project.letters, *project.snippets)),
        *((content_id("term", each.id), each.owner) for each in project.terms),
        *((content_id("system", each.id), each.owner) for each in project.systems),
        *((content_id("form", each.id), each.owner) for each in project.forms),
        *((content_id("contact", each.id), each.id) for each in project.units),
        *((f"content/decisions/{each.id}", each.owner) for each in project.decisions),
        *((each.id, each.owner) for each in project.cards),
    )
    return {site.entries[id].url: owner for id, owner in owned if owner and id in site.entries}


def question(page: Page, site: Site, owner: str | None) -> str:
    """The form, which the service reads the page's title and owner from again when it is sent; empty where none is asked."""
    if not page.asks:
        return ""
    unit = site.unit(owner)
    return fill(
        "feedback.html",
        page=page,
        owner=owner or "",
        owner_name=unit.name if unit else owner or "",
        keep_days=site.project.settings.keep_days,
    )


def service_pages() -> tuple[Page, ...]:
    """What stands at the service's addresses when only a file server answers."""
    return tuple(
        Page(url=url, title=title, html=fill("service.html", title=title), trail=(HOME,), asks=False)
        for url, title in (("/feedback/", "Spørgsmål og svar"), ("/oensker/", "Ønsker til portalen"))
    )
