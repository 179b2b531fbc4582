"""`rettesnor serve`: builds what is stale, then shows the portal and its search on this machine."""

import argparse
import datetime
import errno
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import uvicorn
import watchfiles

from rettesnor.checking.previews import all_previews
from rettesnor.checking.run import check
from rettesnor.checking.targets import targets
from rettesnor.checking.trend import trend
from rettesnor.cli.engine import add_engine, chosen
from rettesnor.cli.readers import Readers
from rettesnor.cli.service import routes
from rettesnor.cli.workshop import Workshop
from rettesnor.load import load
from rettesnor.load.deadlines import deadlines
from rettesnor.load.others import other_portals
from rettesnor.load.settings import settings
from rettesnor.model import ContentError, Report, TrendPoint
from rettesnor.model.refusal import refusal
from rettesnor.portal import links
from rettesnor.portal.published import INPUTS, Published, content_state
from rettesnor.portal.site import index
from rettesnor.search.build import build as build_search
from rettesnor.search.engine import Store
from rettesnor.search.searcher import Searcher
from rettesnor.web import create

USAGE = 2
A_SECOND = 1000  # ms
FIRST_GIVEN = 3  # the first file that systemd hands over
_BUILDING = threading.Lock()
WAITING = 128  # connections that may wait while something is built


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADRESSE", help="adresse at lytte på (ellers 127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=int, default=8000, metavar="PORT", help="port at lytte på (ellers 8000)"
    )
    add_engine(parser)
    parser.add_argument(
        "--socket",
        type=Path,
        metavar="FIL",
        help="lyt på denne unix-socket i stedet for en port (bag en proxy)",
    )
    parser.add_argument(
        "--log", action="store_true", help="skriv en linje JSON for hvert svar, uden personoplysninger"
    )
    parser.add_argument("--watch", action="store_true", help="byg igen, når en fil ændres")


def run(args: argparse.Namespace) -> int:
    root: Path = args.root
    host: str = args.host
    port: int = args.port
    published = Published(root)
    store = chosen(args, settings(root))
    listening = _given() or (_listen_at(args.socket) if args.socket else _listen(host, port))
    if listening is None:
        other = "Vælg en anden fil." if args.socket else f"Prøv --port {port + 1}."
        place = str(args.socket) if args.socket else f"Port {port} på {host}"
        print(f"{place} er optaget eller kan ikke bruges. {other}", file=sys.stderr)
        return USAGE
    with listening:
        # A service that starts again shows what was built before at once, and builds beside it.
        at_once = args.watch and published.current() is not None
        if (
            not at_once
            and not _refreshed(root, published, store)
            and not args.watch
            and not published.current()
        ):
            return USAGE
        workshop = Workshop(root, published, rebuild=lambda: _refreshed(root, published, store))
        workshop.start()
        search = Searcher(store)
        readers = Readers(root, workshop.settings, workshop.access, folder=published.current, search=search)
        readers.start()
        app = create(
            folder=published.current,
            search=search,
            deadlines=lambda: deadlines(root),
            more=(*routes(root, published, workshop), *readers.routes()),
            searched=readers.searched,
            refused=workshop.noted,
            log=_log if args.log else None,
        )
        if args.watch:
            threading.Thread(target=_watch, args=(root, published, store, at_once), daemon=True).start()
        # Who a request comes from is decided by `access` alone, so uvicorn must not take a forwarded address for it.
        config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
        _Server(config, started=lambda: _announce(_address(listening))).run(sockets=[listening])
    return 0


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, *, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()


def _given() -> socket.socket | None:
    """The socket that systemd holds for us, so that nobody is turned away while we start again (sd_listen_fds(3))."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    return socket.socket(fileno=FIRST_GIVEN)


def _listen_at(path: Path) -> socket.socket | None:
    """A unix socket that our own group may use; one that a killed service left behind is taken over."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if path.is_socket():
            try:
                listening.connect(str(path))
            except ConnectionRefusedError:
                path.unlink()
            else:
                raise OSError(errno.EADDRINUSE, "somebody answers there")
        listening.bind(str(path))
        path.chmod(0o660)
        listening.listen(WAITING)
    except OSError:
        listening.close()
        return None
    return listening


