"""What a file says of itself in its first lines: its title, and which unit owns it, however the unit is named there."""

from collections.abc import Iterable

from rettesnor.model import ContentError, Unit
from rettesnor.yamltext import read, split_front_matter

_CONTACTS = "content/contacts/"
_LISTS = {
    "content/areas.yml": "Områder",
    "content/channels.yml": "Kanaler",
    "content/deadlines.yml": "Frister",
    "content/facts.yml": "Oplysninger, der er den samme",
    "content/news.yml": "Nyheder",
    "content/organisation.yml": "Forvaltningen",
    "content/target_groups.yml": "Målgrupper",
    "content/words.yml": "Ord, stavekontrollen kender",
    "content/search/synonyms.yml": "Ord, der betyder det samme",
}


def owner(path: str, text: str) -> str | None:
    """What the file says of its owner; a unit's own entry is its own."""
    if path.startswith(_CONTACTS):
        return path.removeprefix(_CONTACTS).removesuffix(".yml")
    return _said(path, text, "owner")


def title(path: str, text: str) -> str:
    """What people call the file; its path where it says nothing."""
    if path in _LISTS:
        return _LISTS[path]
    case = path.rpartition("/cases/")[2].removesuffix(".yml") if "/cases/" in path else ""
    return next(
        filter(None, (_said(path, text, key) for key in ("title", "term", "name", "about"))), case or path
    )


def unit_named(name: str, units: Iterable[Unit]) -> Unit | None:
    """The unit that is called so, by id or by name."""
    wanted = name.casefold()
    for unit in units:
        names = (unit.id, unit.name, unit.short_name or "", *unit.also, *unit.former_names)
        if wanted in {each.casefold() for each in names}:
            return unit
    return None


def _said(path: str, text: str, key: str) -> str | None:
    source = split_front_matter(text).yaml if path.endswith(".md") else text
    try:
        value = read(source, path=path).value
    except ContentError:
        return None
    said = value.get(key) if isinstance(value, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- YAML holds anything
    return said if isinstance(said, str) else None
