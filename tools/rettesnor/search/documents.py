"""The pages of a project as documents to search: what each is called, what it says, and what it was called before."""

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from rettesnor.law.dates import written
from rettesnor.model import (
    Form,
    Letter,
    LetterHead,
    Procedure,
    ProcedureHead,
    Record,
    Snippet,
    System,
    Term,
    Unit,
)
from rettesnor.model.decisions import Decision
from rettesnor.model.includes import replaced
from rettesnor.model.policy import Card, TermsCheck
from rettesnor.model.portal import PortalPage
from rettesnor.model.project import Project
from rettesnor.model.statutes import Statute
from rettesnor.model.urls import Kind, content_id, url
from rettesnor.search.plain import headings, plain


class Document(Record, frozen=True, kw_only=True):
    """One page. `area`, `target_groups` and `unit` are short ids; `former` are names that it is no longer called by.

    `boost` is how much likelier than others this page is what somebody wants; `portal` names the other portal that
    it stands in.
    """

    id: str
    kind: Kind
    title: str
    url: str
    body: str
    area: str | None = None
    target_groups: tuple[str, ...] = ()
    unit: str | None = None
    headings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    boost: float = 1.0
    portal: str | None = None


# Words that say which kind of page is wanted: »brev om praktik«, »hvem ringer jeg til«.
KIND_WORDS: dict[Kind, tuple[str, ...]] = {
    "procedure": ("arbejdsgang", "procedure", "trin", "hvordan"),
    "letter": ("brev", "brevskabelon", "skabelon"),
    "term": ("begreb", "ord", "ordliste", "betyder"),
    "law": ("lov", "lovgivning", "paragraf"),
    "form": ("blanket", "skema"),
    "system": ("system", "program", "it-system"),
    "contact": ("kontakt", "telefon", "telefonnummer", "postkasse", "adresse", "enhed", "åbningstid", "hvem"),
    "snippet": ("standardtekst", "tekst"),
    "rule": ("regel", "sprogregel"),
    "page": ("side",),
}
# Procedures answer most questions; a rule about words is seldom what a caseworker is after.
KIND_BOOST: dict[Kind, float] = {"procedure": 1.15, "rule": 0.4, "snippet": 0.9, "law": 0.95, "page": 0.9}
FREQUENT = 1.15
NOT_IN_FORCE = 0.3


def documents(project: Project) -> tuple[Document, ...]:
    """Every page of the project, once."""
    titles = _titles(project)
    texts = {_short(item.id): item.source[item.body_start :] for item in project.snippets}
    frequent = frozenset(project.settings.frequent)
    found: dict[str, Document] = {}
    for document in chain(
        (_procedure(item, titles, texts) for item in project.procedures),
        (_letter(item, titles) for item in project.letters),
        (_term(item) for item in project.terms),
        (_statute(item) for item in project.statutes),
        (_form(item, titles) for item in project.forms),
        (_system(item, project.systems) for item in project.systems),
        (_unit(item) for item in project.units),
        (_snippet(item) for item in project.snippets),
        (_card(item, project.rule_files) for item in project.cards),
        (_page(item) for item in project.pages),
        (_decision(item) for item in project.decisions),
        _areas(project),
        _overviews(project),
    ):
        boost = KIND_BOOST.get(document.kind, 1.0) * (FREQUENT if document.id in frequent else 1.0)
        found[document.id] = msgspec.structs.replace(document, boost=boost)
    for item in (*project.procedures, *project.letters):
        found[item.id] = _dated(found[item.id], item.head, project.day)
    return tuple(found.values())


def _dated(document: Document, head: ProcedureHead | LetterHead, day: datetime.date | None) -> Document:
    """The document with its days in its title, and behind the others, where it is not in force on `day`."""
    if day and head.valid_from and day < head.valid_from:
        title = f"{document.title} (gælder fra {written(head.valid_from)})"
    elif day and head.valid_to and head.valid_to < day:
        title = f"{document.title} (gjaldt til {written(head.valid_to)})"
    else:
        return document
    return msgspec.structs.replace(document, title=title, boost=document.boost * NOT_IN_FORCE)


def labels(project: Project) -> dict[str, dict[str, str]]:
    """Facet -> id -> the name people read."""
    return {
        "area": {area.id: area.title for area in project.areas},
        "target_group": {group.id: group.title for group in project.target_groups},
        "unit": {**_other_owners(project), **{unit.id: unit.name for unit in project.units}},
    }


