"""A letter against an earlier version of it, drawn as the portal draws letters: words that went and came, pages side by side."""

import base64
import datetime
import re
from collections import OrderedDict
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from rettesnor.checking.redlines import CaseRedline, letter_then, redlines
from rettesnor.history.marks import HERE
from rettesnor.history.past import Past, moment, open_past
from rettesnor.history.versions import Version
from rettesnor.letter.template import parse
from rettesnor.load import load
from rettesnor.model import Letter, Record
from rettesnor.model.project import Project
from rettesnor.portal import wording
from rettesnor.portal.page import HOME, Page, fill, relative, safe
from rettesnor.portal.site import Ref
from rettesnor.preview.finished import PICTURE_HEIGHT, PICTURE_WIDTH
from rettesnor.preview.pages import MarkedPage
from rettesnor.preview.redline_page import marks
from rettesnor.yamltext import split_front_matter

URL = "/sammenlign/"
# A letter's own heading stands below the page and the example.
_LEVELS_DOWN = 2
_HEADING = re.compile(r"(</?h)([1-6])(?=>)")
_MOST_VERSIONS = 100
_MOST_ANSWERS = 50


class Choice(Record, frozen=True, kw_only=True):
    """A version to compare with, by the commit that it came with; `path` is where the letter lay."""

    sha: str
    title: str
    path: str


class Sheet(Record, frozen=True, kw_only=True):
    """A page of the PDF with the places of what changed on it."""

    title: str
    about: str
    picture: str
    marks: str


class ShownRedline(Record, frozen=True, kw_only=True):
    """One example ready for the template; `sheets` are pages before and after, in pairs."""

    id: str
    made: CaseRedline
    summary: str
    html: str
    sheets: tuple[tuple[Sheet | None, Sheet | None], ...]
    pages: str


class _Moment(NamedTuple):
    """Everything that is needed, as it stood when it was read."""

    name: object
    project: Project
    past: Past | None


def page() -> Page:
    """The page as it lies in the portal; the service fills it in."""
    return Page(
        url=URL,
        title="Sammenlign et brev med en tidligere udgave",
        html=fill("redlines.html"),
        section="/letters/",
        trail=(HOME, Ref(text="Breve", url="/letters/")),
    )


