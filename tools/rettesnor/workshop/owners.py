"""Which unit owns a file: what its own first lines say, in whatever way the unit is named there."""

from collections.abc import Iterable

from rettesnor.model import ContentError, Unit
from rettesnor.yamltext import read, split_front_matter

_CONTACTS = "content/contacts/"


def owner(path: str, text: str) -> str | None:
    """What the file says of its owner; a unit's own entry is its own."""
    if path.startswith(_CONTACTS):
        return path.removeprefix(_CONTACTS).removesuffix(".yml")
    source = split_front_matter(text).yaml if path.endswith(".md") else text
    try:
        value = read(source, path=path).value
    except ContentError:
        return None
    named = value.get("owner") if isinstance(value, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- YAML holds anything
    return named if isinstance(named, str) else None


def unit_named(name: str, units: Iterable[Unit]) -> Unit | None:
    """The unit that is called so, by id or by name."""
    wanted = name.casefold()
    for unit in units:
        names = (unit.id, unit.name, unit.short_name or "", *unit.also, *unit.former_names)
        if wanted in {each.casefold() for each in names}:
            return unit
    return None
