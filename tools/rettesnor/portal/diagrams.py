"""Pictures of what follows what: boxes below each other, straight arrows between neighbours, arcs past the others.

One box to a line is what a telephone, a printer and a screen reader's table have room for, so every picture keeps
the same width however many arrows it has. We looked at layered layouts (grandalf): wider than a telephone at five boxes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from rettesnor.model import Record
from rettesnor.procedure.flow import Arrow

# Sizes in the picture's own units, which are pixels where it is shown at its natural width.
WIDTH, PAD, LINE, GAP = 420, 12, 20, 26
LANE, MARGIN, RADIUS, INDENT = 14, 20, 7, 22
NARROWEST = 240
# Widths of letters in IBM Plex Sans at 15 units, a little generous so that no line leaves its box.
_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[]-› "), frozenset("mwMWæÆ@—…")


class Text(Record, frozen=True, kw_only=True):
    """One line in a box; `kind` is its class: title, note, strong or answer."""

    text: str
    kind: str = "note"
    x: float = 0
    y: float = 0


class Box(Record, frozen=True, kw_only=True):
    """A box with its lines, placed; `number` stands in a ring before a title, `tone` colours it."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Text, ...]
    number: int | None = None
    url: str | None = None
    tone: str = ""


class Line(Record, frozen=True, kw_only=True):
    """The way of an arrow as SVG has it; without a head it only joins."""

    path: str
    strong: bool = False
    head: bool = True


class Diagram(Record, frozen=True, kw_only=True):
    """A picture ready for diagram.html; `title` is its name for those who cannot see it."""

    id: str
    title: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[Text, ...] = ()


class Node(Record, frozen=True, kw_only=True):
    """What a box says before it is placed; the first line is its title."""

    lines: tuple[Text, ...]
    number: int | None = None
    url: str | None = None
    tone: str = ""


class Branch(Record, frozen=True, kw_only=True):
    """A node in a tree: how deep it stands, the answer that leads to it, and the number of its parent."""

    node: Node
    depth: int
    parent: int | None
    answer: str = ""


def column(id: str, title: str, nodes: Sequence[Node], arrows: Iterable[Arrow]) -> Diagram:
    """Nodes from top to bottom with the arrows between them."""
    known = sorted(set(arrows), key=lambda arrow: (abs(arrow.end - arrow.start), arrow.start, arrow.end))
    lanes = _lanes([arrow for arrow in known if arrow.end != arrow.start + 1])
    used = 1 + max(lanes.values(), default=-1)
    gutter = MARGIN + used * LANE if used else 0
    width = max(WIDTH - gutter - 1, NARROWEST)
    boxes: list[Box] = []
    y = 1.0
    for node in nodes:
        boxes.append(_box(node, 1, y, width - 1))
        y += boxes[-1].height + GAP
    lines = tuple(
        Line(path=_arc(boxes, arrow, width + MARGIN + lanes[arrow] * LANE), strong=arrow.strong)
        if arrow in lanes
        else Line(path=_down(boxes[arrow.start], boxes[arrow.end]), strong=arrow.strong)
        for arrow in known
    )
    height = round(y - GAP + 1) if boxes else 0
    whole = max(WIDTH, width + gutter + 1)
    return Diagram(id=id, title=title, width=whole, height=height, boxes=tuple(boxes), lines=lines)


