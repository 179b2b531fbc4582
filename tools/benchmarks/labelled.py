"""Every labelled sample through its scorer, one table: `make score`. Standard library only.

`given` are the samples that came with the task, `own` those that somebody labelled for this project without having
seen the rules, `parts` letters in many voices where only missing parts and forbidden words are labelled. Exit status 1 when a figure is below its aim.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests/labelled"
COMMAND = str(Path(sys.executable).parent / "rettesnor")
LANGUAGE_AIMS = {"terms": 0.98, "words": 0.95, "passive": 0.93, "sentences": 0.97, "torture": 1.0}
CITATION_AIMS = {"span exact": 0.97, "act accuracy": 0.97, "pinpoint set": 0.96}
LETTER_AIMS = {"recall": 0.95, "matched": 0.85}
# In the letters of `parts`, nothing else is labelled.
NOT_PARTS = "terms,words,passive,nouns,address,abbreviations,sentences,readability,structure,law,units,template,metadata"

Row = tuple[str, str, str, float, float]  # sample, what, measure, figure, aim


def main() -> int:
    rows: list[Row] = []
    for sample, suffix in (("given", ""), ("own", "-own")):
        rows += language(sample, HERE / f"language{suffix}")
        rows += citations(sample, HERE / f"citations{suffix}")
        rows += letters(sample, HERE / f"letters{suffix}")
    rows += letters("parts", HERE / "letters-parts", "--skip", NOT_PARTS)
    print(f"{'sample':<8}{'what':<24}{'measure':<18}{'figure':>8}{'aim':>8}")
    for sample, what, measure, figure, aim in rows:
        below = "  below" if (figure > aim if measure.startswith("alarms") else figure < aim) else ""
        print(f"{sample:<8}{what:<24}{measure:<18}{figure:>8.3f}{aim:>8.2f}{below}")
    return any(
        figure > aim if measure.startswith("alarms") else figure < aim for _, _, measure, figure, aim in rows
    )


def language(sample: str, folder: Path) -> list[Row]:
    rows: list[Row] = []
    for name, aim in LANGUAGE_AIMS.items():
        if not (folder / (f"{name}.jsonl" if name != "torture" else "torture/torture.json")).is_file():
            continue
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "figures.json"
            run(
                HERE / "language/score.py", "--root", ROOT, "--cmd", COMMAND, "--data", folder, "--set", name, "--json", out
            )  # fmt: skip
            figures = json.loads(out.read_text(encoding="utf-8"))
        for key, found in figures.items():
            total = found.get("total") or found["places"]
            for measure in ("precision", "recall", "exact"):
                figure = total.get(measure)
                if isinstance(figure, float):
                    rows.append((sample, key, measure, figure, 0.99 if measure == "exact" else aim))
            if key == "torture":
                rows.append((sample, "torture, whole letters", "right", found["perfect"] / found["of"], aim))
                rows.append(
                    (
                        sample,
                        "torture, broken letters",
                        "told",
                        found["broken_reported"] / found["broken"],
                        aim,
                    )
                )
    return rows


def citations(sample: str, folder: Path) -> list[Row]:
    rows: list[Row] = []
    for gold in sorted(folder.glob("*.jsonl")):
        said = run(HERE / "citations/score.py", gold, "--", COMMAND, "cite")
        for name, aim in CITATION_AIMS.items():
            figure = float(re.findall(rf"^{name}.*?([01]\.\d+)(?=\s+\()", said, re.MULTILINE)[0])
            measure = "accuracy" if name == "act accuracy" else "F1"
            rows.append((sample, f"citations {name}", measure, figure, aim))
        alarms = float(re.findall(r"^look-alikes\s+([\d.]+)", said, re.MULTILINE)[0])
        rows.append((sample, "citations look-alikes", "alarms/sentence", alarms, 0.0))
    return rows


def letters(sample: str, folder: Path, *options: str) -> list[Row]:
    if not (folder / "expected.json").is_file():
        return []
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "figures.json"
        run(
            HERE / "letters/score.py",
            "--root",
            ROOT,
            "--cmd",
            COMMAND,
            "--letters",
            folder,
            "--json",
            out,
            *options,
        )
        figures = json.loads(out.read_text(encoding="utf-8"))
    groups = figures["groups"]
    rows: list[Row] = [
        (sample, f"letters {name}", "recall", found["found"] / found["must"], LETTER_AIMS["recall"])
        for name, found in groups.items()
        if found["must"]
    ]
    total = {
        key: sum(found[key] for found in groups.values())
        for key in ("bad", "matched", "fp_error", "fp_warning")
    }
    per_thousand = 1000 / max(1, figures["good_words"])
    rows.append(
        (sample, "bad letters", "matched", total["matched"] / max(1, total["bad"]), LETTER_AIMS["matched"])
    )
    rows.append((sample, "good letters", "alarms, errors", total["fp_error"] * per_thousand, 0.0))
    rows.append((sample, "good letters", "alarms, warnings", total["fp_warning"] * per_thousand, 1.0))
    return rows


def run(script: Path, *arguments: object) -> str:
    """What the scorer printed."""
    words = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if "Traceback" in done.stderr or done.returncode > 1:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
