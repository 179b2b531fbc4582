"""The tag that puts a standard text into a letter or a procedure: the same in both, so that there is one to remember."""

import re
from collections.abc import Callable

INCLUDE = re.compile(r"{%-?\s*include\s+[\"']snippets/([\w/-]+)\.md[\"'][^%]{0,80}%}")


def included(source: str) -> tuple[str, ...]:
    """Short ids of the standard texts that a source asks for, each once."""
    return tuple(dict.fromkeys(INCLUDE.findall(source)))


def replaced(source: str, text: Callable[[str], str]) -> str:
    """`source` with each tag replaced by what `text` gives for the id in it."""
    return INCLUDE.sub(lambda tag: text(tag[1]), source)
