"""Calls: macros, methods of texts, lists and dicts, and Jinja's own functions."""

from abc import abstractmethod

from jinja2 import nodes

from rettesnor.letter.applied import Filters
from rettesnor.letter.conditions import MAX_SIZE
from rettesnor.letter.runs import Place
from rettesnor.letter.values import (
    NOTHING,
    Builtin,
    Loop,
    Macro,
    Mapping,
    Method,
    Namespace,
    Nothing,
    Text,
    Turn,
    Unknown,
    Value,
    constant,
    source_of,
)


class Calls(Filters):
    """Calls what can be called."""

    @abstractmethod
    def expanded(self, macro: Macro, args: list[Value], names: dict[str, Value], place: Place) -> Text: ...

    @abstractmethod
    def descended(self, loop: Loop, items: Value) -> Text: ...

    def called(self, callee: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr) -> Value:
        if isinstance(callee, Macro):
            return self.expanded(callee, args, names, self.unit.place(node.lineno))
        if isinstance(callee, Builtin):
            return self._builtin(callee.name, args, names)
        if isinstance(callee, Method) and isinstance(callee.owner, Unknown):
            return self._unknown_method(callee.owner, callee.name, args, node)
        if isinstance(callee, Method):
            return self._method(callee, args, names, node)
        if isinstance(callee, Turn):
            value = callee.next()
            return Text(()) if callee.joins and value is NOTHING else value
        if isinstance(callee, Loop) and args:
            return self.descended(callee, args[0])
        if isinstance(callee, Unknown):
            inside = ", ".join(source_of(arg) for arg in args)
            return callee.part(f"({inside})")
        return NOTHING

    def _unknown_method(self, owner: Unknown, name: str, args: list[Value], node: nodes.Expr) -> Value:
        """A method of a value that nobody knows, where what it is given may be seen."""
        key = constant(args[0]) if args else NOTHING
        if name == "get" and isinstance(key, str):
            value = self.attribute(owner, key)
            return self.default(value, args[1:], {}, node) if len(args) > 1 else value
        if name == "join" and args:
            return self.join(args[0], owner, NOTHING, node)
        if name == "replace" and len(args) > 1:
            return self.replaced(owner, args, node)
        inside = ", ".join(source_of(arg) for arg in args)
        return owner.part(f".{name}({inside})")

    def _builtin(self, name: str, args: list[Value], names: dict[str, Value]) -> Value:
        if name == "range":
            return self._range(args)
        if name == "namespace":
            given = {
                str(key): item
                for arg in args
                if isinstance(arg, Mapping)
                for key, (_, item) in arg.entries.items()
            }
            return Namespace({**given, **names})
        if name == "dict":
            return Mapping({key: (key, item) for key, item in names.items()})
        if name in ("cycler", "joiner"):
            comma = args or [names.get("sep", NOTHING)]
            return Turn(args if name == "cycler" else comma, joins=name == "joiner")
        return NOTHING

    def _range(self, args: list[Value]) -> Value:
        numbers = [constant(arg) for arg in args]
        bounds = [number for number in numbers if isinstance(number, int)]
        if len(bounds) != len(numbers) or not bounds or (len(bounds) > 2 and bounds[2] == 0):
            inside = ", ".join(source_of(arg) for arg in args)
            return Unknown(f"range({inside})", f"range({inside})")
        numbers = range(*bounds[:3])
        if len(numbers) > MAX_SIZE:
            # All rounds of a long count read alike; the first ones and the last stand for them.
            return [*numbers[: MAX_SIZE - 1], numbers[-1]]
        return list(numbers)

    def _method(self, method: Method, args: list[Value], names: dict[str, Value], node: nodes.Expr) -> Value:
        owner, name = method
        if isinstance(owner, Loop):
            if name == "changed":
                return True
            sizes = self.session.sizes.setdefault(id(owner.node), {0, 1, 2})
            sizes.add(min(len(args), MAX_SIZE))
            return args[owner.index % len(args)] if args else NOTHING
        if isinstance(owner, Text):
            return self._text_method(owner, name, args, names, node)
        if isinstance(owner, Mapping):
            return self._mapping_method(owner, name, args, node)
        if isinstance(owner, list):
            if name in ("append", "extend", "insert") and args:
                owner += args[-1] if name == "extend" and isinstance(args[-1], list) else [args[-1]]
                return None
            return owner.pop() if name == "pop" and owner else NOTHING
        if isinstance(owner, Turn) and name == "next":
            return owner.next()
        return NOTHING

    def _text_method(
        self, owner: Text, name: str, args: list[Value], names: dict[str, Value], node: nodes.Expr
    ) -> Value:
        if name == "join" and args:
            return self.join(args[0], owner, NOTHING, node)
        if name in ("startswith", "endswith") and args:
            text, part = owner.known, constant(args[0])
            if text is not None and isinstance(part, str):
                return text.startswith(part) if name == "startswith" else text.endswith(part)
        return self.of_text("percent" if name == "format" else name, owner.runs, args, names, node)

    def _mapping_method(self, owner: Mapping, name: str, args: list[Value], node: nodes.Expr) -> Value:
        pairs = list(owner.entries.values())
        if name == "items":
            return [[key, value] for key, value in pairs]
        if name in ("keys", "values"):
            return [pair[name == "values"] for pair in pairs]
        if name == "update" and args and isinstance(args[0], Mapping):
            owner.entries.update(args[0].entries)
            return None
        if name == "get" and args:
            key, other = constant(args[0]), args[1] if len(args) > 1 else NOTHING
            if isinstance(key, Nothing):
                return self.choose(args[0], [*pairs, (NOTHING, other)], node)
            return owner.entries[key][1] if key in owner.entries else other
        return NOTHING
