"""One page by its id, without the rest of the portal."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial

from rettesnor.model.urls import content_id
from rettesnor.model.variants import Variant
from rettesnor.portal import cards, decisions, entries, front, letters, procedures, statutes, variants
from rettesnor.portal.page import Page
from rettesnor.portal.site import Site
from rettesnor.portal.terms import Terms
from rettesnor.portal.validity import edition_url

Make = Callable[[], Page | None]


def one_page(full_id: str, site: Site, *, today: datetime.date) -> Page | None:
    """The page as it stands on `today`; None where `site` has no such page."""
    return next((make() for id, make in _makers(site, today) if id == full_id), None)


def _makers(site: Site, today: datetime.date) -> Iterator[tuple[str, Make]]:
    project, terms = site.project, Terms(site.project.terms)
    for procedure in project.procedures:
        yield procedure.id, partial(procedures.page, procedure, site, terms, today=today)
    for variant in project.variants:
        yield variant.id, partial(_variant, variant, site, terms, today=today)
    for letter in project.letters:
        yield letter.id, partial(letters.page, letter, site, terms, today=today)
    for snippet in project.snippets:
        yield snippet.id, partial(entries.snippet_page, snippet, site, today=today)
    for term in project.terms:
        yield content_id("term", term.id), partial(entries.term_page, term, site, terms)
    for system in project.systems:
        yield content_id("system", system.id), partial(entries.system_page, system, site, terms)
    for form in project.forms:
        yield content_id("form", form.id), partial(entries.form_page, form, site, terms)
    for unit in project.units:
        yield content_id("contact", unit.id), partial(entries.unit_page, unit, site, terms)
    for decision in project.decisions:
        yield f"content/decisions/{decision.id}", partial(decisions.page, decision, site, terms)
    for statute in project.statutes:
        yield content_id("law", statute.id), partial(statutes.page, statute, site, today=today)
    for card in project.cards:
        yield content_id("rule", card.id), partial(cards.page, card, site, terms)
    for page in project.pages:
        yield page.id, partial(front.own_page, page, site, terms)


def _variant(variant: Variant, site: Site, terms: Terms, *, today: datetime.date) -> Page | None:
    """A unit's variant; None where it does not hold on `today`, or its procedure is not there."""
    common = next((each for each in site.project.procedures if each.id == variant.procedure), None)
    if common is None:
        return None
    address = edition_url(site.entries[common.id].url, variant.path)
    found = variants.unit_pages(common, site, terms, today=today)
    unit = next((each for each in found if each.url == address), None)
    return procedures.page(unit.procedure, site, terms, today=today, unit=unit) if unit else None
