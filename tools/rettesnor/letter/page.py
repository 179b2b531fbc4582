"""A procedure read like a letter: Markdown in which the anchors of headings look like Jinja's comments."""

import re

_ANCHOR = re.compile(r"\{[ \t]*#[\w-]+[ \t]*\}")


def without_anchors(source: str) -> str:
    """`source` with every `{#anchor}` blanked, as long as before, so that each offset stays right."""
    return _ANCHOR.sub(lambda anchor: " " * len(anchor[0]), source)
