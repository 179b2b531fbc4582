"""Script and style of the service's own pages, named by what is in them, so that browsers may keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

FOLDER = Path(__file__).parent / "assets"
KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
ADDRESS = "vaerksted/filer/"


@cache
def address(asset: str) -> str:
    """Where the asset is, from the site's root without the slash."""
    name, _, ending = asset.rpartition(".")
    return f"{ADDRESS}{name}.{hashlib.sha256(_content(asset)).hexdigest()[:8]}.{ending}"


def routes() -> list[BaseRoute]:
    return [Route(f"/{ADDRESS}{{name}}", _answer)]


def _answer(request: Request) -> Response:
    """The asset as it is now, also under an older name: a page that was open before an upgrade still works."""
    name, _, ending = request.path_params["name"].rpartition(".")
    asset = f"{name.partition('.')[0]}.{ending}"
    if ending not in KINDS or asset not in {path.name for path in FOLDER.iterdir()}:
        return PlainTextResponse("Filen findes ikke.", 404)
    newest = address(asset).endswith(f"/{request.path_params['name']}")
    keep = "public, max-age=31536000, immutable" if newest else "no-cache"
    return Response(_content(asset), media_type=KINDS[ending], headers={"Cache-Control": keep})


@cache
def _content(asset: str) -> bytes:
    return (FOLDER / asset).read_bytes()
