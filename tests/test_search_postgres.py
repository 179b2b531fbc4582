"""The same search on PostgreSQL: a real server, and a replica that reads go to."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from postgresql import Server
from rettesnor.load import load
from rettesnor.model import ContentError
from rettesnor.search import postgres
from rettesnor.search.build import build, index
from rettesnor.search.document import Document
from rettesnor.search.engine import Gone
from rettesnor.search.folder import FolderStore
from rettesnor.search.postgres import PostgresStore
from rettesnor.search.searcher import Searcher
from waiting import LONGEST_S, until

ROOT = Path(__file__).parents[1]
QUERIES = [
    line.split("\t")[2]
    for line in (ROOT / "tests/search/queries.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server().create()
    yield made
    made.stop()
    shutil.rmtree(made.folder)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on a busy machine may be slow to answer; it is not away."""
    monkeypatch.setattr(postgres, "WAIT", LONGEST_S)
    monkeypatch.setattr(postgres, "CONNECT", LONGEST_S)


@pytest.fixture
def connect() -> Iterator[Callable[[str], PostgresStore]]:
    """Opens stores, and closes them after the test."""
    opened: list[PostgresStore] = []

    def opens(address: str) -> PostgresStore:
        opened.append(PostgresStore(address))
        return opened[-1]

    yield opens
    for store in opened:
        store.close()


@pytest.fixture
def store(server: Server, connect: Callable[[str], PostgresStore]) -> PostgresStore:
    with psycopg.connect(server.address) as connection:
        connection.execute("DROP SCHEMA IF EXISTS rettesnor CASCADE")
    return connect(server.address)


def page(title: str, body: str = "") -> Document:
    return Document(id="content/glossary/prøve", kind="term", title=title, url="/glossary/prøve/", body=body)


def test_every_query_gets_the_same_hits_as_from_the_folder(store: PostgresStore, tmp_path: Path) -> None:
    project = load(ROOT)
    folder = FolderStore(tmp_path)
    build(project, folder)
    build(project, store)
    ours, theirs = Searcher(folder), Searcher(store)

    for query in QUERIES:
        one, other = ours.search(query), theirs.search(query)
        assert [(hit.id, hit.snippet) for hit in one.hits] == [(hit.id, hit.snippet) for hit in other.hits]
        assert (one.total, one.facets, one.did_you_mean) == (other.total, other.facets, other.did_you_mean)
    assert len(QUERIES) >= 100


def test_a_searcher_sees_a_new_index_at_once(store: PostgresStore) -> None:
    index((page("Gammel titel"),), store, state="før")
    searcher = Searcher(store)
    assert (searcher.search("gammel").total, store.state()) == (1, "før")

    index((page("Ny overskrift"),), store, state="nu")

    assert (searcher.search("gammel").total, searcher.search("overskrift").total) == (0, 1)
    assert store.state() == "nu"


def test_a_run_that_fails_leaves_the_old_index_and_nothing_else(server: Server, store: PostgresStore) -> None:
    index((page("Gammel titel"),), store)

    with pytest.raises(RuntimeError, match="midt i det hele"):
        index((page("Ny titel"), page("Anden")), store, progress=_fail)

    assert Searcher(store).search("gammel").total == 1
    with psycopg.connect(server.address) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'rettesnor'"
        ).fetchone()
    assert tables == (3,)


def _fail(stage: str, _done: int, _all: int) -> None:
    if stage == "Skriver indeks":
        raise RuntimeError("midt i det hele")


def test_without_an_index_the_error_says_what_to_do(store: PostgresStore) -> None:
    with pytest.raises(ContentError, match="Kør »rettesnor index«"):
        Searcher(store).search("noget")


def test_old_indexes_are_cleared_away_and_readers_go_on(server: Server, store: PostgresStore) -> None:
    index((page("Titel 1"),), store)
    old = store.open(store.current() or "")
    for number in range(2, 6):
        index((page(f"Titel {number}"),), store)

    with pytest.raises(Gone):
        old.engine.postings("titel")
    with psycopg.connect(server.address) as connection:
        left = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'posting_%'"
        ).fetchone()
    assert left == (2,)


