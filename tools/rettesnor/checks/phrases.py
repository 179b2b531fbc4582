"""Phrases as authors of rules write them, compiled to patterns.

`klag*` any ending, `*` alone any word, `^` and `$` the start and the end of the sentence, `…` up to a dozen words of the same sentence, `(a|b)` one of them, `[a]` or nothing,
`!(a|b)` neither of them comes next.
Classes: `<dato> <tid> <beløb> <tal> <varighed> <felt>`; `<felt:sted*>` is a field whose name or label has a word
like that, `<tekst:bilag*>` the same of a text, list or choice. A field stands in the text as `marker(type, words)`, which no ordinary word can match.
"""

import functools
import re
from collections.abc import Iterable, Sequence

OPEN, CLOSE = "\ue000", "\ue001"
SHIFT = 0xE100  # letters of field names are moved out of the alphabet, so that only <felt:...> can see them

MONTH = "(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
COUNT = (
    "(?:en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|tyve|tredive|flere|"
    "halvanden)"
)


def marker(type: str, *names: str) -> str:
    """What stands in the text for a field: its type and the words of its name and label."""
    words = " ".join(names).replace("_", " ").casefold()
    return f"{OPEN}{_shifted(f'{type}| {words} ')}{CLOSE}"


def _shifted(text: str) -> str:
    return "".join(chr(SHIFT + ord(char)) if ord(char) < 0x1000 else char for char in text)


def _field(type: str) -> str:
    return f"{OPEN}{_shifted(type + '|') if type else ''}[^{CLOSE}]*{CLOSE}"


_DATE = (
    rf"(?:{_field('date')}|\d{{1,2}}\.\s?{MONTH}(?:\s\d{{4}})?|\b{MONTH}\s\d{{4}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}"
    rf"|\d{{4}}-\d\d-\d\d|den\s\d{{1,2}}\.)"
)
_NUMBER = rf"(?:{_field('number')}|\b\d[\d.,]*|\b{COUNT}\b)"
CLASSES = {
    "dato": _DATE,
    "tid": rf"(?:{_field('time')}|\b(?:kl\.|klokken)\s?(?:\d|{OPEN}))",
    "beløb": rf"(?:{_field('money')}|{_NUMBER}\s?(?:kr\b|kroner|procent|%))",
    "tal": _NUMBER,
    "varighed": rf"{_NUMBER}\s(?:\w+\s)?(?:\w*dag(?:e|es|s)?|uger?s?|måned(?:er|ers|s)?|døgn|timer?)\b",
    "felt": _field(""),
}
# A full stop ends the sentence only before a capital: »kl. 10« and »nr. 4« don't end it.
_GAP = r"(?:[^.?!]|[.?!](?!\s+[A-ZÆØÅ])){0,140}?"
_TOKEN = re.compile(
    r"<felt:(?P<named>[^>]+)>|<tekst:(?P<told>[^>]+)>|<(?P<name>\w+)>|(?P<word>\w+\*?|\*\w+\*?|(?<![^\s(|\[])\*(?![^\s)|\]]))|(?P<space>\s+)|(?P<not>!\()|(?P<other>.)"
)
MAX_KNOWN = 5_000
# »I« and »De« to a reader are other words than »i« and »de«.
CAPITALS = frozenset(("I", "De", "Dem", "Deres"))


# Fields that tell what something is, where a date or an amount only tells when or how much.
TOLD = "|".join(_shifted(f"{type}|") for type in ("text", "list", "choice"))


class Phrases:
    """Phrases to look for. Each is compiled when a text first holds one of the words that it cannot do without."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._phrases = tuple((phrase, _anchors(phrase)) for phrase in phrases)
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def found(self, text: str) -> bool:
        """Whether one of the phrases stands in the text."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            known = self._known[text] = self._search(text)
        return known

    def _search(self, text: str) -> bool:
        folded = text.casefold()
        return any(
            self._pattern(phrase).search(text) is not None
            for phrase, anchors in self._phrases
            if not anchors or any(anchor in folded for anchor in anchors)
        )

    def _pattern(self, phrase: str) -> re.Pattern[str]:
        if phrase not in self._patterns:
            self._patterns[phrase] = re.compile(_regex(phrase), re.IGNORECASE)
        return self._patterns[phrase]


@functools.lru_cache(maxsize=2000)
def phrases(wordings: tuple[str, ...]) -> Phrases:
    """The phrases of one list, compiled once."""
    return Phrases(wordings)