class Redlines:
    """Answers for one content root, which is read again when something in it has changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._kept: _Moment | None = None
        self._answers: OrderedDict[tuple[str, str, datetime.date], str] = OrderedDict()

    def answer(self, letter: str, sha: str, *, today: datetime.date) -> str:
        """The form, and the comparison where `letter` names one; `sha` is one of those that the form offers, or empty.

        Addresses are relative to URL.
        """
        with self._lock:  # one at a time: a comparison takes a second of a processor
            now = self._now()
            asked = letter, sha, today
            if asked not in self._answers:
                self._answers[asked] = self._answer(now, letter, sha, today)
            self._answers.move_to_end(asked)
            while len(self._answers) > _MOST_ANSWERS:
                self._answers.popitem(last=False)
            return self._answers[asked]

    def _answer(self, now: _Moment, letter: str, sha: str, today: datetime.date) -> str:
        letters = now.project.letters
        chosen = next((each for each in letters if _slug(each) == letter), None)
        choices = _choices(chosen, now.past) if chosen and now.past else ()
        choice = next((each for each in choices if each.sha == sha), choices[0] if choices else None)
        shown: tuple[ShownRedline, ...] = ()
        if chosen and choice and now.past:
            shown = _shown(chosen, choice, now.project, now.past, today)
        html = fill(
            "redline.html",
            letters=sorted((each.head.title or _slug(each), _slug(each)) for each in letters),
            letter=letter,
            unknown=bool(letter) and chosen is None,
            title=chosen and (chosen.head.title or _slug(chosen)),
            address=f"/letters/{letter}/" if chosen else None,
            choices=choices,
            choice=choice,
            cases=shown,
            same=bool(shown)
            and not any(each.made.error or (each.made.text and each.made.text.changed) for each in shown),
            history=now.past is not None,
            width=PICTURE_WIDTH,
            height=PICTURE_HEIGHT,
        )
        return relative(html, "../")

    def _now(self) -> _Moment:
        name = moment(self._root), _stamps(self._root)
        if self._kept is None or self._kept.name != name:
            self._kept = _Moment(name, load(self._root), open_past(self._root))
            self._answers.clear()
        return self._kept


def _choices(letter: Letter, past: Past) -> tuple[Choice, ...]:
    """The versions to compare with, newest first: those after which the letter, or a text that it includes, was
    written differently from the version that came next. What only changed in the front matter is no other letter.
    """
    paths = [letter.path]
    snippets = {
        snippet: (past.root / snippet).read_text("utf-8", "replace")
        for snippet in past.history.versions
        if snippet.startswith("content/snippets/") and (past.root / snippet).is_file()
    }
    named = {path.removeprefix("content/"): text for path, text in snippets.items()}
    included = parse(letter.source, path=letter.path, snippets=named).snippets
    paths += [f"content/{name}" for name in included]
    own = past.versions(letter.path)
    age = {sha: number for number, sha in enumerate(past.history.commits)}  # git tells of the newest first
    found = [
        (version, path)
        for path in paths
        for version in past.versions(path)
        if version.kind != "gone" and own and age[version.sha] <= age[own[-1].sha]
    ]
    found.sort(key=lambda each: age[each[0].sha])
    differs = bool(past.history.unsaved & set(paths))
    choices: list[Choice] = []
    for sha, group in groupby(found[:_MOST_VERSIONS], key=lambda each: each[0].sha):
        together = list(group)
        if differs:
            lay = next(each.path for each in own if age[each.sha] >= age[sha])
            choices.append(Choice(sha=sha, title=_title(*together[0], letter), path=lay))
        differs = any(
            version.before is not None
            and _body(past, sha, version.path) != _body(past, version.parent, version.before)
            for version, _ in together
        )
    return tuple(choices)


def _body(past: Past, sha: str | None, path: str) -> str:
    """What readers get of a file as it stood: all but its front matter."""
    source = (past.repository.file_at(sha, path) if sha else None) or b""
    text = source.decode("utf-8", "replace")
    return text[split_front_matter(text).body_start :].strip()


def _title(version: Version, path: str, letter: Letter) -> str:
    time = version.time.astimezone(HERE)
    what = "" if path == letter.path else f" (den fælles tekst {Path(path).stem})"
    why = f": {version.why}" if version.why else ""
    return f"{wording.long_date(time.date())} kl. {time:%H.%M}{what}{why}"


def _shown(
    letter: Letter, choice: Choice, project: Project, past: Past, today: datetime.date
) -> tuple[ShownRedline, ...]:
    then = letter_then(
        letter, project, lambda path: past.repository.file_at(choice.sha, path), path=choice.path
    )
    if then is None:
        return ()
    made = redlines(letter, project, then, day=today)
    return tuple(_case(each, number) for number, each in enumerate(made, 1))


def _case(made: CaseRedline, number: int) -> ShownRedline:
    text = made.text
    pairs = tuple(
        (
            _sheet(pair.before, pair.number, "gone") if pair.before else None,
            _sheet(pair.after, pair.number, "new") if pair.after else None,
        )
        for pair in made.pages
    )
    return ShownRedline(
        id=f"eksempel-{number}",
        made=made,
        summary=_summary(text.gone, text.new) if text else "",
        html=safe(_HEADING.sub(_lower, text.html)) if text else "",
        sheets=pairs,
        pages=wording.joined(tuple(str(pair.number) for pair in made.pages)),
    )


def _summary(gone: int, new: int) -> str:
    """»3 ord er gået ud, og 1 er kommet til.«"""
    match gone, new:
        case 0, 0:
            return "Her er ikke ændret noget."
        case 0, _:
            return f"{wording.count(new, 'ord', 'ord')} er kommet til."
        case _, 0:
            return f"{wording.count(gone, 'ord', 'ord')} er gået ud."
        case _:
            return f"{wording.count(gone, 'ord', 'ord')} er gået ud, og {new} er kommet til."


def _sheet(page: MarkedPage, number: int, kind: str) -> Sheet:
    when, what = ("Før", "gået ud") if kind == "gone" else ("Nu", "kommet til")
    places = wording.count(len(page.boxes), "sted", "steder")
    return Sheet(
        title=f"{when}, side {number}",
        about=f"{when}, side {number}: {places}, hvor ord er {what}. Ordene står i teksten ovenfor.",
        picture=f"data:image/png;base64,{base64.b64encode(page.picture).decode()}",
        marks=safe(marks(page.boxes, kind)),
    )


def _lower(found: re.Match[str]) -> str:
    return f"{found[1]}{min(6, int(found[2]) + _LEVELS_DOWN)}"


def _slug(letter: Letter) -> str:
    return letter.id.removeprefix("letter_templates/")


def _stamps(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Every file that a letter is made from, with size and time."""
    folders = ("letter_templates", "content")
    paths = (path for folder in folders for path in sorted((root / folder).rglob("*.*")) if path.is_file())
    return tuple((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in paths)
