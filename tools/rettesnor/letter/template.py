"""A letter as a tree: the file and the snippets it includes, each with its syntax tree, and what is wrong in them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from rettesnor.letter.danish_errors import syntax_message
from rettesnor.letter.functions import DeadlineUse, is_deadline
from rettesnor.letter.literals import Piece, string_pieces, text_pieces
from rettesnor.letter.runs import Place
from rettesnor.letter.scan import MARK, STOP, Scan, Tag, scan
from rettesnor.model import Fault, Span
from rettesnor.yamltext import split_front_matter, suggest

# Jinja's parser only: nothing is ever compiled or run. Default settings, as the contract has them.
_JINJA = jinja2.Environment(autoescape=False)
_GLOBALS = frozenset(_JINJA.globals) | {"loop", "caller", "varargs", "kwargs", "self", "super"}
_MARKS = re.compile(f"{MARK}([TVS])([0-9]+){STOP}")
_NAMES = re.compile(
    r"""'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.])[^\W\d]\w*(?!\w)""", re.DOTALL
)
MAX_INCLUDES = 20


class Use(NamedTuple):
    """A name that the template reads and does not set itself: one of the letter's fields, or a mistake."""

    name: str
    place: Place


class Arm(NamedTuple):
    """One way on from an `if`, `elif`, `else` or `for`: `key` is told apart while walking, `condition` is its source.

    `place` is the tag that opens it; an `else` (of an `if` or of an empty list) has the condition it is the opposite of.
    """

    key: int
    place: Place
    condition: str
    is_else: bool


class Comment(NamedTuple):
    """A `{# #}`: `place` with its delimiters, `text` without them."""

    place: Place
    text: str


