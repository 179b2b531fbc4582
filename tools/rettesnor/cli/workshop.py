"""The workshop put together: who asks, what is written where, and what happens beside it. Not a command."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.routing import BaseRoute

from rettesnor.checking.trend import trend
from rettesnor.history import deployments
from rettesnor.history.writing import GitRefused, Writer
from rettesnor.load import load
from rettesnor.load.reader import Reader
from rettesnor.model import ContentError, Settings, TrendPoint
from rettesnor.model.access import Person, Refused
from rettesnor.model.project import Project
from rettesnor.portal.published import Published
from rettesnor.web.access import Access
from rettesnor.web.entry_forms import EntryRoutes
from rettesnor.web.frame import Frame
from rettesnor.web.proposals import ProposalRoutes
from rettesnor.web.rates import RateLimit
from rettesnor.web.replacing import ReplaceRoutes
from rettesnor.web.workshop_list import ListRoutes
from rettesnor.web.workshop_page import WorkshopPage
from rettesnor.workshop import mail
from rettesnor.workshop.approval import Approval
from rettesnor.workshop.board import Board
from rettesnor.workshop.chain import BRANCHES, SETTLED
from rettesnor.workshop.checked import Checked, checked
from rettesnor.workshop.disk import secret
from rettesnor.workshop.drafts import Drafts
from rettesnor.workshop.errands import FIRST_WAIT_S, ErrandFailed, Errands
from rettesnor.workshop.log import Log
from rettesnor.workshop.outbox import Outbox
from rettesnor.workshop.owners import unit_named
from rettesnor.workshop.proposal import Proposal
from rettesnor.workshop.proposals import Proposals
from rettesnor.workshop.reach import Reach, reach

MOST_REFUSALS_A_MINUTE = 600
Rebuild = Callable[[], bool]
"""Builds what is stale; whether readers have it now."""


class Workshop:
    """What the workshop's rooms share, for one content root. Raises ContentError where the settings cannot be read."""

    def __init__(
        self, root: Path, published: Published, *, rebuild: Rebuild, first_wait_s: float = FIRST_WAIT_S
    ) -> None:
        reader = Reader(root)
        self.settings = reader.one("content/settings.yml", Settings, Settings())
        if reader.problems:  # who may do what is never guessed
            raise ContentError(*reader.problems)
        self._root, self._published, self.rebuild = root, published, rebuild
        self.access = Access(self.settings.access, key=secret(root))
        self.log, self.errands = Log(root), Errands(first_wait_s=first_wait_s)
        self._mails, self._approved = Outbox(root, "mail"), Outbox(root, "approved")
        self.noting = RateLimit(most=MOST_REFUSALS_A_MINUTE, per_s=60)

    def proposals(self) -> Proposals:
        """The proposals. Raises Refused (503) for a root that is not in git."""
        return self._proposals

    def approval(self) -> Approval:
        """What approves them. Raises Refused as `proposals` does."""
        return self._approval

    def reach(self, changed: Iterable[str]) -> dict[str, Reach]:
        """What the standard texts among these files reach."""
        return reach(self._root, changed)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._root)

    def noted(self, request: Request, refusal: Refused) -> None:
        """Write a refusal down before it is told; of a flood of them the first, so that nobody can fill the disk."""
        if not self.noting.allows(self.access.address(request)):
            return
        what = f"refused {refusal.status} {refusal.why}"
        self.log.note(self.access.person(request), what, request.url.path)

    def start(self) -> None:
        """Carry through what a killed service left, and send what the remote may have missed."""
        try:
            self.approval().mend()
        except Refused as refusal:
            self.log.note(
                Person(id="", name="", role="reader"), f"refused {refusal.status} {refusal.why}", "start"
            )
            return
        self._push()
        if not self._approved.empty():
            self.errands.ask("Portalen", self._publish, once=True)
        if not self._mails.empty() and self.settings.workshop.mail is not None:
            self.errands.ask("Mail", self._mail, once=True)

    def routes(self) -> Iterator[BaseRoute]:
        """The pages of lists, proposals and forms."""
        page = WorkshopPage(Frame(self._published.current), self.access, troubles=self.errands.troubles)
        yield from ListRoutes(
            page,
            Board(self._root),
            drafts=self.drafts,
            proposals=self.proposals,
            trend=self._trend,
            clock=datetime.date.today,
        ).routes()
        yield from ProposalRoutes(page, self.proposals, self.approval, reach=self.reach).routes()
        yield from EntryRoutes(page, self.proposals, project=self._project, check=self._check).routes()
        yield from ReplaceRoutes(page, self.proposals, self._project, reach=self.reach).routes()

    @cached_property
    def _proposals(self) -> Proposals:
        return Proposals(self._root, told=self._told)

    @cached_property
    def _approval(self) -> Approval:
        return Approval(self._root, self._proposals)

    def _project(self) -> Project:
        return load(self._root)

    def _check(self, texts: dict[str, str]) -> Checked:
        return checked(self._root, texts, day=datetime.date.today())

    def _trend(self) -> tuple[TrendPoint, ...]:
        try:
            return trend(self._root, day=datetime.date.today())
        except ContentError:  # a faulty rule: the portal tells of it
            return ()

    def _told(self, proposal: Proposal) -> None:
        self._push()
        if proposal.latest.kind == "approved":
            self._approved.put(proposal.id, proposal.tip)
            self.errands.ask("Portalen", self._publish, once=True)
        if self.settings.workshop.mail is not None and mail.tells(proposal):
            self._mails.put(proposal.id, proposal.tip)
            self.errands.ask("Mail", self._mail, once=True)

    def _publish(self) -> None:
        """Build once for everything that was approved, and note each in the log of what readers got."""
        waiting = self._approved.waiting()
        if waiting and not self.rebuild():
            raise ErrandFailed("Siderne kunne ikke bygges. Læserne ser de forrige.")
        for each in waiting:
            proposal = self._proposals.chain.at(each.id, each.tip)
            if proposal is not None and proposal.latest.commit:
                self._deployed(proposal)
            self._approved.cross_out(each)
        _all_read(self._approved)

    def _deployed(self, proposal: Proposal) -> None:
        sha, units = proposal.latest.commit, self._approval.owners(proposal)
        approver = units[0][1] if units else "redaktionen"
        now = datetime.datetime.now(datetime.UTC)
        try:
            if sha not in {each.sha for each in deployments.read(self._root).deployments}:
                deployments.note(self._root, sha=sha, approver=approver, time=now)
        except ContentError as error:
            raise ErrandFailed(f"Udgivelsen kunne ikke noteres: {error}") from error

    def _push(self) -> None:
        if self.settings.workshop.remote is not None:
            self.errands.ask("Git", self._send, once=True)

    def _send(self) -> None:
        """Everything that the remote may lack; sent again, it is the same."""
        remote = self.settings.workshop.remote
        assert remote is not None
        try:
            writer = Writer(self._root)
            with self._proposals.chain.alone():  # whoever asked for this may still be putting a proposal away
                live, settled = writer.tips(BRANCHES), writer.tips(SETTLED)
            no_branch = frozenset(f"{BRANCHES}/{name.rpartition('/')[2]}" for name in settled) - live.keys()
            writer.push(remote, (writer.branch(), *live, *settled), gone=no_branch)
        except GitRefused as error:
            raise ErrandFailed(f"Ændringerne er gemt her, men »{remote}« tager ikke imod: {error}") from error

    def _mail(self) -> None:
        """Send what waits, oldest first."""
        settings = self.settings.workshop.mail
        assert settings is not None
        for each in self._mails.waiting():
            proposal = self._proposals.chain.at(each.id, each.tip)
            if proposal is not None:
                units = load(self._root).units
                owners = (unit_named(id, units) for _, id in self._approval.owners(proposal))
                boxes = [unit.mailbox for unit in owners if unit is not None and unit.mailbox]
                message = mail.letter(proposal, settings, mailboxes=boxes, site_url=self.settings.site_url)
                if message is not None:
                    mail.send(message, settings)
            self._mails.cross_out(each)
        _all_read(self._mails)


def _all_read(outbox: Outbox) -> None:
    """Raises ErrandFailed where something was put that nobody can read."""
    for file in outbox.unreadable():
        raise ErrandFailed(f"{file} kan ikke læses. Se efter, hvad der skulle ske, og slet filen.")
