"""What the commands about the past share: which page is meant, and how times and differing words are written."""

import datetime
from collections.abc import Iterator

from rettesnor.danish.values import Day
from rettesnor.history.differences import Passage
from rettesnor.history.marks import HERE
from rettesnor.history.past import Past
from rettesnor.model import ContentError, Problem

WORDS_HELP = "vis ord for ord, hvad der er ændret: [-væk-] og {+nyt+}"
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def need_page(past: Past, name: str | None) -> str:
    """The file of the page that is meant. Raises ContentError where none is, or several are."""
    path = past.find(name) if name else None
    if path is None:
        message = f"»{name}« er ikke en side, som git kender." if name else "Skriv, hvilken side det gælder."
        message += " Skriv sidens id, fil eller adresse, for eksempel sygedagpenge/forlaengelse."
        raise ContentError(Problem(path="history", line=0, message=message))
    return path


def when(time: datetime.datetime) -> str:
    """»22. november 2026 kl. 11.02«."""
    here = time.astimezone(HERE)
    return f"{Day.of(here.date())} kl. {here:%H.%M}"


def differing(passages: tuple[Passage, ...]) -> Iterator[str]:
    """One line for each place that differs."""
    for passage in passages:
        place = passage.label or passage.place
        words = "".join(
            f"{_MARKS[piece.kind][0]}{piece.text}{_MARKS[piece.kind][1]}" for piece in passage.pieces
        )
        yield f"{place}: {words}" if place else words


def passages_json(passages: tuple[Passage, ...]) -> list[dict[str, object]]:
    return [
        {
            "kind": passage.kind,
            "label": passage.label or None,
            "heading": passage.place or None,
            "words": [{"kind": piece.kind, "text": piece.text} for piece in passage.pieces],
        }
        for passage in passages
    ]
