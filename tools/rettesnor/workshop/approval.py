"""Approval: a proposal becomes what readers have. Four eyes, the linter, one commit, and nothing half done.

Two things change, the branch that readers' pages are made from and the proposal's own. What is about to happen is
noted first, in the proposal, and `mend` finishes or takes back what a killed service left.
"""

import datetime
from pathlib import Path

from rettesnor.history.checkout import Checkout
from rettesnor.history.writing import Author, Moved
from rettesnor.load.reader import Reader
from rettesnor.model import Unit
from rettesnor.model.access import Person, Refused
from rettesnor.workshop.checked import Checked, checked
from rettesnor.workshop.owners import owner, unit_named
from rettesnor.workshop.paths import held
from rettesnor.workshop.proposal import Event, Proposal, event
from rettesnor.workshop.proposals import Proposals

KEPT = 50
"""So many proposals' checks are kept: a page that is looked at again, and its approval, need no new one."""


class Approval:
    """Approves the proposals of a content root."""

    def __init__(self, root: Path, proposals: Proposals) -> None:
        self._root, self._chain = root, proposals.chain
        self._git = self._chain.git
        self._checkout = Checkout(root, self._git)
        self._known: dict[tuple[str, str, datetime.date], Checked] = {}

    def check(self, proposal: Proposal) -> Checked:
        """What the linter says of a proposal put together with what readers have now."""
        return self._checked(self._git.merge(self._chain.head(), proposal.tip).tree)

    def against(self, person: Person, proposal: Proposal, owners: tuple[tuple[str, str], ...]) -> str:
        """Why this person may not approve the proposal of these owners, empty where they may."""
        if not person.may("approver") or not person.id:
            return "En godkender skal godkende forslaget."
        if person.id in proposal.writers:
            return "Du har selv skrevet i forslaget, så en anden skal godkende det."
        foreign = sorted({unit for unit, id in owners if not person.works_for(id)})
        return f"Forslaget ændrer sider, som {' og '.join(foreign)} har ansvaret for." if foreign else ""

    def owners(self, proposal: Proposal) -> tuple[tuple[str, str], ...]:
        """(name, id) of the units that own the files, by what readers have now: no proposal gives itself an owner."""
        units = Reader(self._root).entries("content/contacts", Unit)
        found: dict[tuple[str, str], None] = {}
        now = self._chain.texts(self._chain.head(), proposal.paths)
        proposed = self._chain.texts(proposal.tip, proposal.paths)
        for path in proposal.paths:
            named = owner(path, now[path] or proposed[path] or "")
            if named is not None:
                unit = unit_named(named, units)
                found[(unit.name, unit.id) if unit else (named, named)] = None
        return tuple(found)

    def approve(self, person: Person, id: str, *, seen: str) -> Proposal:
        """Let readers have it. Raises Refused: 403 who may not, 409 what must be mended first."""
        with self._chain.alone():
            self._finish()
            proposal = self._chain.get(id, seen=seen)
            if proposal.state != "waiting":
                raise Refused("Forslaget venter ikke på godkendelse.", status=409, why="state")
            owners = self.owners(proposal)
            if reason := self.against(person, proposal, owners):
                raise Refused(reason, why="four-eyes")
            head = self._chain.head()
            merge = self._git.merge(head, proposal.tip)
            if merge.conflicts:
                said = "Andre har rettet de samme ord imens. Saml teksterne først."
                raise Refused(said, status=409, why="conflict")
            changed = self._changed(head, merge.tree)
            if not changed:
                return self._chain.add(proposal, event("approved", person, self._chain.clock()))
            if self._checked(merge.tree).stops:
                raise Refused("Forslaget har fejl, der skal rettes først.", status=409, why="errors")
            self._untouched(changed, head)
            commit = self._commit(proposal, person, merge.tree, head, owners)
            approving = event("approving", person, self._chain.clock(), commit=commit)
            return self._settle(self._chain.add(proposal, approving))

    def mend(self) -> None:
        """Finish or take back what was under way when the service was killed. To be called when it starts."""
        with self._chain.alone():
            self._finish()
            self._chain.mend()

    def _finish(self) -> None:
        for proposal in self._chain.live():
            if proposal.approving:
                # What is locked since that moment was locked by the git that was killed with us.
                since = proposal.latest.at.timestamp() - 1
                self._git.free(self._chain.branch(), since=since)
                self._git.free_list(since=since)
                self._settle(proposal)

    def _settle(self, proposal: Proposal) -> Proposal:
        """Carry out what an approval has said that it would do, from wherever it was left."""
        commit = proposal.approving
        (head,) = self._git.parents(commit)
        by = _by(proposal.latest)
        if not self._git.holds(self._chain.head(), commit):
            try:
                self._git.move(self._chain.branch(), commit, head)
            except Moved:
                self._chain.add(proposal, event("released", by, self._chain.clock()))
                said = "Nogen andre nåede at ændre noget imens. Prøv igen."
                raise Refused(said, status=409, why="moved") from None
        for path in self._changed(head, self._git.tree(commit)):
            self._checkout.bring(path, old=head, new=commit)
        return self._chain.add(proposal, event("approved", by, self._chain.clock(), commit=commit))

    def _untouched(self, paths: tuple[str, ...], head: str) -> None:
        """No file may hold work that is not in git: it would be lost, or hide what was approved."""
        busy = [path for path in paths if self._checkout.unsaved(path, head)]
        if busy:
            said = f"Der er rettet i {', '.join(busy)} på serveren, uden at det er gemt i git. Det skal gemmes eller fortrydes først."
            raise Refused(said, status=409, why="unsaved")

    def _changed(self, head: str, tree: str) -> tuple[str, ...]:
        return tuple(held(path) for path in self._git.changed(self._git.tree(head), tree))

    def _checked(self, tree: str) -> Checked:
        head, day = self._chain.head(), self._chain.clock().date()
        key = (head, tree, day)
        if key not in self._known:
            read = self._chain.texts(tree, self._changed(head, tree))
            texts = {path: text or "" for path, text in read.items()}
            self._known = {
                **dict(list(self._known.items())[-KEPT:]),
                key: checked(self._root, texts, day=day),
            }
        return self._known[key]

    def _commit(
        self, proposal: Proposal, person: Person, tree: str, head: str, owners: tuple[tuple[str, str], ...]
    ) -> str:
        """One commit on what readers have: written by who opened it, let through by who approved it."""
        opened, at = proposal.opened, self._chain.clock()
        trailers = [
            f"Hvorfor: {proposal.why}",
            *(f"Enhed: {name}" for name, _ in owners[:1]),
            f"Forslag: {proposal.id}",
        ]
        message = "\n".join((proposal.title, "", *trailers, ""))
        author = Author(name=opened.name, id=opened.by, time=opened.at)
        return self._git.commit(
            tree, (head,), message, author, Author(name=person.name, id=person.id, time=at)
        )


def _by(event: Event) -> Person:
    return Person(id=event.by, name=event.name, role=event.role, mail=event.mail)
