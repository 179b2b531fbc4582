"""Checks files: what is kept from before is used again, the rest is shared among processes."""

import datetime
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

import rettesnor
from rettesnor.checking.includes import included
from rettesnor.checking.kept import Job, kept
from rettesnor.checking.processes import end_with_parent
from rettesnor.checking.results import Result, Results
from rettesnor.checking.standard import CACHE, Loaded
from rettesnor.checking.targets import Target
from rettesnor.lint.order import order
from rettesnor.model import Finding, Incomplete, Report, Tool

# A process costs about as much to start as it takes to check this many files.
WORTH_A_PROCESS = 30
Progress = Callable[[int, int], None]


class Run(NamedTuple):
    """A report, and what it was made with."""

    report: Report
    loaded: Loaded

    @property
    def titles(self) -> dict[str, str]:
        """The title of every rule by its id."""
        return {card.id: card.title for card in self.loaded.standard.cards.values()}


def check(
    root: Path,
    files: Sequence[Target],
    *,
    day: datetime.date,
    jobs: int | None = None,
    progress: Progress = lambda done, of: None,
) -> Run:
    """The report on these files. Raises ContentError when cards, statutes or kinds of letters are faulty."""
    loaded = Loaded(root, day)
    if not files:
        _ = loaded.standard  # a faulty rule is told also when there is nothing to check
    job = Job(root, loaded, Results(root / CACHE / "results"), day)
    findings: dict[Finding, None] = {}
    incomplete: dict[Incomplete, None] = {}
    for number, result in enumerate(_results(job, files, jobs), 1):
        findings.update(dict.fromkeys(result.findings))
        incomplete.update(dict.fromkeys(result.incomplete))
        progress(number, len(files))
    report = Report(
        tool=Tool(name="rettesnor", version=rettesnor.__version__),
        date=day,
        files=len(files),
        incomplete=tuple(sorted(incomplete, key=lambda entry: (entry.path, entry.reason))),
        findings=tuple(sorted(_told(root, findings), key=order)),
    )
    return Run(report, loaded)


def _results(job: Job, files: Sequence[Target], jobs: int | None) -> Iterator[Result]:
    new: list[Target] = []
    for target in files:
        result = kept(job, target)
        if result is None:
            new.append(target)
        else:
            yield result
    if not new:
        return
    # Imported here, and the standard loaded: when everything was kept from before, neither is needed.
    from rettesnor.checking.one import check_one

    _ = job.loaded.standard
    workers = min(jobs or os.cpu_count() or 1, len(new) // WORTH_A_PROCESS)
    if workers < 2:
        yield from (check_one(job, target) for target in new)
    else:
        yield from _shared(job, new, workers)
    job.results.prune()


def _shared(job: Job, files: Sequence[Target], workers: int) -> Iterator[Result]:
    """The results of several processes, in order. When one is killed, the files it leaves behind are told as unchecked."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(job,)) as pool:
        try:
            for result in pool.map(_work, files, chunksize=max(1, min(16, len(files) // (workers * 4)))):
                done += 1
                yield result
        except BrokenProcessPool:
            reason = "En proces blev stoppet, før filen var tjekket. Er der hukommelse nok? Prøv igen med --jobs 1."
            for target in files[done:]:
                yield Result(incomplete=(Incomplete(path=target.name, reason=reason),))


_job: list[Job] = []  # in a worker process: what it was given once, for every file


def _start(job: Job) -> None:
    end_with_parent()
    _job[:] = [job]


def _work(target: Target) -> Result:
    from rettesnor.checking.one import check_one

    return check_one(_job[0], target)


def _told(root: Path, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings once each; one in a snippet tells how many letters show the words."""
    counts: Counter[str] | None = None
    # A letter that includes a snippet finds what the snippet alone gives: the same words are one finding.
    seen: dict[tuple[str, str, int, int], Finding] = {}
    for finding in findings:
        key = (finding.path, finding.rule, finding.start, finding.end)
        if not finding.path.startswith("content/snippets/"):
            yield finding
        elif key not in seen or finding.when is None:
            seen[key] = finding
    for finding in seen.values():
        counts = _letters(root) if counts is None else counts
        yield _used_by(finding, counts[finding.path.removeprefix("content/")])


def _letters(root: Path) -> Counter[str]:
    """How many letters show each snippet."""
    shown = included(root).items()
    return Counter(
        snippet for name, snippets in shown if name.startswith("letter_templates/") for snippet in snippets
    )


def _used_by(finding: Finding, letters: int) -> Finding:
    """A finding in a snippet, whose message tells how many letters show the words."""
    if not letters:
        return finding
    where = "ét brev" if letters == 1 else f"{letters} breve"
    return msgspec.structs.replace(finding, message=f"{finding.message} Teksten bruges i {where}.")
