"""What authors write: procedures, letters, glossary, systems, forms, contacts, snippets.

A `...Head` is the YAML front matter of a Markdown file; the record without `Head` is the whole file, with the
id and path it was read from. Ids are the file's path in the root without its ending (a letter: its folder);
in front matter a short form is written: `fasit`, `partshoering-udeblivelse`, `sygedagpenge/forlaengelse`.
"""

import datetime
from typing import Annotated, Literal

import msgspec

from rettesnor.model.access import AccessSettings
from rettesnor.model.record import Fault, Record
from rettesnor.model.workshop import WorkshopSettings

Channel = Literal["digital_post", "min_side", "papir"]
FieldType = Literal["text", "date", "time", "number", "money", "boolean", "choice", "list"]


class Source(Record, frozen=True, kw_only=True):
    """Where a statement comes from. `date` is the document's own; `checked` the day a person last compared, None if never."""

    title: str
    document: str | None = None
    date: datetime.date | None = None
    url: Annotated[str, msgspec.Meta(pattern="^https?://")] | None = None
    checked: datetime.date | None = None


class Area(Record, frozen=True, kw_only=True):
    """One folder under procedures/, as the citizen's course has it; `about` says in one sentence what is found there."""

    id: str
    title: str
    about: str


class TargetGroup(Record, frozen=True, kw_only=True):
    """Whom a procedure or letter is for."""

    id: str
    title: str


class Deadline(Record, frozen=True, kw_only=True):
    """`what` must be done `when`; `counted` says from which day, `law` the citation that sets it."""

    what: str
    when: str
    counted: str | None = None
    law: str | None = None


class ProcedureHead(Record, frozen=True, kw_only=True):
    title: str
    summary: str = ""
    target_groups: tuple[str, ...] = ()
    owner: str | None = None
    contact: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    legal_basis: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    reviewed: datetime.date | None = None
    review_every_months: int = 12
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    replaced_by: str | None = None
    sources: tuple[Source, ...] = ()
    moved_from: tuple[str, ...] = ()


class Registration(Record, frozen=True, kw_only=True):
    """One fact that a step writes down, and the system (id) it is written in; None for paper or mail."""

    fact: str
    system: str | None


class Step(Record, frozen=True, kw_only=True):
    """One step of a procedure, read from its Markdown. `text` is the Markdown below the labelled list.

    `handover` and `received` are (unit id, procedure id or None); `next` holds step ids (`#id`) and procedure ids.
    `digest` names the step's whole text: a unit's variant says which one it was made from.
    """

    id: str
    title: str
    line: int
    who: str | None = None
    systems: tuple[str, ...] = ()
    registers: tuple[Registration, ...] = ()
    deadline: str | None = None
    letters: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    handover: tuple[str, str | None] | None = None
    received: tuple[str, str | None] | None = None
    next: tuple[str, ...] = ()
    text: str = ""
    digest: str = ""


class Procedure(Record, frozen=True, kw_only=True):
    """A whole procedure: `body` is the Markdown after the front matter, whose first line is `body_line` of the file.

    `source` is the file as stored.
    """

    id: str
    path: str
    area: str
    head: ProcedureHead
    body: str
    body_line: int
    steps: tuple[Step, ...] = ()
    source: str = ""


class Field(Record, frozen=True, kw_only=True):
    """A value that a letter is filled in with. `type` is None where the author left it out (a finding)."""

    name: str
    type: FieldType | None
    label: str | None = None
    example: object = None
    choices: tuple[str, ...] = ()


class LetterHead(Record, frozen=True, kw_only=True):
    """Front matter of a letter, read leniently: what is wrong in it is in `Letter.problems`, never a reason to stop."""

    title: str | None = None
    kind: str | None = None
    audience: str | None = None
    channels: tuple[str, ...] = ()
    owner: str | None = None
    legal_basis: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    summary: str = ""
    procedure: str | None = None
    system: str | None = None
    sending: str | None = None
    volume_per_year: int | None = None
    reviewed: datetime.date | None = None
    review_every_months: int = 12
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    replaced_by: str | None = None
    target_groups: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str = "da"
    sources: tuple[Source, ...] = ()


class Case(Record, frozen=True, kw_only=True):
    """Values for one preview of a letter; `name` is the file name without its ending."""

    name: str
    path: str
    about: str = ""
    values: dict[str, object] = msgspec.field(default_factory=dict[str, object])


