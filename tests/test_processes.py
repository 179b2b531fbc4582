"""No process is left behind: those that share work end with the one that started them."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PARENT = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from rettesnor.checking.processes import end_with_parent

with ProcessPoolExecutor(2, get_context(sys.argv[1]), initializer=end_with_parent) as pool:
    for task in [pool.submit(time.sleep, 0.2), pool.submit(time.sleep, 0.2)]:
        task.result()
    print("work", flush=True)
    time.sleep(600)
"""
CASE = "about: Anna\nvalues: {navn: Anna Prøvesen}\n"
LETTER = "letter_templates/partshoering"


def running(session: int) -> list[str]:
    """What runs in a session; a process that has ended and is not fetched yet does not run."""
    found: list[str] = []
    for place in Path("/proc").iterdir():
        try:
            state, _, _, of, *_ = (place / "stat").read_text().rpartition(")")[2].split()
            if int(of) == session and state not in "ZX":
                found.append((place / "cmdline").read_text())
        except (OSError, ValueError):
            continue
    return found


def left(session: int) -> list[str]:
    """What still runs in a session after a minute; mostly nothing after some moments."""
    until = time.monotonic() + 60
    while (found := running(session)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("way", ["fork", "forkserver"])
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_a_parent_that_is_killed(way: str, end: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, way],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "work\n"
    assert len(running(process.pid)) >= 3

    process.send_signal(end)
    process.communicate(timeout=60)

    assert left(process.pid) == []


@pytest.mark.parametrize(
    ("end", "stage"),
    [(signal.SIGTERM, "3/4"), (signal.SIGINT, "3/4"), (signal.SIGTERM, "Portalen er klar på")],
    ids=["stopped in a build", "interrupted in a build", "stopped when ready"],
)
def test_a_service_that_is_stopped_leaves_no_process(root: Path, end: signal.Signals, stage: str) -> None:
    for number in range(28):  # enough previews to be shared among processes
        (root / LETTER / "cases" / f"nr-{number}.yml").write_text(CASE, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "rettesnor", "serve", "--root", str(root), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    seen = next((line for line in process.stdout if stage in line), "")

    process.send_signal(end)
    process.communicate(timeout=60)

    assert stage in seen
    assert left(process.pid) == []
