"""What hangs on an act or a section: every letter, procedure, snippet, rule and term that cites it, and where.

`citations_by_section` is for an act's page; `law_uses` for one act or section. Other things (forms, systems, units,
letters, snippets, terms) are followed in `law.uses`.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from rettesnor.law.dates import written
from rettesnor.law.judgment import resolve
from rettesnor.law.register import Register
from rettesnor.model.citation import Citation, Pinpoint
from rettesnor.model.pages import Letter, Procedure, ProcedureHead, Source
from rettesnor.model.project import Project
from rettesnor.model.record import Record
from rettesnor.model.urls import Kind, content_id


class Use(Record, frozen=True, kw_only=True, order=True):
    """One place that hangs on something: the page (`id`), where in the file, how it is tied (Danish) and its words."""

    kind: Kind
    id: str
    title: str
    path: str
    line: int
    how: str
    quote: str


class Passage(NamedTuple):
    """A text of the content with the page it belongs to; `first_line` is its line in the file, 0 where nobody knows."""

    kind: Kind
    id: str
    title: str
    path: str
    first_line: int
    how: str
    text: str


def passages(project: Project) -> Iterator[Passage]:
    """Every text of a project that people read or that says what it builds on."""
    for title, letter in letters(project):
        head, body = letter.source[: letter.body_start], letter.source[letter.body_start :]
        yield Passage("letter", letter.id, title, letter.path, 1, "forside", head)
        yield Passage("letter", letter.id, title, letter.path, head.count("\n") + 1, "tekst", body)
    for procedure in procedures(project):
        yield from _procedure(procedure)
    for snippet in project.snippets:
        title = snippet.head.title or snippet.id
        yield Passage("snippet", snippet.id, title, snippet.path, 1, "tekst", snippet.source)
    for card in project.cards:
        text = "\n\n".join((card.message, card.why, *_titles(card.sources)))
        id = content_id("rule", card.id)
        path = f"content/policy/{type(card.check).__struct_config__.tag}/{card.id}.yml"
        yield Passage("rule", id, card.title, path, 0, "regel", text)
    for term in project.terms:
        id = content_id("term", term.id)
        text = "\n\n".join((term.definition, term.not_to_confuse or "", *_titles(term.sources)))
        yield Passage("term", id, term.term, f"{id}.yml", 0, "forklaring", text)


def letters(project: Project) -> Iterator[tuple[str, Letter]]:
    """Every letter under its title, and coming editions under one that says from when."""
    yield from ((letter.head.title or letter.id, letter) for letter in project.letters)
    for letter in project.coming_letters:
        yield _coming(letter.head.title or letter.id, letter.head.valid_from), letter


def procedures(project: Project) -> Iterator[Procedure]:
    """Every procedure; coming editions and what units do otherwise, under titles that say so."""
    yield from project.procedures
    for each in project.coming_procedures:
        yield replace(each, head=replace(each.head, title=_coming(each.head.title, each.head.valid_from)))
    titles = {procedure.id: procedure.head.title for procedure in project.procedures}
    units = {unit.id: unit.name for unit in project.units}
    for variant in project.variants:
        title = (
            f"{titles.get(variant.procedure, variant.procedure)} ({units.get(variant.unit, variant.unit)})"
        )
        yield Procedure(
            id=variant.id,
            path=variant.path,
            area=variant.procedure.split("/")[1],
            head=ProcedureHead(title=title, owner=variant.head.owner),
            body=variant.body,
            body_line=variant.body_line,
            steps=variant.steps,
        )


def _coming(title: str, day: datetime.date | None) -> str:
    return f"{title} (fra {written(day)})" if day else title


def _procedure(procedure: Procedure) -> Iterator[Passage]:
    head, path = procedure.head, procedure.path
    basis = "\n\n".join(head.legal_basis)
    yield Passage("procedure", procedure.id, head.title, path, 0, "lovgrundlag", basis)
    for deadline in head.deadlines:
        how = f"frist: {deadline.what}"
        yield Passage("procedure", procedure.id, head.title, path, 0, how, deadline.law or "")
    starts = [step.line - procedure.body_line for step in procedure.steps]
    lines = procedure.body.split("\n")
    if not starts:
        yield Passage(
            "procedure", procedure.id, head.title, path, procedure.body_line, "tekst", procedure.body
        )
        return
    first = "\n".join(lines[: starts[0]])
    yield Passage("procedure", procedure.id, head.title, path, procedure.body_line, "tekst", first)
    for step, start, end in zip(procedure.steps, starts, [*starts[1:], len(lines)], strict=True):
        text = "\n".join(lines[start:end])
        yield Passage("procedure", procedure.id, head.title, path, step.line, f"trin: {step.title}", text)


def _titles(sources: tuple[Source, ...]) -> tuple[str, ...]:
    return tuple(source.title for source in sources)


def use(passage: Passage, start: int, quote: str) -> Use:
    """A place in a passage as something that hangs on what stands there."""
    return Use(
        kind=passage.kind,
        id=passage.id,
        title=passage.title,
        path=passage.path,
        line=passage.first_line + passage.text.count("\n", 0, start) if passage.first_line else 1,
        how=passage.how,
        quote=" ".join(quote.split()),
    )


def citations(project: Project, register: Register) -> Iterator[tuple[str, Citation, Use]]:
    """Every citation of an act that the register knows, with the act's id and its place."""
    for passage in passages(project):
        for citation in register.find(passage.text):
            act_id = statute_of(citation, register)
            if act_id is not None:
                yield act_id, citation, use(passage, citation.start, citation.text)