def _other_owners(project: Project) -> dict[str, str]:
    """Owners without a page of their own, written like the names beside them: »sproggruppen« is »Sproggruppen«."""
    owners = [card.owner for card in project.cards] + [letter.head.owner for letter in project.letters]
    return {owner: owner[0].upper() + owner[1:].replace("-", " ") for owner in owners if owner}


def _titles(project: Project) -> dict[str, str]:
    """Short id -> title, for what is written as an id in a procedure's steps."""
    return {
        **{unit.id: unit.name for unit in project.units},
        **{form.id: form.name for form in project.forms},
        **{system.id: system.name for system in project.systems},
        **{_short(letter.id): letter.head.title or "" for letter in project.letters},
        **{_short(procedure.id): procedure.head.title for procedure in project.procedures},
    }


def _short(full_id: str) -> str:
    return (
        full_id.removeprefix("procedures/")
        .removeprefix("letter_templates/")
        .removeprefix("content/snippets/")
    )


def _text(*parts: str | None) -> str:
    return "\n".join(part.strip() for part in parts if part and part.strip())


def _listed(label: str, items: Iterable[str]) -> str:
    joined = ", ".join(items)
    return f"{label}: {joined}." if joined else ""


LABELLED = re.compile(
    r"^- (Hvem|System|Registreres|Brev|Blanket|Overdrages til|Modtages fra|Næste): (.*)$", re.MULTILINE
)
ID = re.compile(r"#?[a-z0-9]+(?:[-/][a-z0-9]+)*")


def _named(body: str, titles: dict[str, str]) -> str:
    """The steps' labelled lists with titles where authors write ids; jumps inside the page are left out."""

    def line(match: re.Match[str]) -> str:
        label, values = match.groups()
        if label == "Næste":
            return ""
        return f"- {label}: " + ID.sub(lambda found: titles.get(found[0], found[0]), values)

    return LABELLED.sub(line, body)


def _procedure(item: Procedure, titles: dict[str, str], texts: dict[str, str]) -> Document:
    head = item.head
    body = replaced(item.body, lambda name: texts.get(name, ""))
    return Document(
        id=item.id,
        kind="procedure",
        title=head.title,
        url=url("procedure", item.id),
        area=item.area,
        target_groups=head.target_groups,
        unit=head.owner,
        headings=headings(item.body),
        keywords=head.keywords,
        body=_text(
            head.summary,
            *(f"{deadline.what}: {deadline.when}." for deadline in head.deadlines),
            plain(_named(body, titles)),
            _listed("Lov", head.legal_basis),
        ),
    )


def _letter(item: Letter, titles: dict[str, str]) -> Document:
    head = item.head
    body = item.source[item.body_start :]
    short = _short(item.id)
    labels = {field.name: field.label for field in head.fields if field.label}
    return Document(
        id=item.id,
        kind="letter",
        title=head.title or short,
        url=url("letter", item.id),
        area=head.procedure.partition("/")[0] if head.procedure else None,
        target_groups=head.target_groups,
        unit=head.owner,
        headings=headings(body),
        keywords=(*head.keywords, *((head.kind,) if head.kind else ())),
        body=_text(
            head.summary,
            plain(body, labels),
            _listed("Lov", head.legal_basis),
            titles.get(head.procedure or "", ""),
        ),
    )


def _term(item: Term) -> Document:
    return Document(
        id=content_id("term", item.id),
        kind="term",
        title=item.term,
        url=url("term", content_id("term", item.id)),
        unit=item.owner,
        keywords=(*item.forms, *item.also),
        former=item.outdated,
        body=_text(
            plain(item.definition),
            f"Forveksl ikke med: {plain(item.not_to_confuse)}" if item.not_to_confuse else "",
            _listed("Hedder også", item.also),
            _listed("Tidligere navn", item.outdated),
        ),
    )


def _statute(item: Statute) -> Document:
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
        body=_text(
            _listed("Hedder også", (*item.abbreviations, *item.names)),
            item.note,
            _listed("Versioner", versions),
        ),
    )


STATUS = {
    "in_use": "I brug.",
    "retired": "Bruges ikke mere.",
    "unknown": "Vi ved ikke, om det stadig er i brug.",
}


