"""`rettesnor search QUERY`: the best pages for a query, as text or as JSON."""

import argparse
import html
import re
import sys

import msgspec

from rettesnor.cli.engine import add_engine, chosen
from rettesnor.load import load
from rettesnor.load.others import other_portals
from rettesnor.load.settings import settings
from rettesnor.model import visible
from rettesnor.model.urls import KIND_NAMES, KINDS
from rettesnor.search.build import build
from rettesnor.search.results import Hit, Results, answer
from rettesnor.search.searcher import Searcher

INDENT = (0, 0, 0, 2)
MARKED = re.compile(r"<mark>(.*?)</mark>")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query", metavar="SØGNING", nargs="+", help="det, du leder efter; stavefejl gør ikke noget"
    )
    parser.add_argument("--kind", choices=KINDS, metavar="SLAGS", help=f"kun én slags: {', '.join(KINDS)}")
    parser.add_argument("--limit", type=_positive, default=10, metavar="ANTAL", help="højst så mange (10)")
    add_engine(parser)
    parser.add_argument("--json", action="store_true", help="svar som JSON")


def run(args: argparse.Namespace) -> int:
    store = chosen(args, settings(args.root))
    if store.current() is None:
        print("Bygger søgeindekset første gang ...", file=sys.stderr)
        project = load(args.root)
        others, problems = other_portals(args.root, project.settings)
        for problem in problems:
            print(problem, file=sys.stderr)
        build(project, store, others=others)
    results = Searcher(store).search(" ".join(args.query), kind=args.kind, limit=args.limit)
    if args.json:
        print(msgspec.json.format(msgspec.json.encode(answer(results)), indent=2).decode())
    elif sys.stdout.isatty():
        _show(results)
    else:
        print("\n".join(map(visible, _lines(results))))
    return 0


def _notes(results: Results) -> list[str]:
    notes = [
        f"»{name.old}« {'er afløst af' if name.replaced else 'hedder nu'} »{name.new}«."
        for name in results.renamed
    ]
    if results.did_you_mean:
        notes.append(f"Mente du »{results.did_you_mean}«?")
    if not results.total:
        notes.append("Ingen sider passer. Prøv færre ord eller et andet ord for det samme.")
    return notes


def _lines(results: Results) -> list[str]:
    """Results without colour, one page on three lines."""
    lines = _notes(results)
    for hit in results.hits:
        lines += [f"{hit.title} ({_kind(hit)})", f"  {hit.url}", f"  {_text(hit)}"]
    return [*lines, *_total(results)]


def _kind(hit: Hit) -> str:
    """What it is, and where it stands when that is not here."""
    return f"{KIND_NAMES[hit.kind]}, {hit.portal}" if hit.portal else KIND_NAMES[hit.kind]


def _text(hit: Hit) -> str:
    return html.unescape(MARKED.sub(r"\1", hit.snippet))


def _total(results: Results) -> list[str]:
    more = results.total - len(results.hits)
    return (
        [f"... og {more} mere." if more == 1 else f"... og {more} mere. Se flere med --limit."]
        if more > 0
        else []
    )


def _show(results: Results) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for note in _notes(results):
        console.print(Text(note, style="yellow"))
    for hit in results.hits:
        title = Text.assemble((visible(hit.title), "bold"), "  ", (visible(_kind(hit)), "cyan"))
        snippet = Text()
        for number, piece in enumerate(MARKED.split(hit.snippet)):
            snippet.append(visible(html.unescape(piece)), style="bold green" if number % 2 else "")
        console.print(title)
        console.print(Padding(Text(hit.url, style="dim"), INDENT))
        console.print(Padding(snippet, INDENT))
    for line in _total(results):
        console.print(Text(line, style="dim"))
