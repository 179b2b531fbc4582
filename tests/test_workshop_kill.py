"""A service that is killed while it saves and approves loses and doubles nothing (the benchmark, ten kills)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tools" / "benchmarks"))

from workshop_kill import kill_often


def test_ten_kills_break_no_promise(tmp_path: Path):
    promises, faults = kill_often(tmp_path / "root", kills=10, seed=3, longest_s=0.7)
    assert (faults, promises > 10) == ([], True)
