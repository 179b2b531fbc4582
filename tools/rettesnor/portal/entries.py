"""The pages of single things: a word, a system, a form, a unit, an act, a standard text, a rule."""

import datetime

from rettesnor.model import Form, OpeningHours, Snippet, Source, System, Term, Unit
from rettesnor.model.names import STATUS_NAMES
from rettesnor.model.urls import FOLDERS, Kind, content_id
from rettesnor.portal import wording
from rettesnor.portal.findings import checked
from rettesnor.portal.lookups import SECTIONS
from rettesnor.portal.notices import kept, shown
from rettesnor.portal.page import HOME, Fact, Page, fact, fill
from rettesnor.portal.prose import Prose
from rettesnor.portal.review import review
from rettesnor.portal.site import Ref, Site, body
from rettesnor.portal.snippets import fields
from rettesnor.portal.template_text import readable
from rettesnor.portal.terms import Terms
from rettesnor.portal.uses import uses


def term_page(term: Term, site: Site, terms: Terms) -> Page:
    prose = Prose(site, terms, path=f"content/glossary/{term.id}.yml", without=term.id)
    see = tuple(site.entries[full_id] for full_id in term.see if full_id in site.entries)
    html = fill(
        "term.html",
        title=term.term,
        definition=prose.block(term.definition),
        also=term.also,
        outdated=wording.base_forms(term.outdated),
        not_to_confuse=prose.block(term.not_to_confuse) if term.not_to_confuse else "",
        see=see,
        facts=fact("Ansvarlig", site.owner(term.owner)),
        sources=term.sources,
    )
    return _page("term", term.id, site, html, term.definition)


def system_page(system: System, site: Site, terms: Terms) -> Page:
    replaced = site.ref("system", system.replaced_by) if system.replaced_by else None
    facts = (
        *_status(system.status, system.as_of, replaced),
        *fact("Bruges til", *system.used_for),
        *fact("Breve herfra", system.sends_letters),
        *fact("Kaldes også", *system.also),
        *fact("Spørg", site.owner(system.owner)),
    )
    path = f"content/systems/{system.id}.yml"
    html = _thing(
        site,
        terms,
        "system",
        system.id,
        path,
        system.name,
        system.about,
        facts,
        system.status,
        replaced,
        system.sources,
    )
    return _page("system", system.id, site, html, system.about)


def form_page(form: Form, site: Site, terms: Terms) -> Page:
    replaced = site.ref("form", form.replaced_by) if form.replaced_by else None
    facts = (
        *_status(form.status, None, replaced),
        *fact("Nummer", form.number),
        *fact("Findes i", site.ref("system", form.system) if form.system else None),
        *fact("Udfyldes af", form.filled_in_by),
        *fact("Underskrives af", form.signed_by),
        *fact("Kaldes også", *form.also),
        *fact("Spørg", site.owner(form.owner)),
    )
    path = f"content/forms/{form.id}.yml"
    html = _thing(
        site, terms, "form", form.id, path, form.name, form.about, facts, form.status, replaced, form.sources
    )
    return _page("form", form.id, site, html, form.about)


def unit_page(unit: Unit, site: Site, terms: Terms) -> Page:
    prose = Prose(site, terms, path=f"content/contacts/{unit.id}.yml")
    facts = (
        *fact("Forkortes", unit.short_name),
        *fact("Kaldes også", *unit.also),
        *fact("Hed før", *unit.former_names),
        *fact("Sender sager videre til", *site.refs("contact", unit.hands_over_to)),
    )
    html = fill(
        "unit.html",
        unit=unit,
        about=prose.block(unit.about),
        phone_hours=_hours(unit.phone_hours),
        opening_hours=_hours(unit.opening_hours),
        facts=facts,
        used=uses(site, content_id("contact", unit.id)),
        sources=unit.sources,
    )
    return _page("contact", unit.id, site, html, unit.about)


def snippet_page(snippet: Snippet, site: Site, *, today: datetime.date) -> Page:
    head = snippet.head
    name = snippet.id.rpartition("/")[2]
    html = fill(
        "snippet.html",
        title=site.entries[snippet.id].title,
        about=head.about,
        name=name,
        text=readable(body(snippet), fields=fields(site, name), include=lambda _: None, below=1),
        places=_places(site, snippet.id),
        template=body(snippet).strip(),
        owner=site.owner(head.owner),
        notices=shown(kept(head, site, today=today)),
        review=review(head.reviewed, head.review_every_months, today=today),
        used=uses(site, snippet.id),
        checked=checked(site, snippet.path),
        sources=head.sources,
    )
    return _page("snippet", name, site, html, head.about)


def _places(site: Site, full_id: str) -> str:
    """How much a change to a standard text changes: »12 breve og 1 arbejdsgang«."""
    letters, procedures = len(site.users(full_id, "letter")), len(site.users(full_id, "procedure"))
    counted = (
        wording.count(letters, "brev", "breve") if letters else "",
        wording.count(procedures, "arbejdsgang", "arbejdsgange") if procedures else "",
    )
    return wording.joined(tuple(filter(None, counted)))


def _page(kind: Kind, short_id: str, site: Site, html: str, about: str) -> Page:
    entry = site.entries[content_id(kind, short_id)]
    section = FOLDERS[kind][1]
    trail = (HOME, Ref(text=SECTIONS[kind], url=section))
    return Page(url=entry.url, title=entry.title, html=html, description=about, section=section, trail=trail)


def _thing(
    site: Site,
    terms: Terms,
    kind: Kind,
    short_id: str,
    path: str,
    title: str,
    about: str,
    facts: tuple[Fact, ...],
    status: str,
    replaced: Ref | None,
    sources: tuple[Source, ...],
) -> str:
    return fill(
        "thing.html",
        title=title,
        about=Prose(site, terms, path=path).block(about),
        facts=facts,
        status=status,
        replaced=replaced,
        used=uses(site, content_id(kind, short_id)),
        sources=sources,
    )


def _status(status: str, as_of: datetime.date | None, replaced: Ref | None) -> tuple[Fact, ...]:
    known = f"set {wording.long_date(as_of)}" if as_of else None
    return (
        *fact("Status", Ref(text=STATUS_NAMES[status], note=known)),
        *fact("Brug i stedet", replaced, strong=True),
    )


def _hours(hours: tuple[OpeningHours, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((entry.days.replace("-", "–"), f"{entry.opens}–{entry.closes}") for entry in hours)
