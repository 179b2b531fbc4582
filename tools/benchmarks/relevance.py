"""How well search finds what caseworkers look for: MRR@10 and recall@10 by kind of query, beside two baselines.

    python tools/benchmarks/relevance.py [--set dev|held_out|all] [--distractors 2000] [--baselines] [--misses]

The queries are tests/search/queries.tsv, the pages those of this checkout, with generated pages among them if
asked for. Baselines on the same pages: Material's built-in search (its own worker in Node, as `lang: da` sets
it) and Whoosh's LanguageAnalyzer("da") with a parser that joins words by OR (AND finds less).
MRR@10 is the mean of 1/rank of the first page that answers; recall@10 the mean share of the pages that answer
among the first ten.
"""

import argparse
import datetime
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import material
from distractors import distractors
from whoosh import fields, index
from whoosh.analysis import LanguageAnalyzer
from whoosh.qparser import MultifieldParser, OrGroup

from rettesnor.load import load
from rettesnor.model.project import Project
from rettesnor.search.build import index as build_index
from rettesnor.search.document import Document
from rettesnor.search.documents import documents, labels
from rettesnor.search.folder import FolderStore
from rettesnor.search.names import renamings, synonym_groups
from rettesnor.search.searcher import Searcher

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2026, 11, 22)
QUERIES = ROOT / "tests" / "search" / "queries.tsv"
WORKERS = Path(material.__file__).parent / "templates" / "assets" / "javascripts" / "workers"


class Query(NamedTuple):
    kind: str
    set: str
    text: str
    expected: tuple[str, ...]


class Score(NamedTuple):
    queries: int
    mrr: float
    recall: float


Ask = Callable[[Sequence[str]], list[list[str]]]


def queries(chosen: str) -> list[Query]:
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    found = [Query(kind, set_, text, tuple(expected.split())) for kind, set_, text, expected in rows]
    return [query for query in found if chosen in ("all", query.set)]


def score(asked: Sequence[Query], answers: Sequence[Sequence[str]]) -> Score:
    ranks = [
        next((n for n, id_ in enumerate(a[:10], 1) if id_ in q.expected), None)
        for q, a in zip(asked, answers, strict=True)
    ]
    mrr = sum(1 / rank for rank in ranks if rank) / len(asked)
    shares = [
        len(set(a[:10]) & set(q.expected)) / len(q.expected) for q, a in zip(asked, answers, strict=True)
    ]
    return Score(len(asked), mrr, sum(shares) / len(asked))


def ours(pages: Sequence[Document], project: Project, folder: Path) -> Ask:
    store = FolderStore(folder)
    build_index(
        pages,
        store,
        facet_labels=labels(project),
        names=renamings(project, day=DAY),
        synonyms=synonym_groups(project),
    )
    searcher = Searcher(store)
    return lambda texts: [[hit.id for hit in searcher.search(text).hits] for text in texts]


def whoosh(pages: Sequence[Document], folder: Path) -> Ask:
    analyzer = LanguageAnalyzer("da")
    schema = fields.Schema(
        id=fields.ID(stored=True), title=fields.TEXT(analyzer, field_boost=3.0), body=fields.TEXT(analyzer)
    )
    folder.mkdir()
    made = index.create_in(str(folder), schema)
    writer = made.writer()
    for page in pages:
        writer.add_document(
            id=page.id, title=page.title, body=" ".join((page.body, *page.keywords, *page.former))
        )
    writer.commit()
    parser = MultifieldParser(["title", "body"], schema, group=OrGroup)

    def ask(texts: Sequence[str]) -> list[list[str]]:
        with made.searcher() as searcher:
            return [[hit["id"] for hit in searcher.search(parser.parse(text), limit=10)] for text in texts]

    return ask


def built_in(pages: Sequence[Document]) -> Ask:
    worker = next(WORKERS.glob("search.*.min.js"))
    docs = [
        {
            "location": page.id,
            "title": page.title,
            "text": " ".join((page.body, *page.keywords, *page.former)),
        }
        for page in pages
    ]

    def ask(texts: Sequence[str]) -> list[list[str]]:
        said = json.dumps({"docs": docs, "queries": list(texts)})
        command = ["node", str(Path(__file__).with_name("material_search.mjs")), str(worker)]
        return json.loads(
            subprocess.run(command, input=said, capture_output=True, check=True, text=True).stdout
        )

    return ask


def table(asked: Sequence[Query], engines: dict[str, Ask], *, misses: bool) -> str:
    texts = [query.text for query in asked]
    answers = {name: ask(texts) for name, ask in engines.items()}
    kinds = list(dict.fromkeys(query.kind for query in asked))
    lines = [f"| kind | queries | {' | '.join(engines)} |", "|---|---|" + "---|" * len(engines)]
    for kind in (*kinds, "all"):
        chosen = [n for n, query in enumerate(asked) if kind in (query.kind, "all")]
        cells = []
        for name in engines:
            s = score([asked[n] for n in chosen], [answers[name][n] for n in chosen])
            cells.append(f"{s.mrr:.3f} / {s.recall:.3f}")
        lines.append(f"| {kind} | {len(chosen)} | {' | '.join(cells)} |")
    if misses:
        for query, found in zip(asked, answers["Rettesnor"], strict=True):
            missing = set(query.expected) - set(found)
            if missing or found[0] not in query.expected:
                lines.append(
                    f"{query.kind}: {query.text!r} wants {query.expected}, got {found[:5]}, missing {sorted(missing)}"
                )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="MRR@10 / recall@10 by kind of query.")
    parser.add_argument("--set", choices=("dev", "held_out", "all"), default="dev")
    parser.add_argument("--distractors", type=int, default=0)
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    project = load(ROOT)
    pages = (*documents(project), *distractors(args.distractors))
    with tempfile.TemporaryDirectory() as temporary:
        engines = {"Rettesnor": ours(pages, project, Path(temporary) / "ours")}
        if args.baselines:
            if shutil.which("node"):
                engines["Material's built-in, da"] = built_in(pages)
            else:
                print("Material's built-in search is left out: there is no node on this machine.\n")
            engines["Whoosh LanguageAnalyzer, OR"] = whoosh(pages, Path(temporary) / "whoosh")
        print(
            f"{len(pages)} pages, {args.distractors} of them generated; MRR@10 / recall@10 on the set »{args.set}«\n"
        )
        print(table(queries(args.set), engines, misses=args.misses))


if __name__ == "__main__":
    main()
