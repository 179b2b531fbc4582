"""Where a changed standard text stands: what readers get changed without anybody having written in it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from rettesnor.checking.affected import showing
from rettesnor.model import Record
from rettesnor.model.urls import of_file, url
from rettesnor.workshop.owners import title


class Place(Record, frozen=True, kw_only=True):
    """A letter or procedure that shows the text. `url` is its page, from the site's root without the slash."""

    path: str
    title: str
    url: str


class Reach(Record, frozen=True, kw_only=True):
    """What one standard text reaches. All editions of a page are one place."""

    letters: tuple[Place, ...]
    procedures: tuple[Place, ...]


Reaching = Callable[[Iterable[str]], dict[str, Reach]]
"""`reach` for one content root."""


def reach(root: Path, changed: Iterable[str]) -> dict[str, Reach]:
    """For each standard text among these files what shows it today; none for a text that nothing shows."""
    return {name: _reach(root, files) for name, files in showing(root, frozenset(changed)).items()}


def _reach(root: Path, files: tuple[str, ...]) -> Reach:
    places: dict[str, Place] = {}
    letters: set[str] = set()
    for file in files:
        shown = of_file(file)
        if shown is None:
            continue
        kind, id = shown
        own = f"{id}/letter.md" if kind == "letter" else f"{id}.md"
        path = own if (root / own).is_file() else file
        text = (root / path).read_text(encoding="utf-8", errors="replace")
        places[id] = Place(path=path, title=title(path, text), url=url(kind, id).lstrip("/"))
        if kind == "letter":
            letters.add(id)
    listed = sorted(places.items(), key=lambda item: item[1].title.casefold())
    return Reach(
        letters=tuple(place for id, place in listed if id in letters),
        procedures=tuple(place for id, place in listed if id not in letters),
    )
