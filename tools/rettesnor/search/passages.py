"""The passage of a page that answers, with what matched marked; inside compounds too."""

import html
from collections.abc import Sequence

from rettesnor.danish.analysis import Token, fold, tokens
from rettesnor.danish.compounds import split
from rettesnor.danish.stems import part_stem, stem

LENGTH = 220
"""How many characters a passage holds at most."""


def passage(text: str, terms: dict[str, float]) -> str:
    """HTML: the part of `text` that holds most of `terms` (term -> what it says), escaped, with <mark>."""
    found = tokens(text)
    marks = [mark for token in found if (mark := _mark(text, token, terms)) is not None]
    start, end = _window(text, found, marks)
    inside = [(a, b) for a, b, _ in marks if a >= start and b <= end]
    pieces: list[str] = []
    place = start
    for a, b in inside:
        pieces += [html.escape(text[place:a]), "<mark>", html.escape(text[a:b]), "</mark>"]
        place = b
    pieces.append(html.escape(text[place:end]))
    body = "".join(pieces).replace("\n", " ")
    return f"{'… ' if start else ''}{body}{' …' if end < len(text) else ''}"


Mark = tuple[int, int, str]


def _mark(text: str, token: Token, terms: dict[str, float]) -> Mark | None:
    """What to mark of a token: the whole word, or the longest run of its parts that matches."""
    if token.stem in terms:
        return token.start, token.end, token.stem
    matching = [part for part in token.parts if part in terms]
    if not matching:
        return None
    written = text[token.start : token.end].lower()
    parts = split(written)
    best: Mark | None = None
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            joined = "".join(parts[first:last])
            key = fold(part_stem(joined) if last - first == 1 else stem(joined))
            start = token.start + sum(map(len, parts[:first]))
            if key in terms and (best is None or len(joined) > best[1] - best[0]):
                best = (start, start + len(joined), key)
    return best or (token.start, token.end, matching[0])


def _window(text: str, found: Sequence[Token], marks: Sequence[Mark]) -> tuple[int, int]:
    """Where the passage begins and ends: around the marks that say most together, from the start of a sentence if near."""
    if len(text) <= LENGTH:
        return 0, len(text)
    if not marks:
        return 0, _word_end(found, LENGTH)
    best, best_value = 0, -1.0
    for number, (start, _, _) in enumerate(marks):
        seen: set[str] = set()
        for a, b, term in marks[number:]:
            if b - start > LENGTH - 60:
                break
            seen.add(term)
            del a
        value = len(seen) - start / (len(text) * 100)
        if value > best_value:
            best, best_value = start, value
    start = _sentence_start(text, best)
    return start, max(_word_end(found, start + LENGTH), start)


def _sentence_start(text: str, place: int) -> int:
    """The start of the line or sentence that `place` is in, when it is no more than 60 characters back."""
    line = text.rfind("\n", 0, place) + 1
    sentence = text.rfind(". ", line, place) + 2
    start = max(line, sentence if sentence > 1 else line)
    if place - start <= 60:
        return start
    return text.find(" ", place - 50) + 1


def _word_end(found: Sequence[Token], limit: int) -> int:
    return max((token.end for token in found if token.end <= limit), default=limit)
