"""The pages of a project as documents to search: what each is called, what it says, and what it was called before."""

import datetime
import re
from collections.abc import Iterator
from itertools import chain

import msgspec

from rettesnor.law.dates import written
from rettesnor.model import (
    Letter,
    LetterHead,
    Procedure,
    ProcedureHead,
)
from rettesnor.model.decisions import Decision
from rettesnor.model.includes import replaced
from rettesnor.model.portal import PortalPage
from rettesnor.model.project import Project
from rettesnor.model.urls import Kind, url
from rettesnor.model.variants import Variant
from rettesnor.search.document import Document, listed, short_id, text_of
from rettesnor.search.entries import card, form, snippet, statute, system, term, unit
from rettesnor.search.plain import headings, plain

# Procedures answer most questions; a rule about words is seldom what a caseworker is after.
KIND_BOOST: dict[Kind, float] = {"procedure": 1.15, "rule": 0.4, "snippet": 0.9, "law": 0.95, "page": 0.9}
FREQUENT = 1.15
NOT_IN_FORCE = 0.3
# What all units do comes first where both hold the words.
ONE_UNIT = 0.6


def documents(project: Project) -> tuple[Document, ...]:
    """Every page of the project, once."""
    titles = _titles(project)
    texts = {short_id(item.id): item.source[item.body_start :] for item in project.snippets}
    frequent = frozenset(project.settings.frequent)
    found: dict[str, Document] = {}
    for document in chain(
        (_procedure(item, titles, texts) for item in project.procedures),
        (_variant(item, titles, texts) for item in _variants(project)),
        (_letter(item, titles) for item in project.letters),
        (term(item) for item in project.terms),
        (statute(item) for item in project.statutes),
        (form(item, titles) for item in project.forms),
        (system(item, project.systems) for item in project.systems),
        (unit(item) for item in project.units),
        (snippet(item) for item in project.snippets),
        (card(item, project.rule_files) for item in project.cards),
        (_page(item) for item in project.pages),
        (_decision(item) for item in project.decisions),
        _areas(project),
        _overviews(project),
    ):
        boost = KIND_BOOST.get(document.kind, 1.0) * (FREQUENT if document.id in frequent else 1.0)
        found[document.id] = msgspec.structs.replace(document, boost=boost * document.boost)
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
        **{short_id(letter.id): letter.head.title or "" for letter in project.letters},
        **{short_id(procedure.id): procedure.head.title for procedure in project.procedures},
    }


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
        body=text_of(
            head.summary,
            *(f"{deadline.what}: {deadline.when}." for deadline in head.deadlines),
            plain(_named(body, titles)),
            listed("Lov", head.legal_basis),
        ),
    )


def _variants(project: Project) -> Iterator[Variant]:
    """Those that have a page."""
    common = {procedure.id for procedure in project.procedures}
    for item in project.variants:
        if item.procedure in common and not (project.day and item.expired(project.day)):
            yield item


def _variant(item: Variant, titles: dict[str, str], texts: dict[str, str]) -> Document:
    """Only what the unit does otherwise: the rest stands on the common page."""
    body = replaced(item.body, lambda name: texts.get(name, ""))
    common, unit = titles[short_id(item.procedure)], titles.get(item.unit, item.unit)
    return Document(
        id=item.id,
        kind="procedure",
        title=f"{common} ({unit})",
        url=url("procedure", item.id),
        area=item.procedure.split("/")[1],
        unit=item.unit,
        headings=headings(item.body),
        body=text_of(item.head.summary or "", plain(item.head.reason), plain(_named(body, titles))),
        boost=ONE_UNIT,
    )


def _letter(item: Letter, titles: dict[str, str]) -> Document:
    head = item.head
    body = item.source[item.body_start :]
    short = short_id(item.id)
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
        body=text_of(
            head.summary,
            plain(body, labels),
            listed("Lov", head.legal_basis),
            titles.get(head.procedure or "", ""),
        ),
    )


def _page(item: PortalPage) -> Document:
    return Document(
        id=item.id,
        kind="page",
        title=item.head.title,
        url=url("page", item.id),
        headings=headings(item.body),
        body=text_of(item.head.summary, plain(item.body)),
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
        body=text_of(item.about, *(f"{outcome.title}. {outcome.text}" for outcome in item.outcomes)),
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
        "Hvem der udfører hvert trin, hvem der har ansvaret, og hvilke enheder der overdrager sager.",
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
