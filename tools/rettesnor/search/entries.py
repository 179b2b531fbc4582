"""Entries as documents to search: words, law, forms, systems, contacts, standard texts and rules."""

from rettesnor.model import Form, Snippet, System, Term, Unit
from rettesnor.model.policy import Card, TermsCheck
from rettesnor.model.statutes import Statute
from rettesnor.model.urls import content_id, url
from rettesnor.search.document import Document, listed, short_id, text_of
from rettesnor.search.plain import plain


def term(item: Term) -> Document:
    return Document(
        id=content_id("term", item.id),
        kind="term",
        title=item.term,
        url=url("term", content_id("term", item.id)),
        unit=item.owner,
        keywords=(*item.forms, *item.also),
        former=item.outdated,
        body=text_of(
            plain(item.definition),
            f"Forveksl ikke med: {plain(item.not_to_confuse)}" if item.not_to_confuse else "",
            listed("Hedder også", item.also),
            listed("Tidligere navn", item.outdated),
        ),
    )


def statute(item: Statute) -> Document:
    versions = (f"{v.type} nr. {v.number} af {v.date.year}" for v in item.versions if v.number and v.date)
    return Document(
        id=content_id("law", item.id),
        kind="law",
        title=item.title,
        url=url("law", content_id("law", item.id)),
        unit=item.owner,
        keywords=(
            *((item.short_name,) if item.short_name else ()),
            *item.abbreviations,
            *item.names,
            item.id,
        ),
        body=text_of(
            listed("Hedder også", (*item.abbreviations, *item.names)),
            item.note,
            listed("Versioner", versions),
        ),
    )


STATUS = {
    "in_use": "I brug.",
    "retired": "Bruges ikke mere.",
    "unknown": "Vi ved ikke, om det stadig er i brug.",
}


def form(item: Form, titles: dict[str, str]) -> Document:
    number = (item.number,) if item.number else ()
    return Document(
        id=content_id("form", item.id),
        kind="form",
        title=item.name if not number or number[0] in item.name else f"{item.name} ({number[0]})",
        url=url("form", content_id("form", item.id)),
        unit=item.owner,
        keywords=(*number, *item.also, item.id.replace("-", " ")),
        body=text_of(
            plain(item.about),
            listed("Nummer", number),
            STATUS[item.status],
            f"Afløst af: {titles.get(item.replaced_by, item.replaced_by)}." if item.replaced_by else "",
            f"Udfyldes af: {item.filled_in_by}." if item.filled_in_by else "",
            f"System: {titles.get(item.system, item.system)}." if item.system else "",
        ),
    )


def system(item: System, systems: tuple[System, ...]) -> Document:
    names = {system.id: system.name for system in systems}
    return Document(
        id=content_id("system", item.id),
        kind="system",
        title=item.name,
        url=url("system", content_id("system", item.id)),
        unit=item.owner,
        keywords=item.also,
        former=tuple(other.name for other in systems if other.replaced_by == item.id),
        body=text_of(
            plain(item.about),
            STATUS[item.status],
            f"Afløst af {names.get(item.replaced_by, item.replaced_by)}." if item.replaced_by else "",
            listed("Bruges til", item.used_for),
            item.sends_letters,
        ),
    )


def unit(item: Unit) -> Document:
    hours = (f"{day.days} {day.opens}-{day.closes}" for day in (*item.phone_hours, *item.opening_hours))
    return Document(
        id=content_id("contact", item.id),
        kind="contact",
        title=item.name,
        url=url("contact", content_id("contact", item.id)),
        unit=item.id,
        keywords=(*((item.short_name,) if item.short_name else ()), *item.also),
        former=item.former_names,
        body=text_of(
            plain(item.about),
            listed("Svarer på", item.answers),
            f"Postkasse: {item.mailbox}" if item.mailbox else "",
            f"Telefon: {item.phone}" if item.phone else "",
            f"Adresse: {item.address}" if item.address else "",
            listed("Tider", hours),
        ),
    )


def snippet(item: Snippet) -> Document:
    return Document(
        id=item.id,
        kind="snippet",
        title=item.head.title or short_id(item.id),
        url=url("snippet", item.id),
        unit=item.head.owner,
        body=text_of(item.head.about, plain(item.source[item.body_start :])),
    )


def card(item: Card, files: dict[str, str]) -> Document:
    full_id = files.get(item.id) or content_id("rule", item.id)
    names = tuple(name.term for name in item.check.names) if isinstance(item.check, TermsCheck) else ()
    return Document(
        id=full_id,
        kind="rule",
        title=item.title,
        url=url("rule", full_id),
        unit=item.owner,
        keywords=names,
        body=text_of(plain(item.why), *(example.text for example in item.bad), *item.good),
    )
