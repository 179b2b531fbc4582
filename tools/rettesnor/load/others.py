"""The content of other portals that our search shows too."""

from pathlib import Path

from rettesnor.load.whole import load
from rettesnor.model import Problem
from rettesnor.model.pages import OtherPortal, Settings
from rettesnor.model.project import Project


def other_portals(
    root: Path, settings: Settings
) -> tuple[tuple[tuple[OtherPortal, Project], ...], tuple[Problem, ...]]:
    """Each portal that the settings name, with its content, and what could not be read.

    What is wrong inside another portal is its own editors' to mend: it is counted in one problem, not listed.
    """
    found: list[tuple[OtherPortal, Project]] = []
    problems: list[Problem] = []
    for portal in settings.other_portals:
        theirs = (root / portal.root).resolve()
        if not (theirs / "mkdocs.yml").is_file():
            message = (
                f"»{portal.title}« er ikke med i søgningen: mappen »{portal.root}« er ingen portal (der er ingen"
                " mkdocs.yml). Hent den, eller ret »root« under other_portals."
            )
            problems.append(Problem(path="content/settings.yml", message=message))
            continue
        project = load(theirs)
        found.append((portal, project))
        if project.problems:
            count = len(project.problems)
            faults = "1 fejl" if count == 1 else f"{count} fejl"
            message = f"»{portal.title}« har {faults} i sit indhold. Sider, der ikke kan læses, er ikke med i søgningen."
            problems.append(Problem(path="content/settings.yml", message=message))
    return tuple(found), tuple(problems)
