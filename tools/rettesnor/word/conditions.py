"""A condition of Word as one of Jinja, or nothing where Jinja has none."""

import re
from collections.abc import Callable
from typing import NamedTuple

from rettesnor.word.fields import Condition, Merge, Operator, Other, Token, meaning
from rettesnor.word.names import Names
from rettesnor.word.story import Chars, Field

_TURNED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_WILDCARDS = re.compile(r"[*?]")
_IDENTITY = ("==", "!=")


class Test(NamedTuple):
    """The condition as it stands in the tag, and its opposite."""

    text: str
    opposite: str


def test(condition: Condition, names: Names, give_up: Callable[[str], None]) -> Test:
    """The condition; where Jinja has none for it, a yes-or-no field in its place, after telling `give_up` about both."""
    found = _compare(condition, names)
    if found is not None:
        return found
    sign = {"==": "=", "!=": "<>"}.get(condition.operator, condition.operator)
    shown = f"{_shown(condition.left)} {sign} {_shown(condition.right)}"
    name = names.name(f"Betingelse {shown}")
    names.is_a(name, "boolean")
    give_up(f"Betingelsen »{shown}« kan kun Word regne ud. Den er blevet til ja/nej-feltet {name}.")
    return Test(name, f"not {name}")


def _compare(condition: Condition, names: Names) -> Test | None:
    left, right, operator = condition.left, condition.right, condition.operator
    if _merge(left) is None:
        left, right, operator = right, left, _TURNED[operator]
    field, other = _merge(left), _merge(right)
    if field is None:
        return None
    name = names.name(field.name)
    if other is not None:
        return _both(name, operator, names.name(other.name))
    if any(isinstance(item, Field) for item in right.items):
        return None
    value = right.text.strip()
    if operator not in _IDENTITY:
        if not _NUMBER.fullmatch(value):
            return None
        names.is_a(name, "number")
        return _both(name, operator, value.replace(",", "."))
    if _WILDCARDS.search(value):
        return None
    names.compared(name, value)
    if not value:
        return Test(f"not {name}", name) if operator == "==" else Test(name, f"not {name}")
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return _both(name, operator, f'"{quoted}"')


_OPPOSITE: dict[Operator, Operator] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def _both(left: str, operator: Operator, right: str) -> Test:
    return Test(f"{left} {operator} {right}", f"{left} {_OPPOSITE[operator]} {right}")


def _merge(token: Token) -> Merge | None:
    """The one field that an argument is, if it is one."""
    items = [item for item in token.items if not (isinstance(item, Chars) and item.text.isspace())]
    if len(items) != 1 or not isinstance(items[0], Field):
        return None
    found = meaning(items[0])
    return found if isinstance(found, Merge) else None


def _shown(token: Token) -> str:
    """An argument as its author sees it in Word."""
    parts: list[str] = []
    for item in token.items:
        if isinstance(item, Field):
            found = meaning(item)
            parts.append(
                found.name
                if isinstance(found, Merge)
                else found.instruction
                if isinstance(found, Other)
                else "felt"
            )
        elif isinstance(item, Chars):
            parts.append(item.text)
    text = " ".join("".join(parts).split())
    return f'"{text}"' if token.quoted else text
