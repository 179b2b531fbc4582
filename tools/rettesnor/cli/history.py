"""`rettesnor history PAGE`: every version of a page, with its reason; and whether every change has one."""

import argparse
import sys

import msgspec

from rettesnor.cli.versions import WORDS_HELP, differing, need_page, passages_json, when
from rettesnor.history.past import Past, need_past
from rettesnor.history.reasons import check_reasons
from rettesnor.history.repository import repository
from rettesnor.history.versions import Version
from rettesnor.model import visible

_SINCE_HOOK = ""
_WHAT = {"new": "Siden kom til.", "gone": "Siden gik ud.", "moved": "Siden er flyttet.", "changed": ""}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "page", nargs="?", metavar="SIDE", help="sidens id, fil eller adresse: sygedagpenge/forlaengelse"
    )
    parser.add_argument("--words", action="store_true", help=WORDS_HELP)
    parser.add_argument("--json", action="store_true", help="skriv JSON")
    parser.add_argument(
        "--check-reasons",
        nargs="?",
        const=_SINCE_HOOK,
        metavar="VERSION",
        help="tjek, at hver ændring af indholdet siger hvorfor: siden VERSION, eller siden tools/ci/commit-msg kom til",
    )


def run(args: argparse.Namespace) -> int:
    if args.check_reasons is not None:
        return _check(args)
    past = need_past(args.root)
    path = need_page(past, args.page)
    found = past.versions(path)
    if args.json:
        answer = {
            "version": 1,
            "page": path,
            "title": past.title(path),
            "from_deployment_log": past.history.logged,
            "versions": [_as_json(version, path, past, words=args.words) for version in found],
        }
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
        return 0
    print(visible(f"{past.title(path)} ({path})"))
    if not past.history.logged:
        print(
            "Datoerne er fra git: den dag, ændringen blev gemt. Der er ingen log over, hvornår læserne fik den."
        )
    if past.history.shallow:
        print("Ældre ændringer er ikke hentet til denne maskine.")
    if path in past.history.unsaved:
        print("\nÆndret på denne maskine og ikke gemt i git endnu.")
    for version in found:
        unit = past.unit(version, path)
        print()
        print(visible(f"{when(version.time)}  {version.sha[:10]}{f'  {unit}' if unit else ''}"))
        print(visible(f"  {version.why or 'Grunden er ikke skrevet ned.'} {_WHAT[version.kind]}".rstrip()))
        if past.history.logged and version.published is None:
            print("  Ikke udgivet endnu.")
        for line in differing(past.passages(version)) if args.words else ():
            print(visible(f"    {line}"))
    return 0


def _as_json(version: Version, path: str, past: Past, *, words: bool) -> dict[str, object]:
    return {
        "sha": version.sha,
        "time": version.time,
        "published": version.published,
        "kind": version.kind,
        "path": version.path,
        "why": version.why,
        "unit": past.unit(version, path),
        **({"differences": passages_json(past.passages(version))} if words else {}),
    }


def _check(args: argparse.Namespace) -> int:
    found = repository(args.root)
    if found is None:
        print("Mappen er ikke hentet med git, så der er ingen ændringer at tjekke.")
        return 0
    checked = check_reasons(found, args.check_reasons or None)
    if checked.shallow:
        print(
            "Kun den nyeste del af historikken er hentet. Det, der ligger før, er ikke tjekket.",
            file=sys.stderr,
        )
    for commit in checked.without:
        print(visible(f"{commit.sha[:10]} {commit.subject}: siger ikke hvorfor."))
        for change in commit.changes[:3]:
            print(visible(f"    {change.path}"))
    if checked.without:
        print(
            "\nSlut beskeden med en linje, som læserne forstår: »Hvorfor: Loven skiftede navn 1. januar.« Mindst tre ord."
            "\nDen nyeste retter du med »git commit --amend«, ældre med »git rebase -i«."
        )
        return 1
    changes = "1 ændring" if checked.count == 1 else f"{checked.count} ændringer"
    print(
        f"{changes} af indholdet siden {checked.since[:10]}. {'Alle' if checked.count != 1 else 'Den'} siger hvorfor."
    )
    return 0
