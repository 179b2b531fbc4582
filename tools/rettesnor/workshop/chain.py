"""The branches of proposals: every event a commit, added only behind the one that was seen, and noted in the log.

A proposal that is settled is no branch any more: the same commits are kept under another name, so that what was said
can still be read, and a form that is sent again is still known.
"""

import datetime
import re
import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from rettesnor.history.objects import SHA
from rettesnor.history.writing import NOTHING, REGULAR, Author, GitRefused, Writer
from rettesnor.model.access import Person, Refused
from rettesnor.workshop.disk import VAR, alone
from rettesnor.workshop.log import Log
from rettesnor.workshop.proposal import Event, Proposal, message, read_event, told

BRANCHES = "refs/heads/forslag"
SETTLED = "refs/forslag"
KEPT_TEXTS = 500
"""So many files of commits are kept in memory: a commit never changes."""
MAX_EVENTS = 1000
_ID = re.compile(r"[0-9a-f]{16}")

Clock = Callable[[], datetime.datetime]
Told = Callable[[Proposal], None]
"""Called after each event before it is in the log, while the writer is still alone: it must only take note.

A killed service calls it again for an event that it did not get into the log.
"""


def now() -> datetime.datetime:
    """The clock of the service."""
    return datetime.datetime.now(datetime.UTC)


