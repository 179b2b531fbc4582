"""What people read of Markdown and Jinja, as plain text for search and its snippets."""

import html
import re
from collections.abc import Mapping
from types import MappingProxyType

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
OTHERWISE = re.compile(r"\{%-?\s*el(?:if|se)\b")
VALUE = re.compile(r"\{\{-?\s*([a-zæøå_][\wæøå]*).*?\}\}", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
IMAGE_OR_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
BARE = re.compile(r"<(https?://[^>\s]+|[^>\s@]+@[^>\s]+)>")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
LINE_START = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+|\|[-:| \t]+\|?[ \t]*$)", re.MULTILINE
)
ANCHOR = re.compile(r"(?:(?<![ \t])[ \t]++)?\{#[\w-]++\}|\{[:.][^{}]*+\}")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|~~|__)(?=\S)(.+?)(?<=\S)\1")
NO_LABELS: Mapping[str, str] = MappingProxyType({})
# What ends a heading is asked for once for each run of blanks, so that a long run takes no time.
_ENDS = r"[ \t]*+(?:\{#[\w-]++\})?+[ \t]*+#*+$"
HEADING = re.compile(rf"^#{{1,6}}[ \t]++((?:(?!{_ENDS})(?:[ \t]++|#++|[^ \t#\n]))++){_ENDS}", re.MULTILINE)


def plain(markdown: str, labels: Mapping[str, str] = NO_LABELS) -> str:
    """The text without markup, one block a line; a Jinja value shows as its field's label in brackets, or its name."""
    text = ANCHOR.sub("", markdown)
    text = COMMENT.sub("", JINJA.sub(lambda tag: " " if OTHERWISE.match(tag[0]) else "", text))
    text = VALUE.sub(lambda match: f"[{labels.get(match[1]) or match[1].replace('_', ' ')}]", text)
    text = BARE.sub(r"\1", IMAGE_OR_LINK.sub(r"\1", text))
    text = LINE_START.sub("", TAG.sub("", text))
    text = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", text)).replace("`", "").replace("|", " ")
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


def headings(markdown: str) -> tuple[str, ...]:
    """The headings without markup, in order."""
    return tuple(plain(match) for match in HEADING.findall(markdown))
