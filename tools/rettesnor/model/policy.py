"""A rule as a card: its data, why it is there, and the examples that test it.

`Check` is the union of all kinds of looking; a kind is told by the key `kind` on the card. A new kind is one
more struct here and one more module in checks/.
"""

import datetime

import msgspec

from rettesnor.model.finding import Severity
from rettesnor.model.letter_rules import (
    AllowanceCheck,
    ForbiddenCheck,
    LawCheck,
    MetadataCheck,
    PartsCheck,
    ReadabilityCheck,
    StructureCheck,
    TemplateCheck,
    UnitsCheck,
)
from rettesnor.model.pages import Source
from rettesnor.model.record import Record


class Dated(Record, frozen=True, kw_only=True, tag_field="kind"):
    """What every kind of check has: the day it holds from, and the first day on which it no longer holds."""

    from_: datetime.date | None = msgspec.field(default=None, name="from")
    until: datetime.date | None = None


class Name(Record, frozen=True, kw_only=True):
    """A name and its forms. Genitives and hyphens need not be listed.

    `endings` are put after the whole name; `forms` are whole forms of it. In a name of several words `bends`
    gives a word's other forms, and every combination counts.
    """

    term: str
    endings: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    bends: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict[str, tuple[str, ...]])


class TermsCheck(Dated, frozen=True, kw_only=True, tag="terms"):
    """Names that are outdated: in every form, and inside compounds unless `compounds` is false.

    `use` is the wording to write instead, for people. `instead` maps found words to what a fix writes; a key
    may begin with words before the name (»din jobplan«) or end in a hyphen (»uddannelseshjælps-«: what is put
    before the rest of a compound). `capitals`: a capital letter in the name must be one in the text.
    With `number_follows` false a name with a number after it is left alone (»principafgørelse 44-17«).
    """

    names: tuple[Name, ...]
    use: str
    instead: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    capitals: bool = False
    compounds: bool = True
    number_follows: bool = True
    safe: bool = False


class Word(Record, frozen=True, kw_only=True):
    """A heavy word or phrase with all its forms, and the plain one.

    In a phrase `a|b` is a choice, `…` stands for up to four words, `*` for one, `sig` follows the person. `like` is the verb
    that its first word bends like (danish/forms.py); other words may then stand after it. `endings` and `forms`
    give the forms of what is no verb; `not_forms` takes out forms that are everyday words, and `only_as_verb`
    those that count only where a verb stands. `not_between` and `not_before` are words that make it another
    phrase when they stand inside or right before it.
    `use` is shown, with » / « between choices, empty where the word is best left out; a fix writes it where it can: bent like `use_like`, or as `instead` says for one form. Only a row
    whose wording is checked may be `safe` to replace by machine.
    """

    word: str
    use: str
    like: str | None = None
    endings: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    not_forms: tuple[str, ...] = ()
    only_as_verb: tuple[str, ...] = ()
    not_between: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    use_like: str | None = None
    instead: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    safe: bool = False


class WordsCheck(Dated, frozen=True, kw_only=True, tag="words"):
    """A table of heavy words, or words with more than `max_letters` letters that are no names or acts."""

    words: tuple[Word, ...] = ()
    max_letters: int | None = None


class PassiveCheck(Dated, frozen=True, kw_only=True, tag="passive"):
    """-s passives and blive + participle.

    `deponents` end in -s but are no passives; `mutual` are none while people are the subject (»vi ses«);
    `states` are participles that say how somebody is (»bliver interesseret«).
    """

    deponents: tuple[str, ...]
    mutual: tuple[str, ...]
    states: tuple[str, ...]


class NounsCheck(Dated, frozen=True, kw_only=True, tag="nouns"):
    """A light verb with a noun in -ing or -else that could have been the verb. `verbs` maps a verb to its forms.

    `not_nouns` are nouns that stand for a thing; one with a hyphen before it counts in compounds too.
    """

    verbs: dict[str, tuple[str, ...]]
    not_nouns: tuple[str, ...] = ()


class AddressCheck(Dated, frozen=True, kw_only=True, tag="address"):
    """The reader spoken of instead of spoken to: `polite` as De, `names` as borgeren, in letters to citizens."""

    polite: bool = False
    names: tuple[str, ...] = ()


class Abbreviation(Record, frozen=True, kw_only=True):
    """An abbreviation without its last full stop, and what to write instead.

    `stop`: it counts only with a full stop, since it is a word too (»if.«). `fix`: `use` can be put in its place.
    """

    short: str
    use: str
    stop: bool = False
    fix: bool = False


class AbbreviationsCheck(Dated, frozen=True, kw_only=True, tag="abbreviations"):
    """Abbreviations that the policy does not allow, in every way of setting their full stops."""

    abbreviations: tuple[Abbreviation, ...]


class SentencesCheck(Dated, frozen=True, kw_only=True, tag="sentences"):
    """Sentences with more than `max_words` words, or more than `max_clauses` words that begin a clause (`markers`).

    Headings and list items are not counted.
    """

    max_words: int | None = None
    max_clauses: int | None = None
    markers: tuple[str, ...] = ()


TextCheck = (
    TermsCheck | WordsCheck | PassiveCheck | NounsCheck | AddressCheck | AbbreviationsCheck | SentencesCheck
)
LetterCheck = (
    PartsCheck
    | ForbiddenCheck
    | StructureCheck
    | ReadabilityCheck
    | TemplateCheck
    | MetadataCheck
    | UnitsCheck
    | LawCheck
    | AllowanceCheck
)
Check = TextCheck | LetterCheck


class BadExample(Record, frozen=True, kw_only=True):
    """A text in which the rule finds just `finds`; with its fixes it becomes `becomes`, where given."""

    text: str
    finds: tuple[str, ...]
    becomes: str | None = None


class Card(Record, frozen=True, kw_only=True):
    """One rule (content/policy/**/<id>.yml).

    `message` may hold {found}, {suggestion} and what else the kind of check knows. `audience` and `kinds` narrow
    the letters that the rule is for. `confirmed` is false where an editor must still confirm the rule.
    """

    id: str
    title: str
    severity: Severity
    message: str
    why: str
    check: Check
    owner: str | None = None
    confirmed: bool = True
    reviewed: datetime.date | None = None
    review_every_months: int = 12
    sources: tuple[Source, ...] = ()
    bad: tuple[BadExample, ...] = ()
    good: tuple[str, ...] = ()
    fine: str | None = None
