"""Rules about a whole letter: what a kind of letter must hold, must not hold, and how it is built."""

from typing import Literal

from rettesnor.model.finding import Severity
from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class Evidence(Record, frozen=True, kw_only=True):
    """How one can see that a letter says something. Phrases are written as in `checks/phrases.py`.

    It is there when a sentence holds one of `phrases` and none of `never`, or when a sentence below a heading (or in a
    list below a line) that holds one of `headings` has none of `never` (and one of `phrases_there`, where given). `about` must stand in the
    same sentence, the one before it or the heading above; below a heading with one of `never_under` nothing counts.
    With `back` the sentence only points at the one before it (»Derfor …«), which must be there and say something.
    With `body` a heading does not say it (»Hvis du ikke svarer«), only what stands below.
    """

    phrases: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    phrases_there: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    never_under: tuple[str, ...] = ()
    back: bool = False
    body: bool = False


class Need(Record, frozen=True, kw_only=True):
    """One thing that must be said, and message and severity when it is not (None: the card's).

    A sentence with one of `never` says nothing, whatever else it holds.
    """

    evidence: tuple[Evidence, ...]
    never: tuple[str, ...] = ()
    message: str | None = None
    severity: Severity | None = None


class PartsCheck(Record, frozen=True, kw_only=True, tag="parts", tag_field="kind"):
    """A part of a letter: `needs` in order; the first one that no sentence meets is what the finding says.
    `needs_of` names another card that has them.

    With `if_said` the part is only needed where a sentence says so and has none of `unless_said`, and with `there`
    the answer must stand in the same branch as that sentence. `insert` is what the workshop offers to put in where the
    part is missing; what only the writer knows stands in square brackets. With `unanswered` it is only needed in a
    letter that may arrive when its owner's phone is closed until after a weekend.
    """

    needs: tuple[Need, ...] = ()
    needs_of: str | None = None
    insert: str = ""
    if_said: tuple[str, ...] = ()
    unless_said: tuple[str, ...] = ()
    there: bool = False
    unanswered: bool = False


class ForbiddenCheck(Record, frozen=True, kw_only=True, tag="forbidden", tag_field="kind"):
    """Words that must not reach any reader: each stem with its endings, »-« for the stem alone, a star for any letters."""

    words: dict[str, tuple[str, ...]]


class StructureCheck(Record, frozen=True, kw_only=True, tag="structure", tag_field="kind"):
    """How a letter is built. `limit` is in words, or in characters for a heading."""

    look: Literal[
        "heading_missing",
        "heading_empty_opening",
        "heading_long",
        "late",
        "closing",
        "section_long",
        "paragraph_long",
    ]
    limit: int | None = None
    phrases: tuple[str, ...] = ()


class ReadabilityCheck(Record, frozen=True, kw_only=True, tag="readability", tag_field="kind"):
    """LIX from `limit` up."""

    limit: int


class TemplateCheck(Record, frozen=True, kw_only=True, tag="template", tag_field="kind"):
    """A fault in fields or Jinja."""

    look: Literal[
        "undeclared", "unused", "untyped", "field", "unreached", "deadline", "case", "control", "syntax"
    ]


class MetadataCheck(Record, frozen=True, kw_only=True, tag="metadata", tag_field="kind"):
    """A fault in the front matter or in a reference."""

    look: Literal[
        "owner",
        "kind",
        "choice",
        "key",
        "review",
        "link",
        "reference",
        "ended",
        "replaced",
        "variant_drift",
        "handover",
    ]


class UnitsCheck(Record, frozen=True, kw_only=True, tag="units", tag_field="kind"):
    """Names, addresses and phones against the contacts."""

    look: Literal["former_name", "address", "phone"]


class LawCheck(Record, frozen=True, kw_only=True, tag="law", tag_field="kind"):
    """A fault in a legal citation. `kinds` are the kinds of letter that `missing` is for."""

    look: Literal[
        "wrong_date",
        "superseded",
        "repealed",
        "not_yet_in_force",
        "expected",
        "unknown_section",
        "moved",
        "unknown_act",
        "ambiguous",
        "old_address",
        "missing",
        "basis",
    ]
    kinds: tuple[str, ...] = ()


class AllowanceCheck(Record, frozen=True, kw_only=True, tag="allowance", tag_field="kind"):
    """A fault in an exception that a letter makes."""

    look: Literal["reason", "expired", "unused", "unknown"]


class LetterKind(Record, frozen=True, kw_only=True):
    """One kind of letter (content/letter_kinds/<id>.yml): the cards that hold for it.

    `requires` and `forbids` name cards. `first` is what must come early in the letter, `opening` what the first
    paragraph must hold; a kind without them is free to begin as it likes.
    """

    id: str
    title: str
    about: str
    requires: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    first: tuple[Evidence, ...] = ()
    opening: tuple[Evidence, ...] = ()
    decides: bool = False
    legal_basis: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