def _form(item: Form, titles: dict[str, str]) -> Document:
    number = (item.number,) if item.number else ()
    return Document(
        id=content_id("form", item.id),
        kind="form",
        title=item.name if not number or number[0] in item.name else f"{item.name} ({number[0]})",
        url=url("form", content_id("form", item.id)),
        unit=item.owner,
        keywords=(*number, *item.also, item.id.replace("-", " ")),
        body=_text(
            plain(item.about),
            _listed("Nummer", number),
            STATUS[item.status],
            f"Afløst af: {titles.get(item.replaced_by, item.replaced_by)}." if item.replaced_by else "",
            f"Udfyldes af: {item.filled_in_by}." if item.filled_in_by else "",
            f"System: {titles.get(item.system, item.system)}." if item.system else "",
        ),
    )


def _system(item: System, systems: tuple[System, ...]) -> Document:
    names = {system.id: system.name for system in systems}
    return Document(
        id=content_id("system", item.id),
        kind="system",
        title=item.name,
        url=url("system", content_id("system", item.id)),
        unit=item.owner,
        keywords=item.also,
        former=tuple(other.name for other in systems if other.replaced_by == item.id),
        body=_text(
            plain(item.about),
            STATUS[item.status],
            f"Afløst af {names.get(item.replaced_by, item.replaced_by)}." if item.replaced_by else "",
            _listed("Bruges til", item.used_for),
            item.sends_letters,
        ),
    )


def _unit(item: Unit) -> Document:
    hours = (f"{day.days} {day.opens}-{day.closes}" for day in (*item.phone_hours, *item.opening_hours))
    return Document(
        id=content_id("contact", item.id),
        kind="contact",
        title=item.name,
        url=url("contact", content_id("contact", item.id)),
        unit=item.id,
        keywords=(*((item.short_name,) if item.short_name else ()), *item.also),
        former=item.former_names,
        body=_text(
            plain(item.about),
            _listed("Svarer på", item.answers),
            f"Postkasse: {item.mailbox}" if item.mailbox else "",
            f"Telefon: {item.phone}" if item.phone else "",
            f"Adresse: {item.address}" if item.address else "",
            _listed("Tider", hours),
        ),
    )


def _snippet(item: Snippet) -> Document:
    return Document(
        id=item.id,
        kind="snippet",
        title=item.head.title or _short(item.id),
        url=url("snippet", item.id),
        unit=item.head.owner,
        body=_text(item.head.about, plain(item.source[item.body_start :])),
    )


def _card(item: Card, files: dict[str, str]) -> Document:
    full_id = files.get(item.id) or content_id("rule", item.id)
    names = tuple(name.term for name in item.check.names) if isinstance(item.check, TermsCheck) else ()
    return Document(
        id=full_id,
        kind="rule",
        title=item.title,
        url=url("rule", full_id),
        unit=item.owner,
        keywords=names,
        body=_text(plain(item.why), *(example.text for example in item.bad), *item.good),
    )


def _page(item: PortalPage) -> Document:
    return Document(
        id=item.id,
        kind="page",
        title=item.head.title,
        url=url("page", item.id),
        headings=headings(item.body),
        body=_text(item.head.summary, plain(item.body)),
    )


def _decision(item: Decision) -> Document:
    full_id = f"content/decisions/{item.id}"
    return Document(
        id=full_id,
        kind="page",
        title=item.title,
        url=url("page", full_id),
        unit=item.owner,
        headings=tuple(question.ask for question in item.questions),
        body=_text(item.about, *(f"{outcome.title}. {outcome.text}" for outcome in item.outcomes)),
    )


# What the portal makes of all procedures together: id, title and the words that people look for it by.
_OVERVIEWS = (
    (
        "forloeb",
        "Forløb",
        "Borgerens vej gennem arbejdsgange og enheder for hver målgruppe, fra start til slut.",
    ),
    (
        "hvem-goer-hvad",
        "Hvem gør hvad",
        "Hvem udfører hvert trin, hvem har ansvaret, og hvilke enheder overdrager.",
    ),
    (
        "dobbeltregistrering",
        "Dobbeltregistrering",
        "Oplysninger, som bliver registreret i to systemer eller to trin.",
    ),
)


def _overviews(project: Project) -> Iterator[Document]:
    if any(procedure.steps for procedure in project.procedures):
        for id, title, body in _OVERVIEWS:
            yield Document(id=id, kind="page", title=title, url=f"/{id}/", body=body)


def _areas(project: Project) -> Iterator[Document]:
    for area in project.areas:
        yield Document(
            id=f"procedures/{area.id}",
            kind="page",
            title=area.title,
            url=url("procedure", f"procedures/{area.id}"),
            area=area.id,
            body=area.about,
        )
