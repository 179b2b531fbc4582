"""The author's cases against the letter's fields: values of the wrong kind, values that are missing, values of no field."""

import re
from collections.abc import Iterable, Iterator

from rettesnor.danish.values import WrongValue, typed
from rettesnor.letter.head import key_span
from rettesnor.letter.readings import Reading, readings
from rettesnor.letter.template import Template
from rettesnor.lint.findings import Hit
from rettesnor.model import VALUE, Case, Field, Letter
from rettesnor.model.policy import Card
from rettesnor.yamltext import suggest

_NAME = re.compile(r"[^\W\d]\w*")
# What a letter asks of a value that may be missing, after its name.
_MAY_BE_MISSING = r"\b{name}\b\s*(?:is\s+(?:not\s+)?(?:un)?defined|\|\s*(?:default|d)\b)"


def case_hits(letter: Letter, template: Template, card: Card) -> Iterator[Hit]:
    """What is wrong with the cases, told at the field that it is about; the message names the case."""
    fields = {field.name: field for field in letter.head.fields}
    for field in letter.head.fields:
        fault = _fault(field.example, field) if field.example is not None else None
        if fault:
            yield _hit(letter, card, field.name, f"Feltets example: {fault}")
    sources = {unit.path: unit.source for unit in template.units}
    for case in letter.cases:
        for name, value in case.values.items():
            if name not in fields:
                hint = suggest(name, fields) or " Slet værdien, eller tilføj feltet."
                yield _hit(letter, card, None, f"{_said(case)} »{name}« er ikke et felt i brevet.{hint}")
            elif fault := _fault(value, fields[name]):
                yield _hit(letter, card, name, f"{_said(case)} {fault}")
        absent = [
            name for name in fields if name not in case.values and not _may_be_missing(name, sources.values())
        ]
        needed = _needed(template, letter, case, sources) if absent else ()
        for name in absent:
            if name in needed:
                yield _hit(letter, card, name, f"{_said(case)} »{name}« mangler, og brevet bruger det her.")


def _needed(template: Template, letter: Letter, case: Case, sources: dict[str, str]) -> set[str]:
    """The names that the reader of the case is shown, or that decide what the reader is shown."""
    # Cases that show the same are one reading of the letter, so this one is read by itself.
    alone = readings(template, letter.head.fields, [case])
    mine = [reading for reading in alone if reading.case == case.name]
    decide = {choice.field for reading in mine for choice in reading.choices}
    return decide.union(*(_shown(reading, sources) for reading in mine))


def _shown(reading: Reading, sources: dict[str, str]) -> Iterator[str]:
    for block in reading.blocks:
        for place in re.finditer(VALUE, block.text):
            path, span = block.span(place.start(), place.end())
            name = _NAME.search(sources.get(path, ""), span.start, span.end)
            if name:
                yield name[0]


def _may_be_missing(name: str, sources: Iterable[str]) -> bool:
    return any(re.search(_MAY_BE_MISSING.format(name=re.escape(name)), source) for source in sources)


def _fault(value: object, field: Field) -> str | None:
    try:
        typed(value, field)
    except WrongValue as error:
        return str(error)
    return None


def _said(case: Case) -> str:
    return f"Eksemplet »{case.name}«:"


def _hit(letter: Letter, card: Card, field: str | None, message: str) -> Hit:
    at = ("fields",) if field is None else ("fields", field)
    return Hit.of(card, letter.path, key_span(letter.source, *at), card.message.format(message=message))