class Chain:
    """The proposals' branches in the repository of a content root. Raises Refused where there is none."""

    def __init__(self, root: Path, *, clock: Clock = now, told: Told = lambda _: None) -> None:
        self.clock, self._told = clock, told
        self._lock, self._log = root / VAR / "workshop.lock", Log(root)
        self._known: dict[str, Proposal] = {}  # by the commit of the latest event, which never changes
        self._texts: dict[tuple[str, str], str | None] = {}
        self._keeping = threading.Lock()
        try:
            self.git = Writer(root)
        except GitRefused:
            said = "Portalens mappe ligger ikke i git, så her kan ikke sendes forslag."
            raise Refused(said, status=503, why="git") from None

    @contextmanager
    def alone(self) -> Generator[None]:
        """One writer at a time, in all processes. What git refuses becomes a refusal that can be tried again."""
        with alone(self._lock):
            try:
                yield
            except GitRefused as error:
                said = "Det kunne ikke gemmes lige nu. Prøv igen om lidt."
                raise Refused(said, status=503, why=f"git: {error}") from error

    def branch(self) -> str:
        """The branch that readers' pages are made from."""
        try:
            return self.git.branch()
        except GitRefused:
            raise _no_branch() from None

    def head(self) -> str:
        """The commit that readers' pages are made from."""
        try:
            tip = self.git.head()
        except GitRefused:
            raise _no_branch() from None
        if tip is None:
            raise Refused("Grenen er tom. Gem noget i git først.", status=503, why="git")
        return tip

    def text(self, commit: str, path: str) -> str | None:
        """A file of a commit or tree, None where there was none."""
        return self.texts(commit, (path,))[path]

    def texts(self, commit: str, paths: Iterable[str]) -> dict[str, str | None]:
        """Files of a commit or tree, None for those that were not there."""
        wanted = tuple(paths)
        with self._keeping:
            found = {path: self._texts[commit, path] for path in wanted if (commit, path) in self._texts}
        if missing := [path for path in wanted if path not in found]:
            read = self.git.contents(commit, missing)
            for path in missing:
                content = read.get(path)
                found[path] = None if content is None else content.decode("utf-8", "replace")
            with self._keeping:
                self._texts |= {(commit, path): found[path] for path in missing}
                for old in list(self._texts)[:-KEPT_TEXTS]:
                    del self._texts[old]
        return found

    def base(self, commit: str | None) -> str:
        """The commit that texts were made from: one that readers have had, else what they have now."""
        head = self.head()
        if commit is None or commit == head:
            return head
        if not SHA.fullmatch(commit) or not self.git.holds(head, commit):
            raise Refused("Den udgave, du begyndte på, kendes ikke.", status=409, why="unknown")
        return commit

    def tree(self, base: str, texts: Mapping[str, str]) -> str:
        """The tree of `base` with these texts. Raises Refused where something else than a plain file has the name."""
        for path in texts:
            entry = self.git.entry(base, path)
            if entry is not None and entry.mode != REGULAR:
                raise Refused("Der ligger noget andet end en tekst med det navn.", status=409, why="path")
        return self.git.write_tree(base, texts)

    def live(self) -> tuple[Proposal, ...]:
        """Every proposal that nobody has settled, the latest changed first."""
        return tuple(each for each in self._below(BRANCHES) if each.live)

    def settled(self, *, most: int = 0) -> tuple[Proposal, ...]:
        """Those that are approved or withdrawn, the latest first, and only so many unless 0."""
        left = {each.id: each for each in self._below(BRANCHES) if not each.live}
        found = {each.id: each for each in self._below(SETTLED, most=most)} | left
        latest = sorted(found.values(), key=lambda each: each.latest.at, reverse=True)
        return tuple(latest[: most or None])

    def find(self, id: str) -> Proposal | None:
        """One proposal, None where there is none with that id."""
        if not _ID.fullmatch(id):
            return None
        tip = self.git.tip(f"{BRANCHES}/{id}") or self.git.tip(f"{SETTLED}/{id}")
        return self.at(id, tip) if tip else None

    def at(self, id: str, tip: str) -> Proposal | None:
        """A proposal as it was with that commit as its latest event; None for what is no proposal's."""
        return self._read(id, tip, self.head()) if tip not in self._known else self._known[tip]

    def get(self, id: str, *, seen: str | None = None) -> Proposal:
        """One proposal. Raises Refused: 404 for an id that is none, 409 where it is not as it was `seen` any more."""
        found = self.find(id)
        if found is None:
            raise Refused("Forslaget findes ikke.", status=404, why="unknown")
        if seen not in (None, found.tip):
            said = "Forslaget er ændret, siden du hentede siden. Hent den igen, og se, hvad der er sket."
            raise Refused(said, status=409, why="moved")
        return found

    def begin(self, id: str, event: Event, base: str, tree: str) -> Proposal:
        """A proposal's first event."""
        return self._add(id, event, (base,), tree, old=NOTHING, title=event.title)

    def add(
        self, proposal: Proposal, event: Event, *, tree: str | None = None, merged: str | None = None
    ) -> Proposal:
        """One more event behind the latest; `merged` is the commit that the texts were put together with."""
        parents = (proposal.tip, merged) if merged else (proposal.tip,)
        same = tree or self.git.tree(proposal.tip)
        return self._add(proposal.id, event, parents, same, old=proposal.tip, title=proposal.title)

    def mend(self) -> None:
        """Do for each event what a killed service had no time for: tell of it, log it, put away what is settled."""
        written = {entry.event for entry in self._log.entries()}
        for proposal in self._below(BRANCHES):
            for sha, event in self._events(proposal.tip):
                if sha not in written:
                    if sha == proposal.tip:
                        self._told(proposal)
                    self._note(proposal.id, sha, event)
            if not proposal.live:
                self.git.free_names(since=proposal.latest.at.timestamp() - 1)
                self._put_away(proposal)

    def _add(
        self, id: str, event: Event, parents: tuple[str, ...], tree: str, *, old: str, title: str
    ) -> Proposal:
        author = Author(name=event.name, id=event.by, time=event.at)
        commit = self.git.commit(tree, parents, message(event, title), author)
        self.git.free(f"{BRANCHES}/{id}")  # nobody else writes there, and we are alone
        self.git.move(f"{BRANCHES}/{id}", commit, old)
        proposal = self.get(id)
        self._told(proposal)
        self._note(id, commit, event)
        if not proposal.live:
            self._put_away(proposal)
        return proposal

    def _put_away(self, proposal: Proposal) -> None:
        """The proposal is no branch any more. Where git does not do it now, it is done when the service starts again."""
        with suppress(GitRefused):
            self.git.put_away(f"{BRANCHES}/{proposal.id}", f"{SETTLED}/{proposal.id}", proposal.tip)

    def _note(self, id: str, sha: str, event: Event) -> None:
        by = Person(id=event.by, name=event.name, role=event.role)
        self._log.note(by, event.kind, id, event=sha, now=event.at)

    def _below(self, prefix: str, *, most: int = 0) -> tuple[Proposal, ...]:
        """The proposals below a name, the latest changed first."""
        tips = self.git.tips(prefix, most=most)
        head = self.head() if any(tip not in self._known for tip in tips.values()) else ""
        found = (self._read(name.rpartition("/")[2], tip, head) for name, tip in tips.items())
        return tuple(sorted(filter(None, found), key=lambda each: each.latest.at, reverse=True))

    def _read(self, id: str, tip: str, head: str) -> Proposal | None:
        """None for a branch that somebody made by hand."""
        if tip not in self._known:
            found = self._events(tip)
            if not found or found[0][1].kind != "opened":
                return None
            base = self.git.fork(head, tip)
            paths = self.git.changed(base, tip)
            self._known[tip] = told(id, (event for _, event in found), tip=tip, base=base, paths=paths)
        return self._known[tip]

    def _events(self, tip: str) -> list[tuple[str, Event]]:
        """The events of a branch with their commits, oldest first."""
        found: list[tuple[str, Event]] = []
        for sha, text in self.git.messages(tip, most=MAX_EVENTS):
            event = read_event(text)
            if event is None:
                break
            found.append((sha, event))
            if event.kind == "opened":
                break
        return found[::-1]


def _no_branch() -> Refused:
    said = "Portalens mappe står ikke på en gren. Bed den, der passer maskinen, om at vælge en."
    return Refused(said, status=503, why="git")
