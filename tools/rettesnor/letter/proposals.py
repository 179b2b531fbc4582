"""The cases that a letter lacks: values that lead to the branches no case of the author's reaches. Pure."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from rettesnor.letter.choices import Atom, Choice
from rettesnor.letter.facts import LENGTH
from rettesnor.letter.readings import readings
from rettesnor.letter.template import Arm, Template
from rettesnor.model import Case, Field, FieldType, Record

_EXAMPLES: dict[FieldType | None, object] = {
    "text": "Eksempel",
    "date": datetime.date(2026, 12, 1),
    "time": "10.00",
    "number": 2,
    "money": 1000,
    "boolean": True,
    "list": ["det første", "det andet"],
    None: "Eksempel",
}


class Proposal(Record, frozen=True, kw_only=True):
    """Values for a case, the branches that only it reaches, and in Danish what sets it apart from the examples."""

    values: dict[str, object]
    reaches: tuple[Arm, ...]
    about: str


class Proposals(Record, frozen=True, kw_only=True):
    """`unsolved` are the branches that no values were found for."""

    cases: tuple[Proposal, ...]
    unsolved: tuple[Arm, ...]


def proposals(template: Template, fields: Sequence[Field], cases: Sequence[Case]) -> Proposals:
    """As few cases as reach every branch that `cases` do not.

    Each reading of the letter says what its reader's values must be like; values that are so are found for each field
    by itself, and the letter is read again with them, so that nothing is promised that does not hold.
    """
    read = readings(template, fields, cases)
    missing = {arm.key: arm for arm in read.unreached}
    start = cases[0].values if cases else {}
    found: list[tuple[set[int], dict[str, object], tuple[Choice, ...]]] = []
    for reading in read:
        if reading.case is not None or not missing:
            continue
        values = _solved(fields, start, reading.choices)
        alone = readings(template, fields, [Case(name="forslag", path="", values=values)])
        left = {arm.key for arm in alone.unreached}
        found.append((set(missing) - left, values, reading.choices))
    chosen: list[Proposal] = []
    while found:
        reached, values, choices = max(found, key=lambda each: len(each[0] & set(missing)))
        new = reached & set(missing)
        if not new:
            break
        about = _about(fields, start, values, choices)
        chosen.append(
            Proposal(values=values, reaches=tuple(missing.pop(key) for key in sorted(new)), about=about)
        )
    return Proposals(cases=tuple(chosen), unsolved=tuple(missing.values()))


def _solved(
    fields: Sequence[Field], start: dict[str, object], choices: Iterable[Choice]
) -> dict[str, object]:
    """A value for every field that agrees with the choices about it; its usual value where none does.

    A field that is not there for those readers (»is defined«) has none.
    """
    asked: dict[str, list[Choice]] = {}
    for choice in choices:
        asked.setdefault(choice.atom.subject.removesuffix(LENGTH), []).append(choice)
    values: dict[str, object] = {}
    for field in fields:
        usual = start.get(field.name, _example(field))
        about = asked.get(field.name, [])
        if any(choice.atom.kind == "defined" and not choice.truth for choice in about):
            continue
        fitting = (
            value
            for value in _candidates(field, usual, about)
            if all(_holds(value, choice.atom) == choice.truth for choice in about)
        )
        values[field.name] = next(fitting, usual)
    return values


def _candidates(field: Field, usual: object, about: list[Choice]) -> Iterator[object]:
    """What the field may be, the most natural first."""
    yield usual
    if field.choices:
        yield from field.choices
    elif field.type == "boolean":
        yield from (True, False)
    elif field.type == "list":
        items: list[object] = list(usual) if isinstance(usual, list) and usual else ["det første"]  # pyright: ignore[reportUnknownArgumentType] -- what YAML gave
        limits = [choice.atom.value for choice in about]
        sizes = {0, 1, 2, *(size + more for size in limits if isinstance(size, int) for more in (-1, 0, 1))}
        yield from (
            [items[number % len(items)] for number in range(size)] for size in sorted(sizes) if size >= 0
        )
    elif field.type in ("number", "money"):
        for choice in about:
            if isinstance(choice.atom.value, (int, float)):
                yield from (choice.atom.value, choice.atom.value + 1, choice.atom.value - 1)
        yield from (1, 0)
    elif field.type in ("text", None):
        yield from (choice.atom.value for choice in about if isinstance(choice.atom.value, str))
        yield from ("Eksempel", "")


def _holds(value: object, atom: Atom) -> bool:
    """Whether a condition about a field is true when it has this value."""
    if atom.subject.endswith(LENGTH):
        value = len(value) if isinstance(value, (str, list)) else 0  # pyright: ignore[reportUnknownArgumentType] -- what YAML gave
    match atom.kind:
        case "defined":
            return True
        case "truth" | "filled" | "test":
            return bool(value)
        case "count":
            return isinstance(value, list) and len(value) == atom.value  # pyright: ignore[reportUnknownArgumentType] -- what YAML gave
        case "==":
            return value == atom.value
        case "<" | ">":
            if not isinstance(value, (int, float)) or not isinstance(atom.value, (int, float)):
                return False
            return value < atom.value if atom.kind == "<" else value > atom.value


def _example(field: Field) -> object:
    if field.example is not None:
        return field.example
    return field.choices[0] if field.choices else _EXAMPLES.get(field.type, "Eksempel")


def _about(
    fields: Sequence[Field], start: dict[str, object], values: dict[str, object], choices: Iterable[Choice]
) -> str:
    """»Når klage er falsk«: the choices about fields whose value is another than usual."""
    usual = {field.name: start.get(field.name, _example(field)) for field in fields}
    changed = {name for name, value in usual.items() if values.get(name) != value}
    texts = dict.fromkeys(choice.text for choice in choices if choice.field in changed)
    return f"Når {' og '.join(list(texts)[:3])}" if texts else "Som eksemplerne på felterne"
