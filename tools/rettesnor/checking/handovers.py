"""Handovers that a procedure tells of and the procedure at the other end does not."""

import re
from collections.abc import Iterator
from pathlib import Path

from rettesnor.checking.targets import Target
from rettesnor.checks.metadata import Beside
from rettesnor.load.root import read_text
from rettesnor.model import ContentError

FOLDER = "procedures/"
GIVES, TAKES = "Overdrages til", "Modtages fra"
OTHER_END = {GIVES: TAKES, TAKES: GIVES}
_LINE = re.compile(
    rf"^[-*][ \t]+(?P<label>{GIVES}|{TAKES}):[ \t]+[\w-]+[ \t]*\((?P<other>[\w/-]+)\)", re.MULTILINE
)


def one_sided(root: Path, target: Target, source: str) -> Iterator[Beside]:
    """Each handover in the source whose other end does not name this procedure back."""
    own = target.name.removeprefix(FOLDER).removesuffix(".md")
    for told in _LINE.finditer(source):
        back = OTHER_END[told["label"]]
        answers = _LINE.finditer(_source(root, told["other"]))
        if not any(answer["label"] == back and answer["other"] == own for answer in answers):
            hint = f"Skriv »{back}: enhed ({own})« i et trin dér."
            yield Beside("handover", (), told["other"], hint, at=told.span("other"))


def _source(root: Path, procedure: str) -> str:
    """The procedure's source; empty where it is not there or cannot be read, which is told where it stands."""
    path = root / f"{FOLDER}{procedure}.md"
    try:
        return read_text(root, path).text if path.is_file() else ""
    except ContentError:
        return ""
