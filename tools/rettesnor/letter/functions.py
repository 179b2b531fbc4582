"""What a letter may call besides Jinja's own functions: `frist("klage")`, the last day that the reader has.

The day depends on when and how the letter is sent, so in a reading it is a value that nobody knows.
"""

from typing import NamedTuple

from jinja2 import nodes

from rettesnor.letter.runs import Place

DEADLINE = "frist"


class DeadlineUse(NamedTuple):
    """The rule that a call names (content/deadlines.yml), and where its name stands."""

    rule: str
    place: Place


def is_deadline(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == DEADLINE
