"""The built portal's files, from whichever build is current when a reader asks."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

# The names of these files change with what is in them.
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_FIRST = "no-cache"


class Pages(StaticFiles):
    """Static files with ETags, whose folder may change between two requests."""

    def __init__(self, folder: Callable[[], Path | None]) -> None:
        super().__init__(directory=None, html=True, check_dir=False)
        self._folder = folder

    async def get_response(self, path: str, scope: Scope) -> Response:
        folder = self._folder()
        if folder is None:
            return PlainTextResponse(
                "Portalen er ved at blive bygget. Prøv igen om lidt.", 503, {"Retry-After": "5"}
            )
        response = await super().get_response(path, scope)
        if isinstance(response, RedirectResponse):
            # From a folder to its page, without the host that the reader claims to have asked.
            response.headers["Location"] = f"./{quote(scope['path'].rpartition('/')[2])}/"
        hashed = path.startswith("assets/") and response.status_code in {200, 304}
        response.headers["Cache-Control"] = _FOR_EVER if hashed else _ASK_FIRST
        return response

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        folder = self._folder()
        # A page of the build before may still ask for its style; no other file is served from an old build.
        old = () if folder is None or not path.startswith("assets") else folder.parent.iterdir()
        for directory in (folder, *old):
            if directory is not None and (found := _inside(directory, path)):
                return str(found), found.stat()
        return "", None


def _inside(directory: Path, path: str) -> Path | None:
    """The file or folder at `path`, None where there is none or where it leads out of the directory."""
    try:
        found = (directory / path).resolve(strict=True)
    except (OSError, ValueError):  # not there, a file taken for a folder, a name too long, a null character
        return None
    return found if found.is_relative_to(directory.resolve()) else None
