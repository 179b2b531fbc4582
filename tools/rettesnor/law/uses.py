"""What hangs on anything that can be named: an act, a section, a form, a system, a unit, a letter, a snippet, a term."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rettesnor.law.dates import written
from rettesnor.law.impact import Passage, Use, law_uses, letters, passages, procedures, statute_of, use
from rettesnor.law.judgment import moved_places
from rettesnor.law.register import Register
from rettesnor.model.includes import INCLUDE
from rettesnor.model.pages import Letter, Procedure
from rettesnor.model.project import Project
from rettesnor.model.record import Record
from rettesnor.model.urls import Kind, content_id

_LINK = re.compile(r"\]\(([^()\s]{1,300})\)")


class Impact(Record, frozen=True, kw_only=True):
    """What was asked for, as it was understood, and everything that hangs on it."""

    kind: Kind
    id: str
    title: str
    uses: tuple[Use, ...]


class _Target(NamedTuple):
    kind: Kind
    id: str
    title: str
    names: tuple[str, ...]


class _Tie(NamedTuple):
    """One name in a page's data: of what kind, the id as written, and how the page hangs on it."""

    kind: Kind
    named: str | None
    how: str
    line: int = 1


def impact(project: Project, register: Register, reference: str) -> Impact | None:
    """What hangs on `reference`: a citation, an id or a name; None when nothing bears it.

    Ids and names of content come first, then citations: »AB 201« is a form, »LAB § 16 a« a section.
    """
    target = _target(project, reference)
    if target is not None:
        return Impact(kind=target.kind, id=target.id, title=target.title, uses=_uses(project, target))
    short = reference.strip().removeprefix("content/statutes/").removesuffix(".yml")
    if short in register.statutes:
        return _act(project, register, short, reference)
    cited = register.find(reference)
    if len(cited) != 1:
        return None
    act_id = statute_of(cited[0], register)
    if act_id is None:
        return None
    if not cited[0].pinpoints:
        return _act(project, register, act_id, reference)
    places = list(cited[0].pinpoints)
    title = cited[0].text
    for moved in moved_places(register.statutes[act_id], cited[0].pinpoints):
        places += [place for new in register.find(moved.new) for place in new.pinpoints]
        title += f" (siden {written(moved.since)}: {moved.new})"
    tied = {each for place in places for each in law_uses(project, register, act_id, place)}
    return Impact(kind="law", id=content_id("law", act_id), title=title, uses=tuple(sorted(tied)))


def _act(project: Project, register: Register, act_id: str, reference: str) -> Impact:
    statute = register.statutes[act_id]
    title = statute.short_name or statute.title or reference
    return Impact(
        kind="law", id=content_id("law", act_id), title=title, uses=law_uses(project, register, act_id)
    )


def _target(project: Project, reference: str) -> _Target | None:
    asked = reference.strip().casefold().removesuffix(".yml").removesuffix(".md").removesuffix("/letter")
    found = [
        target
        for target in _targets(project)
        if f"/{target.id.casefold()}".endswith(f"/{asked}")
        or asked in (name.casefold() for name in (target.title, *target.names))
    ]
    exact = [target for target in found if asked in (target.id.casefold(), target.title.casefold())]
    return (exact or found or [None])[0]


def _targets(project: Project) -> Iterator[_Target]:
    for form in project.forms:
        number = (form.number,) if form.number else ()
        yield _Target("form", content_id("form", form.id), form.name, (*number, *form.also))
    for system in project.systems:
        yield _Target("system", content_id("system", system.id), system.name, system.also)
    for unit in project.units:
        short = (unit.short_name,) if unit.short_name else ()
        yield _Target(
            "contact", content_id("contact", unit.id), unit.name, (*short, *unit.also, *unit.former_names)
        )
    for snippet in project.snippets:
        yield _Target("snippet", snippet.id, snippet.head.title or snippet.id, ())
    for letter in project.letters:
        yield _Target("letter", letter.id, letter.head.title or letter.id, ())
    for procedure in project.procedures:
        yield _Target("procedure", procedure.id, procedure.head.title, ())
    for term in project.terms:
        yield _Target(
            "term", content_id("term", term.id), term.term, (*term.forms, *term.also, *term.outdated)
        )


def _uses(project: Project, target: _Target) -> tuple[Use, ...]:
    found: set[Use] = set()
    for title, letter in letters(project):
        found.update(_in_letter(letter, title, target))
    for procedure in procedures(project):
        found.update(_in_procedure(procedure, target))
        found.update(_shown_in(procedure, target))
    for term in project.terms:
        if target.id in term.see or (target.kind == "term" and target.id.rpartition("/")[2] in term.see):
            path = f"{content_id('term', term.id)}.yml"
            found.add(
                Use(
                    kind="term",
                    id=content_id("term", term.id),
                    title=term.term,
                    path=path,
                    line=1,
                    how="se også",
                    quote="",
                )
            )
    named = _names_pattern(target)
    tied = {(each.path, each.line) for each in found}
    for passage in passages(project):
        found.update(_in_text(passage, target, named, tied))
    return tuple(sorted(each for each in found if each.id != target.id))


