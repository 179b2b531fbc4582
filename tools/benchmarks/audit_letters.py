"""Finished letters made from the project's own templates: the same seed gives the same letters, one line of JSON each.

    python tools/benchmarks/audit_letters.py 10000 > letters.jsonl

Each letter is one reading of a template with names, dates, numbers and amounts put in at random, sent on a day between
2016 and 2026. Every third keeps an older wording: names and acts that were right once.
"""

import argparse
import datetime
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from rettesnor.letter.blocks import Block
from rettesnor.letter.readings import readings
from rettesnor.letter.template import parse
from rettesnor.load.reader import Reader
from rettesnor.load.snippets import Snippets
from rettesnor.model import VALUE, Letter

ROOT = Path(__file__).parents[2]
FIRST, LAST = datetime.date(2016, 1, 1), datetime.date(2026, 11, 22)
MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
NAMES = [f"{a}{b} {c}{d}sen" for a in ("An", "Bo", "Ka", "Li", "Mo") for b in ("ra", "li", "ne") for c in ("Prø", "Tæn", "Vir") for d in ("ve", "ke", "ge")]  # fmt: skip
UNITS = [f"Center {name}" for name in ("Nord", "Syd", "Øst", "Vest", "Havnen", "Lærkevej")]
OLDER = (
    ("Min Plan", "jobplan"),
    ("selvforsørgelses- og hjemrejseydelse", "integrationsydelse"),
    ("Digital Post", "e-Boks"),
    ("aktivitetsparat", "ikke-arbejdsmarkedsparat"),
)
OLD_LAW = (
    "Reglerne står i § 16 a i lov om en aktiv beskæftigelsesindsats, jf. LBK nr. 1342 af 21. november 2016."
)


@cache
def templates() -> list[tuple[str, list[list[str]]]]:
    """Each template's id and its readings, as blocks of text; a heading stands alone, an item has its mark."""
    snippets = Snippets(ROOT)
    return [(Path(letter.path).parent.name, _texts(letter, snippets)) for letter in Reader(ROOT).letters()]


def _texts(letter: Letter, snippets: Snippets) -> list[list[str]]:
    types = {field.name: field.type for field in letter.head.fields}
    found = readings(
        parse(letter.source, path=letter.path, snippets=snippets), letter.head.fields, letter.cases
    )
    sources = {letter.path: letter.source}
    return [[_marked(block, types, sources) for block in reading.blocks] for reading in found]


def _marked(block: Block, types: dict[str, str], sources: dict[str, str]) -> str:
    """The block's text with »\ue000date\ue001« for a value of type date; an item with its mark."""
    parts = ["- " if block.kind == "item" else ""]
    for offset, char in enumerate(block.text):
        if char == VALUE:
            path, span = block.span(offset, offset + 1)
            name = re.search(r"[^\W\d]\w*", sources.get(path, "")[span.start : span.end])
            field = name[0] if name else ""
            char = f"\ue000{'place' if 'sted' in field or 'adresse' in field else types.get(field, 'text')}\ue001"
        parts.append(char)
    return "".join(parts)


def letters(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many letters, as the columns of an archive."""
    pick = random.Random(seed)
    known = [one for one in templates() if one[1]]
    days = (LAST - FIRST).days
    for _ in range(count):
        template, texts = pick.choice(known)
        text = "\n\n".join(_filled(block, pick) for block in pick.choice(texts))
        if pick.random() < 1 / 3:
            for now, then in OLDER:
                text = text.replace(now, then)
            text = f"{text}\n\n{OLD_LAW}"
        sent = FIRST + datetime.timedelta(days=pick.randrange(days + 1))
        yield {
            "text": text,
            "template": template,
            "unit": pick.choice(UNITS),
            "sent": sent.isoformat(),
        }


def _filled(block: str, pick: random.Random) -> str:
    return re.sub("\ue000(\\w+)\ue001", lambda found: _value(found[1], pick), block)


def _value(type: str, pick: random.Random) -> str:
    match type:
        case "date":
            return f"{pick.randint(1, 28)}. {pick.choice(MONTHS)} {pick.randint(2016, 2026)}"
        case "time":
            return f"{pick.randint(8, 16)}.{pick.choice(('00', '15', '30', '45'))}"
        case "money":
            return f"{pick.randint(1, 20)}.{pick.randint(100, 999)} kr."
        case "place":
            return f"Prøvegade {pick.randint(1, 99)}"
        case "number":
            return str(pick.randint(2, 30))
        case _:
            return pick.choice(NAMES)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for letter in letters(args.count, args.seed):
        sys.stdout.buffer.write(msgspec.json.encode(letter) + b"\n")


if __name__ == "__main__":
    main()
