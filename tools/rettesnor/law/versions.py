"""A statute's YAML with one more version, everything else left as the authors wrote it."""

import re

from rettesnor.model.statutes import Version

_VERSIONS = re.compile(r"^versions:[ \t]*(?:#.*)?\r?\n", re.MULTILINE)
_NEXT_KEY = re.compile(r"^\S", re.MULTILINE)


def with_version(source: str, version: Version) -> str:
    """`source` with `version` put last under `versions:`; the key is added where it is missing."""
    entry = as_yaml(version)
    found = _VERSIONS.search(source)
    if found is None:
        return f"{source.rstrip()}\nversions:\n{entry}"
    following = _NEXT_KEY.search(source, found.end())
    at = following.start() if following else len(source)
    before = source[:at].rstrip("\n")
    return f"{before}\n{entry}{source[at:]}"


def as_yaml(version: Version) -> str:
    """One item of `versions:`, two spaces in."""
    lines = [f"  - type: {version.type}"]
    lines.append(f"    number: {_quoted(version.number)}")
    lines.append(f"    date: {version.date.isoformat() if version.date else 'null'}")
    for key, day in (
        ("in_force_from", version.in_force_from),
        ("in_force_to", version.in_force_to),
        ("in_force_checked", version.in_force_checked),
    ):
        if day is not None:
            lines.append(f"    {key}: {day.isoformat()}")
    if version.note:
        lines.append(f"    note: {_quoted(version.note)}")
    if version.source is not None:
        checked = version.source.checked.isoformat() if version.source.checked else "null"
        lines.append("    source:")
        lines.append(f"      title: {_quoted(version.source.title)}")
        if version.source.url:
            lines.append(f"      url: {_quoted(version.source.url)}")
        lines.append(f"      checked: {checked}")
    return "\n".join(lines) + "\n"


def _quoted(text: str | None) -> str:
    if text is None:
        return "null"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
