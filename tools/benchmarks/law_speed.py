"""How fast citations are found: words a second, growth with length, hostile inputs, and eyecite on the same text.

    python tools/benchmarks/law_speed.py [DIR] [--eyecite PYTHON]

DIR holds texts (.md or .txt; measured on the text of 14 Danish acts, 1.7 MB). Without it the project's own letters and
procedures are read. `--eyecite` names a Python in which eyecite is installed, kept apart from ours:

    python3 -m venv /some/where && /some/where/bin/pip install eyecite

Times are CPU time of one core, so that other work on the machine counts less; the best of three runs.
"""

import argparse
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from rettesnor.law.citations import find
from rettesnor.model.citation import Citation

HERE = Path(__file__).parent
HOSTILE_CHARS = 1_000_000
# A text that is nothing but citations takes longer, since each is found and none is left out: it costs less for each.
MANY = 20_000
EYECITE = """
import sys, time
from eyecite import get_citations
text = sys.stdin.read()
get_citations("Bush v. Gore, 531 U.S. 98")
start = time.process_time()
found = get_citations(text)
print(len(found), time.process_time() - start)
"""
# Each is repeated to 1 MB. A pattern that goes back over what it has read shows here, and only here.
HOSTILE = {
    "§ 1 and spaces": "§ 1" + " " * 1000,
    "section signs": "§",
    "section signs and spaces": "§ ",
    "§ 1, § 1, ...": "§ 1, ",
    "§ 1 og § 1 og ...": "§ 1 og ",
    "one range of ranges": "1-150, ",
    "stk. 1, stk. 1, ...": ", stk. 1",
    "ordinals": "1. og ",
    "lov lov lov": "lov ",
    "lov om lov om": "lov om ",
    "titles": "lov om a b c d e f ",
    "numbers without a date": "lov nr. 10 ",
    "numbers in a list": ", 11",
    "open brackets": "(",
    "an act and a bracket": "LAB (",
    "abbreviations": "LAB ",
    "definite words": "loven om enhed, ",
    "anaphors": "lovens § 1 ",
    "institutions between": "§ 1 i Aas Bs Cs Ds Es ",
    "litra with brackets": "§ 1, litra a) ",
    "EU acts": "forordning (EU) 2016/679 ",
    "EU words": "forordning (",
    "law reports": "U.2017.",
    "one long word": "a",
    "one word of lov": "lov",
    "digits": "1",
    "an address": "http://a/lov",
    "slashes": "LAB/",
    "dates cut short": "LBK nr. 10 af 1. ",
    "coordinated words": "børne- og ",
    "no-break spaces": "§\u00a01",
    "labels": "\n# § 1.",
    "blank lines": "\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory", type=Path, nargs="?")
    parser.add_argument("--eyecite", metavar="PYTHON")
    args = parser.parse_args()
    text = _text(args.directory)
    words = len(text.split())
    seconds, found = _best(lambda: _count(find(text))[0])
    print(f"text: {len(text):,} characters, {words:,} words, {found:,} citations")
    print(f"rettesnor: {words / seconds:,.0f} words/s ({seconds:.2f} s)")
    if args.eyecite:
        answer = subprocess.run(
            [args.eyecite, "-c", EYECITE], input=text, capture_output=True, text=True, check=True
        )
        count, took = answer.stdout.split()
        print(
            f"eyecite:   {words / float(took):,.0f} words/s ({float(took):.2f} s), {count} matches, none of them Danish law"
        )
    print("\ngrowth (the same text, cut or repeated)")
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        piece = (text * (size // len(text) + 1))[:size]
        seconds, _ = _best(lambda piece=piece: len(find(piece)))
        print(f"  {size:>10,} characters  {seconds:8.4f} s  {seconds / size * 1e9:6.0f} ns/character")
    ordinary = (text * (HOSTILE_CHARS // len(text) + 1))[:HOSTILE_CHARS]
    normal, _ = _best(lambda: len(find(ordinary)))
    each = normal / max(1, _count(find(ordinary))[1])
    print(
        f"\nhostile inputs of 1 MB against {normal:.2f} s for ordinary text ({each * 1e6:.0f} µs for each citation or place in it)"
    )
    for name, unit in HOSTILE.items():
        hostile = f"LAS § 1 {unit * (HOSTILE_CHARS // len(unit))}"
        seconds, found = _best(lambda hostile=hostile: _count(find(hostile))[1], runs=1)
        cost = f"{seconds / found * 1e6:4.0f} µs each" if found > MANY else ""
        print(
            f"  {name:<26} {seconds:6.2f} s  {seconds / normal:5.1f} times  {found:>7,} citations and places  {cost}"
        )


def _text(directory: Path | None) -> str:
    if directory is not None:
        paths = sorted([*directory.glob("*.md"), *directory.glob("*.txt")])
    else:
        root = HERE.parent.parent
        paths = sorted([*root.glob("procedures/*/*.md"), *root.glob("letter_templates/*/letter.md")])
    return "\n\n".join(path.read_text(encoding="utf-8") for path in paths)


def _count(citations: tuple[Citation, ...]) -> tuple[int, int]:
    """Citations, and citations with the places they name beyond the first."""
    return len(citations), sum(max(1, len(citation.pinpoints)) for citation in citations)


def _best(run: Callable[[], int], runs: int = 3) -> tuple[float, int]:
    best, found = float("inf"), 0
    for _ in range(runs):
        start = time.process_time()
        found = run()
        best = min(best, time.process_time() - start)
    return best, found


if __name__ == "__main__":
    main()
