"""What could not be kept, as Danish sentences in the order in which it was met."""

from collections import Counter
from collections.abc import Iterable

MAX_SHOWN = 60  # characters of the document's own words in one note


class Notes:
    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._lost: Counter[str] = Counter()
        self._unread: list[str] = []

    def add(self, what: str, text: str = "", *, unread: bool = False) -> None:
        """Note something, with the words that it is about; `unread` when a citizen sees words that are not checked."""
        text = " ".join(text.split())
        shown = text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1].rstrip() + "…"
        self._sentences.append(f"{what}: »{shown}«." if shown else f"{what}.")
        if unread:
            self._unread.append(self._sentences[-1])

    def lost(self, formatting: Iterable[str]) -> None:
        """Count kinds of formatting that a letter does not have."""
        self._lost.update(formatting)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each note once; formatting last, with how often it was met."""
        counted = [
            f"Formatering, der ikke kan beholdes: {name} ({count} {'sted' if count == 1 else 'steder'})."
            for name, count in sorted(self._lost.items())
        ]
        return tuple(dict.fromkeys([*self._sentences, *counted]))

    @property
    def unread(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._unread))
