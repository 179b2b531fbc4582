"""A rule as a card: its data, why it is there, and the examples that test it."""

from rettesnor.model.finding import Severity
from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class BadExample(Record, frozen=True, kw_only=True):
    """A text in which the rule finds just `finds`; with its fixes it becomes `becomes`, where given."""

    text: str
    finds: tuple[str, ...]
    becomes: str | None = None


class Card(Record, frozen=True, kw_only=True):
    """One rule (content/policy/**/<id>.yml)."""

    id: str
    title: str
    severity: Severity
    message: str
    why: str
    owner: str | None = None
    sources: tuple[Source, ...] = ()
    bad: tuple[BadExample, ...] = ()
    good: tuple[str, ...] = ()
