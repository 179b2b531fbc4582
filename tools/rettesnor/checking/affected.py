"""Which files a change touches: those that changed, and those that hang on what changed."""

from collections.abc import Iterable
from pathlib import Path

from rettesnor.checking.includes import included
from rettesnor.checking.standard import FOLDERS
from rettesnor.checking.targets import Target


def affected(root: Path, files: Iterable[Target], changed: frozenset[str]) -> tuple[Target, ...]:
    """The files that changed themselves, in their cases or in a snippet they include.

    A changed card, kind of letter, statute or contact may show in any file, so it touches all of them.
    """
    files = tuple(files)
    if any(name.startswith(f"{folder}/") for name in changed for folder in FOLDERS):
        return files
    folders = {name.partition("/cases/")[0] for name in changed if "/cases/" in name}
    uses = included(root)

    def touched(target: Target) -> bool:
        above, _, file = target.name.rpartition("/")
        common = f"{above}/{file.partition('@')[0]}.md"  # what a variant is held against
        names = {f"content/{name}" for name in uses.get(target.name, ())}
        return target.name in changed or common in changed or above in folders or bool(names & changed)

    return tuple(filter(touched, files))


def showing(root: Path, changed: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """For each standard text that changed the letters and procedures that show it: what the change reaches."""
    uses = included(root)
    return {
        name: shown
        for name in sorted(changed)
        if name.startswith("content/snippets/")
        and (shown := tuple(user for user, snippets in sorted(uses.items()) if _shows(user, name, snippets)))
    }


def _shows(user: str, name: str, snippets: frozenset[str]) -> bool:
    return not user.startswith("content/") and name.removeprefix("content/") in snippets
