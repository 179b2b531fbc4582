"""`rettesnor preview`: the letter as each reader gets it, as files to open."""

import argparse
import datetime
import sys
from functools import partial
from pathlib import Path, PurePosixPath

from rettesnor.checking.previews import by_case, previews, wanted
from rettesnor.cli.progress import Progress
from rettesnor.load import load
from rettesnor.model import ContentError, Letter, Problem, visible
from rettesnor.model.project import Project
from rettesnor.preview.letter import CHANNELS, SUFFIXES, all_letters
from rettesnor.yamltext import suggest

SLOW = 30  # previews; fewer are made before a bar would be seen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "letter",
        nargs="?",
        metavar="BREV",
        help="brevets navn eller fil; en udgave, der er på vej: brevets navn@ÅÅÅÅ-MM-DD",
    )
    which.add_argument("--all", action="store_true", help="alle breve og alle eksempler")
    parser.add_argument("--case", metavar="EKSEMPEL", help="kun dette eksempel")
    parser.add_argument("--channel", choices=CHANNELS, help="kun denne kanal")
    parser.add_argument(
        "--against",
        metavar="UDGAVE",
        help="vis, hvad der er ændret siden en udgave i git (fx HEAD~1 eller et mærke)",
    )
    parser.add_argument(
        "--out", type=Path, metavar="MAPPE", help="hvor filerne skrives (ellers .rettesnor/preview)"
    )
    parser.add_argument(
        "--date",
        type=datetime.date.fromisoformat,
        metavar="ÅÅÅÅ-MM-DD",
        help="dagen, brevet sendes, i den udgave, der gælder da (ellers i dag)",
    )
    parser.add_argument(
        "--jobs", type=int, metavar="ANTAL", help="hvor mange processer, der arbejder (ellers alle)"
    )


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    day: datetime.date = args.date or datetime.date.today()
    project = load(root, day=day)
    letters = all_letters(project) if args.all else (_letter(project, args.letter),)
    if not args.all:
        _refuse_unknown_case(letters[0], args.case)
    out: Path = args.out or root / ".rettesnor/preview"
    if args.against is not None:
        return _against(root, project, letters, out, args)
    asked = wanted(letters, case=args.case, channel=args.channel)
    written = same = faults = 0
    with Progress("Laver breve", len(asked), slow=SLOW) as progress:
        made = previews(root, project, asked, day=day, jobs=args.jobs, progress=progress)
        for letter, case, channels in by_case(made):
            errors = {preview.error: preview for preview in channels.values() if preview.error is not None}
            for error, preview in errors.items():
                print(visible(f"{_place(letter, case.path, preview.line)}: {error}"), file=sys.stderr)
            faults += bool(errors)
            folder = out / _name(letter, project)
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


def _against(
    root: Path, project: Project, letters: tuple[Letter, ...], out: Path, args: argparse.Namespace
) -> int:
    """A page for each case of what has changed since a version in git."""
    # Imported here: no other preview needs git.
    from rettesnor.checking.redlines import letter_then, redlines
    from rettesnor.history.past import need_past
    from rettesnor.preview.redline_page import page

    past = need_past(root)
    sha = past.repository.resolve(args.against)
    if sha is None:
        message = (
            f"Git kender ikke udgaven »{args.against}«. Se brevets udgaver med »rettesnor history BREV«."
        )
        raise ContentError(Problem(path="--against", line=0, message=message))
    day: datetime.date = args.date or datetime.date.today()
    at = partial(past.repository.file_at, sha)
    written = faults = same = 0
    for letter in letters:
        names = dict.fromkeys((letter.path, *(version.path for version in past.versions(letter.path))))
        versions = (letter_then(letter, project, at, path=name) for name in names)
        then = next((each for each in versions if each is not None), None)
        if then is None:
            print(visible(f"{letter.path}: brevet fandtes ikke i den udgave."), file=sys.stderr)
            faults += 1
            continue
        for made in redlines(letter, project, then, day=day, case=args.case):
            path = out / _name(letter, project) / f"{made.case}.aendret.html"
            if made.error is not None:
                print(visible(f"{letter.id}/cases/{made.case}.yml: {made.error}"), file=sys.stderr)
                faults += 1
            if made.text is None or not made.text.changed:
                path.unlink(missing_ok=True)
                same += made.text is not None
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            title = letter.head.title or letter.id
            path.write_text(page(made.text, made.pages, title=title, about=made.title), encoding="utf-8")
            written += 1
    examples = "1 eksempel" if same == 1 else f"{same} eksempler"
    print(f"{written} filer skrevet i {out}." + (f" {examples} er ikke ændret." if same else ""))
    return 1 if faults else 0


def _place(letter: Letter, case: str, line: int | None) -> str:
    return f"{letter.path}:{line}" if line else case


def _name(letter: Letter, project: Project) -> str:
    """»afslag«, or »afslag@2027-01-01« for an edition that is coming."""
    coming = any(each.path == letter.path for each in project.coming_letters)
    return _slug(letter.path) if coming else letter.id.removeprefix("letter_templates/")


def _slug(path: str) -> str:
    """»afslag@2027-01-01« for the file »afslag/letter@2027-01-01.md«."""
    file = PurePosixPath(path)
    return file.parent.name + file.stem.removeprefix("letter") if file.suffix == ".md" else file.name


def _letter(project: Project, name: str) -> Letter:
    """The letter of that name or file; a coming edition by its file, or by its name with @ and its first day."""
    letters, asked = all_letters(project), _slug(name)
    for letter in letters:
        if asked in (_name(letter, project), _slug(letter.path)):
            return letter
    known = [_name(letter, project) for letter in letters]
    hint = suggest(asked, known) or " Se i letter_templates/, hvad der findes."
    raise ContentError(Problem(path="letter_templates", message=f"Brevet »{asked}« findes ikke.{hint}"))


def _refuse_unknown_case(letter: Letter, case: str | None) -> None:
    names = [each.name for each in letter.cases]
    if not names:
        message = "Brevet har ingen eksempler. Skriv dem med »rettesnor new case«."
        raise ContentError(Problem(path=letter.path, message=message))
    if case is not None and case not in names:
        message = f"Eksemplet »{case}« findes ikke. Brevets eksempler: {', '.join(names)}."
        raise ContentError(Problem(path=letter.path, message=message))
