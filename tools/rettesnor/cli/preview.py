"""`rettesnor preview`: the letter as each reader gets it, as files to open."""

import argparse
import datetime
import sys
from pathlib import Path

from rettesnor.checking.previews import by_case, previews, wanted
from rettesnor.cli.progress import Progress
from rettesnor.load import load
from rettesnor.model import ContentError, Letter, Problem
from rettesnor.model.project import Project
from rettesnor.preview.letter import CHANNELS, SUFFIXES
from rettesnor.yamltext import suggest

SLOW = 30  # previews; fewer are made before a bar would be seen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("letter", nargs="?", metavar="BREV", help="brevets navn eller fil")
    which.add_argument("--all", action="store_true", help="alle breve og alle eksempler")
    parser.add_argument("--case", metavar="EKSEMPEL", help="kun dette eksempel")
    parser.add_argument("--channel", choices=CHANNELS, help="kun denne kanal")
    parser.add_argument(
        "--out", type=Path, metavar="MAPPE", help="hvor filerne skrives (ellers .rettesnor/preview)"
    )
    parser.add_argument(
        "--date",
        type=datetime.date.fromisoformat,
        metavar="ÅÅÅÅ-MM-DD",
        help="dagen, brevet sendes (ellers i dag)",
    )
    parser.add_argument(
        "--jobs", type=int, metavar="ANTAL", help="hvor mange processer, der arbejder (ellers alle)"
    )


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    project = load(root)
    letters = project.letters if args.all else (_letter(project, args.letter),)
    if not args.all:
        _refuse_unknown_case(letters[0], args.case)
    out: Path = args.out or root / ".rettesnor/preview"
    asked = wanted(letters, case=args.case, channel=args.channel)
    day: datetime.date = args.date or datetime.date.today()
    written = same = faults = 0
    with Progress("Laver breve", len(asked), slow=SLOW) as progress:
        made = previews(root, project, asked, day=day, jobs=args.jobs, progress=progress)
        for letter, case, channels in by_case(made):
            errors = {preview.error: preview for preview in channels.values() if preview.error is not None}
            for error, preview in errors.items():
                print(f"{_place(letter, case.path, preview.line)}: {error}", file=sys.stderr)
            faults += bool(errors)
            folder = out / letter.id.removeprefix("letter_templates/")
            for channel, preview in channels.items():
                path = folder / f"{case.name}.{channel}{SUFFIXES[channel]}"
                if preview.error is not None:
                    path.unlink(missing_ok=True)
                elif path.is_file() and path.read_bytes() == preview.content:
                    same += 1
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(preview.content)
                    written += 1
    print(f"{written} filer skrevet i {out}" + (f", {same} var der i forvejen." if same else "."))
    return 1 if faults else 0


def _place(letter: Letter, case: str, line: int | None) -> str:
    return f"{letter.path}:{line}" if line else case


def _letter(project: Project, name: str) -> Letter:
    slug = name.removesuffix("/").removesuffix("/letter.md").rpartition("/")[2]
    for letter in project.letters:
        if letter.id == f"letter_templates/{slug}":
            return letter
    known = [letter.id.removeprefix("letter_templates/") for letter in project.letters]
    hint = suggest(slug, known) or " Se i letter_templates/, hvad der findes."
    raise ContentError(Problem(path="letter_templates", message=f"Brevet »{slug}« findes ikke.{hint}"))


def _refuse_unknown_case(letter: Letter, case: str | None) -> None:
    names = [each.name for each in letter.cases]
    if not names:
        message = "Brevet har ingen eksempler. Skriv dem med »rettesnor new case«."
        raise ContentError(Problem(path=letter.path, message=message))
    if case is not None and case not in names:
        message = f"Eksemplet »{case}« findes ikke. Brevets eksempler: {', '.join(names)}."
        raise ContentError(Problem(path=letter.path, message=message))