class Unit:
    """One file of a template, parsed: the letter itself or a snippet. `tree` is None when Jinja cannot read it."""

    def __init__(self, source: str, path: str, body_start: int) -> None:
        self.source, self.path, self.body_start = source, path, body_start
        self.scan: Scan = scan(source, body_start)
        self.faults: list[Fault] = []
        self.uses: list[Use] = []
        self.bound: set[str] = set()
        self.deadlines: list[DeadlineUse] = []
        self.arms: list[Arm] = []
        self.blocks: dict[str, nodes.Block] = {}
        self.includes: list[tuple[str, bool, Place]] = []
        self._names: dict[Tag, dict[str, list[Use]]] = {}
        self._marks: dict[str, list[tuple[str, int]]] = {}
        self._pieces: dict[tuple[str, int], tuple[Piece, ...]] = {}
        self.tree = self._parse()
        self._inspect()

    @property
    def comments(self) -> Iterator[Comment]:
        for span in self.scan.comments:
            text = self.source[span.start + 2 : span.end - 2].strip("-+")
            yield Comment(Place(self.path, span.start, span.end), text.strip())

    def tag(self, line: int) -> Tag:
        """The tag on a line of the skeleton; for a line of text the one before it."""
        tags = self.scan.tags
        return tags.get(line) or tags.get(line - 1) or Tag(self.body_start, self.body_start, Span(0, 0))

    def place(self, line: int) -> Place:
        tag = self.tag(line)
        return Place(self.path, tag.start, tag.end)

    def marks(self, text: str) -> list[tuple[str, int]]:
        """What the markers in a text or string of the tree stand for: (»T« text, »V« value or »S« string, number)."""
        found = self._marks.get(text)
        if found is None:
            found = self._marks[text] = [(kind, int(number)) for kind, number in _MARKS.findall(text)]
        return found

    def pieces(self, kind: str, number: int) -> tuple[Piece, ...]:
        key = (kind, number)
        if key not in self._pieces:
            if kind == "T":
                self._pieces[key] = text_pieces(self.source, self.scan.texts[number])
            else:
                self._pieces[key] = string_pieces(self.source, self.scan.strings[number])
        return self._pieces[key]

    def string(self, node: nodes.Node) -> str | None:
        """The text of a constant string in the tree."""
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            return self.strings(node.value)
        return None

    def strings(self, text: str) -> str:
        """Text with its string markers resolved."""
        return _MARKS.sub(lambda mark: "".join(p.text for p in self.pieces("S", int(mark.group(2)))), text)

    def fault(self, rule: str, span: Span, message: str, *, whole: bool) -> None:
        self.faults.append(
            Fault(path=self.path, span=span, rule=rule, group="template", message=message, whole=whole)
        )

    def _parse(self) -> nodes.Template | None:
        for fault in self.scan.faults:
            self.fault(fault.rule, fault.span, fault.message, whole=False)
        if self.scan.faults:
            return None
        try:
            return _JINJA.parse(self.scan.skeleton)
        except jinja2.TemplateSyntaxError as error:
            tag = self.tag(error.lineno)
            shown = " ".join(self.source[tag.start : tag.end].split())
            message = syntax_message(self.strings(error.message or ""), shown)
            self.fault("syntax", Span(tag.start, tag.end), message, whole=False)
        except (RecursionError, ValueError, OverflowError):
            message = "Brevets tags ligger for dybt inde i hinanden til at blive læst. Gør brevet enklere."
            self.fault("too-large", Span(self.body_start, self.body_start), message, whole=False)
        return None

    def _inspect(self) -> None:
        """Notes in one pass what names are used and set, which arms there are, and what Jinja would miss until it runs."""
        uses: set[tuple[str, int]] = set()
        ours: set[int] = set()
        todo: list[nodes.Node] = [self.tree] if self.tree is not None else []
        while todo:
            node = todo.pop()
            todo.extend(node.iter_child_nodes())
            if isinstance(node, nodes.Call) and is_deadline(node):
                ours.add(id(node.node))
                self._deadline(node)
            elif isinstance(node, nodes.Name) and id(node) in ours:
                pass
            elif isinstance(node, nodes.Name):
                if node.ctx == "load":
                    uses.add((node.name, node.lineno))
                else:
                    self.bound.add(node.name)
            elif isinstance(node, nodes.NSRef):
                uses.add((node.name, node.lineno))
            elif isinstance(node, (nodes.Filter, nodes.Test)):
                self._check_name(node)
            elif isinstance(node, (nodes.If, nodes.For)):
                self._arm(node.body, self.place(node.lineno), node.lineno, is_else=False)
                self._else(node.else_, node.lineno)
            elif isinstance(node, nodes.Macro):
                self.bound.add(node.name)
            elif isinstance(node, nodes.Block):
                self._block(node)
            elif isinstance(node, nodes.Import):
                self.bound.add(node.target)
                self._include(node.template, node.lineno, optional=False)
            elif isinstance(node, nodes.FromImport):
                self.bound.update(name if isinstance(name, str) else name[1] for name in node.names)
                self._include(node.template, node.lineno, optional=False)
            elif isinstance(node, nodes.Include):
                self._include(node.template, node.lineno, optional=node.ignore_missing)
            elif isinstance(node, nodes.Extends):
                self._include(node.template, node.lineno, optional=False)
        for tag in self.scan.prints:
            self.uses += self._uses(tag.name or "", tag)
        for name, line in sorted(uses):
            if name not in _GLOBALS:
                self.uses += self._uses(name, self.tag(line))

    def _deadline(self, node: nodes.Call) -> None:
        rule = self.string(node.args[0]) if node.args else None
        if rule:
            code = self.tag(node.lineno).code
            start = max(self.source.find(rule, code.start, code.end), code.start)
            self.deadlines.append(DeadlineUse(rule, Place(self.path, start, start + len(rule))))

    def _uses(self, name: str, tag: Tag) -> Iterator[Use]:
        found = self._names.get(tag)
        if found is None:
            found = self._names[tag] = {}
            for match in _NAMES.finditer(self.source, tag.code.start, tag.code.end):
                place = Place(self.path, match.start(), match.end())
                found.setdefault(match.group(), []).append(Use(match.group(), place))
        yield from found.get(name, ())

    def _arm(self, body: list[nodes.Node], place: Place, line: int, *, is_else: bool) -> None:
        code = self.tag(line).code
        condition = " ".join(self.source[code.start : code.end].split())
        self.arms.append(Arm(id(body), place, condition.partition(" ")[2], is_else))

    def _else(self, body: list[nodes.Node], line: int) -> None:
        if body:
            # The first node inside stands on the line of the else tag (text) or below it (another tag).
            inside = body[0].lineno
            own = next((n for n in range(inside, line, -1) if self._opens_else(n)), inside - 1)
            self._arm(body, self.place(own), line, is_else=True)

    def _opens_else(self, line: int) -> bool:
        tag = self.scan.tags.get(line)
        return tag is not None and self.source[tag.code.start : tag.code.end].strip() == "else"

    def _block(self, node: nodes.Block) -> None:
        if node.name in self.blocks:
            place = self.place(max(node.lineno, self.blocks[node.name].lineno))
            message = f"{{% block {node.name} %}} står to gange. Giv den ene et andet navn."
            self.fault("syntax", Span(place.start, place.end), message, whole=False)
        self.blocks[node.name] = node

    def _check_name(self, node: nodes.Filter | nodes.Test) -> None:
        is_filter = isinstance(node, nodes.Filter)
        known = _JINJA.filters if is_filter else _JINJA.tests
        if node.name in known:
            return
        tag = self.tag(node.lineno)
        found = re.compile(rf"\b{re.escape(node.name)}\b").search(self.source, tag.code.start, tag.code.end)
        span = Span(found.start(), found.end()) if found else Span(tag.start, tag.end)
        what = "et filter" if is_filter else "en test"
        message = f"»{node.name}« er ikke {what} i Jinja.{suggest(node.name, known) or ' Slet det, eller ret navnet.'}"
        self.fault("unknown-filter" if is_filter else "unknown-test", span, message, whole=False)

    def _include(self, template: nodes.Expr, line: int, *, optional: bool) -> None:
        name = self.string(template)
        if name is not None:
            self.includes.append((name, optional, self.place(line)))
            return
        # »a if x else b« or a list of names: any of them may be the one, so none of them has to exist.
        for constant in template.find_all(nodes.Const):
            name = self.string(constant)
            if name is not None:
                self.includes.append((name, True, self.place(line)))


