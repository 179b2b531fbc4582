"""Proposals: changes that wait for somebody else's eyes. One branch each, one writer at a time, nothing lost or doubled.

Everything that is known of a proposal stands in the commits of its branch (see proposal.py), so one reference that
moves is one thing that happened. See tools/decisions/0013.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from rettesnor.history.writing import Conflict
from rettesnor.model.access import Person, Refused, Role
from rettesnor.workshop.chain import Chain, Clock, Told, now
from rettesnor.workshop.owners import title
from rettesnor.workshop.paths import held_changes
from rettesnor.workshop.proposal import Proposal, event

MAX_TITLE, MAX_WORDS = 120, 4000


class Proposals:
    """The proposals of a content root. Whatever is not done raises Refused, which says why."""

    def __init__(self, root: Path, *, clock: Clock = now, told: Told = lambda _: None) -> None:
        self.chain = Chain(root, clock=clock, told=told)

    def head(self) -> str:
        """The commit that readers' pages are made from: what a text is begun from."""
        return self.chain.head()

    def text(self, commit: str, path: str) -> str | None:
        """A file as it stood after a commit that readers have had, None where there was none."""
        return self.chain.text(self.chain.base(commit), path)

    def now(self, path: str) -> tuple[str, str | None]:
        """The commit that readers' pages are made from, and the file in it, None where there is none."""
        head = self.chain.head()
        return head, self.chain.text(head, path)

    def called(self, paths: Iterable[str]) -> dict[str, str]:
        """What people call files that readers have."""
        return {path: title(path, text or "") for path, text in self.chain.texts(self.head(), paths).items()}

    def live(self) -> tuple[Proposal, ...]:
        """Every proposal that nobody has settled, the latest changed first."""
        return self.chain.live()

    def settled(self, *, most: int = 0) -> tuple[Proposal, ...]:
        """Those that are approved or withdrawn, the latest first, and only so many unless 0."""
        return self.chain.settled(most=most)

    def get(self, id: str) -> Proposal:
        """One proposal. Raises Refused (404) for an id that is none."""
        return self.chain.get(id)

    def texts(self, proposal: Proposal) -> dict[str, tuple[str | None, str]]:
        """For each file of a proposal: the text that it was made from (None: it is new), and the text proposed."""
        before = self.chain.texts(proposal.base, proposal.paths)
        after = self.chain.texts(proposal.tip, proposal.paths)
        return {path: (before[path], after[path] or "") for path in proposal.paths}

    def open(
        self,
        person: Person,
        changes: Mapping[str, str],
        *,
        title: str,
        why: str,
        key: str,
        base: str | None = None,
    ) -> Proposal:
        """A proposal of these whole files, made from commit `base` (else from what readers have now).

        The same `key` by the same person is the same proposal, however often it is sent.
        """
        _needs(person, "editor")
        id = hashlib.sha256(f"{person.id}\0{key}".encode()).hexdigest()[:16]
        texts = held_changes(changes)
        title, why = _title(title), _why(why)
        with self.chain.alone():
            if (sent := self.chain.find(id)) is not None:
                return sent
            start = self.chain.base(base)
            tree = self.chain.tree(start, texts)
            if tree == self.chain.git.tree(start):
                raise Refused("Der er ingen ændringer at sende.", status=400, why="empty")
            opened = event("opened", person, self.chain.clock(), title=title, why=why)
            return self.chain.begin(id, opened, start, tree)

    def revise(
        self, person: Person, id: str, changes: Mapping[str, str], *, seen: str, why: str = "", text: str = ""
    ) -> Proposal:
        """New texts in a proposal, which then waits again; `why` where the reason is another now."""
        _needs(person, "editor")
        texts = held_changes(changes)
        with self.chain.alone():
            proposal = self._live(id, seen)
            tree = self.chain.tree(proposal.tip, texts)
            why = _why(why) if why.strip() else ""
            revised = event("revised", person, self.chain.clock(), why=why, text=_words(text))
            return self.chain.add(proposal, revised, tree=tree)

    def comment(
        self, person: Person, id: str, *, seen: str, text: str, path: str = "", line: int = 0
    ) -> Proposal:
        """Something said of a proposal, or of a line in it."""
        _needs(person, "editor")
        with self.chain.alone():
            proposal = self._live(id, seen)
            if path and path not in proposal.paths:
                raise Refused("Den fil er ikke med i forslaget.", status=400, why="path")
            said = _said(text)
            commented = event(
                "commented", person, self.chain.clock(), text=said, path=path, line=max(0, line)
            )
            return self.chain.add(proposal, commented)

    def send_back(self, person: Person, id: str, *, seen: str, text: str) -> Proposal:
        """Ask those who wrote it for something else."""
        _needs(person, "approver")
        with self.chain.alone():
            proposal = self._live(id, seen)
            return self.chain.add(proposal, event("sent_back", person, self.chain.clock(), text=_said(text)))

    def withdraw(self, person: Person, id: str, *, seen: str) -> Proposal:
        """Take one's own proposal back."""
        _needs(person, "editor")
        with self.chain.alone():
            proposal = self._live(id, seen)
            if person.id not in proposal.writers:
                raise Refused("Kun den, der har skrevet forslaget, kan trække det tilbage.")
            return self.chain.add(proposal, event("withdrawn", person, self.chain.clock()))

    def conflicts(self, proposal: Proposal) -> tuple[Conflict, ...]:
        """Files that somebody else has changed at the same words since the proposal was begun."""
        return self.chain.git.merge(self.head(), proposal.tip).conflicts

    def put_together(self, conflict: Conflict) -> str:
        """A text to begin from: both sides' changes, and the proposal's words where they met."""
        return self.chain.git.favoured(conflict)

    def resolve(self, person: Person, id: str, texts: Mapping[str, str], *, seen: str) -> Proposal:
        """A proposal brought up to what readers have now; `texts` are what the files in conflict shall say."""
        _needs(person, "editor")
        with self.chain.alone():
            proposal, head = self._live(id, seen), self.head()
            merge = self.chain.git.merge(head, proposal.tip)
            disputed = {conflict.path: conflict for conflict in merge.conflicts}
            if disputed.keys() - texts.keys():
                raise Refused("Vælg, hvad der skal stå i hver fil.", status=400, why="conflict")
            chosen = {path: _ends(texts[path], like=each.theirs or "") for path, each in disputed.items()}
            tree = self.chain.tree(merge.tree, held_changes(chosen)) if chosen else merge.tree
            said = "Samlet med det, andre har rettet imens."
            revised = event("revised", person, self.chain.clock(), text=said)
            return self.chain.add(proposal, revised, tree=tree, merged=head)

    def _live(self, id: str, seen: str) -> Proposal:
        """A proposal that is as it was seen, and can still be changed."""
        proposal = self.chain.get(id, seen=seen)
        if not proposal.live:
            raise Refused("Forslaget er afsluttet.", status=409, why="state")
        if proposal.approving:
            raise Refused("Forslaget er ved at blive godkendt. Vent lidt.", status=409, why="state")
        return proposal


def _needs(person: Person, role: Role) -> None:
    if not person.may(role) or not person.id:
        raise Refused("Du har ikke adgang til det. Spørg redaktionen, hvis du skal have det.")


def _ends(text: str, *, like: str) -> str:
    """The text with the line ends of the file: a form sends its own."""
    plain = text.replace("\r\n", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in like else plain


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title or len(title) > MAX_TITLE:
        raise Refused(f"Skriv en titel på højst {MAX_TITLE} tegn.", status=400, why="title")
    return title


def _why(text: str) -> str:
    """The reason on one line, as it stands in git and on readers' pages."""
    why = " ".join(text.split())
    if not why or len(why) > MAX_WORDS:
        raise Refused("Skriv hvorfor: den begrundelse, læserne får.", status=400, why="reason")
    return why


def _said(text: str) -> str:
    said = _words(text)
    if not said:
        raise Refused("Skriv, hvad du vil sige.", status=400, why="text")
    return said


def _words(text: str) -> str:
    if len(text) > MAX_WORDS:
        raise Refused(f"Skriv højst {MAX_WORDS} tegn.", status=413, why="size")
    return text.replace("\r\n", "\n").strip()
