"""Authors' texts on a page: Markdown with its links led to pages and its terms explained once in each section."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from rettesnor.model import Record
from rettesnor.model.includes import INCLUDE
from rettesnor.portal import links, markdown, snippets
from rettesnor.portal.page import safe
from rettesnor.portal.site import Site
from rettesnor.portal.terms import Explainer, Terms

# A standard text is held by a mark of a private character while Markdown is drawn around it.
_MARK = re.compile("(<p>)?\ue002(\\d+)\ue003(?(1)</p>)")


class Section(Record, frozen=True, kw_only=True):
    """A `##` section of a body as written: its heading (empty for what stands before the first) and its Markdown."""

    heading: str
    text: str


class Prose:
    """Renders the texts of one page; `path` is the file that they stand in."""

    def __init__(self, site: Site, terms: Terms, *, path: str, without: str | None = None) -> None:
        self._site, self._terms, self._path, self._without = site, terms, path, without
        self._shown = 0

    def html(self, text: str, *, taken: Iterable[str] = ()) -> markdown.Html:
        """Markdown as HTML, as one section."""
        tags: list[re.Match[str]] = []

        def mark(tag: re.Match[str]) -> str:
            tags.append(tag)
            return f"\ue002{len(tags) - 1}\ue003"

        def box(found: re.Match[str]) -> str:
            tag = tags[int(found[2])]
            if not found[1]:  # inside a line or code: the tag itself is what the author wrote about
                return str(escape(tag[0]))
            self._shown += 1
            return snippets.shown(self._site, tag[1], number=self._shown)

        marked = INCLUDE.sub(mark, text.replace("\ue002", "").replace("\ue003", ""))
        made = markdown.render(marked, resolve=self._resolve, explain=self._explainer(), taken=taken)
        return markdown.Html(html=_MARK.sub(box, made.html), headings=made.headings) if tags else made

    def block(self, text: str) -> Markup:
        """Paragraphs for a template."""
        return safe(self.html(text).html)

    def line(self, text: str) -> Markup:
        """A text without a paragraph around it, for a template."""
        return safe(markdown.render_inline(text, resolve=self._resolve, explain=self._explainer()))

    def _explainer(self) -> Explainer:
        return Explainer(self._terms, without=self._without)

    def _resolve(self, link: str) -> str:
        return links.target(self._site, self._path, link) or links.BROKEN


def sections(body: str) -> tuple[Section, ...]:
    """A body cut at its `##` headings, outside code."""
    found = [("", list[str]())]
    fence = ""
    for line in body.split("\n"):
        mark = line.lstrip()[:3]
        if mark in {"```", "~~~"} and fence in {"", mark}:
            fence = "" if fence else mark
        if not fence and line.startswith("## "):
            found.append((line[3:].strip().rstrip("#").strip(), []))
        else:
            found[-1][1].append(line)
    return tuple(Section(heading=heading, text="\n".join(lines).strip()) for heading, lines in found)