def statute_of(citation: Citation, register: Register) -> str | None:
    """The register's id for the act that a citation names, whatever the day."""
    return resolve(citation, register, datetime.date.max).act_id


def citations_by_section(
    project: Project, register: Register | None = None
) -> dict[str, dict[str, tuple[Use, ...]]]:
    """Who cites what: act id -> section (»§ 16 a«, »kapitel 7«, "" for the act as a whole) -> places, in the act's order."""
    known = register or Register(project.statutes)
    found: dict[str, dict[str, list[Use]]] = {}
    for act_id, citation, place in citations(project, known):
        for section in dict.fromkeys(map(_section, citation.pinpoints)) or ("",):
            found.setdefault(act_id, {}).setdefault(section, []).append(place)
    return {
        act_id: {section: tuple(sorted(set(sections[section]))) for section in sorted(sections, key=_order)}
        for act_id, sections in found.items()
    }


def law_uses(
    project: Project, register: Register, act_id: str, place: Pinpoint | None = None
) -> tuple[Use, ...]:
    """What cites an act; with `place`, what cites that section or a range that holds it."""
    return tuple(
        sorted(
            {
                tied
                for cited, citation, tied in citations(project, register)
                if cited == act_id
                and (place is None or any(_touches(each, place) for each in citation.pinpoints))
            }
        )
    )


def _section(place: Pinpoint) -> str:
    if place.kapitel:
        return f"kapitel {place.kapitel}"
    sign = "" if (place.paragraf or "").startswith("artikel") else "§ "
    if place.paragraf_til:
        return (
            f"§{sign}{place.paragraf}-{place.paragraf_til}"
            if sign
            else f"{place.paragraf}-{place.paragraf_til}"
        )
    return f"{sign}{place.paragraf}"


def _order(section: str) -> tuple[str, int, str]:
    digits = "".join(each if each.isdigit() else " " for each in section).split()
    return section[:1].replace("§", "a"), int(digits[0]) if digits else 0, section


def _touches(cited: Pinpoint, asked: Pinpoint) -> bool:
    """Whether a cited place holds, or is held by, the place that is asked for."""
    if asked.kapitel:
        return cited.kapitel == asked.kapitel
    if cited.paragraf is None or asked.paragraf is None:
        return False
    low, high = number(cited.paragraf), number(cited.paragraf_til or cited.paragraf)
    first, last = number(asked.paragraf), number(asked.paragraf_til or asked.paragraf)
    if high < first or last < low:
        return False
    return all(
        mine is None or theirs is None or mine == theirs
        for mine, theirs in ((cited.stk, asked.stk), (cited.nr, asked.nr), (cited.litra, asked.litra))
    )


def number(section: str) -> tuple[int, str]:
    """A section as it sorts: »16 a« after »16« and before »17«."""
    digits, _, letter = section.removeprefix("artikel ").partition(" ")
    return int(digits) if digits.isdigit() else 0, letter.casefold()
