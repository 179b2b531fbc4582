"""The editor's script as it is shipped: made from its sources, with licences, naming no other host."""

import hashlib
import re
from pathlib import Path

TOOLS = Path(__file__).parents[1] / "tools"
EDITOR = TOOLS / "editor"
ASSETS = TOOLS / "rettesnor/web/assets"


def test_the_bundle_is_made_from_its_sources() -> None:
    names = [
        "build.js",
        "package-lock.json",
        *sorted(f"src/{path.name}" for path in (EDITOR / "src").iterdir()),
    ]
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + b"\0" + (EDITOR / name).read_bytes() + b"\0")
    first = (ASSETS / "editor.js").read_text(encoding="utf-8").partition("\n")[0]
    assert f"sources {digest.hexdigest()};" in first, "run »npm run build« in tools/editor"


def test_the_lock_names_no_registry_and_holds_every_package_by_its_hash() -> None:
    lock = (EDITOR / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') >= lock.count('"node_modules/')


def test_every_package_in_the_bundle_has_its_licence_beside_it() -> None:
    notice = (ASSETS / "NOTICE.txt").read_text(encoding="utf-8")
    assert {"@codemirror/view", "@codemirror/lint", "style-mod"} <= set(
        re.findall(r"^(\S+) \d+\.\d+\.\d+ \(MIT\)$", notice, re.MULTILINE)
    )