def _is(target: _Target, kind: Kind, short: str | None) -> bool:
    return bool(short) and target.kind == kind and target.id in (short, content_id(kind, short or ""))


def _in_letter(letter: Letter, title: str, target: _Target) -> Iterator[Use]:
    head = letter.head
    for tie in (
        _Tie("procedure", head.procedure, "arbejdsgang"),
        _Tie("system", head.system, "system"),
        _Tie("contact", head.owner, "ansvarlig"),
    ):
        if _is(target, tie.kind, tie.named):
            at = max(letter.source.find(tie.named or ""), 0)
            yield _letter_use(letter, title, at, tie.how, tie.named or "")
    for found in INCLUDE.finditer(letter.source):
        if _is(target, "snippet", found[1]):
            yield _letter_use(letter, title, found.start(), "indsætter teksten", f"snippets/{found[1]}.md")


def _letter_use(letter: Letter, title: str, at: int, how: str, quote: str) -> Use:
    line = letter.source.count("\n", 0, at) + 1
    return Use(kind="letter", id=letter.id, title=title, path=letter.path, line=line, how=how, quote=quote)


def _in_procedure(procedure: Procedure, target: _Target) -> Iterator[Use]:
    title, path = procedure.head.title, procedure.path
    for tie in _ties(procedure):
        if _is(target, tie.kind, tie.named):
            quote = tie.named or ""
            yield Use(
                kind="procedure",
                id=procedure.id,
                title=title,
                path=path,
                line=tie.line,
                how=tie.how,
                quote=quote,
            )


def _shown_in(procedure: Procedure, target: _Target) -> Iterator[Use]:
    """Where a procedure shows the standard text."""
    for found in INCLUDE.finditer(procedure.body):
        if _is(target, "snippet", found[1]):
            yield Use(
                kind="procedure",
                id=procedure.id,
                title=procedure.head.title,
                path=procedure.path,
                line=procedure.body_line + procedure.body.count("\n", 0, found.start()),
                how="viser teksten",
                quote=f"snippets/{found[1]}.md",
            )


def _ties(procedure: Procedure) -> Iterator[_Tie]:
    """Everything that a procedure names in its front matter and its steps."""
    head = procedure.head
    yield from (_Tie("letter", each, "brev") for each in head.letters)
    yield from (_Tie("form", each, "blanket") for each in head.forms)
    yield from (_Tie("system", each, "system") for each in head.systems)
    yield from (_Tie("procedure", each, "før eller efter") for each in (*head.before, *head.after))
    yield _Tie("contact", head.owner, "ansvarlig")
    yield _Tie("contact", head.contact, "kontakt")
    for step in procedure.steps:
        how = f"trin: {step.title}"
        yield from (_Tie("letter", each, how, step.line) for each in step.letters)
        yield from (_Tie("form", each, how, step.line) for each in step.forms)
        yield from (_Tie("system", each, how, step.line) for each in step.systems)
        for each in step.registers:
            yield _Tie("system", each.system, f"{how} (registreres: {each.fact})", step.line)
        for unit, other in filter(None, (step.handover, step.received)):
            yield _Tie("contact", unit, how, step.line)
            yield _Tie("procedure", other, how, step.line)


def _names_pattern(target: _Target) -> re.Pattern[str] | None:
    """The names of a form, system, unit or term as they stand in running text, with a genitive or a definite ending."""
    if target.kind not in ("form", "system", "contact", "term"):
        return None
    names = sorted({name for name in (target.title, *target.names) if len(name) > 2}, key=len, reverse=True)
    if not names:
        return None
    flags = re.IGNORECASE if target.kind == "term" else re.NOFLAG
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?:en|et|s)?(?!\w)", flags)


def _in_text(
    passage: Passage, target: _Target, named: re.Pattern[str] | None, tied: set[tuple[str, int]]
) -> Iterator[Use]:
    """Links to the target, and its name where nothing else ties that line to it; one use a line is enough."""
    lines = set(tied)
    for link in _LINK.finditer(passage.text):
        path = link[1].split("#")[0]
        if path.endswith((f"{target.id}.yml", f"{target.id}.md", f"{target.id}/letter.md")) or _relative(
            path, target
        ):
            place = use(passage, link.start(), link[1])
            lines.add((place.path, place.line))
            yield place
    for found in named.finditer(passage.text) if named else ():
        place = use(passage, found.start(), found[0])
        if (place.path, place.line) not in lines:
            lines.add((place.path, place.line))
            yield place


def _relative(path: str, target: _Target) -> bool:
    """A link from a file beside the target: »../ydelse/x.md« or »x.md«."""
    tail = target.id.split("/")[-2:]
    return path.removeprefix("./").removeprefix("../").removesuffix(".md").removesuffix(".yml") == "/".join(
        tail
    )
