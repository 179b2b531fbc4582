"""What the linter says of the content with some texts changed: the same rules, files and known faults as CI has."""

import datetime
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rettesnor.checking.affected import affected
from rettesnor.checking.kept import Job, kept
from rettesnor.checking.known import read_baseline
from rettesnor.checking.one import check_one
from rettesnor.checking.results import Results
from rettesnor.checking.standard import CACHE, FOLDERS, Loaded
from rettesnor.checking.targets import targets
from rettesnor.lint.baseline import unknown
from rettesnor.lint.order import order
from rettesnor.load import load
from rettesnor.model import ContentError, Finding, Incomplete, Problem, Record

CONTENT = ("content", "procedures", "letter_templates")
BASELINE = "content/baseline.json"


class Checked(Record, frozen=True, kw_only=True):
    """What stands in the way of a change, and what else is said of the files that it touches.

    `stopping` are errors; `findings` everything in the files changed; `touched` files that were not changed, but where a
    rule that was finds something. `problems` are new: files that could not be read, names that lead nowhere.
    """

    stopping: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    touched: tuple[str, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether readers must not have it as it is."""
        return bool(self.stopping or self.incomplete or self.problems)


def checked(root: Path, texts: Mapping[str, str], *, day: datetime.date) -> Checked:
    """The content root with these texts in it, looked through in a copy of its own."""
    if not texts:
        return Checked()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch).resolve()
        _copy(root, copy)
        before = set(load(copy).problems)
        rules = any(path.startswith(FOLDERS) for path in texts)
        known = set(_findings(copy, root, frozenset(texts), rules=False, day=day)[0])
        for path, text in texts.items():
            place = copy / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="")
        problems = tuple(problem for problem in load(copy).problems if problem not in before)
        try:
            found, incomplete = _findings(copy, root, frozenset(texts), rules=rules, day=day)
        except ContentError as error:
            return Checked(problems=tuple(dict.fromkeys((*problems, *error.problems))))
        return Checked(
            stopping=tuple(each for each in _new(copy, found) if _stops(each, texts, known, rules=rules)),
            findings=tuple(each for each in found if each.path in texts),
            touched=tuple(
                sorted({each.path for each in found if each.path not in texts and each not in known})
            ),
            incomplete=incomplete,
            problems=problems,
        )


def _stops(finding: Finding, texts: Mapping[str, str], known: set[Finding], *, rules: bool) -> bool:
    """An error in a file that was changed; elsewhere one that is new, except where a rule is: then it is work to do."""
    return finding.severity == "error" and (finding.path in texts or (not rules and finding not in known))


def _new(root: Path, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    baseline = root / BASELINE
    return unknown(findings, read_baseline(baseline)) if baseline.is_file() else findings


def _findings(
    copy: Path, root: Path, changed: frozenset[str], *, rules: bool, day: datetime.date
) -> tuple[tuple[Finding, ...], tuple[Incomplete, ...]]:
    job = Job(copy, Loaded(copy if rules else root, day), Results(root / CACHE / "results"), day)
    _ = job.loaded.standard
    results = [
        kept(job, target) or check_one(job, target) for target in affected(copy, targets(copy, ()), changed)
    ]
    findings = dict.fromkeys(finding for result in results for finding in result.findings)
    incomplete = dict.fromkeys(each for result in results for each in result.incomplete)
    return tuple(sorted(findings, key=order)), tuple(incomplete)


def _copy(root: Path, copy: Path) -> None:
    """Only files, with their times: the rules are then known from before."""
    for name in CONTENT:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, ignore=_links, copy_function=shutil.copy2)
    shutil.copy2(root / "mkdocs.yml", copy / "mkdocs.yml")


def _links(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name.startswith(".") or (Path(folder) / name).is_symlink()}
