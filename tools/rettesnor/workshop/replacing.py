"""One wording replaced by another in many texts: every place first, then only those that a person chose."""

import re
from collections.abc import Iterator, Mapping

from rettesnor.model import Record
from rettesnor.yamltext import split_front_matter

MOST = 1000
AROUND = 60
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


class Place(Record, frozen=True, kw_only=True):
    """Where the wording stands: offsets in the file, the words around it, and what would stand there."""

    path: str
    line: int
    start: int
    end: int
    before: str
    quote: str
    after: str
    becomes: str

    @property
    def key(self) -> str:
        """A name for the place in a form."""
        return f"{self.path}:{self.start}"


def places(texts: Mapping[str, str], old: str, new: str) -> tuple[Place, ...]:
    """Whole words that are `old`, with a capital where the text has one; not in front matter, fields or conditions."""
    found = (place for path, text in sorted(texts.items()) for place in _in(path, text, old, new))
    return tuple(place for _, place in zip(range(MOST), found, strict=False))


def replaced(texts: Mapping[str, str], chosen: tuple[Place, ...]) -> dict[str, str]:
    """The files with the chosen places changed."""
    changed: dict[str, str] = {}
    for place in sorted(chosen, key=lambda place: -place.start):
        text = changed.get(place.path, texts[place.path])
        changed[place.path] = text[: place.start] + place.becomes + text[place.end :]
    return changed


def _in(path: str, text: str, old: str, new: str) -> Iterator[Place]:
    words = r"\s+".join(re.escape(word) for word in old.split())
    if not words:
        return
    first = words[0]
    either = f"[{first.lower()}{first.upper()}]" if first.isalpha() else first
    skipped = [
        (0, split_front_matter(text).body_start),
        *((tag.start(), tag.end()) for tag in _TAGS.finditer(text)),
    ]
    for match in re.finditer(rf"(?<!\w){either}{words[1:]}(?!\w)", text):
        if any(start < match.end() and match.start() < end for start, end in skipped):
            continue
        capital = match[0][0].isupper() and not old[0].isupper()
        yield Place(
            path=path,
            line=text.count("\n", 0, match.start()) + 1,
            start=match.start(),
            end=match.end(),
            before=_before(text[: match.start()].rpartition("\n")[2]),
            quote=match[0],
            after=_after(text[match.end() :].partition("\n")[0]),
            becomes=new[:1].upper() + new[1:] if capital else new,
        )


def _before(words: str) -> str:
    """The last of the words on a line, none of them cut."""
    return words if len(words) <= AROUND else f"… {words[-AROUND:].partition(' ')[2]}"


def _after(words: str) -> str:
    return words if len(words) <= AROUND else f"{words[:AROUND].rpartition(' ')[0]} …"