def _address(listening: socket.socket) -> str:
    if listening.family == socket.AF_UNIX:
        return str(listening.getsockname())
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _listen(host: str, port: int) -> socket.socket | None:
    """The port, taken before anything is built, so that nobody waits for a build that cannot be shown."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(WAITING)
    except OSError:
        listening.close()
        return None
    return listening


def _announce(address: str) -> None:
    print(f"\nPortalen er klar på {address}\nStop med Ctrl+C.", flush=True)


def _refreshed(root: Path, published: Published, store: Store) -> bool:
    """Whether what is shown is up to date. Where nothing could be built the reason is told, and readers keep what they had."""
    try:
        with _BUILDING:  # an approval and a changed file may ask at once
            _refresh(root, published, store)
    except ContentError as error:
        for problem in error.problems:
            print(f"    {problem}", file=sys.stderr, flush=True)
    except OSError as error:  # a full disk, or a file that went away while it was read
        print(f"    {error.filename or root}: {refusal(error)}", file=sys.stderr, flush=True)
    else:
        return True
    if published.current() is not None:
        _say("Siderne er ikke bygget igen. De forrige vises stadig.")
    return False


def _refresh(root: Path, published: Published, store: Store) -> None:
    """Build portal and index where something has changed, and tell what authors must mend."""
    today = datetime.date.today()
    if not published.stale(today=today) and _indexed(store) == _search_state(root, today):
        _say("Portalen og søgningen er bygget i forvejen.")
        return
    started = time.monotonic()
    _say("1/4 Læser indholdet ...")
    project = load(root)
    others, unread = other_portals(root, project.settings)
    problems = (*project.problems, *unread, *links.broken(index(project)))
    for problem in problems:
        print(f"    {problem}", file=sys.stderr, flush=True)
    _say("2/4 Tjekker brevene ...")
    report, before = _report(root, today)
    _say("3/4 Bygger siderne ...")
    shown = all_previews(root, project, day=today)
    published.publish(project, today=today, report=report, trend=before, previews=shown)
    _say("4/4 Bygger søgningen ...")
    try:
        pages = build_search(project, store, others=others, state=_search_state(root, today))
    except ContentError as error:  # reading goes on without search
        _say(f"Søgningen er ikke bygget: {error}")
        return
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    _say(f"Færdig med {pages} sider på {seconds} sekunder.")
    if problems:
        _say(f"{len(problems)} fejl i indholdet er nævnt ovenfor. Resten kan læses.")


def _search_state(root: Path, today: datetime.date) -> str:
    """A name for what an index is made from: this root, and the other portals that its search shows."""
    try:
        others = [root / portal.root for portal in settings(root).other_portals]
    except ContentError:
        others = []
    return " ".join(content_state(each, today=today) for each in (root, *others) if each.is_dir())


def _indexed(store: Store) -> str | None:
    """What the current index was made from; None where it cannot be asked."""
    try:
        return store.state()
    except ContentError:
        return None


def _report(root: Path, today: datetime.date) -> tuple[Report | None, tuple[TrendPoint, ...]]:
    """What the linter says of letters and texts, today and before; nothing, and the reason told, where a rule is faulty."""
    try:
        return check(root, targets(root, ()), day=today).report, trend(root, day=today)
    except ContentError as error:
        for problem in error.problems:
            print(f"    {problem}", file=sys.stderr, flush=True)
        return None, ()


def _watch(root: Path, published: Published, store: Store, first: bool) -> None:
    """Build again when a file changes and when a day has begun; at once where `first`."""
    day = datetime.date.today()
    if first:
        _refreshed(root, published, store)
    watched = (path for name in INPUTS if (path := root / name).exists())
    seen = False  # what changed while we built, before anybody watched
    for changes in watchfiles.watch(*watched, rust_timeout=A_SECOND, yield_on_timeout=True):
        today = datetime.date.today()
        # What is overdue, and what holds, is another tomorrow.
        if changes or today != day or (not seen and _stale(published, today)):
            _refreshed(root, published, store)
        day, seen = today, True


def _stale(published: Published, today: datetime.date) -> bool:
    try:
        return published.stale(today=today)
    except OSError:  # a file that went away while it was read
        return True


def _say(text: str) -> None:
    print(text, flush=True)
