"""Two versions of a letter as one: what the reader no longer gets struck out, what is new underlined. Pure.

Blocks that are alike are put side by side first, then their words are compared, so that a paragraph that moved or
was written anew never tears the ones around it apart.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Literal, NamedTuple

from markdown_it.token import Token
from markupsafe import Markup

from rettesnor.danish.redline import changes
from rettesnor.model import Record
from rettesnor.model.channels import Markup as Shows
from rettesnor.preview.plainer import plainer
from rettesnor.preview.sandbox import VALUE_END, VALUE_START

# Tables and quotes are written as lines, so that every change is one of words.
SHOWN: tuple[Shows, ...] = ("heading", "bold", "italic", "strike", "list", "link", "code")
ALIKE = (
    0.4  # blocks with a smaller part of their words in common are another paragraph, not the same one changed
)
LEAST = 0.01
MAX_PAIRS = 250_000  # of blocks; no letter comes near it
_WORD = re.compile(r"\S+\s*|\s+")
_MARKS = {"strong_open": "strong", "em_open": "em", "s_open": "s"}


class Redline(Record, frozen=True, kw_only=True):
    """The letter as HTML with `<ins>` and `<del>`, and how many words came and went."""

    html: Markup
    gone: int
    new: int

    @property
    def changed(self) -> bool:
        return bool(self.gone or self.new)


class _Word(NamedTuple):
    """A word with the blanks after it, and how it is shown: marks around it, and where it leads."""

    text: str
    marks: tuple[str, ...] = ()
    link: str = ""

    @property
    def shown(self) -> "_Word":
        return self._replace(text=self.text.strip())


class _Block(NamedTuple):
    """A heading, paragraph or item; an item has its depth and, in a numbered list, its number."""

    tag: str
    words: tuple[_Word, ...]
    depth: int = 0
    number: int | None = None

    @property
    def shown(self) -> tuple[object, ...]:
        return (self.tag, self.depth, self.number, *(word.shown for word in self.words))


class _Row(NamedTuple):
    old: _Block | None
    new: _Block | None


def redline(before: list[Token], after: list[Token]) -> Redline:
    """What changed from one letter to the other, both as `tree` gives them."""
    rows = _rows(list(_blocks(plainer(before, SHOWN))), list(_blocks(plainer(after, SHOWN))))
    shown = [_row(row) for row in rows]
    gone = new = 0
    out: list[str] = []
    for (list_tag, _), group in groupby(shown, key=lambda each: (each.list_tag, bool(each.list_tag))):
        lines = list(group)
        gone += sum(line.gone for line in lines)
        new += sum(line.new for line in lines)
        inside = "".join(line.html for line in lines)
        out.append(f"<{list_tag}>\n{inside}</{list_tag}>\n" if list_tag else inside)
    return Redline(html=Markup("".join(out)), gone=gone, new=new)


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    tag, depth, item, number = "p", 0, False, None
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                item, number = True, int(token.info) if token.info.isdigit() else None
            case "heading_open":
                tag = token.tag
            case "paragraph_open":
                tag = "li" if depth and item else "p"
            case "inline":
                words = tuple(_words(token.children or []))
                if words:
                    yield _Block(tag, words, depth, number if tag == "li" else None)
                item = False
            case "fence" | "code_block":
                for line in token.content.splitlines():
                    yield _Block("p", tuple(_Word(word, ("code",)) for word in _WORD.findall(line)))
            case _:
                pass


def _words(children: Sequence[Token]) -> Iterator[_Word]:
    marks: list[str] = []
    link = ""
    for child in children:
        match child.type:
            case "text" | "code_inline":
                text = child.content.replace(VALUE_START, "").replace(VALUE_END, "")
                here = (*marks, "code") if child.type == "code_inline" else tuple(marks)
                yield from (_Word(word, here, link) for word in _WORD.findall(text))
            case "softbreak":
                yield _Word(" ")
            case "hardbreak":
                yield _Word("\n", ("br",))
            case "link_open":
                link = str(child.attrs["href"])
            case "link_close":
                link = ""
            case "strong_open" | "em_open" | "s_open":
                marks.append(_MARKS[child.type])
            case "strong_close" | "em_close" | "s_close":
                marks.pop()
            case _:
                pass


def _rows(old: list[_Block], new: list[_Block]) -> Iterator[_Row]:
    """Blocks side by side, in an order that both versions agree with."""
    for change in changes([block.shown for block in old], [block.shown for block in new]):
        left, right = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
        if change.kind == "same":
            yield from map(_Row, left, right)
        else:
            yield from _paired(left, right)


def _paired(old: list[_Block], new: list[_Block]) -> Iterator[_Row]:
    """The pairs whose words are most alike together, in order; what is left stands alone, the old before the new."""
    if len(old) * len(new) > MAX_PAIRS:
        yield from (_Row(block, None) for block in old)
        yield from (_Row(None, block) for block in new)
        return
    bags = [Counter(word.text.strip().casefold() for word in block.words) for block in (*old, *new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [
        [_alike(old[i], new[j], bags[i], bags[len(old) + j]) for j in range(len(new))]
        for i in range(len(old))
    ]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield _Row(old[i], new[j])
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield _Row(old[i], None)
            i += 1
        else:
            yield _Row(None, new[j])
            j += 1


def _alike(old: _Block, new: _Block, old_words: Counter[str], new_words: Counter[str]) -> float:
    """The part of the words that both have; nothing where they are no version of each other."""
    if old.tag != new.tag or old.depth != new.depth:
        return 0.0
    part = 2 * (old_words & new_words).total() / max(1, old_words.total() + new_words.total())
    if part >= ALIKE:
        return part
    return LEAST if old.tag == "h1" else 0.0  # a letter has one, so it is the same one


class _Line(NamedTuple):
    """A row as HTML, the list that it belongs in (empty: none), and how many of its words came and went."""

    html: str
    list_tag: str
    gone: int
    new: int


def _row(row: _Row) -> _Line:
    block = row.new or row.old
    assert block is not None
    old = row.old.words if row.old else ()
    new = row.new.words if row.new else ()
    inside: list[str] = []
    gone = come = 0
    for change in changes([word.shown for word in old], [word.shown for word in new]):
        left, right = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
        if change.kind == "same":
            inside.append(_html(right))
            continue
        gone += _count(left)
        come += _count(right)
        inside += [_changed("del", left), " " if left and right else "", _changed("ins", right)]
        inside.append(_last_blanks(right or left))
    is_item = block.tag == "li"
    list_tag = ("ul" if block.number is None else "ol") if is_item else ""
    value = f' value="{block.number}"' if block.number is not None else ""
    depth = f' class="depth-{min(block.depth, 4)}"' if is_item and block.depth > 1 else ""
    text = "".join(inside).rstrip()
    return _Line(f"<{block.tag}{value}{depth}>{text}</{block.tag}>\n", list_tag, gone, come)


def _changed(tag: Literal["ins", "del"], words: Sequence[_Word]) -> str:
    """The words between tags; the blanks after the last one stay outside."""
    if not words:
        return ""
    *first, last = words
    return f"<{tag}>{_html([*first, last._replace(text=last.text.rstrip())])}</{tag}>"


def _last_blanks(words: Sequence[_Word]) -> str:
    text = words[-1].text
    return text[len(text.rstrip()) :]


def _html(words: Sequence[_Word]) -> str:
    parts: list[str] = []
    for (marks, link), group in groupby(words, key=lambda word: (word.marks, word.link)):
        if marks == ("br",):
            parts.append("<br>\n" * len(list(group)))
            continue
        text = escape("".join(word.text for word in group))
        start = "".join(f"<{mark}>" for mark in marks)
        end = "".join(f"</{mark}>" for mark in reversed(marks))
        text = f"{start}{text}{end}"
        parts.append(f'<a href="{escape(link)}" rel="noopener noreferrer">{text}</a>' if link else text)
    return "".join(parts)


def _count(words: Sequence[_Word]) -> int:
    return sum(any(char.isalnum() for char in word.text) for word in words)
