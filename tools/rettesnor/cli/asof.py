"""`rettesnor asof DATE PAGE`: a page as readers had it when a day ended."""

import argparse
import datetime
import sys

import msgspec

from rettesnor.cli.versions import WORDS_HELP, differing, need_page, passages_json, when
from rettesnor.history.differences import differences
from rettesnor.history.past import need_past
from rettesnor.model import visible

NOT_THERE = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "date",
        type=datetime.date.fromisoformat,
        metavar="DATO",
        help="dagen: ÅÅÅÅ-MM-DD, for eksempel 2025-03-01",
    )
    parser.add_argument(
        "page", metavar="SIDE", help="sidens id, fil eller adresse: sygedagpenge/forlaengelse"
    )
    parser.add_argument("--words", action="store_true", help=f"{WORDS_HELP} siden")
    parser.add_argument("--json", action="store_true", help="skriv JSON")


def run(args: argparse.Namespace) -> int:
    past = need_past(args.root)
    path = need_page(past, args.page)
    then = past.on(path, args.date)
    if then is None or then.content is None:
        reason = (
            "Siden fandtes ikke den dag."
            if then
            else f"Vi ved ikke, hvad der gjaldt den dag: Historikken begynder {when(past.history.marks[0].time)}."
        )
        print(reason, file=sys.stderr)
        return NOT_THERE
    now = past.now(path)
    passages = differences(then.content, now, path=path, called=past.called)
    if args.json:
        answer = {
            "version": 1,
            "page": path,
            "date": args.date,
            "path": then.path,
            "sha": then.mark.sha,
            "since": (then.version or then.mark).time,
            "deployed_at": then.mark.time if then.mark.deployed else None,
            "approver": then.mark.approver,
            "text": then.content.decode("utf-8", "replace"),
            "differences": passages_json(passages),
        }
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
        return 0
    written = when((then.version or then.mark).time)
    source = f"gemt i git {written}; der er ingen log over, hvornår læserne fik det"
    if then.mark.deployed:
        source = f"fra {written}; den dag gjaldt udgivelsen fra {when(then.mark.time)}, godkendt af {then.mark.approver}"
    print(visible(f"{then.path}, {source}."), file=sys.stderr)
    if args.words:
        for line in differing(passages):
            print(visible(line))
        if not passages:
            print("Teksten er den samme i dag.")
        return 0
    for line in then.content.decode("utf-8", "replace").splitlines():
        print(visible(line))
    if passages:
        places = "1 sted" if len(passages) == 1 else f"{len(passages)} steder"
        print(f"{places} er anderledes i dag. Se dem med --words.", file=sys.stderr)
    return 0
