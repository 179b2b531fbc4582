"""Files and blocks: what a letter includes, imports or extends."""

from abc import abstractmethod
from collections.abc import Sequence

from jinja2 import nodes

from rettesnor.letter.calls import Calls
from rettesnor.letter.oracle import Oracle
from rettesnor.letter.runs import Run
from rettesnor.letter.session import Session
from rettesnor.letter.template import Unit
from rettesnor.letter.values import NOTHING, Macro, Scope, Text, Value

MAX_DEPTH = 30


class Files(Calls):
    """Goes from one file to another and back; `out` is what has been shown so far."""

    def __init__(self, session: Session, oracle: Oracle) -> None:
        super().__init__(session, oracle)
        self.out: list[Run] = []
        self.depth = 0
        self.including: tuple[str, ...] = ()
        self.blocks: dict[str, list[tuple[Unit, nodes.Block]]] = {}
        self.parent: Unit | None = None

    @abstractmethod
    def body(self, body: Sequence[nodes.Node]) -> None: ...

    def file(self, unit: Unit) -> None:
        """A whole file; when it extends another, its blocks are shown there instead."""
        if unit.tree is None:
            return
        for name, block in unit.blocks.items():
            self.blocks.setdefault(name, []).append((unit, block))
        before, self.out = self.out, []
        unit_before, self.unit = self.unit, unit
        self.body(unit.tree.body)
        found, self.out = self.out, before
        parent, self.parent = self.parent, None
        if parent is not None and self.depth < MAX_DEPTH:
            self.depth += 1
            self.file(parent)
            self.depth -= 1
        else:
            self.out += found
        self.unit = unit_before

    def block(self, node: nodes.Block) -> None:
        """A block: the version nearest to the letter, which may show the one it replaces as `super()`."""
        versions = self.blocks.get(node.name) or [(self.unit, node)]
        before = (self.scope, self.unit)
        sup: Value = NOTHING
        for unit, block in reversed(versions):
            scope = Scope(self.scope)
            scope.names["super"] = sup
            sup = Macro("super", nodes.Macro("super", [], [], block.body, lineno=block.lineno), unit, scope)
        unit, block = versions[0]
        if isinstance(sup, Macro):
            self.scope, self.unit = sup.scope, unit
        self.body(block.body)
        self.scope, self.unit = before

    def found(self, template: nodes.Expr, node: nodes.Node) -> Unit | None:
        """The file that an include, import or extends names; a name that cannot be known is a fault."""
        value = self.evaluate(template)
        place = self.unit.place(node.lineno)
        for option in value if isinstance(value, list) else [value]:
            name = option.known if isinstance(option, Text) else None
            if name is None:
                message = (
                    "Navnet på teksten her kan ikke kendes på forhånd. Skriv det ud, fx »snippets/klage.md«."
                )
                self.session.fault("include-unknown", place, message)
            elif name in self.session.template.snippets and name not in self.including:
                return self.session.template.snippets[name]
        return None

    def include(self, node: nodes.Include) -> None:
        unit = self.found(node.template, node)
        if unit is None or self.depth >= MAX_DEPTH:
            return
        before = (self.scope, self.via, self.including, self.blocks)
        self.via = self.via or self.unit.place(node.lineno)
        self.scope = Scope(self.scope if node.with_context else None)
        self.including, self.blocks = (*self.including, unit.path.removeprefix("content/")), {}
        self.depth += 1
        self.file(unit)
        self.depth -= 1
        self.scope, self.via, self.including, self.blocks = before

    def module(self, template: nodes.Expr, node: nodes.Import | nodes.FromImport) -> dict[str, Value]:
        """The names that an imported file sets; what it would show is not shown."""
        unit = self.found(template, node)
        if unit is None or unit.tree is None or self.depth >= MAX_DEPTH:
            return {}
        before = (self.scope, self.unit, self.out, self.depth)
        self.scope, self.unit, self.out = Scope(self.scope if node.with_context else None), unit, []
        self.depth += 1
        self.body(unit.tree.body)
        names = self.scope.names
        self.scope, self.unit, self.out, self.depth = before
        return names
