"""Builds the whole portal into a folder."""

import datetime
import io
import logging
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config  # pyright: ignore[reportUnknownVariableType] -- MkDocs leaves its options untyped

from rettesnor.history import versions
from rettesnor.load.link_report import read_report
from rettesnor.model import Report, TrendPoint
from rettesnor.model.project import Project
from rettesnor.portal.plugin import RettesnorPlugin
from rettesnor.preview.letter import CasePreviews

# A content root's own mkdocs.yml only marks where it is: what MkDocs reads there, it runs.
_SETTINGS = b"""
site_name: Rettesnor
docs_dir: content
exclude_docs: "*"
use_directory_urls: true
theme: {name: material, language: da, font: false, palette: {scheme: default}}
plugins: [rettesnor]
"""


def build(
    project: Project,
    *,
    root: Path,
    out: Path,
    today: datetime.date,
    strict: bool = True,
    report: Report | None = None,
    trend: tuple[TrendPoint, ...] = (),
    previews: tuple[CasePreviews, ...] = (),
) -> None:
    """Write the portal of `project` to `out`, which is emptied first.

    `report` is shown on the pages of letters, texts and rules; None where nobody has looked; `trend`
    how letters stood before, `previews` how readers get them. Raises ContentError for a link that leads nowhere; with `strict` off such a link stays on its page instead.
    """
    # Warnings from MkDocs speak of files that only it knows of; what authors must mend comes as ContentError.
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(
        io.BytesIO(_SETTINGS), config_file_path=str(root / "mkdocs.yml"), site_dir=str(out.resolve())
    )
    plugin = config.plugins["rettesnor"]  # pyright: ignore[reportUnknownVariableType] -- as above
    assert isinstance(plugin, RettesnorPlugin)
    plugin.take(
        project,
        today=today,
        strict=strict,
        report=report,
        trend=trend,
        previews=previews,
        history=versions.read(root),
        web_links=read_report(root),
    )
    mkdocs_build(config)
