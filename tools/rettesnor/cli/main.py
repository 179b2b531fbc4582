"""`rettesnor COMMAND ...`: finds the command's module, reads its arguments in Danish, and turns faults into exit statuses.

A command module has `add_arguments(parser)` and `run(args) -> int`; `args.root` is the resolved content root.
"""

import argparse
import errno
import importlib
import keyword
import os
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Never, Protocol

from rettesnor import __version__

# Command -> what it does, as `rettesnor --help` shows them. The module is rettesnor.cli.<command with _>; import is import_.
GROUPS = {
    "Portalen": {
        "serve": "vis portalen på denne maskine",
        "build": "byg portalen som filer",
        "index": "byg søgeindekset",
    },
    "Find": {
        "search": "søg i arbejdsgange, breve, ord, lov og kontakter",
        "impact": "vis, hvad der bygger på en lov, en blanket eller et system",
        "history": "vis en sides versioner: hvornår og hvorfor",
        "asof": "vis en side, som den var en dag",
    },
    "Tjek": {
        "check": "tjek breve og arbejdsgange mod sprogpolitik og lov",
        "fix": "ret det, der kan rettes sikkert",
        "explain": "vis en regel: hvad, hvorfor og hvad du skriver i stedet",
        "text": "vis sætninger, ord og lix for en tekst",
        "cite": "find lovhenvisninger i en tekst",
        "law": "vis, hvilke love der skal slås efter",
        "links": "se, om adresserne på nettet stadig svarer",
        "baseline": "skriv kendte fund ned, så kun nye stopper en ændring",
        "audit": "se, hvad der er galt i færdige breve, så mange der end er",
    },
    "Skriv": {
        "new": "opret noget nyt ved at svare på spørgsmål",
        "preview": "vis et brev, som borgeren får det: Digital Post, Min Side og papir",
        "import": "lav et brev af et Word-dokument",
        "annotate": "skriv fundene som kommentarer i en kopi af et Word-dokument",
        "letters": "giv breve videre til andre systemer, og bed om ændringer",
        "schemas": "skriv JSON Schema til editorer",
    },
    "Drift": {
        "doctor": "tjek, at maskinen har, hvad der skal til",
        "deployed": "vis loggen over udgivelser, eller skriv en linje i den",
        "backup": "gem det, der ikke kan laves igen, i én fil",
        "feedback": "slet tilbagemeldinger og søgninger, når deres tid er gået",
        "keys": "lav nøgler til systemer, der spørger gennem API'et",
    },
}
COMMANDS = {name: about for group in GROUPS.values() for name, about in group.items()}
USAGE, OURS = 2, 70  # exit statuses: wrong usage or content; a fault of ours (EX_SOFTWARE)
CLOSED_PIPE, INTERRUPTED = 141, 130  # what a shell reports after SIGPIPE and SIGINT


class Command(Protocol):
    """What a command module offers."""

    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class DanishParser(argparse.ArgumentParser):
    """argparse with Danish headings and errors."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self._positionals.title = "argumenter"
        self._optionals.title = "valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "brug: ", 1)

    def error(self, message: str) -> Never:
        from rettesnor.model import visible

        usage = self.format_usage().replace("usage: ", "brug: ", 1)
        self.exit(
            USAGE,
            f"{usage}{visible(_danish(message))}\nSkriv »{self.prog} --help« for at se, hvad du kan vælge.\n",
        )


def main(argv: list[str] | None = None) -> int:
    """Run one command; the process's exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--root"] and len(arguments) > 2:
        arguments = [arguments[2], *arguments[:2], *arguments[3:]]
    try:
        status = _said(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader (head, less) has gone; the rest of the output has no reader
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        from rettesnor.model import visible
        from rettesnor.model.refusal import REFUSALS, refusal

        if error.errno == errno.ENOENT or error.errno not in REFUSALS:
            traceback.print_exc()
        else:
            place = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes)) else ""
            print(visible(f"{place}{refusal(error)}"), file=sys.stderr)
        return OURS
    except Exception:  # noqa: BLE001 -- the top of the edge: a fault of ours must not look like findings (1)
        traceback.print_exc()
        return OURS


def _said(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print(_overview())
        return 0 if arguments else USAGE
    if arguments[0] == "--version":
        print(f"rettesnor {__version__}")
        return 0
    if arguments[0] not in COMMANDS:
        print(_unknown(arguments[0]), file=sys.stderr)
        return USAGE
    return _run(arguments[0], arguments[1:])


def _run(name: str, arguments: list[str]) -> int:
    module = name.replace("-", "_") + "_" * keyword.iskeyword(name)
    command: Command = importlib.import_module(f"rettesnor.cli.{module}")  # pyright: ignore[reportAssignmentType] -- a module is its own protocol
    parser = DanishParser(prog=f"rettesnor {name}", description=_sentence(COMMANDS[name]))
    parser.add_argument(
        "--root", type=Path, metavar="MAPPE", help="portalens mappe (ellers den nærmeste med mkdocs.yml)"
    )
    command.add_arguments(parser)
    args = parser.parse_args(arguments)
    from rettesnor.load.root import find_root
    from rettesnor.model import ContentError

    try:
        args.root = args.root.resolve() if args.root else find_root(Path.cwd())
        if not args.root.is_dir():
            parser.error(f"mappen {args.root} findes ikke")
        return command.run(args)
    except ContentError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return USAGE


def _sentence(about: str) -> str:
    return f"{about[0].upper()}{about[1:]}."


def _overview() -> str:
    width = max(map(len, COMMANDS))
    groups = [
        "\n".join([f"{title}:", *(f"  {name:<{width}}  {about}" for name, about in group.items()), ""])
        for title, group in GROUPS.items()
    ]
    return "\n".join(
        [
            "brug: rettesnor KOMMANDO [valg]",
            "",
            "Arbejdsgange og breve, der er til at finde og til at stole på.",
            "",
            *groups,
            "Skriv »rettesnor KOMMANDO --help« for at se, hvad en kommando kan.",
        ]
    )


def _unknown(name: str) -> str:
    from rettesnor.model import visible
    from rettesnor.yamltext import suggest

    hint = suggest(name, COMMANDS) or " Skriv »rettesnor --help« for at se dem alle."
    return visible(f"»{name}« er ikke en kommando.{hint}")


def _danish(message: str) -> str:
    """argparse's own messages in Danish; what is not known here stays as it is."""
    for pattern, danish in (
        (r"the following arguments are required: (.*)", r"Der mangler: \1."),
        (r"unrecognized arguments: (.*)", r"Det kendes ikke her: \1."),
        (r"argument (\S+): expected one argument", r"\1 skal have en værdi efter sig."),
        (r"argument (\S+): expected at least one argument", r"\1 skal have mindst én værdi efter sig."),
        (
            r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)",
            r"\1 kan ikke være »\2«. Vælg: \3.",
        ),
        (r"argument (\S+): invalid \S+ value: '(.*)'", r"\1 kan ikke være »\2«."),
        (r"argument (\S+): not allowed with argument (\S+)", r"\1 kan ikke bruges sammen med \2."),
    ):
        if re.fullmatch(pattern, message):
            return re.sub(pattern, danish, message)
    return message