class Letter(Record, frozen=True, kw_only=True):
    """A letter template as stored: `source` is the whole file, whose body starts at code point `body_start`."""

    id: str
    path: str
    head: LetterHead
    source: str
    body_start: int
    cases: tuple[Case, ...] = ()
    problems: tuple[Fault, ...] = ()


class Term(Record, frozen=True, kw_only=True):
    """A glossary entry: one word for one thing. `forms` are the spellings that get a hover explanation in pages."""

    id: str
    term: str
    definition: str
    forms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    not_to_confuse: str | None = None
    see: tuple[str, ...] = ()
    owner: str | None = None
    reviewed: datetime.date | None = None
    review_every_months: int = 12
    sources: tuple[Source, ...] = ()


class System(Record, frozen=True, kw_only=True):
    """An IT system as the sources tell of it; `as_of` is the day that `status` is known for."""

    id: str
    name: str
    about: str
    status: Literal["in_use", "retired", "unknown"]
    as_of: datetime.date | None = None
    replaced_by: str | None = None
    used_for: tuple[str, ...] = ()
    sends_letters: str | None = None
    also: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[Source, ...] = ()


class Form(Record, frozen=True, kw_only=True):
    """A form or digital application that citizens, employers or staff fill in."""

    id: str
    name: str
    about: str
    status: Literal["in_use", "retired", "unknown"]
    number: str | None = None
    replaced_by: str | None = None
    system: str | None = None
    filled_in_by: str | None = None
    signed_by: str | None = None
    also: tuple[str, ...] = ()
    owner: str | None = None
    sources: tuple[Source, ...] = ()


class OpeningHours(Record, frozen=True, kw_only=True):
    """`days` in Danish (»mandag-onsdag«), times as »10.00«."""

    days: str
    opens: str
    closes: str


class Unit(Record, frozen=True, kw_only=True):
    """A unit to ask: role mailboxes and a switchboard, never a person."""

    id: str
    name: str
    about: str
    short_name: str | None = None
    mailbox: str | None = None
    phone: str | None = None
    address: str | None = None
    phone_hours: tuple[OpeningHours, ...] = ()
    opening_hours: tuple[OpeningHours, ...] = ()
    answers: tuple[str, ...] = ()
    hands_over_to: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


class SnippetHead(Record, frozen=True, kw_only=True):
    title: str = ""
    about: str = ""
    owner: str | None = None
    reviewed: datetime.date | None = None
    review_every_months: int = 12
    sources: tuple[Source, ...] = ()


class Snippet(Record, frozen=True, kw_only=True):
    """A text used in many letters and procedures: content/snippets/<name>.md, front matter optional."""

    id: str
    path: str
    head: SnippetHead
    source: str
    body_start: int


class Synonyms(Record, frozen=True, kw_only=True):
    """Words that mean the same to someone who searches; each group is one line of content/search/synonyms.yml."""

    groups: tuple[tuple[str, ...], ...] = ()


class Organisation(Record, frozen=True, kw_only=True):
    """Who runs this portal: the one file that another municipality swaps (content/organisation.yml)."""

    name: str
    short_name: str
    municipality: str
    address: str
    phone: str
    web: str
    sample_notice: str | None = None
    sources: tuple[Source, ...] = ()


class OtherPortal(Record, frozen=True, kw_only=True):
    """Another portal whose pages our search shows too. `root` is its content root, from ours; `url` where it is read."""

    title: str
    root: str
    url: Annotated[str, msgspec.Meta(pattern="^https?://[^/]+/([^?#]*/)?$")]


class Settings(Record, frozen=True, kw_only=True):
    """content/settings.yml; every key has a default, so the file may be empty.

    `keep_days` is how long feedback and the search log are kept; `search_log: false` keeps no searches.
    """

    site_url: str = "http://127.0.0.1:8000/"
    search_engine: Annotated[str, msgspec.Meta(pattern="^(whoosh|postgres(ql)?://.*)$")] = "whoosh"
    other_portals: tuple[OtherPortal, ...] = ()
    print_layout: str = "standard"
    frequent: tuple[str, ...] = ()
    access: AccessSettings = AccessSettings()
    workshop: WorkshopSettings = WorkshopSettings()
    search_log: bool = True
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 365
