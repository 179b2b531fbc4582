"""What an expression in a template can be worth when the citizen's own values are not known."""

from typing import Final, NamedTuple, TypeAlias

from jinja2 import nodes

from rettesnor.letter.choices import Constant
from rettesnor.letter.runs import Runs, is_known, plain
from rettesnor.letter.template import Unit


class Nothing:
    """No value: what a name that was never set is worth, and what no case has said."""


NOTHING: Final = Nothing()


class Text(NamedTuple):
    """Text with its places; unknown values in it are VALUE."""

    runs: Runs

    @property
    def known(self) -> str | None:
        """The text, when none of it depends on values that are not known."""
        return plain(self.runs) if is_known(self.runs) else None


class Unknown(NamedTuple):
    """A field, or what is made of one. `subject` tells it from all others; `known` is what the author's case says it is.

    A list that was cut has at most `most` items.
    """

    subject: str
    shown: str
    known: object = NOTHING
    most: int | None = None

    def part(self, name: str, known: object = NOTHING) -> "Unknown":
        return Unknown(self.subject + name, self.shown + name, known)


class Mapping(NamedTuple):
    """A dict written in the template: each key's own value beside what it leads to."""

    entries: "dict[Constant, tuple[Value, Value]]"


class Scope:
    """Names set in one part of a template, and the scope around it."""

    __slots__ = ("above", "names")

    def __init__(self, above: "Scope | None" = None) -> None:
        self.above = above
        self.names: dict[str, Value] = {}

    def get(self, name: str) -> "Value":
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.above
        return NOTHING


class Macro(NamedTuple):
    """A macro, or the body of a call block, with the file and the scope that it stands in."""

    name: str
    node: nodes.Macro | nodes.CallBlock
    unit: Unit
    scope: Scope


class LoopNumber(int):
    """`loop.index` and its like: a comparison with it may ask for a longer list."""

    loop: "Loop"


class Loop:
    """`loop` inside a for."""

    def __init__(self, node: nodes.For, index: int, length: int, depth: int, items: "list[Value]") -> None:
        self.node, self.index, self.length, self.depth, self.items = node, index, length, depth, items

    def attribute(self, name: str) -> "Value":
        last = self.index == self.length - 1
        if name in ("first", "last"):
            return self.index == 0 if name == "first" else last
        if name == "previtem":
            return self.items[self.index - 1] if self.index else NOTHING
        if name == "nextitem":
            return NOTHING if last else self.items[self.index + 1]
        numbers = {
            "index": self.index + 1,
            "index0": self.index,
            "revindex": self.length - self.index,
            "revindex0": self.length - self.index - 1,
            "length": self.length,
            "depth": self.depth,
            "depth0": self.depth - 1,
        }
        if name not in numbers:
            return Method(self, name) if name in ("cycle", "changed") else NOTHING
        number = LoopNumber(numbers[name])
        number.loop = self
        return number


class Namespace(NamedTuple):
    """`namespace()`: names that a loop may set for what comes after it. A module's macros are one too."""

    names: "dict[str, Value]"


class Builtin(NamedTuple):
    """One of Jinja's own functions (`range`), or a block's `super`."""

    name: str


class Method(NamedTuple):
    """A function that belongs to a value: `'Tekst'.upper`."""

    owner: "Value"
    name: str


class Turn:
    """A `cycler` or a `joiner`: gives something else each time."""

    def __init__(self, items: "list[Value]", *, joins: bool) -> None:
        self.items, self.joins, self.count = items, joins, 0

    def next(self) -> "Value":
        self.count += 1
        if self.joins:
            return self.items[0] if self.count > 1 else NOTHING
        return self.items[(self.count - 1) % len(self.items)] if self.items else NOTHING


Value: TypeAlias = (
    Text
    | Unknown
    | Mapping
    | Macro
    | Loop
    | Namespace
    | Builtin
    | Method
    | Turn
    | Nothing
    | Constant
    | list["Value"]
)


def constant(value: Value) -> Constant | Nothing:
    """The plain Python value, where there is one."""
    if isinstance(value, Text):
        known = value.known
        return NOTHING if known is None else known
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Unknown) and (
        value.known is None or isinstance(value.known, (bool, int, float, str))
    ):
        return value.known
    return NOTHING


def source_of(value: Value, *, shown: bool = False) -> str:
    """Normalised source of a value, to name a condition by; `shown` is the form that people read."""
    if isinstance(value, Unknown):
        return value.shown if shown else value.subject
    if isinstance(value, Text):
        return f'"{plain(value.runs)}"'
    if isinstance(value, list):
        # Lists in lists are not written out: there could be no end to it.
        items = ["[…]" if isinstance(item, list) else source_of(item, shown=shown) for item in value[:20]]
        return f"[{', '.join(items)}]"
    if isinstance(value, (Nothing, Mapping, Macro, Loop, Namespace, Builtin, Method, Turn)):
        return type(value).__name__.lower()
    return str(value)
