"""The portal's own frame around a page that the service makes: header, menu and footer as built, our words inside."""

import html as escaping
import re
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request

from rettesnor.web.filling import put

BUILT = Path("vaerksted") / "index.html"
_TITLE = re.compile("<title>[^<]*?(– [^<–]*)?</title>")
_ROOTED = re.compile(r'(\s(?:href|src|action)=")\.\./')
_BARE = """<!doctype html><html lang="da"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Værksted</title></head>
<body><main><!-- værksted --><!-- /værksted --></main></body></html>"""


class Frame:
    """Frames pages with the portal that `folder` gives now; a bare page before the first build."""

    def __init__(self, folder: Callable[[], Path | None]) -> None:
        self._folder = folder

    def page(self, request: Request, *, title: str, inner: str, layout: str = "page") -> str:
        """A whole page. Addresses in `inner` are relative to the page, or begin with »../« as often as `up` says."""
        folder = self._folder()
        built = folder and folder / BUILT
        frame = built.read_text(encoding="utf-8") if built and built.is_file() else _BARE
        way = up(request)
        rooted = _ROOTED.sub(lambda found: found[1] + way, frame)
        named = _TITLE.sub(
            lambda found: f"<title>{escaping.escape(title)} {found[1] or ''}</title>", rooted, 1
        )
        laid_out = named.replace("layout-page", f"layout-{layout}", 1)
        return put(laid_out, "værksted", inner)


def up(request: Request) -> str:
    """The way from the page that was asked for up to the site's root, so that the service can lie in any folder."""
    return "../" * (request.url.path.count("/") - 1) or "./"
