"""What Jinja's filters and Python's methods do to text, with every character's place kept as well as can be."""

import re
from collections.abc import Callable, Mapping, Sequence

from rettesnor.letter.runs import Run, Runs, change, cut, plain

_WORD_STARTS = re.compile(r"([-\s({\[<]+)")
_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_PERCENT = re.compile(r"%(?:\((\w+)\))?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?([a-zA-Z%])")
_BRACES = re.compile(r"\{\{|\}\}|\{(\w*)[^{}]*\}")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}
_SPECIAL = re.compile("[&<>\"']")
MAX_INDENT = 40
_LEEWAY = 5


def _title(text: str) -> str:
    return "".join(part[:1].upper() + part[1:].lower() for part in _WORD_STARTS.split(text))


# Filters and methods that change letters, and no more.
LETTERS: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "capitalize": str.capitalize,
    "title": _title,
    "casefold": str.casefold,
    "swapcase": str.swapcase,
}
# What comes out is a number or a yes or no, so nothing of the text is seen.
MEASURES = frozenset(
    (
        *("length", "count", "wordcount", "int", "float", "round", "abs", "sum", "find", "index", "rfind"),
        *(
            "startswith",
            "endswith",
            "isdigit",
            "isalpha",
            "isupper",
            "islower",
            "isnumeric",
            "isspace",
            "isalnum",
        ),
    )
)


def strip(runs: Runs, chars: str | None = None, *, left: bool = True, right: bool = True) -> Runs:
    text = plain(runs)
    start = len(text) - len(text.lstrip(chars)) if left else 0
    end = len(text.rstrip(chars)) if right else len(text)
    return cut(runs, start, max(start, end))


def replace(runs: Runs, old: str, new: Runs, count: int = -1) -> Runs:
    text = plain(runs)
    if not old or old not in text:
        return runs
    found: list[Run] = []
    at = 0
    while count and (start := text.find(old, at)) >= 0:
        found += cut(runs, at, start)
        found += new
        at = start + len(old)
        count -= 1
    return (*found, *cut(runs, at, len(text)))


def escape(runs: Runs) -> Runs:
    """Characters that mean something in HTML as entities."""
    text, found, at = plain(runs), list[Run](), 0
    for match in _SPECIAL.finditer(text):
        found += cut(runs, at, match.start())
        at = match.end()
        found += [run._replace(text=_ENTITIES[run.text], exact=False) for run in cut(runs, match.start(), at)]
    return (*found, *cut(runs, at, len(text))) if at else runs


def without_tags(runs: Runs) -> Runs:
    text, found, at = plain(runs), list[Run](), 0
    for match in _TAGS.finditer(text):
        found += cut(runs, at, match.start())
        at = match.end()
    return (*found, *cut(runs, at, len(text))) if at else runs


def truncate(runs: Runs, size: int) -> Runs:
    """The first `size` characters, whole words only, as Jinja does; a few more are let be."""
    text = plain(runs)
    if len(text) <= max(size, 0) + _LEEWAY:
        return runs
    kept = text[: max(size - 3, 0)].rsplit(" ", 1)[0]
    return cut(runs, 0, len(kept))


def indent(runs: Runs, width: int, *, first: bool) -> Runs:
    """Spaces before each line but (unless `first`) the first, and before no empty one."""
    space = " " * max(0, min(width, MAX_INDENT))
    text, found, at = plain(runs), list[Run](), 0
    for match in re.finditer(r"^(?=.)" if first else r"(?<=\n)(?=.)", text):
        found += cut(runs, at, match.start())
        found += [
            part._replace(text=space, exact=False) for part in cut(runs, match.start(), match.start() + 1)
        ]
        at = match.start()
    return (*found, *cut(runs, at, len(text))) if at or found else runs


def percent(runs: Runs, args: Sequence[Runs], names: Mapping[str, Runs]) -> Runs:
    """`"%s er klar"|format(x)`."""
    return _filled(runs, _PERCENT, args, names, lambda match: match.group(2) == "%")


def braces(runs: Runs, args: Sequence[Runs], names: Mapping[str, Runs]) -> Runs:
    """`"{} er klar".format(x)`."""
    return _filled(runs, _BRACES, args, names, lambda match: match.group() in ("{{", "}}"))


def _filled(
    runs: Runs,
    pattern: re.Pattern[str],
    args: Sequence[Runs],
    names: Mapping[str, Runs],
    is_escape: Callable[[re.Match[str]], bool],
) -> Runs:
    text, found, at, number = plain(runs), list[Run](), 0, 0
    for match in pattern.finditer(text):
        found += cut(runs, at, match.start())
        at = match.end()
        name = match.group(1)
        if is_escape(match):
            found += cut(runs, match.start(), match.start() + 1)
        elif name and name in names:
            found += names[name]
        elif name and name.isdigit() and int(name) < len(args):
            found += args[int(name)]
        elif not name and number < len(args):
            found += args[number]
            number += 1
    return (*found, *cut(runs, at, len(text)))


def letters(runs: Runs, name: str) -> Runs:
    return change(runs, LETTERS[name])
