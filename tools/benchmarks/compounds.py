"""How well compounds are split: exact words and boundary F1 on the lists under tests/search/.

python tools/benchmarks/compounds.py [--wrong] [FILE...]
"""

import argparse
from pathlib import Path
from typing import NamedTuple

from rettesnor.danish.compounds import split

LISTS = Path(__file__).parents[2] / "tests" / "search"


class Score(NamedTuple):
    words: int
    exact: int
    precision: float
    recall: float
    f1: float


def read(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(word, tuple(parts.split("|"))) for word, parts in rows]


def boundaries(parts: tuple[str, ...]) -> set[int]:
    """Where the parts meet, in letters from the start of the word."""
    return {sum(map(len, parts[:number])) for number in range(1, len(parts))}


def score(rows: list[tuple[str, tuple[str, ...]]]) -> Score:
    wanted = [boundaries(parts) for _, parts in rows]
    found = [boundaries(split(word)) for word, _ in rows]
    right = sum(len(a & b) for a, b in zip(wanted, found, strict=True))
    precision = right / max(1, sum(map(len, found)))
    recall = right / max(1, sum(map(len, wanted)))
    exact = sum(a == b for a, b in zip(wanted, found, strict=True))
    return Score(len(rows), exact, precision, recall, 2 * precision * recall / max(1e-9, precision + recall))


def main() -> None:
    parser = argparse.ArgumentParser(description="Boundary F1 of the compound splitter.")
    parser.add_argument("files", nargs="*", type=Path, default=[LISTS / "compounds.tsv"])
    parser.add_argument("--wrong", action="store_true", help="show the words that are split wrongly")
    args = parser.parse_args()
    print("| list | words | exact | precision | recall | F1 |\n|---|---|---|---|---|---|")
    for path in args.files:
        rows = read(path)
        s = score(rows)
        print(f"| {path.stem} | {s.words} | {s.exact} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} |")
        if args.wrong:
            print(
                *(
                    f"{'|'.join(parts)} -> {'|'.join(split(word))}"
                    for word, parts in rows
                    if split(word) != parts
                ),
                sep="\n",
            )


if __name__ == "__main__":
    main()
