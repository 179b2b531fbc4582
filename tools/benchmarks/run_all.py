"""Every measurement, one after another: `make bench`. About half an hour; the figures go to the terminal.

The last figures that were written down, with what they were compared to, stand in `results/`.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
RUNS = (
    ("labelled.py",),
    ("compounds.py",),
    ("relevance.py", "--set", "all", "--distractors", "2000"),
    ("search_speed.py",),
    ("search_postgres.py",),
    ("behind_nginx.py",),
    ("index_kill.py",),
    ("feedback_kill.py",),
    ("workshop_kill.py", "50"),
    ("workshop_load.py",),
    ("portal_build.py", "2000"),
    ("law_speed.py",),
    ("lint_speed.py",),
    ("lint_letters.py",),
    ("preview.py",),
    ("history.py",),
    ("editor_latency.py",),
    ("audit.py", "--sizes", "2000,10000", "--kill"),
)


def main() -> int:
    failed: list[str] = []
    for script, *arguments in RUNS:
        print(f"\n== {script} {' '.join(arguments)}", flush=True)
        done = subprocess.run([sys.executable, str(HERE / script), *arguments], check=False)
        if done.returncode:
            failed.append(script)
    if failed:
        print(f"\nEnded with a fault or below its aim: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
