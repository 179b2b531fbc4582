"""Links between pages: from the file that an author points at to the address where the portal shows it."""

import difflib
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from rettesnor.model import Problem, Procedure
from rettesnor.model.project import Project
from rettesnor.model.urls import FOLDERS, content_id
from rettesnor.portal import markdown
from rettesnor.portal.site import LISTS, Site

BROKEN = "#"


def target(site: Site, path: str, link: str) -> str | None:
    """The address that `link` in the file `path` leads to, None where there is no such page.

    Links out of the portal and to a place on the same page come back as they are.
    """
    if link.startswith(("#", "http:", "https:", "mailto:", "tel:")) or link in LISTS:
        return link
    file, _, place = unquote(link).partition("#")
    full_id = _id(posixpath.normpath(posixpath.join(posixpath.dirname(path), file)))
    anchor = f"#{place}" if place else ""
    if full_id in site.entries:
        return site.entries[full_id].url + anchor
    if any(full_id == f"procedures/{area.id}" for area in site.project.areas):
        return f"/{full_id}/{anchor}"
    if any(full_id == page.id for page in site.project.pages):
        return ("/" if full_id == "content/index" else f"/{full_id.removeprefix('content/')}/") + anchor
    return None


def broken(site: Site) -> tuple[Problem, ...]:
    """Every link in what authors wrote that leads nowhere, by file and line."""
    anchors = {site.entries[p.id].url: _anchors(p) for p in site.project.procedures}
    return tuple(
        problem
        for path, line, text in _texts(site.project)
        for link in markdown.links(text, first_line=line)
        if (problem := _problem(site, path, link, anchors))
    )


def _id(file: str) -> str:
    folder, _, name = file.rpartition("/")
    if file.startswith("letter_templates/"):
        return folder if name == "letter.md" or name.startswith("letter@") else file
    if file.startswith("procedures/"):
        # Every edition of a page, and what units do otherwise, is found by way of the page.
        file = f"{folder}/{name.removesuffix('.md').partition('@')[0]}"
    full_id = file.removesuffix(".md").removesuffix(".yml").rstrip("/")
    if full_id.startswith(FOLDERS["rule"][0]):
        return content_id("rule", full_id.rpartition("/")[2])
    return full_id


def _texts(project: Project) -> Iterator[tuple[str, int, str]]:
    for procedure in (*project.procedures, *project.coming_procedures, *project.variants):
        yield procedure.path, procedure.body_line, procedure.body
    for page in project.pages:
        yield page.path, page.body_line, page.body


def _anchors(procedure: Procedure) -> frozenset[str]:
    headings = markdown.render(procedure.body, resolve=str).headings
    return frozenset(heading.id for heading in headings) | {step.id for step in procedure.steps}


def _problem(
    site: Site, path: str, link: markdown.Link, anchors: dict[str, frozenset[str]]
) -> Problem | None:
    url = target(site, path, link.target)
    if url is None:
        wanted = posixpath.basename(link.target.partition("#")[0].removesuffix("/letter.md"))
        known = {posixpath.basename(full_id): full_id for full_id in site.entries}
        near = difflib.get_close_matches(wanted.rpartition(".")[0] or wanted, known, n=1)
        hint = f"Mente du {known[near[0]]}?" if near else "Ret stien, eller fjern linket."
        return Problem(
            path=path, line=link.line, message=f"Linket »{link.target}« fører ingen steder hen. {hint}"
        )
    page, _, place = url.partition("#")
    own = site.entries[_id(path)].url if path.startswith("procedures/") else ""
    known_places = anchors.get(page or own)
    if place and known_places is not None and place not in known_places:
        near = difflib.get_close_matches(place, known_places, n=1)
        hint = f"Mente du #{near[0]}?" if near else "Se overskrifterne på siden."
        message = f"Linket »{link.target}« peger på et sted, der ikke findes på siden. {hint}"
        return Problem(path=path, line=link.line, message=message)
    return None
