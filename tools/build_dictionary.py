"""Build the Danish word list that the package ships from hunspell-da.

Every entry is expanded through the affix file to all its forms, and the forms become one minimal automaton
(rettesnor/danish/data/words.dawg, layout in rettesnor/danish/dictionary.py). The same dictionary gives the
same bytes. Run it again when Debian's hunspell-da is renewed:

    python tools/build_dictionary.py [/usr/share/hunspell/da_DK]
"""

import argparse
import re
import struct
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from rettesnor.danish.dictionary import END, LINK, MAGIC, NAME, WORD

FORBIDDEN, NEEDS_AFFIX, BEGIN, MIDDLE, LAST, ONLY_IN_COMPOUND = "6", "8", "32", "33", "34", "36"
# No Danish word is longer than two affixes from its entry; the cap guards against a loop in the affix file.
MAX_AFFIXES = 3
# Letters and inner hyphens; forms with an apostrophe or a full stop are spellings, not words.
SPELLING = re.compile(r"[a-zß-öø-ÿ]+(?:-[a-zß-öø-ÿ]+)*")
OUT = Path(__file__).parent / "rettesnor" / "danish" / "data" / "words.dawg"


class Suffix(NamedTuple):
    strip: str
    add: str
    flags: frozenset[str]
    condition: re.Pattern[str]


def flag_set(text: str) -> frozenset[str]:
    return frozenset(text.split(",")) if text else frozenset[str]()


def suffixes(affix_file: Path) -> dict[str, list[Suffix]]:
    """The suffix classes by flag; Danish has next to no prefixes and none that make words we need."""
    found: dict[str, list[Suffix]] = defaultdict(list)
    for line in affix_file.read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["SFX", name, strip, rule, condition, *_]:
                add, _, flags = rule.partition("/")
                found[name].append(
                    Suffix(
                        "" if strip == "0" else strip,
                        "" if add == "0" else add,
                        flag_set(flags),
                        re.compile(f"(?:{condition})$"),
                    )
                )
            case _:
                pass
    return found


def forms(
    word: str, flags: frozenset[str], classes: dict[str, list[Suffix]], depth: int = 0
) -> Iterator[tuple[str, frozenset[str]]]:
    """The word and every form that its flags lead to, each with the flags it has itself."""
    yield word, flags
    if depth == MAX_AFFIXES:
        return
    for flag in flags:
        for suffix in classes.get(flag, ()):
            if word.endswith(suffix.strip) and suffix.condition.search(word):
                stem = word[: len(word) - len(suffix.strip)]
                yield from forms(stem + suffix.add, suffix.flags, classes, depth + 1)


def bits(form: str, flags: frozenset[str]) -> int:
    value = 0
    if not flags & {NEEDS_AFFIX, ONLY_IN_COMPOUND}:
        value |= WORD if form == form.lower() else NAME
    if flags & {BEGIN, MIDDLE}:
        value |= LINK
    if LAST in flags:
        value |= END
    return value


def entries(stem: Path) -> dict[str, int]:
    """Every form in lower case with its bits."""
    classes = suffixes(stem.with_suffix(".aff"))
    found: dict[str, int] = defaultdict(int)
    forbidden: set[str] = set()
    for line in stem.with_suffix(".dic").read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.split("\t")[0].split(" ")[0].partition("/")
        own = flag_set(flags)
        if FORBIDDEN in own:
            forbidden.add(word.lower())
            continue
        for form, form_flags in forms(word, own, classes):
            value = bits(form, form_flags)
            if value and SPELLING.fullmatch(form.lower()):
                found[form.lower()] |= value
    return {form: value for form, value in found.items() if form not in forbidden}


class Node:
    __slots__ = ("edges", "place")

    def __init__(self) -> None:
        self.edges: dict[int, Node | None] = {}
        self.place = 0


def automaton(words: Iterable[tuple[bytes, int]]) -> tuple[Node, list[Node]]:
    """The minimal automaton of sorted words, with all its nodes, ends before beginnings.

    Each word ends in an edge labelled with its bits (below every letter). Source: Daciuk and others 2000,
    "Incremental Construction of Minimal Acyclic Finite-State Automata".
    """
    root = Node()
    register: dict[tuple[tuple[int, int], ...], Node] = {}
    order: list[Node] = []
    path: list[tuple[Node, int, Node]] = []
    previous = b""

    def close(depth: int) -> None:
        while len(path) > depth:
            parent, label, child = path.pop()
            key = tuple((edge, id(target)) for edge, target in child.edges.items())
            known = register.setdefault(key, child)
            if known is child:
                order.append(child)
            parent.edges[label] = known

    for word, value in words:
        shared = next(
            (i for i, (a, b) in enumerate(zip(word, previous, strict=False)) if a != b),
            min(len(word), len(previous)),
        )
        close(shared)
        node = path[-1][2] if path else root
        for label in word[shared:]:
            child = Node()
            node.edges[label] = child
            path.append((node, label, child))
            node = child
        node.edges[value] = None
        previous = word
    close(0)
    order.append(root)
    return root, order


def packed(root: Node, order: list[Node]) -> bytes:
    """The automaton as bytes; edge 0 is a blank so that 0 can mean "ends here"."""
    place = 1
    for node in order:
        node.place = place
        place += len(node.edges)
    edges = [0]
    for node in order:
        last = len(node.edges) - 1
        for number, label in enumerate(sorted(node.edges)):
            target = node.edges[label]
            edges.append(label | (number == last) << 8 | (target.place if target else 0) << 9)
    return MAGIC + struct.pack(f"<I{len(edges)}I", root.place, *edges)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the Danish word list from hunspell-da.")
    parser.add_argument("dictionary", nargs="?", type=Path, default=Path("/usr/share/hunspell/da_DK"))
    stem: Path = parser.parse_args().dictionary
    words = sorted((form.encode("latin-1"), value) for form, value in entries(stem).items())
    data = packed(*automaton(words))
    OUT.write_bytes(data)
    sys.stderr.write(f"{len(words)} forms, {len(data) / 1e6:.1f} MB -> {OUT}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
