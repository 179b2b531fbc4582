"""`rettesnor serve`: builds what is stale, then shows the portal and its search on this machine.

After a kill readers wait for search, and search alone needs little of us: the rest is read when it is first needed.
"""

import argparse
import errno
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from rettesnor.cli.engine import add_engine, chosen
from rettesnor.load.settings import settings
from rettesnor.model.pages import Settings
from rettesnor.portal import place
from rettesnor.search.engine import Store
from rettesnor.search.searcher import Searcher
from rettesnor.web import create
from rettesnor.web.later import Later
from rettesnor.web.metrics import Log

if TYPE_CHECKING:
    from rettesnor.cli.service import Service

USAGE = 2
FIRST_GIVEN = 3  # the first file that systemd hands over
WAITING = 128  # connections that may wait while something is built
CALM_S = 3.0  # readers who waited while the service started are answered before anything else is read


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
    known = settings(root)
    store = chosen(args, known)
    listening = _given() or (_listen_at(args.socket) if args.socket else _listen(args.host, args.port))
    if listening is None:
        other = "Vælg en anden fil." if args.socket else f"Prøv --port {args.port + 1}."
        where = str(args.socket) if args.socket else f"Port {args.port} på {args.host}"
        print(f"{where} er optaget eller kan ikke bruges. {other}", file=sys.stderr)
        return USAGE
    with listening:
        search = Searcher(store)
        rooms = Later(lambda: _service(root, store, search))
        # A service that starts again shows what was built before at once, and builds beside it.
        at_once = args.watch and place.current(root) is not None
        if not at_once:
            from rettesnor.cli.building import refreshed

            with _interruptible():
                shown = refreshed(root, store) or place.current(root) is not None
            if not shown and not args.watch:
                return USAGE
            rooms.now()  # what is wrong with a room is told before anybody is let in
        if args.watch:
            threading.Thread(target=_watch, args=(root, store, rooms, at_once), daemon=True).start()
        # Who a request comes from is decided by `access` alone, so uvicorn must not take a forwarded address for it.
        config = uvicorn.Config(
            _app(root, search, rooms, names=_names(known), log=_log if args.log else None),
            log_level="warning",
            server_header=False,
            proxy_headers=False,
        )
        _Server(config, started=lambda: _announce(_address(listening))).run(sockets=[listening])
    return 0


@contextmanager
def _interruptible() -> Generator[None]:
    """Ctrl+C is heard at the end at the latest: Python drops one that comes while an object is being cleared away."""
    heard = False

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        heard = True
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def _service(root: Path, store: Store, search: Searcher) -> "Service":
    from rettesnor.cli.service import Service

    return Service(root, store, search)


def _names(known: Settings) -> frozenset[str]:
    """What the service is called where only this machine may use it; none where a proxy knows by what name it is asked."""
    if known.access.mode != "local":
        return frozenset()
    return frozenset({"localhost", urlsplit(known.site_url).hostname or "localhost"})


def _app(
    root: Path, search: Searcher, rooms: "Later[Service]", *, names: frozenset[str], log: Log | None
) -> ASGIApp:
    """Search, and behind it the rooms that are opened later."""

    async def others(scope: Scope, receive: Receive, send: Send) -> None:
        await (await rooms.soon()).app(scope, receive, send)

    async def searched(query: str, found: int) -> None:
        await run_in_threadpool((await rooms.soon()).searched, query, found)

    return create(
        folder=lambda: place.current(root),
        search=search,
        more=[Mount("/", others)],
        rooms=rooms.now,
        searched=searched,
        refused=lambda request, refusal: rooms.now().refused(request, refusal),
        log=log,
        names=names,
    )


def _watch(root: Path, store: Store, rooms: "Later[Service]", at_once: bool) -> None:
    """Open the rest, and build again when something changes; what is stale at the start too, where nobody waited for it."""
    if at_once:
        time.sleep(CALM_S)
        rooms.now()
    from rettesnor.cli.building import watch

    watch(root, store, first=at_once)


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
