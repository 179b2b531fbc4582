"""What a service that is only for this machine is called there.

Anybody can let a name of theirs lead to 127.0.0.1: a page of theirs, open in a browser here, would then read the portal
as its own (DNS rebinding). A browser always says which name it asked for.
"""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

TOLD = (
    "Portalen kendes ikke under det navn på denne maskine. Brug http://127.0.0.1, eller skriv navnet i site_url i"
    " content/settings.yml."
)


class OwnNames:
    """Answers over loopback only who asks for one of `names`, or for an address: no name leads there unseen."""

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        foreign = scope["type"] == "http" and not self._ours(Request(scope))
        answer = PlainTextResponse(TOLD, 421, {"Cache-Control": "no-store"}) if foreign else self._app
        await answer(scope, receive, send)

    def _ours(self, request: Request) -> bool:
        asked = request.headers.get("host", "")
        if not asked or not loopback((request.scope.get("server") or ("",))[0]):
            return True
        try:
            name = (urlsplit(f"//{asked}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return name in self._names or is_address(name)


def loopback(address: str) -> bool:
    """Whether it leads to this machine itself."""
    return address == "localhost" or (is_address(address) and ipaddress.ip_address(address).is_loopback)


def is_address(name: str) -> bool:
    """Whether it is an IP address and no name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
