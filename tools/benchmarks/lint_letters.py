"""How long `rettesnor check` takes for many letters: cold, kept from before, one letter changed, and as they grow.

    python tools/benchmarks/lint_letters.py [--sizes 100,1000,10000] [--jobs N]

Each letter is made up: 300 words in paragraphs of plain sentences (no two letters alike), 6 conditions, 6 fields and
two cases, checked with all of the project's rules. Times are those of the command, its start included.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
NAMES = ["klage", "tolk", "delvis", "ny_sag", "har_job", "er_syg"]
SENTENCES = """
Vi har læst din ansøgning og de papirer, du har sendt til os.
Du kan ringe til os, hvis der er noget i brevet, du ikke forstår.
Mødet varer en time, og du må gerne tage en bisidder med.
Fortæl os, hvis du får et nyt telefonnummer eller flytter til en anden adresse.
Din sagsbehandler finder en dag, der passer jer begge, og skriver den ind i Min Plan.
Vi lægger vægt på, at du selv har fundet en plads, hvor du kan bruge det, du kan.
Har du spørgsmål til beløbet, kan du se på din lønseddel eller skrive i Digital Post.
Når kurset er slut, taler vi med dig om, hvad du vil søge bagefter.
Virksomheden siger, at du kan begynde den første mandag i måneden.
Du skal sige ja eller nej inden fredag, så pladsen ikke går til en anden.
"""


def letter(number: int) -> str:
    """A letter of about 300 words, six of whose paragraphs are shown on a condition."""
    pick = random.Random(number)
    lines = SENTENCES.strip().splitlines()
    paragraphs: list[str] = []
    for name in NAMES:
        chosen = [*pick.sample(lines, 2), f"Sagen har nummer {number} og bogstav {pick.choice('ABCDEFGH')}."]
        paragraphs.append(f"{{% if {name} %}}\n{' '.join(chosen)}\n{{% endif %}}")
        paragraphs.append(" ".join(pick.sample(lines, 1)))
    fields = "\n".join(f"  {name}: {{type: boolean, label: {name}, example: true}}" for name in NAMES)
    return (
        f"---\ntitle: Brev {number}\nkind: orientering\naudience: borger\nchannels: [digital_post]\nowner: Enhed\n"
        f"fields:\n{fields}\n---\n\n# Det sker der i din sag {number}\n\n"
        + "\n\n".join(paragraphs)
        + "\n\nMed venlig hilsen\n\nEnheden\n"
    )


def make(root: Path, count: int) -> None:
    """A root with the project's rules and so many letters."""
    for name in ("content/policy", "content/letter_kinds", "content/statutes", "content/contacts"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name)
    (root / "mkdocs.yml").write_text("site_name: Måling\n", encoding="utf-8")
    for number in range(count):
        folder = root / f"letter_templates/brev-{number:05}"
        (folder / "cases").mkdir(parents=True)
        (folder / "letter.md").write_text(letter(number), encoding="utf-8")
        for truth in ("true", "false"):
            values = ", ".join(f"{name}: {truth}" for name in NAMES)
            (folder / f"cases/{truth}.yml").write_text(
                f"about: Alle {truth}\nvalues: {{{values}}}\n", encoding="utf-8"
            )


class Took(NamedTuple):
    """Seconds on the clock, and of CPU in all processes together (which other work on the machine does not change)."""

    clock: float
    cpu: float


def took(root: Path, *arguments: str) -> Took:
    """How long the command takes; it must check everything."""
    command = [
        sys.executable,
        "-m",
        "rettesnor",
        "check",
        "--root",
        str(root),
        "--format",
        "json",
        *arguments,
    ]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode() or done.stdout.decode()[:2000])
    return Took(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(count: int, jobs: int) -> dict[str, object]:
    """Cold (nothing kept), kept (nothing changed) and one letter changed, for so many letters."""
    with tempfile.TemporaryDirectory(prefix="maaling-") as folder:
        root = Path(folder)
        make(root, count)
        one = root / "letter_templates/brev-00000/letter.md"
        took(root, str(one))  # the standard is compiled once for all
        shutil.rmtree(root / ".rettesnor/lint/results")
        cold = took(root, "--jobs", str(jobs))
        kept = min(took(root) for _ in range(3))
        changed: list[Took] = []
        for turn in range(3):
            one.write_text(letter(0) + f"\nRing {turn}.\n", encoding="utf-8")
            changed.append(took(root))
        words = len(letter(0).split("---", 2)[2].split())
    row: dict[str, object] = {"letters": count, "words_each": words, "jobs": jobs}
    for name, one_took in (("cold", cold), ("kept", kept), ("one_changed", min(changed))):
        row |= {f"{name}_s": round(one_took.clock, 2), f"{name}_cpu_s": round(one_took.cpu, 2)}
    row["cold_cpu_ms_per_letter"] = round(1000 * cold.cpu / count, 2)
    return row


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, help="write the figures here")
    args = parser.parse_args()
    rows: list[dict[str, object]] = []
    for size in args.sizes.split(","):
        rows.append(measure(int(size), args.jobs))
        print(json.dumps(rows[-1]), flush=True)
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
