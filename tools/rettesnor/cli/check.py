"""`rettesnor check`: findings in letters, snippets and procedures."""

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rettesnor.cli.progress import Progress
from rettesnor.model import GROUPS, ContentError, Finding, Problem, Report, Severity, visible
from rettesnor.model.refusal import refusal

if TYPE_CHECKING:
    from rettesnor.checking.run import Run

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit")
RANK: dict[Severity, int] = {"advice": 0, "warning": 1, "error": 2}
FOUND, USAGE, INCOMPLETE = 1, 2, 3
SLOW = 200  # files; a shorter run needs no progress bar


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="STI",
        help="filer eller mapper (ellers alle breve, tekster og arbejdsgange)",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="hvordan fundene skrives")
    parser.add_argument("--output", type=Path, metavar="FIL", help="skriv til en fil")
    parser.add_argument(
        "--since",
        metavar="REV",
        help="kun det, der er ændret siden en version i git, og hvad der hænger på det",
    )
    parser.add_argument(
        "--date", type=_day, metavar="ÅÅÅÅ-MM-DD", help="tjek, som det ser ud den dag (ellers i dag)"
    )
    parser.add_argument(
        "--select", type=_names, metavar="REGLER", help="kun disse grupper eller regler, med komma imellem"
    )
    parser.add_argument("--ignore", type=_names, metavar="REGLER", help="ikke disse grupper eller regler")
    parser.add_argument(
        "--fail-on", choices=tuple(RANK), default="error", help="mindste alvor, der giver status 1"
    )
    parser.add_argument("--baseline", type=Path, metavar="FIL", help="se bort fra de fund, som filen kender")
    parser.add_argument("--jobs", type=int, metavar="ANTAL", help="hvor mange processer der må bruges")


def run(args: argparse.Namespace) -> int:
    from rettesnor.checking.run import check
    from rettesnor.checking.targets import targets

    root: Path = args.root
    files = targets(root, args.paths)
    if args.since is not None:
        from rettesnor.checking.affected import affected, showing
        from rettesnor.history.changed import changed_since

        changed = changed_since(root, args.since)
        files = affected(root, files, changed)
        for text, shown in showing(root, changed).items():
            print(visible(f"{text} er ændret. Teksten står i: {', '.join(shown)}."), file=sys.stderr)
    with Progress("Tjekker", len(files), slow=SLOW) as progress:
        done = check(
            args.root, files, day=args.date or datetime.date.today(), jobs=args.jobs, progress=progress
        )
    report = _chosen(done, args)
    _write(report, args, done, {target.name: target.path for target in files})
    if args.format == "text" and "law" not in (args.ignore or ()) and "law" in (args.select or ("law",)):
        _tell_of_acts(done)
    if report.incomplete:
        return INCOMPLETE
    lowest = RANK[args.fail_on]
    return FOUND if any(RANK[finding.severity] >= lowest for finding in report.findings) else 0


def _tell_of_acts(done: "Run") -> None:
    """No finding says that an act holds: that only a person can see."""
    from rettesnor.law.register import overdue

    acts = done.loaded.standard.register.statutes.values()
    late = len(overdue(acts, done.report.date))
    if late:
        count = f"{late} af {len(acts)} love i registret er"
        print(
            f"{count} ikke slået efter på Retsinformation inden for et år, så »check« ved ikke, om de gælder. Se dem med »rettesnor law overdue«.",
            file=sys.stderr,
        )


def _chosen(done: "Run", args: argparse.Namespace) -> Report:
    """The report without what was not asked for, or is known already. Raises ContentError for a name nobody knows."""
    import msgspec

    select: frozenset[str] = args.select or frozenset()
    ignore: frozenset[str] = args.ignore or frozenset()
    if not (select | ignore) <= set(GROUPS):
        _refuse_unknown(select | ignore, [*done.titles, *GROUPS])

    def wanted(finding: Finding) -> bool:
        names = {finding.rule, finding.group}
        return (not select or bool(names & select)) and not names & ignore

    found = done.report.findings
    if args.baseline is not None:
        from rettesnor.checking.known import read_baseline
        from rettesnor.lint.baseline import unknown

        found = unknown(found, read_baseline(args.baseline))
    return msgspec.structs.replace(done.report, findings=tuple(filter(wanted, found)))


def _refuse_unknown(names: frozenset[str], known: list[str]) -> None:
    from rettesnor.yamltext import suggest

    faults = [
        f"»{name}« er hverken en gruppe eller en regel.{suggest(name, known)}"
        for name in sorted(names)
        if name not in known
    ]
    if faults:
        raise ContentError(*(Problem(path="--select/--ignore", line=0, message=fault) for fault in faults))


def _write(report: Report, args: argparse.Namespace, done: "Run", paths: dict[str, Path]) -> None:
    from rettesnor.report import render

    colour = args.output is None and sys.stdout.isatty()
    sources = _sources(args.root, report, paths) if args.format == "text" else {}
    titles = done.titles if args.format in ("sarif", "github") else {}
    text = render(report, args.format, sources=sources, titles=titles, colour=colour)
    if args.output is not None:
        try:
            args.output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            message = f"Der kan ikke skrives i »{args.output}«. {refusal(error)}"
            raise ContentError(Problem(path="--output", line=0, message=message)) from None
    else:
        sys.stdout.write(text)


def _sources(root: Path, report: Report, paths: dict[str, Path]) -> dict[str, str]:
    """The files that findings stand in, snippets too; a Word document as its text."""
    found: dict[str, str] = {}
    for name in {finding.path for finding in report.findings}:
        path = paths.get(name, root / name)
        if path.suffix == ".docx":
            from rettesnor.checking.word import read_word

            found[name] = read_word(path, name).text
        else:
            found[name] = path.read_bytes().decode("utf-8")
    return found


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())
