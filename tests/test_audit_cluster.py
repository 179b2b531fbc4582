"""The audit on a real Dask cluster on this machine: a scheduler and workers as processes of their own."""

import datetime
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rettesnor.audit.examine import Rules
from rettesnor.audit.local import LocalPool
from rettesnor.audit.pool import Pool
from rettesnor.audit.run import audit
from rettesnor.model import ContentError
from waiting import until

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2026, 11, 22)
FILES = ("letters.parquet", "findings.parquet", "quotes.parquet", "unread.csv", "report.html")
DASK = [str(Path(sys.executable).parent / "dask")]


class Cluster:
    """A scheduler's address, and its workers by process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        options = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(self._file)]
        self._processes = [self._start("scheduler", "--port", "0", *options)]
        until(self._answers)
        self.address: str = json.loads(self._file.read_text())["address"]
        for _ in range(2):
            self._processes.append(self._start("worker", "--nthreads", "1", "--no-nanny", *options))

    def _answers(self) -> bool:
        """Whether the scheduler has written its whole file."""
        try:
            return bool(json.loads(self._file.read_text()))
        except (FileNotFoundError, ValueError):
            return False

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*DASK, *arguments],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s"},
        )

    def kill_worker(self) -> None:
        self._processes[-1].send_signal(signal.SIGKILL)

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path)
    yield found
    found.stop()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    rows = [
        {
            "text": f"Kære Person {n}\n\nDu skal følge din jobplan.",
            "template": f"s-{n % 3}",
            "sent": "2026-01-01",
        }
        for n in range(1000)
    ]
    path = tmp_path / "breve.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"text": ""}]), encoding="utf-8")
    return path


def test_a_killed_worker_changes_nothing(tmp_path: Path, archive: Path, cluster: Cluster) -> None:
    from rettesnor.audit.cluster import ClusterPool

    killed: list[int] = []

    def kill_once(done: int) -> None:
        if done > 200 and not killed:
            cluster.kill_worker()
            killed.append(done)

    audit(
        archive, root=ROOT, out=tmp_path / "cluster", day=DAY, today=DAY, fonts=(b"", b""), progress=kill_once,
        pool=lambda held: ClusterPool(cluster.address, held),
    )  # fmt: skip
    audit(
        archive, root=ROOT, out=tmp_path / "lokal", day=DAY, today=DAY, fonts=(b"", b""),
        pool=lambda held: LocalPool(held, workers=1),
    )  # fmt: skip

    assert killed
    assert killed[0] < 1000
    assert {name: (tmp_path / "cluster" / name).read_bytes() for name in FILES} == {
        name: (tmp_path / "lokal" / name).read_bytes() for name in FILES
    }


def test_a_scheduler_that_is_not_there_is_said_in_danish(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rettesnor.audit import cluster

    monkeypatch.setattr(cluster, "ANSWERS_IN_S", 1)

    def pool(held: Rules) -> Pool:
        return cluster.ClusterPool("tcp://127.0.0.1:1", held)

    with pytest.raises(ContentError, match=r"Der er ingen scheduler på tcp://127\.0\.0\.1:1\."):
        audit(archive, root=ROOT, out=tmp_path / "ud", day=DAY, today=DAY, fonts=(b"", b""), pool=pool)
