"""Style, script and fonts of the portal, named by what is in them, so that browsers may keep them for ever."""

import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
FONTS = tuple(sorted(path.name for path in (FOLDER / "fonts").glob("*.woff2")))
ASSETS = (
    "rettesnor.css",
    "theme.js",
    "portal.js",
    "search.js",
    "units.js",
    "news.js",
    "feedback.js",
    "icon.svg",
    *(f"fonts/{name}" for name in FONTS),
)


@cache
def fingerprint(asset: str) -> tuple[str, bytes]:
    """Where the asset lies in the built portal, and its content; a style sheet points at the fonts' own new names."""
    content = (FOLDER / asset).read_bytes()
    if asset.endswith(".css"):
        content = _material() + re.sub(rb"url\(([\w./-]+)\)", _renamed, content)
    name, _, ending = asset.rpartition(".")
    return f"assets/{name}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}", content


def _material() -> bytes:
    """Material's style sheet in a layer of its own, so that any rule of ours wins over any rule of Material's."""
    folder = files("material").joinpath("templates/assets/stylesheets")
    sheet = next(file for file in folder.iterdir() if re.fullmatch(r"main\.\w+\.min\.css", file.name))
    plain = re.sub(rb'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/', b"", sheet.read_bytes())
    return b"@layer material{" + plain.strip() + b"}\n"


def asset_url(asset: str) -> str:
    """The address from the site's root."""
    return "/" + fingerprint(asset)[0]


def _renamed(found: re.Match[bytes]) -> bytes:
    return b"url(" + fingerprint(found[1].decode())[0].removeprefix("assets/").encode() + b")"
