"""Old addresses at Retsinformation written anew in the files, where the new one is certain."""

from pathlib import Path
from typing import NamedTuple

from rettesnor.checking.addresses import content_files, in_text
from rettesnor.checking.writing import replace_text
from rettesnor.law.old_addresses import modern
from rettesnor.law.register import Register


class Rewrite(NamedTuple):
    """One address that was written anew."""

    path: str
    line: int
    old: str
    new: str


def rewrite(root: Path, register: Register) -> tuple[Rewrite, ...]:
    """Write every old address anew whose new form follows from what is written; what was changed."""
    made: list[Rewrite] = []
    for file in content_files(root):
        lines = file.text.splitlines(keepends=True)
        before = len(made)
        for address, place in in_text(file):
            new = modern(address, place.said, register)
            line = lines[place.line - 1]
            if new is not None and address in line:
                lines[place.line - 1] = line.replace(address, new, 1)
                made.append(Rewrite(file.path, place.line, address, new))
        if len(made) > before:
            replace_text(root / file.path, "".join(lines))
    return tuple(made)
