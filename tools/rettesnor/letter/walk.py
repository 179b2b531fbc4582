"""One walk through a template: what one citizen gets, as runs of text."""

from collections.abc import Sequence

from jinja2 import nodes

from rettesnor.letter.files import MAX_DEPTH, Files
from rettesnor.letter.oracle import Frame, Oracle
from rettesnor.letter.runs import Place, Run, Runs
from rettesnor.letter.session import Exhausted, Session
from rettesnor.letter.values import (
    NOTHING,
    Loop,
    Macro,
    Mapping,
    Namespace,
    Scope,
    Text,
    Unknown,
    Value,
)

HURRY_DEPTH = 3


class Walk(Files):
    """Reads a template once. `case` are an author's values, which decide conditions but are never shown."""

    def __init__(self, session: Session, oracle: Oracle, case: dict[str, object] | None = None) -> None:
        super().__init__(session, oracle)
        self.case = case

    def read(self) -> Runs:
        self.file(self.session.template.unit)
        return tuple(self.out)

    def body(self, body: Sequence[nodes.Node]) -> None:
        around = self.oracle.frame
        for node in body:
            self.session.step()
            self.oracle.frame = Frame(id(node), around)
            self._statement(node)
        self.oracle.frame = around

    def captured(self, body: Sequence[nodes.Node]) -> Text:
        before, self.out = self.out, []
        self.body(body)
        found, self.out = self.out, before
        return self.joined([tuple(found)])

    def _statement(self, node: nodes.Node) -> None:
        match node:
            case nodes.Output():
                self._output(node)
            case nodes.If():
                self._if(node)
            case nodes.For():
                self._for(node, self.evaluate(node.iter), 1)
            case nodes.Assign():
                self._bind(node.target, self.evaluate(node.node))
            case nodes.AssignBlock():
                self._bind(node.target, self._filter_chain(node.filter, self.captured(node.body)))
            case nodes.Macro():
                self.scope.names[node.name] = Macro(node.name, node, self.unit, self.scope)
            case nodes.CallBlock():
                caller = Macro("caller", node, self.unit, self.scope)
                args, names = self.arguments(node.call)
                callee = self.evaluate(node.call.node)
                self._show(self.called(callee, args, {**names, "caller": caller}, node.call), node.lineno)
            case nodes.FilterBlock():
                self._show(self._filter_chain(node.filter, self.captured(node.body)), node.lineno)
            case nodes.Include():
                self.include(node)
            case nodes.Import():
                self.scope.names[node.target] = Namespace(self.module(node.template, node))
            case nodes.FromImport():
                module = self.module(node.template, node)
                for name in node.names:
                    name, alias = (name, name) if isinstance(name, str) else name
                    self.scope.names[alias] = module.get(name, NOTHING)
            case nodes.With():
                values = [self.evaluate(value) for value in node.values]
                self._inside(node, values)
            case nodes.Block():
                self.block(node)
            case nodes.Extends():
                self.parent = self.found(node.template, node)
            case nodes.Scope() | nodes.ScopedEvalContextModifier():
                self.body(node.body)
            case nodes.ExprStmt():
                self.evaluate(node.node)
            case _:
                pass

    def _output(self, node: nodes.Output) -> None:
        unit, session = self.unit, self.session
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                self._show(self.evaluate(part), part.lineno)
                continue
            for kind, number in unit.marks(part.data):
                if kind == "V":
                    tag = unit.scan.prints[number]
                    self._emit(self.runs(self.name(tag.name or ""), Place(unit.path, tag.start, tag.end)))
                    continue
                key = (id(unit), number, self.branch, self.via)
                runs = session.texts.get(key)
                if runs is None:
                    pieces = unit.pieces(kind, number)
                    runs = tuple(Run(p[0], unit.path, *p[1:], self.branch, self.via) for p in pieces)
                    session.texts[key] = runs
                self._emit(runs)

    def _show(self, value: Value, line: int) -> None:
        self._emit(self.runs(value, self.unit.place(line)))

    def _emit(self, runs: Runs) -> None:
        size = len(runs[0].text) if len(runs) == 1 else sum([len(run.text) for run in runs])
        self.session.step(size)
        self.out += runs

    def _if(self, node: nodes.If) -> None:
        before, taken = self.branch, node.else_
        for test in (node, *node.elif_):
            asked = len(self.oracle.asked)
            truth = self.truth(self.evaluate(test.test), test)
            self.branch = self.chosen(asked)
            if truth:
                taken = test.body
                break
        self.session.reached.add(id(taken))
        self.body(taken)
        self.branch = before

    def _for(self, node: nodes.For, value: Value, depth: int) -> None:
        asked = len(self.oracle.asked)
        before, scope = self.branch, self.scope
        items: list[tuple[Value, int]] = []
        for item in self._items(node, value):
            since = len(self.oracle.asked)
            if node.test is not None:
                self.scope = Scope(scope)
                self._bind(node.target, item)
                if not self.truth(self.evaluate(node.test), node.test):
                    continue
            items.append((item, since))
        self.scope = scope
        self.branch = self.chosen(asked)
        self.session.reached.add(id(node.body if items else node.else_))
        values = [item for item, _ in items]
        for index, item in enumerate(values):
            self.session.step()
            self.scope = Scope(scope)
            self._bind(node.target, item)
            self.scope.names["loop"] = Loop(node, index, len(values), depth, values)
            self.body(node.body)
        if not items:
            self.body(node.else_)
        self.branch, self.scope = before, scope

    def _items(self, node: nodes.For, value: Value) -> list[Value]:
        if not isinstance(value, Unknown):
            return self.members(value)
        shown = node.target.name if isinstance(node.target, nodes.Name) else ""
        sizes = {0} if self.hurry else self.session.sizes.setdefault(id(node), {0, 1, 2})
        return self.some(value, sizes, node, shown)

    def descended(self, loop: Loop, items: Value) -> Text:
        """`loop(...)` in a recursive for."""
        self._deeper(self.unit.place(loop.node.lineno))
        before, self.out = self.out, []
        self._for(loop.node, items, loop.depth + 1)
        found, self.out = self.out, before
        self._shallower()
        return self.joined([tuple(found)])

    def expanded(self, macro: Macro, args: list[Value], names: dict[str, Value], place: Place) -> Text:
        """What a macro, or the body of a call block, shows."""
        self._deeper(place)
        before = (self.scope, self.unit, self.via)
        node = macro.node
        names = dict(names)
        caller = names.pop("caller", NOTHING)
        if macro.unit is not self.unit and self.via is None:
            self.via = place
        self.scope, self.unit = Scope(macro.scope), macro.unit
        if caller is not NOTHING:
            self.scope.names["caller"] = caller
        first_default = len(node.args) - len(node.defaults)
        for index, target in enumerate(node.args):
            if index < len(args):
                value = args[index]
            elif target.name in names:
                value = names.pop(target.name)
            elif index >= first_default:
                value = self.evaluate(node.defaults[index - first_default])
            else:
                value = NOTHING
            self.scope.names[target.name] = value
        self.scope.names["varargs"] = list(args[len(node.args) :])
        self.scope.names["kwargs"] = Mapping({key: (key, value) for key, value in names.items()})
        shown = self.captured(node.body)
        self.scope, self.unit, self.via = before
        self._shallower()
        return shown

    def _deeper(self, place: Place) -> None:
        if self.depth >= MAX_DEPTH:
            raise Exhausted("En makro eller løkke kalder sig selv uden at slutte. Lad den stoppe.", place)
        self.depth += 1
        self.hurry = self.depth > HURRY_DEPTH

    def _shallower(self) -> None:
        self.depth -= 1
        self.hurry = self.depth > HURRY_DEPTH

    def _bind(self, target: nodes.Node, value: Value) -> None:
        if isinstance(target, nodes.Name):
            self.scope.names[target.name] = value
        elif isinstance(target, nodes.NSRef):
            space = self.scope.get(target.name)
            if isinstance(space, Namespace):
                space.names[target.attr] = value
        elif isinstance(target, nodes.Tuple):
            for number, item in enumerate(target.items):
                if isinstance(value, list):
                    part: Value = value[number] if number < len(value) else NOTHING
                elif isinstance(value, Unknown) and isinstance(item, nodes.Name):
                    part = Unknown(f"{value.subject}.{number}", item.name)
                else:
                    part = NOTHING
                self._bind(item, part)

    def _filter_chain(self, node: nodes.Filter | None, text: Text) -> Value:
        if node is None:
            return text
        inner = node.node
        value = self._filter_chain(inner, text) if isinstance(inner, nodes.Filter) else text
        return self.filtered(node.name, value, *self.arguments(node), node)

    def _inside(self, node: nodes.With, values: list[Value]) -> None:
        before, self.scope = self.scope, Scope(self.scope)
        for target, value in zip(node.targets, values, strict=True):
            self._bind(target, value)
        self.body(node.body)
        self.scope = before
