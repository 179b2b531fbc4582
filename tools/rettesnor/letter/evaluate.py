"""Expressions, worth what they can be worth without the citizen's own values. Nothing of Jinja's runs here."""

from abc import ABC, abstractmethod
from typing import TypeGuard

from jinja2 import nodes

from rettesnor.letter.arithmetic import calculated
from rettesnor.letter.choices import Constant
from rettesnor.letter.conditions import MAX_SIZE
from rettesnor.letter.runs import Run, cut, plain
from rettesnor.letter.session import MAX_RUNS, MAX_TEXT, Exhausted
from rettesnor.letter.shown import ENDLESS, Shown
from rettesnor.letter.values import (
    NOTHING,
    Builtin,
    Loop,
    LoopNumber,
    Mapping,
    Method,
    Namespace,
    Nothing,
    Text,
    Unknown,
    Value,
    constant,
    source_of,
)

_BUILTINS = frozenset(("range", "dict", "namespace", "cycler", "joiner", "lipsum"))
_MAPPING_METHODS = frozenset(("get", "items", "keys", "values", "update"))


class Expressions(Shown, ABC):
    """Evaluates expressions at one place of the walk."""

    @abstractmethod
    def filtered(
        self, name: str, value: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr
    ) -> Value: ...

    @abstractmethod
    def called(
        self, callee: Value, args: list[Value], names: dict[str, Value], node: nodes.Expr
    ) -> Value: ...

    def evaluate(self, node: nodes.Node) -> Value:
        match node:
            case nodes.Name():
                return self.name(node.name)
            case nodes.Const():
                return self._const(node.value)
            case nodes.Getattr():
                return self.attribute(self.evaluate(node.node), node.attr)
            case nodes.Getitem():
                return self._item(node)
            case nodes.Filter():
                value = self.evaluate(node.node) if node.node is not None else NOTHING
                return self.filtered(node.name, value, *self.arguments(node), node)
            case nodes.Call():
                return self.called(self._callee(node.node), *self.arguments(node), node)
            case nodes.CondExpr():
                return self._either(node)
            case nodes.And() | nodes.Or():
                return self._and_or(node)
            case nodes.Not():
                return not self.truth(self.evaluate(node.node), node)
            case nodes.Compare():
                return self._comparison(node)
            case nodes.Test():
                args, _ = self.arguments(node)
                return self.test(node.name, self.evaluate(node.node), args, node)
            case nodes.Concat():
                return self.joined(
                    [self.runs(self.evaluate(part), self.unit.place(part.lineno)) for part in node.nodes]
                )
            case nodes.BinExpr():
                return self._arithmetic(node)
            case nodes.UnaryExpr():
                value = constant(self.evaluate(node.node))
                number = value if isinstance(value, (int, float)) else 0
                return -number if isinstance(node, nodes.Neg) else number
            case nodes.List() | nodes.Tuple():
                return [self.evaluate(item) for item in node.items]
            case nodes.Dict():
                return self._dict(node)
            case nodes.TemplateData():
                return self._const(node.data)
            case _:
                return NOTHING

    def name(self, name: str) -> Value:
        found = self.scope.get(name)
        if found is not NOTHING:
            return found
        if name in self.session.fields:
            return Unknown(name, name, (self.case or {}).get(name, NOTHING))
        if name in _BUILTINS:
            return Builtin(name)
        if name in self.session.bound:
            return NOTHING
        return Unknown(name, name, (self.case or {}).get(name, NOTHING))

    def arguments(self, node: nodes.Call | nodes.Filter | nodes.Test) -> tuple[list[Value], dict[str, Value]]:
        args = [self.evaluate(arg) for arg in node.args]
        names = {
            str(pair.key): self.evaluate(pair.value)
            for pair in node.kwargs
            if isinstance(pair, nodes.Keyword)
        }
        more = self.evaluate(node.dyn_args) if node.dyn_args is not None else None
        if isinstance(more, list):
            args += more
        more = self.evaluate(node.dyn_kwargs) if node.dyn_kwargs is not None else None
        if isinstance(more, Mapping):
            names.update({str(key): value for key, (_, value) in more.entries.items()})
        return args, names

    def attribute(self, value: Value, name: str) -> Value:
        if isinstance(value, Unknown):
            known = value.known
            return value.part(f".{name}", known.get(name, NOTHING) if _is_mapping(known) else NOTHING)
        if isinstance(value, Loop):
            if name in ("first", "last"):
                # What is neither first nor last comes only in a longer list.
                self.session.sizes.setdefault(id(value.node), {0, 1, 2}).add(3)
            return value.attribute(name)
        if isinstance(value, Namespace):
            return value.names.get(name, NOTHING)
        if isinstance(value, Mapping) and name not in _MAPPING_METHODS:
            return value.entries[name][1] if name in value.entries else NOTHING
        return NOTHING if isinstance(value, Nothing) else Method(value, name)

    def _callee(self, node: nodes.Node) -> Value:
        """What is called; of a value that is not known, its method."""
        if isinstance(node, nodes.Getattr):
            owner = self.evaluate(node.node)
            return (
                Method(owner, node.attr) if isinstance(owner, Unknown) else self.attribute(owner, node.attr)
            )
        return self.evaluate(node)

    def choose(self, key: Value, options: list[tuple[Value, Value]], node: object) -> Value:
        """The value whose key the citizen's value is: one of `options`, in every reading another."""
        found = options[-1][1] if options else NOTHING
        before = self.branch
        for option, value in options[:-1]:
            asked = len(self.oracle.asked)
            chosen = self.compare("eq", key, option, node)
            self.branch = self.chosen(asked)
            if chosen:
                found = value
                break
        self.branch = before
        return found

    def _const(self, value: object) -> Value:
        if isinstance(value, str):
            runs: list[Run] = []
            for kind, number in self.unit.marks(value):
                if len(self.unit.pieces(kind, number)) > MAX_RUNS:
                    raise Exhausted(ENDLESS)
                for piece in self.unit.pieces(kind, number):
                    runs.append(Run(piece.text, self.unit.path, *piece[1:], self.branch, self.via))
            return Text(tuple(runs))
        return value if isinstance(value, (bool, int, float)) else None

    def _either(self, node: nodes.CondExpr) -> Value:
        asked = len(self.oracle.asked)
        truth = self.truth(self.evaluate(node.test), node.test)
        if not truth and node.expr2 is None:
            return NOTHING
        before, self.branch = self.branch, self.chosen(asked)
        value = self.evaluate(node.expr1 if truth or node.expr2 is None else node.expr2)
        self.branch = before
        return value

    def _and_or(self, node: nodes.And | nodes.Or) -> Value:
        asked = len(self.oracle.asked)
        left = self.evaluate(node.left)
        if self.truth(left, node) == isinstance(node, nodes.Or):
            return left
        before, self.branch = self.branch, self.chosen(asked)
        right = self.evaluate(node.right)
        self.branch = before
        return right

    def _comparison(self, node: nodes.Compare) -> bool:
        left = self.evaluate(node.expr)
        for operand in node.ops:
            right = self.evaluate(operand.expr)
            if not self.compare(operand.op, left, right, operand):
                return False
            left = right
        return True

    def _dict(self, node: nodes.Dict) -> Mapping:
        entries: dict[Constant, tuple[Value, Value]] = {}
        for pair in node.items:
            key = self.evaluate(pair.key)
            plain_key = constant(key)
            entries[source_of(key) if isinstance(plain_key, Nothing) else plain_key] = (
                key,
                self.evaluate(pair.value),
            )
        return Mapping(entries)

    def _item(self, node: nodes.Getitem) -> Value:
        value = self.evaluate(node.node)
        if isinstance(node.arg, nodes.Slice):
            return self._slice(value, node.arg)
        key = self.evaluate(node.arg)
        index = constant(key)
        if isinstance(value, Unknown):
            return (
                self.attribute(value, index) if isinstance(index, str) else value.part(f"[{source_of(key)}]")
            )
        if isinstance(value, Mapping):
            if not isinstance(index, Nothing):
                return value.entries[index][1] if index in value.entries else NOTHING
            return self._shown_when_chosen(key, list(value.entries.values()), node)
        if isinstance(value, list):
            if isinstance(index, int):
                return value[index] if -len(value) <= index < len(value) else NOTHING
            return self._shown_when_chosen(key, list(enumerate(value)), node)
        if isinstance(value, Text) and isinstance(index, int):
            size = len(plain(value.runs))
            return Text(cut(value.runs, index % size, index % size + 1)) if -size <= index < size else NOTHING
        return self.attribute(value, index) if isinstance(index, str) else NOTHING

    def _shown_when_chosen(self, key: Value, options: list[tuple[Value, Value]], node: object) -> Value:
        asked = len(self.oracle.asked)
        return self.when_chosen(self.choose(key, options, node), asked)

    def _slice(self, value: Value, node: nodes.Slice) -> Value:
        bounds: list[int | None] = []
        for part in (node.start, node.stop, node.step):
            number = constant(self.evaluate(part)) if part is not None else None
            bounds.append(number if isinstance(number, int) else None)
        which = slice(*bounds) if bounds[2] != 0 else slice(None)
        if isinstance(value, list):
            return value[which]
        if isinstance(value, Unknown):
            source = ":".join("" if bound is None else str(bound) for bound in bounds)
            return value.part(f"[{source}]")._replace(most=_most(*bounds))
        if isinstance(value, Text) and which.step in (None, 1):
            start, end, _ = which.indices(len(plain(value.runs)))
            return Text(cut(value.runs, start, max(start, end)))
        if isinstance(value, Text):
            at = range(min(len(plain(value.runs)), MAX_SIZE))[which]
            return self.joined([cut(value.runs, index, index + 1) for index in at])
        return value

    def _arithmetic(self, node: nodes.BinExpr) -> Value:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        sign = node.operator
        if sign == "%" and isinstance(left, Text):
            named = right.entries if isinstance(right, Mapping) else {}
            names = {str(key): item for key, (_, item) in named.items()}
            return self.filtered("format", left, right if isinstance(right, list) else [right], names, node)
        if sign == "+" and isinstance(left, list) and isinstance(right, list):
            if len(left) + len(right) > MAX_RUNS:
                raise Exhausted(ENDLESS)
            return left + right
        if sign == "+" and (isinstance(left, Text) or isinstance(right, Text)):
            place = self.unit.place(node.lineno)
            return self.joined([self.runs(left, place), self.runs(right, place)])
        if sign == "*" and (isinstance(left, (Text, list)) or isinstance(right, (Text, list))):
            return (
                self._repeated(left, right) if isinstance(left, (Text, list)) else self._repeated(right, left)
            )
        one, other = constant(left), constant(right)
        if isinstance(one, (int, float)) and isinstance(other, (int, float)):
            if sign == "%" and isinstance(left, LoopNumber) and isinstance(other, int):
                self.compare("eq", left, other, node)
            if not isinstance(left, Unknown) and not isinstance(right, Unknown):
                return calculated(sign, one, other)
        subject = f"{source_of(left)} {sign} {source_of(right)}"
        return Unknown(subject, f"{source_of(left, shown=True)} {sign} {source_of(right, shown=True)}")

    def _repeated(self, value: Value, times: Value) -> Value:
        count = constant(times)
        if not isinstance(count, int):
            count = 2
        if isinstance(value, list):
            return value * max(0, min(count, MAX_SIZE))
        runs = value.runs if isinstance(value, Text) else ()
        if count * max(1, sum(len(run.text) for run in runs)) > MAX_TEXT or count * len(runs) > MAX_RUNS:
            raise Exhausted(ENDLESS)
        return Text(runs * count)


def _most(start: int | None, stop: int | None, step: int | None) -> int | None:
    """How many items such a slice has at most, when that does not depend on the list."""
    first, end = start or 0, 0 if stop is None else stop
    if (
        step not in (None, 1)
        or (stop is None and first >= 0)
        or (stop is not None and (first < 0) != (end < 0))
    ):
        return None
    return max(0, end - first)


def _is_mapping(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)
