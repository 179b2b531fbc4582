"""What is kept from earlier runs, found without loading anything that only new work needs."""

import datetime
from pathlib import Path
from typing import NamedTuple

from rettesnor.checking.editions import beside, first_day
from rettesnor.checking.links import missing_links
from rettesnor.checking.results import Result, Results, digest
from rettesnor.checking.standard import Loaded
from rettesnor.checking.targets import Target
from rettesnor.load.root import MAX_BYTES
from rettesnor.load.snippets import Snippets
from rettesnor.model import ContentError


class Job(NamedTuple):
    """What every file of a run is checked with."""

    root: Path
    loaded: Loaded
    results: Results
    day: datetime.date


def kept(job: Job, target: Target) -> Result | None:
    """The result kept from before, where neither the file nor anything it depends on has changed."""
    try:
        if not target.path.is_file() or target.path.stat().st_size > MAX_BYTES:
            return None
        job = on_its_day(job, target)
        found = job.results.get(key(job, target))
    except (OSError, UnicodeDecodeError, ContentError):
        return None
    if found is None or found.snippets != Noted(job.root).digests(found.snippets):
        return None
    return found


def on_its_day(job: Job, target: Target) -> Job:
    """The job as of the day from which the file holds: a later edition meets the rules and the law of its own day."""
    day = first_day(target, job.day)
    return job if day == job.day else job._replace(loaded=Loaded(job.root, day), day=day)


def key(job: Job, target: Target) -> str:
    """What the file's result is kept under: the file, its cases, which of its links lead nowhere, what the files
    beside it tell, and the standard.

    Snippets are not in it, since only reading the letter tells which they are: the result names them.
    """
    if target.kind == "word":
        return digest(job.loaded.key, "word", target.name, target.path.read_bytes().decode("latin-1"))
    source = target.path.read_bytes().decode("utf-8")
    folder = target.path.parent / "cases"
    cases = sorted(folder.glob("*")) if target.kind == "letter" and folder.is_dir() else ()
    texts = ((case.name, case.read_bytes().decode("utf-8") if case.is_file() else "") for case in cases)
    parts = [part for text in texts for part in text]
    missing = sorted(missing_links(job.root, target, source, 0))
    told = map(repr, beside(job.root, target, source, job.day))
    return digest(job.loaded.key, target.kind, target.name, source, *parts, "", *missing, "", *told)


class Noted(Snippets):
    """Snippets that remember which of them were asked for, whether they were there or not."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.asked: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        self.asked.setdefault(name, "")
        text = super().__getitem__(name)
        self.asked[name] = digest(text)
        return text

    def digests(self, names: dict[str, str]) -> dict[str, str]:
        """What the snippets of these names hold now; the empty text for one that is not there."""
        found: dict[str, str] = {}
        for name in list(names):
            try:
                found[name] = digest(super().__getitem__(name))
            except KeyError:
                found[name] = ""
        return found
