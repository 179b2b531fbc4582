"""How many words a second the rules about words take, on one core: all cards in force, and 2,000 term forms.

    python tools/benchmarks/language_speed.py [FILE ...]

Without files the text is every labelled letter, good and bad, tags and fields taken out. The time is CPU time of this
process, Python included, with nothing cached between blocks; reading letters and Markdown is measured elsewhere.
"""

import datetime
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rettesnor.checks.terms import card_forms
from rettesnor.danish.words import count
from rettesnor.load.root import read_text
from rettesnor.model import VALUE, Card, LetterCheck, Name, TermsCheck
from rettesnor.policy import Policy, compile_policy
from rettesnor.yamltext import decode

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 22)
TERM_FORMS = 2_000
ROUNDS = 20
FIRST = "hus vand sol bog skov bil mad by land vej post hav sten jern guld tog skib fly hest ko fugl fisk træ blomst"
LAST = "kort center gruppe loft liste kasse skab bord stol lampe dør mur gulv rum sal hal kælder trappe gang port bro"
FIELD, TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL), re.compile(r"\{%.*?%\}", re.DOTALL)


def cards() -> Iterator[Card]:
    for path in sorted((ROOT / "content" / "policy").rglob("*.yml")):
        card = decode(read_text(ROOT, path).text, Card, path=path.name)
        if not isinstance(card.check, LetterCheck):
            yield card


def invented(forms: int) -> Iterator[Card]:
    """Cards for made-up names (»skovkort«), each with four forms, until there are so many forms."""
    names = [first + last for first in FIRST.split() for last in LAST.split()]
    for number, name in enumerate(names[: forms // 4]):
        check = TermsCheck(names=(Name(term=name, endings=("en", "er", "erne")),), use="andet")
        yield Card(id=f"navn-{number}", title="", severity="error", message="»{found}«", why="", check=check)


def blocks(paths: list[Path]) -> list[str]:
    found: list[str] = []
    for path in paths:
        body = path.read_text(encoding="utf-8").split("---\n", 2)[-1]
        plain = TAG.sub("", FIELD.sub(VALUE, body))
        found += [block.strip("#- \n") for block in re.split(r"\n\n|\n(?=- )", plain) if block.strip("#- \n")]
    return found


def words_per_second(policy: Policy, texts: list[str]) -> float:
    for text in texts:
        policy.matches(text)
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            policy.matches(text)
    return ROUNDS * sum(map(count, texts)) / (time.process_time() - start)


def main() -> int:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(
        (ROOT / "tests" / "labelled").glob("letters*/*/*/letter.md")
    )
    texts = blocks(paths)
    ours = tuple(cards())
    more = (*ours, *invented(TERM_FORMS))
    print(f"{sum(map(count, texts))} words in {len(texts)} blocks")
    for name, chosen in (("all cards", ours), ("all cards and 2,000 term forms", more)):
        policy = compile_policy(chosen, day=DAY)
        forms = sum(
            len(card_forms(card.check)) for card in policy.cards if isinstance(card.check, TermsCheck)
        )
        print(f"{name}: {forms} term forms, {words_per_second(policy, texts):,.0f} words/s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
