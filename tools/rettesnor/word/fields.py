"""What Word's fields mean: a value, a condition, an address, or something that only Word can do (ECMA-376, 17.16)."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from rettesnor.word.story import Chars, Field, Item, Items, plain

Operator = Literal["==", "!=", "<", "<=", ">", ">="]
_OPERATORS: dict[str, Operator] = {"=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_STRAIGHT, _CURLY = '"', "“”„‟"


class Token(NamedTuple):
    """One argument of an instruction: words and fields."""

    items: Items
    quoted: bool

    @property
    def text(self) -> str:
        return plain(self.items)


class Merge(NamedTuple):
    """A value. `before` and `after` are shown only with it; `switches` are what follows `\\*`, `\\@` and `\\#`."""

    name: str
    before: Items
    after: Items
    switches: dict[str, str]


class Condition(NamedTuple):
    """`left` and `right` as Word compares them."""

    left: Token
    operator: Operator
    right: Token


class Choice(NamedTuple):
    """An IF field: what is shown when the condition holds, and what when it does not."""

    condition: Condition
    yes: Items
    no: Items


class Address(NamedTuple):
    """A HYPERLINK field."""

    href: str


class Other(NamedTuple):
    """A field that only Word can fill in."""

    name: str
    instruction: str


Meaning: TypeAlias = Merge | Choice | Address | Other


def meaning(field: Field) -> Meaning:
    """What the field does. One that is not written as Word writes it is `Other`."""
    tokens = _tokens(field.code)
    name = tokens[0].text.upper() if tokens else ""
    arguments = tokens[1:]
    found: Meaning | None = None
    if name == "MERGEFIELD":
        found = _merge(arguments)
    elif name == "IF":
        found = _choice(arguments)
    elif name == "HYPERLINK":
        found = next((Address(token.text) for token in arguments if not token.text.startswith("\\")), None)
    instruction = " ".join(token.text for token in tokens)
    return found or Other(name or "?", instruction)


def _merge(arguments: list[Token]) -> Merge | None:
    if not arguments or any(isinstance(item, Field) for item in arguments[0].items):
        return None
    values: dict[str, Token] = {}
    # Word writes names without quotes as long as they have no blanks; other programs forget the quotes.
    names: list[str] = []
    index = 0
    while index < len(arguments):
        token = arguments[index]
        if not token.quoted and token.text.startswith("\\"):
            switch = token.text[:2].lower()
            value = token.text[2:]
            if value:
                values[f"{switch} {value.lower()}" if switch == "\\*" else switch] = Token((), True)
            elif switch in ("\\*", "\\@", "\\#", "\\b", "\\f") and index + 1 < len(arguments):
                index += 1
                values[f"{switch} {arguments[index].text.lower()}" if switch == "\\*" else switch] = (
                    arguments[index]
                )
        elif not values:
            names.append(token.text)
        index += 1
    name = " ".join(names).strip()
    none = Token((), True)
    switches = {key: token.text for key, token in values.items() if key[:2] in ("\\*", "\\@", "\\#")}
    return (
        Merge(name, values.get("\\b", none).items, values.get("\\f", none).items, switches) if name else None
    )


def _choice(arguments: list[Token]) -> Choice | None:
    arguments = [
        token for number, token in enumerate(arguments) if number < 3 or not _is_switch(arguments, number)
    ]
    if len(arguments) == 2 and arguments[1].text in _OPERATORS:
        arguments.append(Token((), True))
    if len(arguments) < 3 or arguments[1].quoted or arguments[1].text not in _OPERATORS or len(arguments) > 5:
        return None
    yes = arguments[3].items if len(arguments) > 3 else ()
    no = arguments[4].items if len(arguments) > 4 else ()
    return Choice(Condition(arguments[0], _OPERATORS[arguments[1].text], arguments[2]), yes, no)


def _is_switch(arguments: list[Token], number: int) -> bool:
    """`\\* MERGEFORMAT` after the texts."""
    return any(
        not token.quoted and token.text.startswith("\\*")
        for token in arguments[max(3, number - 1) : number + 1]
    )


def _tokens(code: Items) -> list[Token]:
    strict = _Tokens(any_quote_closes=False)
    strict.read(code)
    if not strict.unclosed:
        return strict.tokens
    lenient = _Tokens(any_quote_closes=True)
    lenient.read(code)
    return lenient.tokens


class _Tokens:
    """Cuts an instruction at blanks and quotes."""

    def __init__(self, *, any_quote_closes: bool) -> None:
        self._any = any_quote_closes
        self._closing = ""
        self._items: list[Item] = []
        self._escaped = False
        self.tokens: list[Token] = []
        self.unclosed = False

    def read(self, code: Items) -> None:
        for item in code:
            if isinstance(item, Chars):
                self._chars(item)
            elif self._closing:
                self._items.append(item)
            elif isinstance(item, Field):
                self._end()
                self.tokens.append(Token((item,), False))
            else:
                self._end()
        self.unclosed = bool(self._closing)
        self._end(quoted=bool(self._closing))

    def _chars(self, chars: Chars) -> None:
        for start, end, kind in _pieces(chars.text):
            piece = chars._replace(text=chars.text[start:end], start=chars.start + start)
            if self._escaped:
                self._escaped = False
                self._items.append(piece)
            elif (
                kind == "backslash"
                and self._closing
                and chars.text[end : end + 1] in (_STRAIGHT, "\\", *_CURLY)
            ):
                self._escaped = True
            elif kind == "quote":
                self._quote(piece)
            elif self._closing or kind not in ("space", "operator"):
                self._items.append(piece)
            elif kind == "space":
                self._end()
            else:
                self._end()
                self.tokens.append(Token((piece,), False))

    def _quote(self, piece: Chars) -> None:
        if not self._closing:
            self._end()
            self._closing = (
                _STRAIGHT + _CURLY if self._any else _STRAIGHT if piece.text == _STRAIGHT else _CURLY
            )
        elif piece.text in self._closing:
            self._closing = ""
            self._end(quoted=True)
        else:
            self._items.append(piece)

    def _end(self, *, quoted: bool = False) -> None:
        if self._items or quoted:
            self.tokens.append(Token(tuple(self._items), quoted))
        self._items = []


_PIECE = re.compile(
    rf"(?P<quote>[{_STRAIGHT}{_CURLY}])|(?P<backslash>\\)|(?P<space>\s+)|(?P<operator><>|<=|>=|[=<>])|[^{_STRAIGHT}{_CURLY}\\\s=<>]+"
)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _PIECE.finditer(text):
        yield found.start(), found.end(), found.lastgroup or "word"
