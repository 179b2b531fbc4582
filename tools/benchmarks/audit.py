"""`rettesnor audit` on a real Dask cluster: letters a second, memory, and what a killed worker changes.

    python tools/benchmarks/audit.py [--sizes 10000,100000] [--workers 1,2] [--kill]

Scheduler and workers are processes of their own on this machine, started as an operator would start them. Every run
gets the same letters (audit_letters.py, seed 1); every result must be the same to the byte. With --kill
one more run loses a worker (SIGKILL) when a third of the letters are counted. Memory is each process's own peak (VmHWM):
of the whole run, and on the way, each time another tenth of the letters is counted.
"""

import argparse
import hashlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
from audit_letters import letters

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
DAY = "2026-11-22"


class Run(NamedTuple):
    seconds: float
    client_mb: float
    workers_mb: tuple[float, ...]
    scheduler_mb: float
    workers_cpu_s: float
    digest: str
    growth: tuple[
        tuple[int, float, float, float], ...
    ]  # counted; the command, its largest worker, the scheduler, MB


def archive(folder: Path, count: int) -> Path:
    """So many letters in a file, written one by one."""
    path = folder / f"letters-{count}.jsonl"
    with path.open("wb") as file:
        for letter in letters(count):
            file.write(msgspec.json.encode(letter) + b"\n")
    return path


@contextmanager
def cluster(
    workers: int, folder: Path
) -> Iterator[tuple[str, subprocess.Popen[bytes], list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on loopback with so many workers of one thread, and their processes."""
    found = folder / f"scheduler-{time.monotonic_ns()}.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    quiet["env"] = {**os.environ, "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "10"}
    options = ["--no-dashboard"]
    scheduler = subprocess.Popen(
        [str(BIN / "dask"), "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(found), *options],
        **quiet,
    )  # fmt: skip
    started: list[subprocess.Popen[bytes]] = []
    try:
        while not found.exists() or not found.read_bytes():
            time.sleep(0.1)
        for _ in range(workers):
            command = ["worker", "--scheduler-file", str(found), "--nthreads", "1", "--memory-limit", "2GB"]
            started.append(
                subprocess.Popen([str(BIN / "dask"), *command, "--host", "127.0.0.1", *options], **quiet)
            )
        yield msgspec.json.decode(found.read_bytes())["address"], scheduler, started
    finally:
        for process in (*started, scheduler):
            process.terminate()
        for process in (*started, scheduler):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def run(path: Path, out: Path, *, size: int, workers: int, folder: Path, kill_at: int | None = None) -> Run:
    """One run on a cluster of its own."""
    with cluster(workers, folder) as (address, scheduler, started):
        begun = time.perf_counter()
        client = subprocess.Popen(
            [str(BIN / "rettesnor"), "audit", str(path), "--root", str(ROOT), "--out", str(out),
             "--date", DAY, "--scheduler", address],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        peaks: dict[int, float] = {}
        spent: dict[int, float] = {}
        killed = False
        growth: list[tuple[int, float, float, float]] = []
        while client.poll() is None:
            time.sleep(0.2)
            for pid in (client.pid, scheduler.pid, *(child for one in started for child in below(one.pid))):
                peaks[pid] = max(peaks.get(pid, 0.0), peak_mb(pid))
                spent[pid] = max(spent.get(pid, 0.0), cpu_s(pid))
            done = counted(out)
            if done * 10 // size > len(growth):
                largest = max(mb for pid, mb in peaks.items() if pid not in (client.pid, scheduler.pid))
                growth.append((done, peaks[client.pid], largest, peaks[scheduler.pid]))
            if kill_at is not None and not killed and done >= kill_at:
                victim = max(below(started[0].pid), key=peak_mb)
                os.kill(victim, signal.SIGKILL)
                killed = True
        seconds = time.perf_counter() - begun
        if client.returncode:
            raise SystemExit(f"audit ended with {client.returncode}")
        if kill_at is not None and not killed:
            raise SystemExit("the run was over before a worker could be killed")
        ours = (client.pid, scheduler.pid)
        rest = sorted((mb for pid, mb in peaks.items() if pid not in ours), reverse=True)
        cpu = sum(seconds for pid, seconds in spent.items() if pid not in ours)
        return Run(
            seconds,
            peaks[client.pid],
            tuple(rest[:workers]),
            peaks[scheduler.pid],
            cpu,
            result(out),
            tuple(growth),
        )


def below(pid: int) -> list[int]:
    """A process and every process that it started."""
    try:
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        children = [child for task in tasks for child in task.read_text().split()]
    except OSError:
        return []
    return [pid, *(deeper for child in children for deeper in below(int(child)))]


def peak_mb(pid: int) -> float:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def counted(out: Path) -> int:
    """How many letters the running audit has counted."""
    try:
        with sqlite3.connect(f"file:{out / 'igang.sqlite'}?mode=ro", uri=True, timeout=5) as database:
            return int(database.execute("SELECT coalesce(sum(letters), 0) FROM chunks").fetchone()[0])
    except sqlite3.Error:
        return 0


def result(out: Path) -> str:
    """A digest of everything the run wrote, the page's title line left out since the archive's name is in it."""
    state = hashlib.sha256()
    for name in ("letters.parquet", "findings.parquet", "quotes.parquet", "unread.csv", "report.html"):
        state.update((out / name).read_bytes())
    return state.hexdigest()[:16]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--kill", action="store_true")
    args = parser.parse_args()
    sizes, workers = ([int(part) for part in text.split(",")] for text in (args.sizes, args.workers))
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(
            "letters  workers  letters/s  a worker's CPU s  client MB  worker MB  scheduler MB  result",
            flush=True,
        )
        for size in sizes:
            path = archive(folder, size)
            runs = [
                (
                    str(count),
                    run(path, folder / f"out-{size}-{count}", size=size, workers=count, folder=folder),
                )
                for count in workers
            ]
            if args.kill:
                killed = run(
                    path,
                    folder / f"out-{size}-killed",
                    size=size,
                    workers=max(workers),
                    folder=folder,
                    kill_at=size // 3,
                )
                runs.append((f"{max(workers)}, one killed", killed))
            for label, one in runs:
                peak = max(one.workers_mb)
                print(f"{size:>7}  {label:>7}  {size / one.seconds:>9.0f}  {size / one.workers_cpu_s:>16.0f}  {one.client_mb:>9.0f}  {peak:>9.0f}  {one.scheduler_mb:>12.0f}  {one.digest}", flush=True)  # fmt: skip
            for done, command, worker, scheduler in runs[-1][1].growth:
                print(
                    f"  {done:>7} counted: command {command:.0f}, worker {worker:.0f}, scheduler {scheduler:.0f} MB"
                )
            wrong += len({one.digest for _, one in runs}) > 1
            path.unlink()
    print("every result the same" if not wrong else "RESULTS DIFFER")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
