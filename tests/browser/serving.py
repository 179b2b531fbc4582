"""An ASGI app on a port of its own, in a thread of this process."""

import contextlib
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from waiting import until

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@contextlib.contextmanager
def served(app: "ASGIApp") -> Iterator[str]:
    """The app's address, as long as the block lasts."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
