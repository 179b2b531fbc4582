"""Every page of the portal, in an order that does not change from build to build."""

import datetime
from collections.abc import Iterator

from rettesnor.portal import (
    cards,
    deadline_lists,
    deadlines,
    decisions,
    entries,
    feedback,
    front,
    history_pages,
    journeys,
    letters,
    lists,
    news,
    overview,
    previews,
    procedures,
    redlines,
    registrations,
    responsibilities,
    review_list,
    statutes,
    validity,
    variants,
    web_links,
)
from rettesnor.portal.lookups import SECTIONS
from rettesnor.portal.notices import Owned, on_top
from rettesnor.portal.page import Page
from rettesnor.portal.site import Site
from rettesnor.portal.terms import Terms


def pages(site: Site, *, today: datetime.date) -> Iterator[Page]:
    """All pages as they stand on `today`."""
    project = site.project
    terms = Terms(project.terms)

    def owned(page: Page, owner: str | None) -> Page:
        return on_top(page, Owned(owner=owner), site, today=today)

    yield front.front_page(site, terms, today=today)
    yield from (
        on_top(front.own_page(page, site, terms), page.head, site, today=today)
        for page in project.pages
        if page.id != front.FRONT
    )
    yield lists.search_page()
    yield lists.workshop_page()
    yield from feedback.service_pages()
    yield from lists.a_to_z_pages(site)
    yield overview.overview_page(site, today=today)
    yield web_links.web_links_page(site)
    yield review_list.review_page(site, review_list.reviews(site, today=today))
    yield deadlines.deadlines_page(site, today=today)
    yield from deadline_lists.deadline_group_pages(site)
    yield from journeys.journey_pages(site)
    yield from responsibilities.responsibility_pages(site)
    yield registrations.registrations_page(site)
    yield from news.news_pages(site, today=today)
    yield from history_pages.history_pages()
    yield from lists.procedures_pages(site)
    for area in project.areas:
        yield from lists.area_pages(area, site)
    for group in project.target_groups:
        yield from lists.target_group_pages(group, site)
    for kind in SECTIONS:
        yield from lists.kind_pages(kind, site, today=today)
    yield from (procedures.page(procedure, site, terms, today=today) for procedure in project.procedures)
    yield from (
        procedures.page(unit.procedure, site, terms, today=today, unit=unit)
        for procedure in project.procedures
        for unit in variants.unit_pages(procedure, site, terms, today=today)
    )
    yield from (letters.page(letter, site, terms, today=today) for letter in project.letters)
    yield from (
        validity.edition_page(procedures.page(item, site, terms, today=today), item, site)
        for item in project.coming_procedures
    )
    yield from (
        validity.edition_page(letters.page(item, site, terms, today=today), item, site)
        for item in project.coming_letters
    )
    yield from (
        previews.page(letter, site, today=today)
        for letter in (*project.letters, *project.coming_letters)
        if letter.path in site.previews
    )
    yield redlines.page()
    yield from (
        on_top(entries.term_page(term, site, terms), term, site, today=today) for term in project.terms
    )
    yield from (owned(entries.system_page(system, site, terms), system.owner) for system in project.systems)
    yield from (owned(entries.form_page(form, site, terms), form.owner) for form in project.forms)
    yield from (entries.unit_page(unit, site, terms) for unit in project.units)
    yield from lists.decisions_pages(site)
    yield from (owned(decisions.page(each, site, terms), each.owner) for each in project.decisions)
    yield from (owned(statutes.page(each, site, today=today), each.owner) for each in project.statutes)
    yield from (entries.snippet_page(snippet, site, today=today) for snippet in project.snippets)
    yield from (on_top(cards.page(card, site, terms), card, site, today=today) for card in project.cards)


def moved(site: Site) -> dict[str, str]:
    """Old address -> new address of every procedure that has moved."""
    return {
        f"/procedures/{old.strip('/').removeprefix('procedures/').removesuffix('.md')}/": site.entries[
            procedure.id
        ].url
        for procedure in site.project.procedures
        for old in procedure.head.moved_from
    }
