"""Which letters, procedures and snippets include which snippets, read from the files without parsing them."""

import re
from pathlib import Path

_INCLUDE = re.compile(r"\{%[-+]?\s*(?:include|import|from|extends)\s+[\"']([^\"']+)[\"']")


def included(root: Path) -> dict[str, frozenset[str]]:
    """For each letter, procedure and snippet (by name) the snippets it shows, itself or by way of another snippet."""
    content = root / "content"
    direct = {
        path.relative_to(root).as_posix(): _includes(path)
        for folder in (content / "snippets", root / "letter_templates", root / "procedures")
        for path in folder.rglob("*.md")
    }
    return {name: _reached(name, direct) for name in direct}


def _reached(name: str, direct: dict[str, tuple[str, ...]]) -> frozenset[str]:
    reached: set[str] = set()
    todo = list(direct[name])
    while todo:
        snippet = todo.pop()
        if snippet not in reached:
            reached.add(snippet)
            todo += direct.get(f"content/{snippet}", ())
    return frozenset(reached)


def _includes(path: Path) -> tuple[str, ...]:
    try:
        return tuple(_INCLUDE.findall(path.read_text(encoding="utf-8"))) if path.is_file() else ()
    except (OSError, UnicodeDecodeError):
        return ()
