"""A procedure read like a letter: Markdown in which the anchors of headings look like Jinja's comments.

Standard texts that it shows are checked where they stand, so their tags are left out of it.
"""

import re

from rettesnor.model.includes import INCLUDE

_ANCHOR = re.compile(r"\{[ \t]*#[\w-]+[ \t]*\}")


def without_anchors(source: str) -> str:
    """`source` with every `{#anchor}` and standard text blanked, as long as before, so that each offset stays right."""
    return INCLUDE.sub(_blank, _ANCHOR.sub(_blank, source))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
