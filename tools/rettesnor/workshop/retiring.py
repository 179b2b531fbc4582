"""A letter or a procedure taken out of use: it gets a last day and a successor, and is not deleted.

Old cases must still be read, and addresses in other systems must still lead somewhere (decision 0022).
"""

import datetime

from rettesnor.model import ContentError, Problem
from rettesnor.model.project import Project
from rettesnor.workshop.maker import Answers, Question, Texts
from rettesnor.yamltext import split_front_matter

_LETTERS, _PROCEDURES = "letter_templates/", "procedures/"


def ask_retired(project: Project, told: Answers) -> tuple[Question, ...]:
    """Which page, its last day, and what is used instead: a letter for a letter, a procedure for a procedure."""
    pages = _pages(project)
    chosen = told.get("side", "")
    like = _LETTERS if chosen.startswith(_LETTERS) else _PROCEDURES if chosen else ""
    others = tuple((path, name) for path, name in pages if path.startswith(like) and path != chosen)
    return (
        Question(name="side", label="Brev eller arbejdsgang", kind="choice", choices=pages),
        Question(name="sidste", label="Den sidste dag, siden bruges", kind="date"),
        Question(name="afloest", label="Det bruges i stedet", kind="choice", needed=False, choices=others),
    )


def make_retired(project: Project, texts: Texts, told: Answers) -> dict[str, str]:
    """The page's file with its last day. Raises ContentError."""
    path, instead = told["side"], told["afloest"]
    known = {path for path, _ in _pages(project)}
    text = texts(path) if path in known else None
    if text is None:
        raise _fault(path, "Vælg det brev eller den arbejdsgang, der ikke bruges mere.")
    try:
        last = datetime.date.fromisoformat(told["sidste"])
    except ValueError:
        raise _fault(path, f"»{told['sidste']}« er ikke en dag. Skriv den som 2026-01-31.") from None
    if instead and (instead not in known or instead == path or _folder(instead) != _folder(path)):
        raise _fault(path, "Et brev afløses af et andet brev, en arbejdsgang af en anden arbejdsgang.")
    text = _with(text, "valid_to", last.isoformat(), path)
    return {path: _with(text, "replaced_by", _short(instead), path) if instead else text}


def _pages(project: Project) -> tuple[tuple[str, str], ...]:
    letters = [(each.path, each.head.title or each.id) for each in project.letters]
    procedures = [(each.path, f"{each.head.title} (arbejdsgang)") for each in project.procedures]
    return tuple(sorted((*letters, *procedures), key=lambda each: each[1].casefold()))


def _with(text: str, key: str, value: str, path: str) -> str:
    """The text with one line of its front matter as told, where it stood or at the end."""
    front = split_front_matter(text)
    if not front.yaml.strip():
        raise _fault(path, "Filen har ingen oplysninger øverst. Skriv dem i kilden først.")
    start = text.index(front.yaml)
    end = "\r\n" if "\r\n" in front.yaml else "\n"
    lines = front.yaml.splitlines()
    at = next((at for at, line in enumerate(lines) if line.startswith(f"{key}:")), len(lines))
    lines[at : at + 1] = [f"{key}: {value}"]
    closed = end if front.yaml.endswith("\n") else ""
    return text[:start] + end.join(lines) + closed + text[start + len(front.yaml) :]


def _folder(path: str) -> str:
    return path.partition("/")[0]


def _short(path: str) -> str:
    """What front matter calls the page."""
    return path.removeprefix(_PROCEDURES).removeprefix(_LETTERS).removesuffix(".md").removesuffix("/letter")


def _fault(path: str, message: str) -> ContentError:
    return ContentError(Problem(path=path, line=0, message=message))
