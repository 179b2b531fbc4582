"""One file -> its findings, and whether all of it could be checked."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from rettesnor.checks import allowance
from rettesnor.checks.metadata import Beside
from rettesnor.letter.blocks import Block
from rettesnor.letter.page import without_anchors
from rettesnor.letter.readings import Readings, readings
from rettesnor.letter.template import Template, parse
from rettesnor.lint.findings import Hit, findings
from rettesnor.lint.law import law_hits
from rettesnor.lint.order import order
from rettesnor.lint.places import Places
from rettesnor.lint.standard import Standard, group
from rettesnor.lint.template import Read, beside_hits, metadata_hits, page_hits, syntax_hits, template_hits
from rettesnor.lint.text import text_hits
from rettesnor.lint.whole import whole_hits
from rettesnor.model import Finding, Group, Incomplete, Letter, LetterHead, Span
from rettesnor.model.letter_rules import AllowanceCheck

PAGE_GROUPS: frozenset[Group] = frozenset(("terms", "law", "units", "metadata", "allowance"))


class Result(NamedTuple):
    """What was found, in order, what could not be checked, and what was read."""

    findings: tuple[Finding, ...]
    incomplete: tuple[Incomplete, ...] = ()
    blocks: tuple[Block, ...] = ()


def lint_letter(
    letter: Letter,
    standard: Standard,
    *,
    snippets: Mapping[str, str],
    missing_links: Collection[str],
    day: datetime.date,
    beside: Iterable[Beside] = (),
) -> Result:
    """Everything that is wrong with a letter for any reader.

    `snippets` are read when the letter includes them; `missing_links` are its links that lead nowhere; `beside` is
    what the files beside it tell.
    """
    template = parse(letter.source, path=letter.path, snippets=snippets)
    read = Read(letter, template, readings(template, letter.head.fields, letter.cases))
    sources = _sources(template)
    hits = [
        *text_hits(read.readings.blocks, letter.head, standard, sources),
        *template_hits(read, standard),
        *metadata_hits(read, standard, missing_links=missing_links, day=day),
        *beside_hits(letter, standard, beside),
    ]
    if all(fault.whole for fault in read.faults):
        place = _place(letter, read.readings)
        hits += law_hits(read, standard, place)
        hits += whole_hits(read.readings, letter.head, standard, sources=sources, place=place)
    return Result(_settled(hits, sources, standard, day), _incomplete(read), read.readings.blocks)


def lint_snippet(
    letter: Letter,
    standard: Standard,
    *,
    snippets: Mapping[str, str],
    missing_links: Collection[str],
    day: datetime.date,
) -> Result:
    """What is wrong with a text that letters include, whoever reads it. Its fields belong to those letters."""
    template = parse(letter.source, path=letter.path, snippets=snippets)
    read = Read(letter, template, readings(template, ()))
    sources = _sources(template)
    hits = [
        *text_hits(read.readings.blocks, LetterHead(), standard, sources),
        *syntax_hits(read, standard),
        *page_hits(letter, standard, missing_links=missing_links, day=day),
    ]
    return Result(_settled(hits, sources, standard, day), _incomplete(read), read.readings.blocks)


def lint_page(
    letter: Letter,
    standard: Standard,
    *,
    missing_links: Collection[str],
    day: datetime.date,
    beside: Iterable[Beside] = (),
) -> Result:
    """What is wrong with a procedure: names, citations, contacts and links. Caseworkers read it, so its style is free."""
    template = parse(without_anchors(letter.source), path=letter.path, snippets={})
    read = Read(letter, template, readings(template, ()))
    sources = {letter.path: letter.source}
    hits = [
        *text_hits(read.readings.blocks, LetterHead(), standard, sources),
        *page_hits(letter, standard, missing_links=missing_links, day=day),
    ]
    hits += beside_hits(letter, standard, beside)
    kept = [hit for hit in hits if hit.group in PAGE_GROUPS]
    return Result(_settled(kept, sources, standard, day), _incomplete(read), read.readings.blocks)


def lint_blocks(
    blocks: Iterable[Block], standard: Standard, *, path: str, source: str, day: datetime.date
) -> Result:
    """What is wrong with the words of a finished letter, whose kind and reader nobody knows."""
    hits = list(text_hits(blocks, LetterHead(), standard, {path: source}))
    return Result(_settled(hits, {path: source}, standard, day))


def _sources(template: Template) -> dict[str, str]:
    return {unit.path: unit.source for unit in template.units}


def _place(letter: Letter, all: Readings) -> tuple[str, Span]:
    """Where a finding about the whole letter goes: its first heading, or the start of its body."""
    for block in all.blocks:
        if block.kind == "heading":
            path, span = block.span(0, len(block.text))
            if path == letter.path:
                return path, span
    return letter.path, Span(letter.body_start, letter.body_start)


def _incomplete(read: Read) -> tuple[Incomplete, ...]:
    reasons = dict.fromkeys(fault.message for fault in read.faults if not fault.whole)
    return tuple(Incomplete(path=read.letter.path, reason=reason) for reason in reasons)


def _settled(
    hits: Iterable[Hit], sources: Mapping[str, str], standard: Standard, day: datetime.date
) -> tuple[Finding, ...]:
    """The findings that no exception allows, and what is wrong with the exceptions."""
    found = findings(hits, sources)
    kept: list[Finding] = []
    for path, source in sources.items():
        here = [finding for finding in found if finding.path == path]
        if "rettesnor:" not in source:
            kept += here
            continue
        allowed, broken = allowance.apply(here, source, day=day, known=standard.names)
        kept += [*allowed, *_broken(broken, path, source, standard)]
    return tuple(sorted(kept, key=order))


def _broken(
    faults: Iterable[allowance.Broken], path: str, source: str, standard: Standard
) -> Iterator[Finding]:
    cards = {check.look: card for card, check in standard.rules(AllowanceCheck)}
    places = Places(source)
    for fault in faults:
        card = cards.get(fault.fault)
        if card is None:
            continue
        line, column = places.at(fault.start)
        end_line, end_column = places.at(fault.end)
        yield Finding(
            rule=card.id,
            group=group(card),
            severity=card.severity,
            path=path,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            start=fault.start,
            end=fault.end,
            quote=source[fault.start : fault.end],
            message=card.message.format(found=fault.rule),
        )
