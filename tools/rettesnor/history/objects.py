"""Objects of git: their names, and what they hold as `git cat-file --batch` is asked for it and tells it."""

import re
from collections.abc import Sequence

SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def known(sha: str) -> str:
    """`sha`, when it has the shape of what git gives; anything else is our own mistake."""
    if not SHA.fullmatch(sha):
        raise ValueError(f"not an object of git's: {sha!r}")
    return sha


def asked(shas: Sequence[str]) -> bytes:
    """What `git cat-file --batch` reads to tell of these objects."""
    return "".join(f"{known(sha)}\n" for sha in shas).encode()


def held(shas: Sequence[str], told: bytes) -> list[bytes]:
    """What these objects hold, in order, from what `git cat-file --batch` told of them."""
    found: list[bytes] = []
    place = 0
    for _ in shas:
        line_end = told.index(b"\n", place)
        size = int(told[place:line_end].rsplit(b" ", 1)[1])
        found.append(told[line_end + 1 : line_end + 1 + size])
        place = line_end + 2 + size
    return found
