"""The plugin for MkDocs: hands it our pages as generated files, and Material's frame our parts of the page.

MkDocs reads nothing of ours itself: content, links and HTML are made by this room, so that leaving MkDocs or
Material means a new `plugin.py` and a new `theme/main.html` (see decision 0001).
"""

import datetime
import re
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from rettesnor.history.versions import History
from rettesnor.model import ContentError, Problem, Report, TrendPoint
from rettesnor.model.project import Project
from rettesnor.model.web_links import LinkReport
from rettesnor.portal import links
from rettesnor.portal.assets import ASSETS, fingerprint
from rettesnor.portal.feedback import owners
from rettesnor.portal.frame import frame
from rettesnor.portal.news import feed
from rettesnor.portal.page import Page, fill
from rettesnor.portal.pages import moved, pages
from rettesnor.portal.previews import preview_files
from rettesnor.portal.review_list import review_files, reviews
from rettesnor.portal.site import FEED, Site, index
from rettesnor.preview.letter import CasePreviews

THEME = Path(__file__).parent / "theme"
# Ids come from authors and become folders: none may begin with a full stop, so none leads out of the portal.
_ADDRESS = re.compile(r"/(?:\w[\w.@-]*/)*")


class NoSettings(Config):
    """There is nothing for authors to set."""


class RettesnorPlugin(BasePlugin[NoSettings]):
    """Mounts procedures, letters and data pages of the project that it was given."""

    def __init__(self) -> None:
        self._site: Site | None = None
        self._pages: dict[str, Page] = {}
        self._feed = b""
        self._reviews: tuple[tuple[str, bytes], ...] = ()
        self._owners: dict[str, str] = {}

    def take(
        self,
        project: Project,
        *,
        today: datetime.date,
        strict: bool,
        report: Report | None,
        trend: tuple[TrendPoint, ...],
        previews: tuple[CasePreviews, ...] = (),
        history: History | None = None,
        web_links: LinkReport | None = None,
    ) -> None:
        """What to build. Raises ContentError for links that lead nowhere where `strict`."""
        site = index(project, report, trend, previews, history, web_links=web_links)
        problems = links.broken(site)
        if strict and problems:
            raise ContentError(*problems)
        made = {page.url: page for page in pages(site, today=today)}
        refused = [_refused(url, made) for url in (*made, *moved(site)) if not _ADDRESS.fullmatch(url)]
        if refused:
            raise ContentError(*refused)
        self._site = site
        self._feed = feed(site, today=today)
        self._reviews = tuple(review_files(site, reviews(site, today=today)))
        self._pages = {_source(url): page for url, page in made.items()}
        self._owners = owners(site)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        project = self._need().project
        config.site_name = project.organisation.short_name or project.organisation.name
        config.site_url = project.settings.site_url
        config.theme.dirs.insert(0, str(THEME))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        # Material's style sheet is part of ours; its scripts, pictures and languages stay behind.
        ours = Files([])
        for source in self._pages:
            made = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            ours.append(made)
        for name, content in preview_files(self._need()):
            ours.append(File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        ours.append(File.generated(config, FEED[1:], content=self._feed, inclusion=InclusionLevel.NOT_IN_NAV))
        for name, content in self._reviews:
            ours.append(File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        for asset in ASSETS:
            name, content = fingerprint(asset)
            ours.append(File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
        return ours

    def on_page_content(self, _html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return self._pages[page.file.src_uri].html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        ours = self._pages[page.file.src_uri]
        shown = frame(ours, self._need(), owner=self._owners.get(ours.url))
        return {**context, "rettesnor": shown}  # pyright: ignore[reportReturnType] -- MkDocs has no room for more keys

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        # The page for what is not found is shown at any depth, so its addresses start at the site's root.
        root = urlsplit(config.site_url or "/").path or "/"
        page = Page(url="/404/", title="Siden findes ikke", html=fill("not_found.html"), asks=False)
        return {**context, "rettesnor": frame(page, self._need(), root=root)}  # pyright: ignore[reportReturnType] -- as above

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        for old, new in moved(self._need()).items():
            path = Path(config.site_dir) / old.strip("/") / "index.html"
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(fill("moved.html", target=_way(old, new)), encoding="utf-8")

    def _need(self) -> Site:
        assert self._site is not None
        return self._site


def _refused(url: str, made: dict[str, Page]) -> Problem:
    path = (made[url].path if url in made else None) or "content"
    message = (
        f"Adressen »{url}« kan ikke bruges. Et id og en gammel adresse er bogstaver, tal og bindestreger."
    )
    return Problem(path=path, message=message)


def _source(url: str) -> str:
    return "index.md" if url == "/" else f"{url.strip('/')}.md"


def _way(old: str, new: str) -> str:
    return "../" * old.strip("/").count("/") + "../" + new.lstrip("/")
