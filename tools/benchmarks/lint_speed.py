"""How many words a second the rules about text read, against textlint and proselint on the same Danish text.

    python tools/benchmarks/lint_speed.py [--textlint FOLDER] [--proselint PYTHON]

The text is the project's own letters, procedures and snippets, cut into paragraphs. Ours: every card about text, the
law, and at least 2,000 forms of names (made-up names are added to the cards' own). textlint gets the same names as its
terminology rule; proselint has its own rules, which are English. Their start is measured on an empty file and taken
off. Times are CPU seconds of one core. The two others are installed outside the project:

    mkdir FOLDER && cd FOLDER && npm init -y && npm install textlint textlint-rule-terminology
    python3 -m venv VENV && VENV/bin/pip install proselint        (then --proselint VENV/bin/proselint)
"""

import argparse
import datetime
import json
import os
import random
import re
import resource
import subprocess
import tempfile
import time
from pathlib import Path

from rettesnor.checking.standard import read_standard
from rettesnor.checks.law import matches as law_matches
from rettesnor.checks.terms import card_forms
from rettesnor.lint.standard import Standard
from rettesnor.model import Card, Name, TermsCheck
from rettesnor.policy import compile_policy
from rettesnor.yamltext import split_front_matter

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 22)
FORMS = 2_000


def paragraphs() -> list[str]:
    """The project's own prose, each paragraph once, without tags and marks of Markdown."""
    found: dict[str, None] = {}
    for folder in ("letter_templates", "procedures", "content/snippets", "tests/before"):
        for path in sorted((ROOT / folder).rglob("*.md")):
            source = path.read_text(encoding="utf-8")
            body = re.sub(r"\{[%#{].*?[}#%]\}", "Prøve", source[split_front_matter(source).body_start :])
            for part in re.split(r"\n\s*\n", body):
                text = re.sub(r"^[#>*\-\d. ]+|[*_`\[\]]", "", part, flags=re.MULTILINE).strip()
                if text:
                    found[text] = None
    return list(found)


def with_names(standard: Standard) -> tuple[list[Card], int]:
    """The cards, with made-up names added until there are enough forms; and how many forms that is."""
    cards = list(standard.cards.values())
    forms = sum(len(tuple(card_forms(card.check))) for card in cards if isinstance(card.check, TermsCheck))
    pick = random.Random(1)
    model = next(card for card in cards if isinstance(card.check, TermsCheck))
    number = 0
    while forms < FORMS:
        stem = "".join(pick.choice("bdfgklmnprstv") + pick.choice("aeiouyæøå") for _ in range(4)) + "ning"
        check = TermsCheck(names=(Name(term=stem, endings=("en", "er", "erne")),), use="andet")
        number += 1
        cards.append(
            Card(
                id=f"navn-{number}",
                title=stem,
                severity="error",
                message="",
                why="",
                check=check,
                owner=model.owner,
            )
        )
        forms += len(tuple(card_forms(check)))
    return cards, forms


def ours(standard: Standard, cards: list[Card], texts: list[str]) -> tuple[float, float, int]:
    """CPU seconds of the first pass and of the best of three, and how many findings there are."""
    policy = compile_policy(cards, day=DAY)
    policy.matches("Et ord, så ordlisten er åben.")
    times: list[float] = []
    found = 0
    for _ in range(4):
        start = time.process_time()
        found = 0
        for text in texts:
            found += len(policy.matches(text, audience="borger"))
            found += len(law_matches(standard.law, text, standard.register, day=DAY))
        times.append(time.process_time() - start)
    return times[0], min(times[1:]), found


def cpu(command: list[str], folder: Path) -> float:
    """CPU seconds that a command and its children take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, cwd=folder, capture_output=True, check=False, env={**os.environ, "NODE_ENV": "production"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def other(command: list[str], folder: Path, text: str) -> float:
    """CPU seconds for the text, those for an empty file taken off."""
    with tempfile.TemporaryDirectory() as place:
        full, empty = Path(place) / "tekst.md", Path(place) / "tom.md"
        full.write_text(text, encoding="utf-8")
        empty.write_text("", encoding="utf-8")
        start = min(cpu([*command, str(empty)], folder) for _ in range(2))
        return min(cpu([*command, str(full)], folder) for _ in range(2)) - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--textlint", type=Path, help="folder where textlint and its terminology rule are installed"
    )
    parser.add_argument("--proselint", type=Path, help="the command proselint")
    args = parser.parse_args()
    texts = paragraphs()
    words = sum(len(re.findall(r"\w+", text)) for text in texts)
    standard = read_standard(ROOT, DAY)
    cards, forms = with_names(standard)
    first, best, found = ours(standard, cards, texts)
    print(
        f"{words} words in {len(texts)} paragraphs, {len(cards)} cards, {forms} forms of names, {found} findings"
    )
    print(f"rettesnor  {words / first:9.0f} words/s first pass, {words / best:9.0f} words/s after")
    whole = "\n\n".join(texts) + "\n"
    if args.textlint:
        names = sorted(
            {name.term for card in cards if isinstance(card.check, TermsCheck) for name in card.check.names}
        )
        terms = [[name, "andet"] for name in names]
        rules = {"rules": {"terminology": {"defaultTerms": False, "terms": terms}}}
        config = args.textlint / "maaling.json"
        config.write_text(json.dumps(rules, ensure_ascii=False), encoding="utf-8")
        took = other(["node_modules/.bin/textlint", "--config", str(config)], args.textlint, whole)
        print(f"textlint   {words / took:9.0f} words/s ({len(terms)} names, one rule)")
    if args.proselint:
        took = other([str(args.proselint), "check"], ROOT, whole)
        print(f"proselint  {words / took:9.0f} words/s (its own rules, English)")


if __name__ == "__main__":
    main()
