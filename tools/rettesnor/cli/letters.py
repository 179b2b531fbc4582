"""`rettesnor letters export` and `rettesnor letters request`: letters for other systems, and changes asked for there."""

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rettesnor.load.letters import read_letter
from rettesnor.load.root import read_text
from rettesnor.load.snippets import Snippets
from rettesnor.model import ContentError, Letter, Problem, visible
from rettesnor.model.deadlines import DeadlineRule

if TYPE_CHECKING:
    from rettesnor.word.outline import Outline
    from rettesnor.word.vendor import Mapping

FORMATS = ("docx", "html", "txt")
INCOMPLETE = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="what", required=True, metavar="export|request")
    export = commands.add_parser(
        "export",
        help="skriv breve med et andet systems felter",
        description="Skriv breve med et andet systems felter.",
    )
    export.add_argument(
        "letters", nargs="*", metavar="BREV", help="brevets navn eller fil (ellers alle breve)"
    )
    export.add_argument(
        "--format", choices=FORMATS, required=True, help="Word med flettefelter, HTML eller ren tekst"
    )
    export.add_argument(
        "--mapping", type=Path, metavar="FIL", help="hvad felterne hedder i det andet system (YAML)"
    )
    export.add_argument(
        "--out", type=Path, metavar="MAPPE", help="hvor filerne skrives (ellers .rettesnor/export)"
    )
    request = commands.add_parser(
        "request",
        help="skriv en side, der beder om en ændring",
        description="Skriv en side, der beder om en ændring.",
    )
    request.add_argument("letter", metavar="BREV", help="brevets navn eller fil")
    request.add_argument(
        "--before",
        required=True,
        metavar="FIL|UDGAVE",
        help="brevet, som det er hos leverandøren: en fil eller en udgave i git (fx HEAD~1)",
    )
    request.add_argument("--why", required=True, metavar="TEKST", help="hvorfor det skal ændres")
    request.add_argument(
        "--law", action="append", default=[], metavar="HENVISNING", help="loven bag, fx »LAB § 31«"
    )
    request.add_argument("--format", choices=("md", "html"), default="html", help="sidens format")
    request.add_argument("--out", type=Path, metavar="FIL", help="skriv til en fil (ellers på skærmen)")
    for command in (export, request):  # so that --root may stand last, as with every other command
        command.add_argument(
            "--root", type=Path, metavar="MAPPE", default=argparse.SUPPRESS, help="portalens mappe"
        )


def run(args: argparse.Namespace) -> int:
    return _export(args) if args.what == "export" else _request(args)


def _export(args: argparse.Namespace) -> int:
    from rettesnor.letter.template import parse
    from rettesnor.load.deadlines import deadlines
    from rettesnor.word.outline import Value, outline
    from rettesnor.word.vendor import Mapping
    from rettesnor.yamltext import decode

    root: Path = args.root
    mapping = Mapping()
    if args.mapping is not None:
        path: Path = args.mapping.resolve()
        mapping = decode(read_text(path.parent, path).text, Mapping, path=str(args.mapping))
    paths = [_path(root, name) for name in args.letters] or sorted(
        (root / "letter_templates").glob("*/letter.md")
    )
    out: Path = args.out or root / ".rettesnor/export"
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    rules = {rule.id: rule for rule in deadlines(root).rules}
    asked: dict[str, str] = {}
    for path in paths:
        try:
            letter = read_letter(root, path).letter
            outlined = outline(parse(letter.source, path=letter.path, snippets=Snippets(root)))
            content = _content(letter, outlined, args.format, mapping)
        except ContentError as error:
            for problem in error.problems:
                print(visible(str(problem)), file=sys.stderr)
            continue
        (out / f"{path.parent.name}.{args.format}").write_bytes(content)
        written += 1
        asked |= {
            step.name: step.deadline for step in outlined.steps if isinstance(step, Value) and step.deadline
        }
    print(f"{written} af {len(paths)} breve skrevet i {out}")
    for field, name in sorted(asked.items()):
        print(
            visible(
                f"{mapping.name(field)}: systemet skal selv regne den sidste dag ud. {_told(rules.get(name))}"
            )
        )
    return 0 if written == len(paths) else INCOMPLETE


def _told(rule: DeadlineRule | None) -> str:
    """A rule in words, for those who must count its days in a system of their own."""
    if rule is None:
        return "Fristen findes ikke i content/deadlines.yml."
    unit = {"days": "dage", "weeks": "uger", "working_days": "hverdage"}[rule.unit]
    return f"{rule.title}: {rule.amount} {unit} efter den dag, brevet er fremme."


def _content(letter: Letter, outlined: "Outline", format: str, mapping: "Mapping") -> bytes:
    """The letter as one file. Raises ContentError for what the format or the mapping cannot say."""
    from rettesnor.word.export import exported
    from rettesnor.word.vendor import check_names, written

    check_names(mapping, letter.head, outlined, path=letter.path)
    if format == "docx":
        return exported(outlined, letter.head, names=mapping.fields)
    return written(outlined, mapping, "html" if format == "html" else "txt").encode()


def _request(args: argparse.Namespace) -> int:
    from rettesnor.word.request import Request, page

    root: Path = args.root
    letter = read_letter(root, _path(root, args.letter)).letter
    before = _before(root, letter, args.before)
    made = page(
        Request(
            letter=letter,
            before=before,
            after=letter.source[letter.body_start :],
            why=args.why,
            law=tuple(args.law) or letter.head.legal_basis,
            day=datetime.date.today(),
        ),
        args.format,
    )
    if args.out is None:
        sys.stdout.write("\n".join(map(visible, made.split("\n"))))
    else:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(made, encoding="utf-8", newline="\n")
    return 0


def _before(root: Path, letter: Letter, asked: str) -> str:
    """The letter's text as it is elsewhere: in a file, or in a version in git. Raises ContentError when it is in neither."""
    if Path(asked).is_file():
        before = read_letter(root, Path(asked).resolve()).letter
        return before.source[before.body_start :]
    from rettesnor.history.past import need_past
    from rettesnor.yamltext import split_front_matter

    past = need_past(root)
    sha = past.repository.resolve(asked)
    if sha is None:
        message = f"»{asked}« er hverken en fil eller en udgave i git."
        raise ContentError(Problem(path="--before", line=0, message=message))
    for path in dict.fromkeys((letter.path, *(version.path for version in past.versions(letter.path)))):
        content = past.repository.file_at(sha, path)
        if content is not None:
            source = content.decode("utf-8", "replace")
            return source[split_front_matter(source).body_start :]
    raise ContentError(Problem(path=letter.path, message=f"Brevet fandtes ikke i udgaven »{asked}«."))


def _path(root: Path, name: str) -> Path:
    """The file of a letter by its name, its folder or its path. Raises ContentError when there is none."""
    slug = name.removesuffix("/").removesuffix("/letter.md").rpartition("/")[2]
    for path in (Path(name).resolve(), root / "letter_templates" / slug / "letter.md"):
        if path.is_file():
            return path
    from rettesnor.yamltext import suggest

    known = [path.parent.name for path in (root / "letter_templates").glob("*/letter.md")]
    hint = suggest(slug, known) or " Se i letter_templates/, hvad der findes."
    raise ContentError(Problem(path="letter_templates", message=f"Brevet »{slug}« findes ikke.{hint}"))