def tree(id: str, title: str, branches: Sequence[Branch]) -> Diagram:
    """Branches in the order they are read, each joined to its parent by the answer that leads to it."""
    boxes: list[Box] = []
    lines: list[Line] = []
    labels: list[Text] = []
    y = 1.0
    for branch in branches:
        x = 1 + branch.depth * INDENT
        if branch.parent is not None:
            parent = boxes[branch.parent]
            rail = parent.x + INDENT / 2
            wrapped = _wrap(branch.answer, WIDTH - x - PAD)
            for text in wrapped:
                labels.append(Text(text=text, kind="answer", x=x, y=y + LINE * 0.7))
                y += LINE
        box = _box(branch.node, x, y, WIDTH - x - 1)
        if branch.parent is not None:
            parent = boxes[branch.parent]
            rail = parent.x + INDENT / 2
            middle = box.y + PAD + LINE / 2
            lines.append(Line(path=f"M{rail} {parent.y + parent.height}V{middle}H{x}", head=False))
        boxes.append(box)
        y += box.height + 12
    height = round(y - 11)
    return Diagram(
        id=id,
        title=title,
        width=WIDTH,
        height=height,
        boxes=tuple(boxes),
        lines=tuple(lines),
        labels=tuple(labels),
    )


def text_width(text: str, *, bold: bool = False) -> float:
    """How wide a line is at most, in the picture's units."""
    units = sum(4.8 if c in _NARROW else 13.2 if c in _WIDE else 9.9 if c.isupper() else 8.4 for c in text)
    return units * (1.05 if bold else 1)


def _box(node: Node, x: float, y: float, width: float) -> Box:
    inside = x + PAD + (30 if node.number is not None else 0)
    placed: list[Text] = []
    for line in node.lines:
        for text in _wrap(line.text, x + width - PAD - inside, bold=line.kind in {"title", "strong"}):
            baseline = y + PAD + len(placed) * LINE + LINE * 0.72
            placed.append(Text(text=text, kind=line.kind, x=inside, y=round(baseline, 1)))
    return Box(
        x=x,
        y=y,
        width=width,
        height=2 * PAD + len(placed) * LINE - 4,
        lines=tuple(placed),
        number=node.number,
        url=node.url,
        tone=node.tone,
    )


def _wrap(text: str, width: float, *, bold: bool = False) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines += _cut(word, width, bold=bold)
    return lines


def _cut(word: str, width: float, *, bold: bool) -> list[str]:
    """A word that is wider than its box, in pieces."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(f"{pieces[-1]}{letter}-", bold=bold) > width:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _lanes(arcs: Sequence[Arrow]) -> dict[Arrow, int]:
    """A lane for each arc, the short ones nearest the boxes.

    Arcs from one box share a lane, and so do those that only have their end in common; no others meet in it.
    """
    starts = Counter(arc.start for arc in arcs)
    trunks: dict[tuple[str, int], list[Arrow]] = {}
    for arc in arcs:
        key = ("from", arc.start) if starts[arc.start] > 1 else ("to", arc.end)
        trunks.setdefault(key, []).append(arc)
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[Arrow, int] = {}
    for trunk in sorted(trunks.values(), key=_length):
        low, high = _reach(trunk)
        free = (n for n, spans in enumerate(taken) if all(high < a or b < low for a, b in spans))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes |= dict.fromkeys(trunk, lane)
    return lanes


def _reach(trunk: Sequence[Arrow]) -> tuple[int, int]:
    places = [place for arc in trunk for place in (arc.start, arc.end)]
    return min(places), max(places)


def _length(trunk: Sequence[Arrow]) -> int:
    low, high = _reach(trunk)
    return high - low


def _down(above: Box, below: Box) -> str:
    x = above.x + PAD + 11
    return f"M{x} {above.y + above.height}V{below.y - 2}"


def _arc(boxes: Sequence[Box], arrow: Arrow, x: float) -> str:
    """From the lower part of one box's side, along a lane, into the upper part of the other's."""
    start, end = boxes[arrow.start], boxes[arrow.end]
    edge = start.x + start.width
    leave, enter = start.y + start.height * 0.7, end.y + end.height * 0.35
    turn = RADIUS if enter > leave else -RADIUS
    return (
        f"M{edge} {leave:.1f}H{x - RADIUS}Q{x} {leave:.1f} {x} {leave + turn:.1f}"
        f"V{enter - turn:.1f}Q{x} {enter:.1f} {x - RADIUS} {enter:.1f}H{edge + 2}"
    )