def test_reads_go_on_while_an_index_is_written(store: PostgresStore) -> None:
    index(_many("gammel"), store)
    searcher = Searcher(store)
    done = threading.Event()

    def read() -> set[int]:
        found: set[int] = set()
        while not done.is_set():
            found.add(searcher.search("side gammel ny").total)
        return found

    with ThreadPoolExecutor(max_workers=4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for name in ("ny", "gammel", "ny"):
            index(_many(name), store)
        done.set()

    assert [reader.result() for reader in readers] == [{300}] * 4


def _many(word: str) -> tuple[Document, ...]:
    return tuple(
        Document(id=f"content/glossary/{n}", kind="term", title=f"Side {n}", url=f"/{n}/", body=word)
        for n in range(300)
    )


def test_two_runs_at_once_are_refused(
    server: Server, store: PostgresStore, connect: Callable[[str], PostgresStore]
) -> None:
    def inner(stage: str, _done: int, _all: int) -> None:
        if stage == "Skriver indeks":
            index((page("Titel"),), connect(server.address))

    with pytest.raises(ContentError, match="bygget af et andet program"):
        index((page("Titel"),), store, progress=inner)


def test_text_that_no_database_holds_is_indexed_all_the_same(store: PostgresStore) -> None:
    index((page("Titel", body=f"før\0efter {'a' * 5000}"),), store)

    assert Searcher(store).search("efter").total == 1


def test_a_replica_serves_reads_and_may_stop_and_come_back(
    server: Server, store: PostgresStore, connect: Callable[[str], PostgresStore]
) -> None:
    index((page("Gammel titel"),), store)
    replica = Server().follow(server)
    both = f"postgresql://{server.user}@/postgres?host={replica.folder},{server.folder}"
    reading = connect(both)
    searcher = Searcher(reading)
    try:
        assert searcher.search("gammel").total == 1
        assert reading.row("SELECT pg_is_in_recovery()", 0) == (True,)

        index((page("Ny overskrift"),), reading)  # written on the server that takes writes
        until(lambda: searcher.search("overskrift").total == 1)

        replica.stop()
        assert searcher.search("overskrift").total == 1
        assert reading.row("SELECT pg_is_in_recovery()", 0) == (False,)

        replica.start()
        assert connect(both).row("SELECT pg_is_in_recovery()", 0) == (True,)
    finally:
        replica.stop()
        shutil.rmtree(replica.folder)


def test_a_server_that_does_not_answer_is_told_without_its_password(
    tmp_path: Path, connect: Callable[[str], PostgresStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "WAIT", 1)
    away = connect(f"postgresql://reader:hemmelig@/search?host={tmp_path}&connect_timeout=1")

    with pytest.raises(ContentError, match="svarer ikke") as told:
        Searcher(away).search("noget")

    assert "hemmelig" not in str(told.value)


def test_the_commands_write_and_read_the_database(server: Server, store: PostgresStore, root: Path) -> None:
    command = [sys.executable, "-m", "rettesnor"]
    chosen = ["--root", str(root), "--engine", server.address]
    subprocess.run([*command, "index", *chosen], check=True, capture_output=True)

    done = subprocess.run(
        [*command, "search", *chosen, "--json", "Min", "Plan"], check=True, capture_output=True, text=True
    )

    assert [hit["id"] for hit in json.loads(done.stdout)["hits"]] == ["content/glossary/min-plan"]
    assert done.stderr == ""
    assert not (root / ".rettesnor" / "index").exists()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content" / "glossary").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Prøve\n", encoding="utf-8")
    term = "id: min-plan\nterm: Min Plan\ndefinition: Den plan, som borgeren og jobcentret laver sammen.\n"
    (tmp_path / "content" / "glossary" / "min-plan.yml").write_text(term, encoding="utf-8")
    return tmp_path


def test_an_address_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ContentError, match="postgresql://bruger@server/database"):
        PostgresStore("postgresql://[::1/uafsluttet")
