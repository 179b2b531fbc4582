"""Conditions: what is certain is answered here, everything else is asked of the oracle under its normalised name."""

import datetime
from collections.abc import Mapping as Mappings

from rettesnor.letter.choices import Atom, Branch, Constant, Kind
from rettesnor.letter.facts import LENGTH
from rettesnor.letter.oracle import Oracle
from rettesnor.letter.runs import plain
from rettesnor.letter.session import Session
from rettesnor.letter.values import (
    NOTHING,
    LoopNumber,
    Mapping,
    Nothing,
    Text,
    Unknown,
    Value,
    constant,
    source_of,
)
from rettesnor.model import VALUE

_KINDS: Mappings[str, Kind] = {"eq": "==", "lt": "<", "gt": ">"}
_TURNED = {"eq": "eq", "lt": "gt", "gt": "lt"}
_SIGNS = {"eq": "==", "lt": "<", "gt": ">"}
# Each operator as one of the three above, and whether it is the opposite of it.
_OPERATORS = {
    **dict.fromkeys(("eq", "==", "equalto", "sameas"), ("eq", False)),
    **dict.fromkeys(("ne", "!="), ("eq", True)),
    **dict.fromkeys(("lt", "<", "lessthan"), ("lt", False)),
    **dict.fromkeys(("gt", ">", "greaterthan"), ("gt", False)),
    **dict.fromkeys(("ge", ">=", "gteq"), ("lt", True)),
    **dict.fromkeys(("le", "<=", "lteq"), ("gt", True)),
}
MAX_SIZE = 60


