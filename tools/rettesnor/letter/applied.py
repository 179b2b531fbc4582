"""Filters, as far as they decide what a citizen reads."""

from typing import TypeGuard

from jinja2 import nodes

from rettesnor.letter import filters
from rettesnor.letter.conditions import MAX_SIZE
from rettesnor.letter.evaluate import Expressions
from rettesnor.letter.rows import batch, columns
from rettesnor.letter.runs import Runs, plain
from rettesnor.letter.values import (
    NOTHING,
    Mapping,
    Nothing,
    Text,
    Unknown,
    Value,
    constant,
    source_of,
)
from rettesnor.model import VALUE

_LISTS = frozenset(
    (
        *("list", "unique", "sort", "select", "reject", "selectattr", "rejectattr", "items", "dictsort"),
        *("first", "last", "random", "map", "min", "max", "reverse", "batch", "slice"),
    )
)

_CUTS = {"batch": batch, "slice": columns}
MAX_CASE_ITEMS = 12


class Filters(Expressions):
    """Applies filters; methods of texts do the same work."""

    def filtered(
        self, name: str, value: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr
    ) -> Value:
        if name in ("default", "d"):
            return self.default(value, args, names, node)
        if name in ("length", "count"):
            return self._length(value)
        if name == "join":
            return self.join(
                value, args[0] if args else names.get("d", NOTHING), names.get("attribute"), node
            )
        if name in _LISTS:
            return self._of_list(name, value, args, names, node)
        if name == "attr" and args:
            attribute = constant(args[0])
            return self.attribute(value, attribute) if isinstance(attribute, str) else NOTHING
        if isinstance(value, (list, Mapping)) and name not in filters.MEASURES:
            value = Text(self.runs(value, self.unit.place(node.lineno)))
        if isinstance(value, Text):
            return self.of_text(name, value.runs, args, names, node)
        number = constant(value)
        if name in ("round", "int", "float", "abs") and isinstance(number, (int, float)):
            return number
        if isinstance(value, Unknown) and name == "replace" and len(args) > 1:
            return self.replaced(value, args, node)
        if isinstance(value, Unknown):
            extra = "".join(f" {source_of(arg)}" for arg in args)
            return value.part(f"|{name}{extra}")
        return value

    def default(self, value: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr) -> Value:
        other = args[0] if args else names.get("default_value", Text(()))
        also_empty = constant(args[1] if len(args) > 1 else names.get("boolean", False)) is True
        asked = len(self.oracle.asked)
        if self.truth(value, node) if also_empty else self.defined(value, node):
            return value
        return self.when_chosen(other, asked)

    def replaced(self, value: Unknown, args: list[Value], node: nodes.Expr) -> Value:
        """A value with words replaced: the new ones are seen by those whose value has the old ones."""
        place = self.unit.place(node.lineno)
        asked = len(self.oracle.asked)
        if not self.compare("in", args[0], value, node):
            return value
        before, self.branch = self.branch, self.chosen(asked)
        around = (self.run(VALUE, place),)
        shown = self.joined([around, self.runs(args[1], place), around])
        self.branch = before
        return shown

    def _length(self, value: Value) -> Value:
        if isinstance(value, Unknown):
            known = value.known
            size = len(known) if isinstance(known, (str, list, dict)) else NOTHING  # pyright: ignore[reportUnknownArgumentType] -- what YAML gave
            return value.part("|length", size)
        if isinstance(value, Text):
            text = value.known
            return len(text) if text is not None else Unknown(f"{plain(value.runs)}|length", "længden")
        if isinstance(value, Mapping):
            return len(value.entries)
        return len(value) if isinstance(value, list) else 0

    def join(self, value: Value, between: Value, attribute: Value, node: nodes.Expr) -> Value:
        """Items with a text between them; a list that is not known has two."""
        items = self.members(value)
        if isinstance(value, Unknown):
            items = [value.part("[0]"), value.part("[1]")]
        name = constant(attribute)
        if isinstance(name, str):
            items = [self.attribute(item, name) for item in items]
        comma = self.runs(between, self.unit.place(node.lineno))
        parts: list[Runs] = []
        for item in items:
            if parts:
                parts.append(comma)
            parts.append(self.runs(item, self.unit.place(node.lineno)))
        return self.joined(parts)

    def members(self, value: Value) -> list[Value]:
        """What a for would go through, when that is known."""
        if isinstance(value, list):
            return value
        if isinstance(value, Mapping):
            return [key for key, _ in value.entries.values()]
        if isinstance(value, Text):
            size = min(len(plain(value.runs)), MAX_SIZE)
            return [Text(filters.cut(value.runs, at, at + 1)) for at in range(size)]
        return []

    def _of_list(
        self, name: str, value: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr
    ) -> Value:
        if name in ("batch", "slice"):
            return self._rows(name, value, args, names, node)
        if name == "map" and isinstance(value, Unknown) and "default" in names:
            items = self.some(value, {0, 1, 2}, node)
            return [self._mapped(item, args, names, node) for item in items]
        if isinstance(value, Unknown):
            return value.part(f"|{name}" + "".join(f" {source_of(arg)}" for arg in args))
        items = self.members(value)
        if isinstance(value, Text) and name == "reverse":
            return self.joined([item.runs for item in reversed(items) if isinstance(item, Text)])
        if name in ("items", "dictsort") and isinstance(value, Mapping):
            return [[key, item] for key, item in value.entries.values()]
        if name == "map":
            return [self._mapped(item, args, names, node) for item in items]
        if name == "sort" and all(isinstance(item, Text) and item.known is not None for item in items):
            items = sorted(items, key=source_of)
        if name in ("random", "min", "max"):
            return self.choose(Unknown("random", "et tilfældigt valg"), list(enumerate(items)), node)
        if name == "first":
            return items[0] if items else NOTHING
        if name == "last":
            return items[-1] if items else NOTHING
        return items[::-1] if name == "reverse" else items

    def _rows(
        self, name: str, value: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr
    ) -> Value:
        given = constant(
            args[0] if args else names.get("linecount" if name == "batch" else "slices", NOTHING)
        )
        size = given if isinstance(given, int) else 2
        fill = args[1] if len(args) > 1 else names.get("fill_with", NOTHING)
        if not isinstance(value, Unknown):
            return _CUTS[name](self.members(value), size, fill)
        if isinstance(fill, Nothing):
            return value.part(f"|{name} {source_of(args[0]) if args else size}")
        # No row, one that is not full, one that is, and three.
        sizes = {0, 1, size, 2 * size + 1}
        asked = len(self.oracle.asked)
        items = self.some(value, {min(max(count, 0), MAX_SIZE) for count in sizes}, node)
        return _CUTS[name](items, size, self.when_chosen(fill, asked))

    def some(self, value: Unknown, sizes: set[int], node: nodes.Node, shown: str = "") -> list[Value]:
        """The items of a list that is not known, so many as this reading has of them. `shown` names each."""
        known: list[object] | None = None
        if _is_list(value.known):
            known = value.known[:MAX_CASE_ITEMS]
        elif not isinstance(value.known, Nothing) and not value.known:
            known = []
        most = MAX_SIZE if value.most is None else value.most
        possible = {size for size in sizes if size <= most}
        count = self.oracle.count(
            node, value.subject, value.shown, self.branch, possible, None if known is None else len(known)
        )
        return [
            Unknown(
                f"{value.subject}[{number}]",
                shown or f"{value.shown}[{number}]",
                NOTHING if known is None or number >= len(known) else known[number],
            )
            for number in range(min(count, MAX_SIZE))
        ]

    def _mapped(self, item: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr) -> Value:
        attribute = constant(names.get("attribute", NOTHING))
        if isinstance(attribute, str):
            found = self.attribute(item, attribute)
            return self.default(found, [names["default"]], {}, node) if "default" in names else found
        name = constant(args[0]) if args else NOTHING
        return self.filtered(name, item, args[1:], names, node) if isinstance(name, str) else item

    def of_text(
        self, name: str, runs: Runs, args: list[Value], names: dict[str, Value], node: nodes.Expr
    ) -> Value:
        """A filter or method on text."""
        if name in filters.LETTERS:
            return Text(filters.letters(runs, name))
        if name in ("trim", "strip", "lstrip", "rstrip"):
            chars = constant(args[0]) if args else None
            only = chars if isinstance(chars, str) else None
            return Text(filters.strip(runs, only, left=name != "rstrip", right=name != "lstrip"))
        if name == "replace" and len(args) > 1:
            old, count = constant(args[0]), constant(args[2]) if len(args) > 2 else -1
            if not isinstance(old, str):
                return Text(runs)
            new = self.runs(args[1], self.unit.place(node.lineno))
            replaced = filters.replace(runs, old, new, count if isinstance(count, int) else -1)
            return self.joined([replaced])
        if name in ("format", "percent"):
            shown = [self.runs(arg, self.unit.place(node.lineno)) for arg in args]
            named = {key: self.runs(item, self.unit.place(node.lineno)) for key, item in names.items()}
            fill = filters.braces if name == "percent" else filters.percent
            return self.joined([fill(runs, shown, named)])
        if name in ("escape", "e"):
            return Text(filters.escape(runs))
        if name == "truncate":
            size = constant(args[0] if args else names.get("length", 255))
            return Text(filters.truncate(runs, size)) if isinstance(size, int) else Text(runs)
        if name == "striptags":
            return Text(filters.without_tags(runs))
        if name == "indent":
            width = constant(args[0] if args else names.get("width", 4))
            first = constant(args[1] if len(args) > 1 else names.get("first", False)) is True
            return Text(filters.indent(runs, width if isinstance(width, int) else 4, first=first))
        if name in ("split", "splitlines"):
            return self._split(runs, args)
        if name in filters.MEASURES:
            text = plain(runs)
            if name == "int" and text.strip().isdigit() and len(text) < 16:
                return int(text)
            return Unknown(f'"{text}"|{name}', f'"{text}"|{name}')
        # Of the rest each shows the text much as it is (`center`, `tojson`), or is unknown and a fault.
        return Text(runs)

    def _split(self, runs: Runs, args: list[Value]) -> list[Value]:
        between = constant(args[0]) if args else None
        text, found, at = plain(runs), list[Value](), 0
        for part in text.split(between if isinstance(between, str) and between else None)[:MAX_SIZE]:
            start = text.index(part, at)
            at = start + len(part)
            found.append(Text(filters.cut(runs, start, at)))
        return found


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
