"""Everything that a content root holds, read and validated."""

import datetime

import msgspec

from rettesnor.model.channels import STANDARD, ChannelLimits, PrintLayout
from rettesnor.model.deadlines import DeadlineData
from rettesnor.model.decisions import Decision
from rettesnor.model.letter_rules import LetterKind
from rettesnor.model.pages import (
    Area,
    Form,
    Letter,
    Organisation,
    Procedure,
    Settings,
    Snippet,
    Synonyms,
    System,
    TargetGroup,
    Term,
    Unit,
)
from rettesnor.model.policy import Card
from rettesnor.model.portal import News, PortalPage
from rettesnor.model.record import Problem, Record
from rettesnor.model.registrations import Count, KnownFact
from rettesnor.model.statutes import Statute
from rettesnor.model.variants import Variant


class Project(Record, frozen=True, kw_only=True):
    """All content of one root; `problems` are what could not be read, sorted by path and line.

    `rule_files` holds the file of each card by its id, without its ending: cards lie in folders of their own.
    `procedures` and `letters` are those of `day`; `coming_...` are later editions of them, with the same ids.
    """

    organisation: Organisation
    day: datetime.date | None = None
    settings: Settings = Settings()
    areas: tuple[Area, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    variants: tuple[Variant, ...] = ()
    letters: tuple[Letter, ...] = ()
    coming_procedures: tuple[Procedure, ...] = ()
    coming_letters: tuple[Letter, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    terms: tuple[Term, ...] = ()
    systems: tuple[System, ...] = ()
    forms: tuple[Form, ...] = ()
    units: tuple[Unit, ...] = ()
    deadlines: DeadlineData = DeadlineData()
    channels: tuple[ChannelLimits, ...] = ()
    print_layouts: tuple[PrintLayout, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: tuple[KnownFact, ...] = ()
    counts: tuple[Count, ...] = ()
    statutes: tuple[Statute, ...] = ()
    cards: tuple[Card, ...] = ()
    rule_files: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    letter_kinds: tuple[LetterKind, ...] = ()
    pages: tuple[PortalPage, ...] = ()
    news: tuple[News, ...] = ()
    synonyms: Synonyms = Synonyms()
    problems: tuple[Problem, ...] = ()

    @property
    def print_layout(self) -> PrintLayout:
        """The layout that the settings name, our own where there is none."""
        named = (layout for layout in self.print_layouts if layout.id == self.settings.print_layout)
        return next(named, STANDARD)
