"""`rettesnor preview`: the letter as each reader gets it, as files to open."""

import argparse
import datetime
import sys
from pathlib import Path

from rettesnor.load import load
from rettesnor.model import ContentError, Letter, Problem
from rettesnor.model.project import Project
from rettesnor.preview.fill import Filler
from rettesnor.preview.letter import CHANNELS, SUFFIXES, preview
from rettesnor.yamltext import suggest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("letter", nargs="?", metavar="BREV", help="brevets navn eller fil")
    which.add_argument("--all", action="store_true", help="alle breve og alle eksempler")
    parser.add_argument("--case", metavar="EKSEMPEL", help="kun dette eksempel")
    parser.add_argument("--channel", choices=CHANNELS, help="kun denne kanal")
    parser.add_argument(
        "--out", type=Path, metavar="MAPPE", help="hvor filerne skrives (ellers .rettesnor/preview)"
    )


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    project = load(root)
    letters = project.letters if args.all else (_letter(project, args.letter),)
    out: Path = args.out or root / ".rettesnor/preview"
    written = faults = 0
    with Filler() as filler:
        for letter in letters:
            for path, content in _previews(project, letter, args.case, args.channel, filler):
                if content is None:
                    faults += 1
                    continue
                (out / path).parent.mkdir(parents=True, exist_ok=True)
                (out / path).write_bytes(content)
                written += 1
    print(f"{written} filer skrevet i {out}")
    return 1 if faults else 0


def _letter(project: Project, name: str) -> Letter:
    slug = name.removesuffix("/").removesuffix("/letter.md").rpartition("/")[2]
    for letter in project.letters:
        if letter.id == f"letter_templates/{slug}":
            return letter
    known = [letter.id.removeprefix("letter_templates/") for letter in project.letters]
    hint = suggest(slug, known) or " Se i letter_templates/, hvad der findes."
    raise ContentError(Problem(path="letter_templates", message=f"Brevet »{slug}« findes ikke.{hint}"))


def _previews(
    project: Project, letter: Letter, case_name: str | None, channel_name: str | None, filler: Filler
):
    """(path below the output folder, bytes or None) for each case and channel; faults are told on standard error."""
    cases = [case for case in letter.cases if case_name in (None, case.name)]
    if not cases:
        names = ", ".join(case.name for case in letter.cases) or "ingen endnu"
        raise ContentError(
            Problem(
                path=letter.path, message=f"Eksemplet »{case_name}« findes ikke. Brevets eksempler: {names}."
            )
        )
    slug = letter.id.removeprefix("letter_templates/")
    for case in cases:
        for channel in CHANNELS:
            if channel_name not in (None, channel) or (
                channel_name is None and channel not in letter.head.channels
            ):
                continue
            made = preview(
                letter,
                case,
                channel,
                filler=filler,
                snippets=project.snippets,
                organisation=project.organisation,
                day=datetime.date.today(),
            )
            if made.error is not None:
                place = f"{letter.path}:{made.line}" if made.line else case.path
                print(f"{place}: {made.error}", file=sys.stderr)
                yield Path(), None
                break
            yield Path(slug) / f"{case.name}.{channel}{SUFFIXES[channel]}", made.content
