"""A file on somebody's desk in the workshop: what readers have, the draft, and what is sent already."""

from rettesnor.letter.head import read as read_head
from rettesnor.model import Record
from rettesnor.model.access import Person, Refused
from rettesnor.workshop.drafts import Draft, Drafts
from rettesnor.workshop.proposal import Proposal
from rettesnor.workshop.proposals import Proposals


class Sheet(Record, frozen=True, kw_only=True):
    """A file on somebody's desk. `current` is what readers have now, `text` the draft, the person's own proposal, or the same.

    `own` is the proposal that this person's text is already sent as, and still waits: it is written on, not doubled.
    `others` are what else somebody has sent of the file, and nobody has settled.
    """

    path: str
    title: str
    current: str
    text: str
    base: str
    head: str
    crlf: bool
    draft: Draft | None
    own: Proposal | None
    others: tuple[Proposal, ...]

    @property
    def behind(self) -> bool:
        """Whether somebody else has had a change approved since the draft was begun."""
        return self.draft is not None and self.draft.base != self.head


def read_sheet(person: Person, path: str, *, drafts: Drafts, proposals: Proposals) -> Sheet:
    """What this person has on the desk. Raises Refused (404) where nobody has such a file."""
    head, current = proposals.now(path)
    draft = drafts.load(person, path)
    plain = (current or "").replace("\r\n", "\n")
    live = [each for each in proposals.live() if path in each.paths]
    own = next((each for each in live if person.id in each.writers), None)
    sent = proposals.texts(own)[path][1].replace("\r\n", "\n") if own else plain
    if current is None and draft is None and own is None:
        raise Refused("Den side findes ikke. Er den flyttet?", status=404, why="unknown")
    text = draft.text if draft else sent
    title = read_head(text, path=path)[0].title if path.endswith(".md") else None
    return Sheet(
        path=path,
        title=title or path,
        current=plain,
        text=text,
        base=draft.base if draft else head,
        head=head,
        crlf="\r\n" in (current or ""),
        draft=draft,
        own=own,
        others=tuple(each for each in live if each != own),
    )
