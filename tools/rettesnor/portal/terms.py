"""The glossary inside running text: the first time a term stands in a section, it gets its explanation."""

import re
from collections.abc import Iterable

from markdown_it.token import Token

from rettesnor.model import Term
from rettesnor.model.urls import url

_WORD = re.compile(r"\w+(?:[-.]\w+)*")


class Terms:
    """All spellings of all terms, found word by word, so that a long glossary costs no more than a short one."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in terms:
            for form in dict.fromkeys((term.term, *term.forms)):
                words = tuple(word.casefold() for word in _WORD.findall(form))
                if words:
                    self._by_first_word.setdefault(words[0], []).append((words, term))
        for spellings in self._by_first_word.values():
            spellings.sort(key=lambda spelling: -len(spelling[0]))

    def find(self, text: str) -> list[tuple[int, int, Term]]:
        """Where terms stand in `text`, the longest spelling first, without overlaps."""
        words = [(match.start(), match.end(), match[0].casefold()) for match in _WORD.finditer(text)]
        found: list[tuple[int, int, Term]] = []
        index = 0
        while index < len(words):
            for spelling, term in self._by_first_word.get(words[index][2], ()):
                last = index + len(spelling) - 1
                if tuple(word for _, _, word in words[index : last + 1]) == spelling:
                    found.append((words[index][0], words[last][1], term))
                    index = last
                    break
            index += 1
        return found


class Explainer:
    """Marks terms in the inline tokens of one section; each term once, never inside a link."""

    def __init__(self, terms: Terms, *, without: str | None = None) -> None:
        self._terms = terms
        self._seen: set[str] = {without} if without else set()

    def __call__(self, children: list[Token]) -> list[Token]:
        out: list[Token] = []
        links = 0
        for child in children:
            links += (child.type == "link_open") - (child.type == "link_close")
            if child.type == "text" and not links:
                out += self._mark(child)
            else:
                out.append(child)
        return out

    def _mark(self, token: Token) -> list[Token]:
        out: list[Token] = []
        end = 0
        for start, stop, term in self._terms.find(token.content):
            if term.id in self._seen:
                continue
            self._seen.add(term.id)
            link = Token("link_open", "a", 1)
            link.attrSet("class", "term")
            link.attrSet("href", url("term", term.id))
            link.attrSet("data-term", term.term)
            link.attrSet("data-definition", term.definition.strip())
            out += [
                _text(token.content[end:start]),
                link,
                _text(token.content[start:stop]),
                Token("link_close", "a", -1),
            ]
            end = stop
        return [*out, _text(token.content[end:])]


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token