class Template(NamedTuple):
    """A letter and the snippets it reaches, by the name they are included under. `whole` is False when some of it cannot be read."""

    path: str
    unit: Unit
    snippets: Mapping[str, Unit]
    problems: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        return all(problem.whole for problem in self.problems)

    @property
    def units(self) -> tuple[Unit, ...]:
        return (self.unit, *self.snippets.values())

    @property
    def uses(self) -> tuple[Use, ...]:
        """Every place that reads a name from the letter's fields, in the letter and its snippets."""
        bound = set[str]().union(*(unit.bound for unit in self.units))
        found = {use for unit in self.units for use in unit.uses if use.name not in bound}
        return tuple(sorted(found, key=lambda use: (use.place.path != self.path, use.place)))

    @property
    def deadlines(self) -> tuple[DeadlineUse, ...]:
        return tuple(use for unit in self.units for use in unit.deadlines)

    @property
    def comments(self) -> tuple[Comment, ...]:
        return tuple(comment for unit in self.units for comment in unit.comments)

    @property
    def arms(self) -> tuple[Arm, ...]:
        return tuple(arm for unit in self.units for arm in unit.arms)


def parse(source: str, *, path: str, snippets: Mapping[str, str]) -> Template:
    """The tree of a letter. What an author can do wrong is in `problems`, and nothing is raised.

    `snippets` are whole files by the name that an include gives them (»snippets/klage.md«); they stand in content/.
    """
    unit = Unit(source, path, split_front_matter(source).body_start)
    reached: dict[str, Unit] = {}
    problems = list(unit.faults)
    _follow(unit, (), snippets, reached, problems)
    return Template(path, unit, reached, tuple(dict.fromkeys(problems)))


def _follow(
    unit: Unit,
    above: tuple[str, ...],
    snippets: Mapping[str, str],
    reached: dict[str, Unit],
    problems: list[Fault],
) -> None:
    for name, optional, place in unit.includes:
        rule = message = ""
        if name in above:
            rule, message = (
                "include-loop",
                f"»{name}« henter sig selv, så brevet aldrig slutter. Fjern den ene include.",
            )
        elif len(above) >= MAX_INCLUDES:
            rule, message = (
                "include-loop",
                f"Tekster henter hinanden over {MAX_INCLUDES} gange. Gør det enklere.",
            )
        elif name in snippets:
            if name not in reached:
                reached[name] = _snippet(snippets[name], f"content/{name}")
                problems += reached[name].faults
                _follow(reached[name], (*above, name), snippets, reached, problems)
        elif not optional:
            rule, message = "include-missing", f"»content/{name}« findes ikke.{suggest(name, snippets)}"
        if rule:
            span = Span(place.start, place.end)
            problems.append(
                Fault(path=place.path, span=span, rule=rule, group="template", message=message, whole=False)
            )


@lru_cache(maxsize=512)
def _snippet(source: str, path: str) -> Unit:
    return Unit(source, path, split_front_matter(source).body_start)
