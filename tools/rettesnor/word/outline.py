"""A letter taken apart for other systems: Markdown with a mark for each value and branch, and what each mark stands for."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from jinja2 import Environment, nodes
from markdown_it import MarkdownIt

from rettesnor.letter.functions import DEADLINE
from rettesnor.letter.scan import Tag
from rettesnor.letter.template import Template, Unit
from rettesnor.model import ContentError, Problem

OPEN, VALUE, TAG = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{OPEN}([0-9]+)[{VALUE}{TAG}]")
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])

_PRIVATE = re.compile(f"[{OPEN}{VALUE}{TAG}]")
_JINJA = Environment(autoescape=False)
_NAME = re.compile(r"\w+")
_LOOP = re.compile(r"(\w+)\s+in\s+(\w+)")
_INCLUDE = re.compile(r"[\"']([^\"']+)[\"']\s*")
_LITERAL = re.compile(r"\s*(?:\"([^\"\\]*)\"|'([^'\\]*)')\s*")
_FILTERED = re.compile(r"\s*(\w+)\s*((?:\|\s*\w+\s*)*)")
# A tag on a line of its own, perhaps with others beside it.
_ALONE = re.compile(
    f"(?:^|(?<={TAG}))[ \t]*{OPEN}([0-9]+){TAG}(?=[ \t]*(?:{OPEN}[0-9]+{TAG}[ \t]*)*$)", re.MULTILINE
)
# A tag that a line begins with, before the mark of an item or a heading.
_DEADLINE = re.compile(rf"{DEADLINE}\(\s*[\"']([\w-]+)[\"']\s*\)")
_LEADS = re.compile(
    f"(?:^|(?<={TAG}))[ \t]*{OPEN}([0-9]+){TAG}[ \t]*(?=(?:[-*+]|[0-9]+[.)]|#{{1,6}})[ \t])", re.MULTILINE
)


class Value(NamedTuple):
    """A field's value; `filters` change how it is written.

    The last day of a rule, `frist("klage")`, is a date field of its own (»frist_klage«), with the rule in `deadline`:
    the other system has to work the day out itself.
    """

    name: str
    filters: tuple[str, ...] = ()
    deadline: str | None = None


class If(NamedTuple):
    """A branch begins. `source` is the condition as the letter has it."""

    source: str
    condition: nodes.Node


class Else(NamedTuple):
    """The other branch begins."""


class For(NamedTuple):
    """What follows comes once for each value of a list."""

    name: str
    values: str


class End(NamedTuple):
    """A branch or a repetition ends."""

    of_loop: bool = False


Step: TypeAlias = Value | If | Else | For | End


class Place(NamedTuple):
    """A line in the letter's file, or in that of a text it includes."""

    path: str
    line: int


class Outline(NamedTuple):
    """`markdown` has a mark (`MARK`) for each of `steps`, by number. `elif` is an `if` of its own in the other branch.

    `places` are where the steps stand.
    """

    markdown: str
    steps: tuple[Step, ...]
    places: tuple[Place, ...]

    def cannot(self, number: int, message: str) -> ContentError:
        """What another system cannot do with a step, said of the line where it stands."""
        place = self.places[number]
        return ContentError(Problem(path=place.path, line=place.line, message=message))


def outline(template: Template) -> Outline:
    """The letter with the texts it includes. Raises ContentError with every tag that no other system could follow."""
    maker = _Maker(template)
    parts = maker.unit(template.unit, ())
    problems = [
        Problem(path=fault.path, line=_line(template, fault.path, fault.span.start), message=fault.message)
        for fault in template.problems
        if not fault.whole
    ]
    problems += maker.problems
    if problems:
        raise ContentError(*problems)
    return Outline(_joined(parts, maker.steps), tuple(maker.steps), tuple(maker.places))


def _line(template: Template, path: str, at: int) -> int:
    source = next((unit.source for unit in template.units if unit.path == path), "")
    return source.count("\n", 0, at) + 1


