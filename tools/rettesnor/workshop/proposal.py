"""A proposal as its events tell it. Each event is a commit on the proposal's own branch: what happened, and the texts then."""

import datetime
from collections.abc import Iterable
from typing import Literal

import msgspec

from rettesnor.model import Record
from rettesnor.model.access import Person, Role

State = Literal["waiting", "sent_back", "approved", "withdrawn"]
Kind = Literal[
    "opened", "revised", "commented", "sent_back", "withdrawn", "approving", "released", "approved"
]
_STATES: dict[Kind, State] = {
    "opened": "waiting",
    "revised": "waiting",
    "sent_back": "sent_back",
    "withdrawn": "withdrawn",
    "approved": "approved",
}
_EVENT = "Event: "
_TITLES: dict[Kind, str] = {
    "opened": "Forslag",
    "revised": "Rettet",
    "commented": "Kommentar til",
    "sent_back": "Sendt tilbage",
    "withdrawn": "Trukket tilbage",
    "approving": "Godkendes",
    "released": "Ikke godkendt",
    "approved": "Godkendt",
}


class Event(Record, frozen=True, kw_only=True):
    """What somebody did. `why` is the reason that readers get, `text` what is said in the workshop.

    `path` and `line` are what a comment is about; `commit` is what an approval makes of the branch that readers get.
    """

    kind: Kind
    by: str
    name: str
    role: Role
    at: datetime.datetime
    mail: str = ""
    title: str = ""
    why: str = ""
    text: str = ""
    path: str = ""
    line: int = 0
    commit: str = ""


class Proposal(Record, frozen=True, kw_only=True):
    """`tip` is the commit of its latest event, `base` the commit that its texts were made from.

    `writers` are the ids of everybody whose words are in it: none of them may approve it.
    """

    id: str
    title: str
    why: str
    state: State
    tip: str
    base: str
    paths: tuple[str, ...]
    events: tuple[Event, ...]
    writers: frozenset[str]
    approving: str = ""

    @property
    def opened(self) -> Event:
        return self.events[0]

    @property
    def latest(self) -> Event:
        return self.events[-1]

    @property
    def live(self) -> bool:
        """Whether nobody has settled it yet."""
        return self.state in ("waiting", "sent_back")

    @property
    def comments(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.kind == "commented")

    @property
    def published(self) -> str:
        """The commit that readers got, empty before approval and where there was nothing left to change."""
        return next((event.commit for event in self.events if event.kind == "approved"), "")


def event(kind: Kind, person: Person, at: datetime.datetime, **more: str | int) -> Event:
    """An event of this person's."""
    told = {
        "kind": kind,
        "by": person.id,
        "name": person.name,
        "role": person.role,
        "mail": person.mail,
        "at": at,
    }
    return msgspec.convert({**told, **more}, Event)


def message(event: Event, title: str) -> str:
    """A commit message that people can read, whose last line programs can."""
    said = "\n\n".join(part for part in (event.why, event.text) if part)
    data = msgspec.json.encode(event).decode()
    # JSON stands on one line, so nothing that a person wrote can pass for it.
    return f"{_TITLES[event.kind]}: {title}\n\n{said}\n\n{_EVENT}{data}\n"


def read_event(message: str) -> Event | None:
    """The event of a commit message, None for a commit that is none."""
    last = message.rstrip().rpartition("\n")[2]
    if not last.startswith(_EVENT):
        return None
    try:
        return msgspec.json.decode(last.removeprefix(_EVENT), type=Event)
    except msgspec.MsgspecError:
        return None


def told(id: str, events: Iterable[Event], *, tip: str, base: str, paths: tuple[str, ...]) -> Proposal:
    """The proposal that events make, oldest first."""
    listed = tuple(events)
    named = [event for event in listed if event.kind in ("opened", "revised")]
    states: list[State] = [_STATES[event.kind] for event in listed if event.kind in _STATES]
    return Proposal(
        id=id,
        title=next(event.title for event in reversed(named) if event.title),
        why=next(event.why for event in reversed(named) if event.why),
        state=states[-1],
        tip=tip,
        base=base,
        paths=paths,
        events=listed,
        writers=frozenset(event.by for event in named),
        approving=listed[-1].commit if listed[-1].kind == "approving" else "",
    )
