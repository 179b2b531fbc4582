"""What people read of Markdown and Jinja, as plain text for search and its snippets."""

import html
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

JINJA = re.compile(r"\{([#%])")
OTHERWISE = re.compile(r"\{%-?\s*el(?:if|se)\b")
VALUE = re.compile(r"\{\{-?\s*([a-zæøå_][\wæøå]*).*?\}\}", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What may be long has an end here, so that a text of openers alone takes no time.
IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*+(?:\s+\"[^\"]{0,500}\")?\)")
BARE = re.compile(r"<(https?://[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
LINE_START = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+|\|[-:| \t]++$)", re.MULTILINE
)
ANCHOR = re.compile(r"(?:(?<![ \t])[ \t]++)?\{#[\w-]++\}|\{[:.][^{}]*+\}")
EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|~~|__)(?=\S)(.{1,500}?)(?<=\S)\1")
NO_LABELS: Mapping[str, str] = MappingProxyType({})
# What ends a heading is asked for once for each run of blanks, so that a long run takes no time.
_ENDS = r"[ \t]*+(?:\{#[\w-]++\})?+[ \t]*+#*+$"
HEADING = re.compile(rf"^#{{1,6}}[ \t]++((?:(?!{_ENDS})(?:[ \t]++|#++|[^ \t#\n]))++){_ENDS}", re.MULTILINE)


def plain(markdown: str, labels: Mapping[str, str] = NO_LABELS) -> str:
    """The text without markup, one block a line; a Jinja value shows as its field's label in brackets, or its name."""
    text = ANCHOR.sub("", markdown)
    text = _closed(COMMENT, "", _without_jinja(text), "-->")
    text = _closed(VALUE, lambda match: f"[{labels.get(match[1]) or match[1].replace('_', ' ')}]", text, "}}")
    text = BARE.sub(r"\1", IMAGE_OR_LINK.sub(r"\1", text))
    text = LINE_START.sub("", _closed(TAG, "", text, ">"))
    text = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", text)).replace("`", "").replace("|", " ")
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


def _closed(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], text: str, end: str) -> str:
    """`pattern.sub(new, text)` for a pattern that ends in `end`: not tried where no `end` follows any more."""
    whole = text.rfind(end) + len(end) if end in text else 0
    return pattern.sub(new, text[:whole]) + text[whole:]


def _without_jinja(text: str) -> str:
    """The text without comments and statements; what is never closed stays."""
    kept: list[str] = []
    at = start = 0
    last = {sign: text.rfind(f"{sign}}}") for sign in "#%"}
    while found := JINJA.search(text, at):
        at = found.end()
        if last[found[1]] >= at:
            kept += text[start : found.start()], " " if OTHERWISE.match(text, found.start()) else ""
            at = start = text.index(f"{found[1]}}}", at) + 2
    return "".join((*kept, text[start:]))


def headings(markdown: str) -> tuple[str, ...]:
    """The headings without markup, in order."""
    return tuple(plain(match) for match in HEADING.findall(markdown))