class Conditions:
    """Answers conditions for one reading; `branch` is the way to where the walk has come."""

    def __init__(self, session: Session, oracle: Oracle) -> None:
        self.session, self.oracle = session, oracle
        self.branch: Branch = session.root
        # The values of the author's case that is read, if it is one.
        self.case: dict[str, object] | None = None
        # Deep in a recursion nothing more is wished for, so that it ends.
        self.hurry = False

    def truth(self, value: Value, node: object) -> bool:
        """Whether Jinja would take `value` as true."""
        if isinstance(value, Unknown):
            known = None if isinstance(value.known, Nothing) else bool(value.known)
            return self.ask(node, Atom(self._kind(value.subject), value.subject), value.shown, known)
        if isinstance(value, Text):
            text = plain(value.runs)
            if text and not text.strip(VALUE):
                return self.ask(node, Atom("test", text), text)
            return bool(text)
        if isinstance(value, Mapping):
            return bool(value.entries)
        return not isinstance(value, Nothing) and bool(value)

    def ask(self, node: object, atom: Atom, shown: str, known: bool | None = None) -> bool:
        self.session.step(steps=self.oracle.facts.cost(atom))
        if self.hurry and known is None and all(self.oracle.facts.possible(atom)):
            known = False
        return self.oracle.truth(node, atom, shown, self.branch, known)

    def compare(self, name: str, left: Value, right: Value, node: object) -> bool:
        """`left` held against `right` by one of Jinja's operators."""
        if name in ("in", "notin"):
            return self._contains(right, left, node) != (name == "notin")
        how, opposite = _OPERATORS[name]
        return self._compare(how, left, right, node) != opposite

    def _compare(self, how: str, left: Value, right: Value, node: object) -> bool:
        if isinstance(right, Unknown) and not isinstance(left, Unknown):
            how, left, right = _TURNED[how], right, left
        self._lengthen(left, right)
        self._lengthen(right, left)
        one, other = constant(left), constant(right)
        if not isinstance(one, Nothing) and not isinstance(other, Nothing):
            known = _plainly(how, one, other)
            if isinstance(left, Unknown) and not isinstance(right, Unknown):
                return self._held(how, left, other, node, known)
            return known
        if isinstance(left, Unknown) and not isinstance(other, Nothing) and not isinstance(right, Unknown):
            return self._held(how, left, other, node, None)
        if isinstance(left, Nothing) or isinstance(right, Nothing):
            return how == "eq" and isinstance(left, Nothing) and isinstance(right, Nothing)
        return self._related(how, left, right, node)

    def _held(self, how: str, left: Unknown, other: Constant, node: object, known: bool | None) -> bool:
        """A field held against a constant."""
        if how == "eq" and isinstance(other, bool):
            truth = None if known is None else known == other
            return self.ask(node, Atom(self._kind(left.subject), left.subject), left.shown, truth) == other
        if how == "eq" and other is None:
            return not self.ask(
                node, Atom("defined", left.subject), left.shown, None if known is None else not known
            )
        return self.ask(node, Atom(_KINDS[how], left.subject, other), left.shown, known)

    def _related(self, how: str, left: Value, right: Value, node: object) -> bool:
        """Two values of which neither is a constant: one name for the condition, whichever way it is written."""
        if how == "gt" or (how == "eq" and source_of(left) > source_of(right)):
            how, left, right = _TURNED[how], right, left
        subject = f"{source_of(left)} {_SIGNS[how]} {source_of(right)}"
        shown = f"{source_of(left, shown=True)} {_SIGNS[how]} {source_of(right, shown=True)}"
        known = None
        if isinstance(left, Unknown) and isinstance(right, Unknown):
            days = (left.known, right.known)
            if isinstance(days[0], datetime.date) and isinstance(days[1], datetime.date):
                known = {"eq": days[0] == days[1], "lt": days[0] < days[1], "gt": days[0] > days[1]}[how]
        return self.ask(node, Atom("test", subject), shown, known)

    def _contains(self, whole: Value, part: Value, node: object) -> bool:
        if isinstance(whole, list):
            return any(self._compare("eq", part, item, node) for item in whole[:MAX_SIZE])
        if isinstance(whole, Mapping):
            return any(self._compare("eq", part, key, node) for key, _ in whole.entries.values())
        text, word = constant(whole), constant(part)
        if isinstance(text, str) and isinstance(word, str) and not isinstance(whole, Unknown):
            return word in text
        if isinstance(whole, Nothing):
            return False
        subject = f"{source_of(part)} in {source_of(whole)}"
        shown = f"{source_of(part, shown=True)} in {source_of(whole, shown=True)}"
        return self.ask(node, Atom("test", subject), shown)

    def test(self, name: str, value: Value, args: list[Value], node: object) -> bool:
        """`value is name(args)`."""
        if name in ("defined", "undefined"):
            return self.defined(value, node) == (name == "defined")
        if name in _OPERATORS and args:
            return self.compare(name, value, args[0], node)
        if name == "in" and args:
            return self.compare("in", value, args[0], node)
        if name == "none":
            return self._compare("eq", value, None, node)
        if name in ("true", "false"):
            return self._compare("eq", value, name == "true", node)
        number = constant(value)
        if isinstance(number, int) and not isinstance(value, Unknown):
            if name in ("odd", "even"):
                self._lengthen(value, 2)
                return number % 2 == (name == "odd")
            divisor = constant(args[0]) if args else NOTHING
            if name == "divisibleby" and isinstance(divisor, int) and divisor:
                self._lengthen(value, divisor)
                return number % divisor == 0
        if isinstance(value, Nothing):
            return False
        if not isinstance(value, Unknown):
            return _is_a(name, value)
        opposite = name == "even"
        source = f"is {'odd' if opposite else name}" + "".join(f" {source_of(arg)}" for arg in args)
        asked = Atom("test", f"{value.subject} {source}")
        return self.ask(node, asked, f"{value.shown} {source}") != opposite

    def defined(self, value: Value, node: object) -> bool:
        if isinstance(value, Unknown):
            known = None if isinstance(value.known, Nothing) else True
            if known is None and self.case is not None and value.subject in self.session.fields:
                known = False  # the author's case leaves it out
            return self.ask(node, Atom("defined", value.subject), value.shown, known)
        return not isinstance(value, Nothing)

    def _kind(self, subject: str) -> Kind:
        field = self.session.fields.get(subject)
        if field is not None and field.type not in (None, "boolean"):
            return "filled"
        return "filled" if subject.endswith(LENGTH) else "truth"

    def _lengthen(self, value: Value, other: Value) -> None:
        """A loop that counts to `other` must somewhere be that long, or what waits there is never read."""
        if isinstance(value, LoopNumber) and isinstance(other, int):
            sizes = self.session.sizes.setdefault(id(value.loop.node), {0, 1, 2})
            sizes |= {max(0, min(other + more, MAX_SIZE)) for more in (1, 2)}


def _plainly(how: str, one: Constant, other: Constant) -> bool:
    if how == "eq":
        return one == other
    if isinstance(one, str) and isinstance(other, str):
        return one < other if how == "lt" else one > other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one < other if how == "lt" else one > other
    return False


def _is_a(name: str, value: Value) -> bool:
    """The tests on what kind of value something is."""
    text = value.known if isinstance(value, Text) else None
    if name == "boolean":
        return isinstance(value, bool)
    if name in ("number", "integer", "float"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if name == "string":
        return isinstance(value, Text)
    if name == "mapping":
        return isinstance(value, Mapping)
    if name in ("sequence", "iterable"):
        return isinstance(value, (Text, list, Mapping))
    if name in ("lower", "upper") and text is not None:
        return text.islower() if name == "lower" else text.isupper()
    return name == "callable" and not isinstance(value, (Text, list, Mapping, int, float))
