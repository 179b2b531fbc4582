"""How the letters have become better or worse: today's rules on the letters as they stood before."""

import datetime
import tempfile
from collections import Counter
from pathlib import Path

import msgspec

from rettesnor.checking.kept import Job, kept
from rettesnor.checking.one import check_one
from rettesnor.checking.results import Results
from rettesnor.checking.standard import CACHE, Loaded
from rettesnor.checking.targets import targets
from rettesnor.history.letters import Snapshot, snapshots, write_snapshot
from rettesnor.model import TrendPoint

POINTS = 8


def trend(root: Path, *, day: datetime.date, most: int = POINTS) -> tuple[TrendPoint, ...]:
    """Findings in all letters after each of the latest changes, oldest first; empty without git history.

    Raises ContentError when a rule is faulty. A point that was made before with the same rules is used again.
    """
    loaded = Loaded(root, day)
    return tuple(_point(root, loaded, snapshot) for snapshot in snapshots(root, most=most))


def _point(root: Path, loaded: Loaded, snapshot: Snapshot) -> TrendPoint:
    path = root / CACHE / "trend" / f"{snapshot.sha}-{loaded.key}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=TrendPoint)
    except (OSError, msgspec.MsgspecError):
        point = _measured(root, loaded, snapshot)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(point))
    return point


def _measured(root: Path, loaded: Loaded, snapshot: Snapshot) -> TrendPoint:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        write_snapshot(root, snapshot, folder)
        job = Job(folder, loaded, Results(root / CACHE / "results"), loaded.day)
        files = [target for target in targets(folder, ()) if target.kind in ("letter", "snippet")]
        letters = sum(target.kind == "letter" for target in files)
        results = [kept(job, target) or check_one(job, target) for target in files]
    seen = {(f.path, f.rule, f.start, f.end): f for result in results for f in result.findings}
    counts = Counter(finding.severity for finding in seen.values())
    unclean = {
        f.path for f in seen.values() if f.severity != "advice" and f.path.startswith("letter_templates/")
    }
    return TrendPoint(
        time=snapshot.time,
        letters=letters,
        clean=letters - len(unclean),
        errors=counts["error"],
        warnings=counts["warning"],
        advice=counts["advice"],
    )
