"""HTML as text of the same length, so that offsets stay: what `cite` reads."""


def blank_tags(html: str) -> str:
    """HTML with every tag, comment and script blanked, so that offsets stay; tags of blocks end the paragraph."""
    pieces: list[str] = []
    at = 0
    last = html.rfind(">")  # behind it no tag ends, and nobody needs to look for one
    while 0 <= (start := html.find("<", at)) <= last:
        pieces.append(html[at:start])
        end = _tag_end(html, start)
        tag = html[start:end]
        name = tag[1:20].strip("/ ").split(" ")[0].split(">")[0].lower()
        blank = " " * len(tag)
        pieces.append(f"\n\n{blank[2:]}" if name in _BLOCKS and len(tag) > 2 else blank)
        at = end
    pieces.append(html[at:])
    text = "".join(pieces)
    for entity, plain in _ENTITIES:
        text = text.replace(entity, plain.ljust(len(entity)))
    return text


# Only what stands between words: a letter written as an entity would leave a hole in its word.
_ENTITIES = (("&sect;&sect;", "§§"), ("&sect;", "§"), ("&#167;", "§"), ("&nbsp;", " "), ("&#160;", " "))
_BLOCK_TAGS = (
    "p div h1 h2 h3 h4 h5 h6 li ul ol table tr td th section article header footer blockquote pre br/ hr"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())


def _tag_end(html: str, start: int) -> int:
    """Where a tag ends; a script, a style or a comment ends with its own mark; a lone »<« is one character."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        if html[start : start + len(opening)].lower() == opening:
            end = html.find(closing, start)
            return end + len(closing) if end >= 0 else len(html)
    if not html[start + 1 : start + 2].isalpha() and html[start + 1 : start + 2] not in ("/", "!", "?"):
        return start + 1
    end = html.find(">", start)
    return end + 1 if end >= 0 else start + 1
