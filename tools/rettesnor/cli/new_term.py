"""`rettesnor new term`: an outdated name and its new one as a card, with its examples tried and the letters it touches."""

import argparse
import datetime
import json
import re

from rettesnor.checking.run import check
from rettesnor.checking.standard import load_standard
from rettesnor.checking.targets import targets
from rettesnor.load.steps import slug
from rettesnor.model import ContentError, Problem
from rettesnor.model.policy import Card
from rettesnor.policy import compile_policy
from rettesnor.yamltext import decode

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CARD = """id: {id}
title: {title}
severity: error
message: "»{{found}}« er et forældet navn. Skriv »{{suggestion}}«."
why: {why}
sources:
  - {{title: {source}, checked: {checked}}}
check:
  kind: terms
  from: {day}
  names:
    - {{term: {old}, endings: [{endings}]}}
  use: {new}
bad:
  - {{text: {wrong}, finds: [{found}]}}
good:
  - {right}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "old", metavar="GAMMELT", help="det gamle navn i ubestemt ental, for eksempel jobplan"
    )
    parser.add_argument("new", metavar="NYT", help="det nye navn, for eksempel »Min Plan«")
    parser.add_argument("--endings", default="", metavar="EN,ER,ERNE", help="det gamle navns endelser")
    parser.add_argument(
        "--from", dest="day", required=True, metavar="ÅÅÅÅ-MM-DD", help="fra hvilken dag det er forældet"
    )
    parser.add_argument("--why", required=True, metavar="TEKST", help="hvorfor, i en sætning eller to")
    parser.add_argument("--source", required=True, metavar="TEKST", help="hvor det står")
    parser.add_argument(
        "--checked", metavar="ÅÅÅÅ-MM-DD", help="dagen, hvor du så det der (tom: ikke slået efter)"
    )
    parser.add_argument("--wrong", required=True, metavar="SÆTNING", help="en sætning med det gamle navn")
    parser.add_argument("--found", required=True, metavar="ORD", help="det, reglen skal finde i den")
    parser.add_argument("--right", required=True, metavar="SÆTNING", help="en sætning, som er i orden")
    parser.add_argument("--name", metavar="NAVN", help="kortets navn (ellers efter det gamle navn)")


def run(args: argparse.Namespace) -> int:
    name: str = args.name or slug(args.old)
    if not _NAME.fullmatch(name):
        raise _fault("--name", f"»{name}« kan ikke bruges. Brug små bogstaver a-z, tal og bindestreg.")
    path = args.root / f"content/policy/terms/{name}.yml"
    shown = f"content/policy/terms/{name}.yml"
    if any((args.root / "content/policy").rglob(f"{name}.yml")):
        raise _fault(shown, "Kortet findes allerede. Ret det, eller vælg et andet --name.")
    text = _card(args, name)
    card = decode(text, Card, path=shown)
    _try_examples(card, shown)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    today = datetime.date.today()
    try:
        load_standard(args.root, today)
    except ContentError:
        path.unlink()
        raise
    report = check(args.root, targets(args.root, ()), day=today).report
    touched = sorted({finding.path for finding in report.findings if finding.rule == name})
    print(shown)
    files = "1 fil" if len(touched) == 1 else f"{len(touched)} filer"
    print(f"Reglen rammer {files} i dag." if touched else "Ingen filer bruger navnet i dag.")
    for place in touched:
        print(f"  {place}")
    return 0


def _card(args: argparse.Namespace, name: str) -> str:
    endings = ", ".join(_quoted(ending.strip()) for ending in args.endings.split(",") if ending.strip())
    return CARD.format(
        id=name,
        title=_quoted(f"{args.old[:1].upper()}{args.old[1:]} hedder nu {args.new}"),
        why=_quoted(args.why),
        source=_quoted(args.source),
        checked=args.checked or "null",
        day=args.day,
        old=_quoted(args.old),
        endings=endings,
        new=_quoted(args.new),
        wrong=_quoted(args.wrong),
        found=_quoted(args.found),
        right=_quoted(args.right),
    )


def _try_examples(card: Card, path: str) -> None:
    """The wrong sentence is found just where it should be, and the right one is left alone."""
    policy = compile_policy((card,), day=datetime.date.max)
    for example in card.bad:
        seen = tuple(
            example.text[match.start : match.end]
            for match in policy.matches(
                example.text, block_kind="paragraph", audience="borger", kind="oplysning"
            )
        )
        if seen != example.finds:
            said = f"»{'«, »'.join(seen)}«" if seen else "ingenting"
            raise _fault(
                path, f"I »{example.text}« finder reglen {said}. Ret --endings, --wrong eller --found."
            )
    for text in card.good:
        if policy.matches(text, block_kind="paragraph", audience="borger", kind="oplysning"):
            raise _fault(
                path, f"Reglen slår ned på »{text}«, som skulle være i orden. Ret --right eller --endings."
            )


def _quoted(text: str) -> str:
    """A YAML text; JSON's quoting is YAML's too."""
    return json.dumps(text, ensure_ascii=False)


def _fault(place: str, message: str) -> ContentError:
    return ContentError(Problem(path=place, line=0, message=message))