def found(wordings: tuple[str, ...], text: str) -> bool:
    """Whether one of the phrases stands in the text."""
    return bool(wordings) and phrases(wordings).found(text)


def faults(wordings: Iterable[str]) -> tuple[str, ...]:
    """What is wrong with each phrase that cannot be read, in Danish."""
    wrong: list[str] = []
    for phrase in wordings:
        try:
            _regex(phrase)
            _check_brackets(phrase)
        except ValueError as error:
            wrong.append(f"»{phrase}« kan ikke læses: {error}")
    return tuple(wrong)


def _regex(phrase: str) -> str:
    parts: list[str] = []
    first, outside = (
        True,
        list[bool](),
    )  # whether nothing has to stand before the next word; the same at each bracket
    for token in _TOKEN.finditer(phrase):
        if token.lastgroup == "space":
            parts.append(r"[\s,]*")  # words keep their own boundaries, so nothing grows together
            continue
        match token.lastgroup:
            case "named":
                parts.append(_named(token["named"].split("|")))
            case "told":
                parts.append(f"(?={OPEN}(?:{TOLD}))" + _named(token["told"].split("|")))
            case "name" if token["name"] in CLASSES:
                parts.append(CLASSES[token["name"]])
            case "not":
                parts.append(r"(?![\s,])(?!")
            case "word":
                parts.append(_word(token["word"], first=first))
            case _:
                parts.append(_mark(token[0]))
        match token[0]:
            case "(" | "[":
                outside.append(first)
            case "!(":
                outside.append(False)
                first = False
            case "|" if outside:
                first = outside[-1]
            case "]" if outside:
                first = outside.pop()
            case ")" if outside:
                outside.pop()
                first = False
            case _:
                first = False
    return "".join(parts)


def _check_brackets(phrase: str) -> None:
    depth = 0
    for char in re.sub("<[^>]*>", "", phrase):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if depth < 0:
            break
        if char == "|" and not depth:
            raise ValueError("et valg med | skal stå i parentes: (a|b).")
    if depth:
        raise ValueError("en parentes mangler sin mage.")


def _anchors(phrase: str) -> tuple[str, ...]:
    """Words of which a text must hold one to hold the phrase; none when a class or an optional word comes first.

    Only the first word, or the first bracket with its choices, is looked at: that is enough to pass most texts by.
    """
    first = re.match(r"\(([^()\[\]]*)\)|[^\s()\[\]|]+", phrase.removeprefix("^ "))
    if first is None:
        return ()
    choices = first[1].split("|") if first[1] is not None else [first[0]]
    words = [choice.strip().partition(" ")[0].strip("*").casefold() for choice in choices]
    return tuple(words) if all(re.fullmatch(r"\w+", word) for word in words) else ()


def _word(word: str, *, first: bool = False) -> str:
    """A word; the letters before the first one of a phrase need not be read, since nothing asks where they begin."""
    if word == "*":
        return r"(?<!\w)\w+(?!\w)"
    start = ("" if first else r"\w*") if word.startswith("*") else r"(?<!\w)"
    end = r"\w*(?!\w)" if word.endswith("*") else r"(?!\w)"
    letters = re.escape(word.strip("*"))
    return f"{start}(?-i:{letters}){end}" if word in CAPITALS else f"{start}{letters}{end}"


def _mark(mark: str) -> str:
    match mark:
        case "…":
            return _GAP
        case "^":
            return r"\A\W*"
        case "$":
            return rf"[^\w{OPEN}]*\Z"
        case "(" | "[":
            return "(?:"
        case "]":
            return ")?"
        case ")" | "|":
            return mark
        case "*":
            raise ValueError("en stjerne står ikke ved et ord. Skriv den ved hvert ord: (*møde|*samtale).")
        case "<" | ">":
            raise ValueError(f"en klasse findes ikke. Vælg mellem {', '.join(CLASSES)}.")
        case _ if mark.startswith("<"):
            raise ValueError(f"{mark} findes ikke. Vælg mellem {', '.join(CLASSES)}.")
        case _:
            return re.escape(mark)


def _named(names: Sequence[str]) -> str:
    words = "|".join(
        _shifted(" " + name.strip("*")) + ("" if name.endswith("*") else _shifted(" "))
        if not name.startswith("*")
        else _shifted(name.strip("*"))
        for name in names
    )
    return f"{OPEN}[^{CLOSE}]*(?:{words})[^{CLOSE}]*{CLOSE}"