class _Maker:
    def __init__(self, template: Template) -> None:
        self._template = template
        self.steps: list[Step] = []
        self.places: list[Place] = []
        self.problems: list[Problem] = []
        self._elifs: list[int] = []

    def unit(self, unit: Unit, above: tuple[str, ...]) -> list[str | int]:
        """Texts, and numbers of steps, in the order of the file."""
        if unit.tree is None:
            return []
        scan = unit.scan
        places: list[tuple[int, int, Tag | None]] = [(span.start, span.end, None) for span in scan.texts]
        places += [(tag.start, tag.end, tag) for tag in (*scan.tags.values(), *scan.prints)]
        found: list[str | int] = []
        for start, end, tag in sorted(places, key=lambda place: place[0]):
            if tag is None:
                found.append(_PRIVATE.sub("", unit.source[start:end].replace("\r\n", "\n")))
            else:
                found += self._tag(unit, tag, above)
        return found

    def _tag(self, unit: Unit, tag: Tag, above: tuple[str, ...]) -> Iterator[str | int]:
        code = unit.source[tag.code.start : tag.code.end].strip()
        if unit.source.startswith("{{", tag.start):
            yield from self._value(unit, tag, code)
            return
        word, _, rest = code.partition(" ")
        rest = rest.strip()
        if word == "include" and (name := _INCLUDE.fullmatch(rest)) and name[1] not in above:
            snippet = self._template.snippets.get(name[1])
            if snippet is not None:
                # A file's last line end is no part of what it says in the middle of a letter.
                parts = self.unit(snippet, (*above, name[1]))
                yield from (
                    [*parts[:-1], parts[-1].rstrip("\n") if isinstance(parts[-1], str) else parts[-1]]
                    if parts
                    else []
                )
        elif word == "if":
            self._elifs.append(0)
            yield self._step(unit, tag, If(rest, _condition(rest)))
        elif word == "elif" and self._elifs:
            self._elifs[-1] += 1
            yield self._step(unit, tag, Else())
            yield self._step(unit, tag, If(rest, _condition(rest)))
        elif word == "else" and self._elifs and self._elifs[-1] >= 0:
            yield self._step(unit, tag, Else())
        elif word == "endif" and self._elifs:
            for _ in range(self._elifs.pop() + 1):
                yield self._step(unit, tag, End())
        elif word == "for" and (loop := _LOOP.fullmatch(rest)):
            self._elifs.append(-1)
            yield self._step(unit, tag, For(loop[1], loop[2]))
        elif word == "endfor" and self._elifs:
            self._elifs.pop()
            yield self._step(unit, tag, End(of_loop=True))
        else:
            self._refuse(
                unit,
                tag,
                f"»{{% {code} %}}« kan andre systemer ikke følge. Skriv det med if, eller som et felt.",
            )

    def _value(self, unit: Unit, tag: Tag, code: str) -> Iterator[str | int]:
        if literal := _LITERAL.fullmatch(code):
            yield literal[1] or literal[2] or ""
        elif rule := _DEADLINE.fullmatch(code):
            name = f"{DEADLINE}_{rule[1].replace('-', '_')}"
            yield self._step(unit, tag, Value(name, deadline=rule[1]))
        elif found := _FILTERED.fullmatch(code):
            yield self._step(unit, tag, Value(found[1], tuple(_NAME.findall(found[2]))))
        else:
            self._refuse(
                unit, tag, f"»{{{{ {code} }}}}« kan andre systemer ikke regne ud. Lav det til et felt."
            )

    def _step(self, unit: Unit, tag: Tag, step: Step) -> int:
        self.steps.append(step)
        self.places.append(_place(unit, tag))
        return len(self.steps) - 1

    def _refuse(self, unit: Unit, tag: Tag, message: str) -> None:
        place = _place(unit, tag)
        self.problems.append(Problem(path=place.path, line=place.line, message=message))


def _place(unit: Unit, tag: Tag) -> Place:
    return Place(unit.path, unit.source.count("\n", 0, tag.start) + 1)


def _condition(source: str) -> nodes.Node:
    found = _JINJA.parse(f"{{% if {source} %}}{{% endif %}}").find(nodes.If)
    assert found is not None  # the whole letter has been parsed before
    return found.test


def _joined(parts: list[str | int], steps: list[Step]) -> str:
    """The parts as Markdown, with a tag between blocks as a block of its own.

    That is a tag on a line of its own, which leaves a blank line in the letter, or one before an item or a heading.
    """
    text = "".join(
        part if isinstance(part, str) else f"{OPEN}{part}{VALUE if isinstance(steps[part], Value) else TAG}"
        for part in parts
    )
    alone = {int(found[1]) for found in _ALONE.finditer(text)}
    leads = {int(found[1]) for found in _LEADS.finditer(text)}
    blocks: set[int] = set()
    opened: list[list[int]] = []
    for number, step in enumerate(steps):
        if isinstance(step, If | For):
            opened.append([number])
        elif isinstance(step, Else | End) and opened:
            opened[-1].append(number)
            if isinstance(step, End):
                group = opened.pop()
                blocks.update(group if group[0] in leads or all(one in alone for one in group) else ())

    def placed(found: re.Match[str]) -> str:
        return f"\n\n{found[0]}\n\n" if int(found[1]) in blocks else found[0]

    return MARK.sub(placed, text)
