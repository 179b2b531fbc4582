"""A rule's page: what it finds, why, not like this but like this, and what is fine."""

from rettesnor.checks.readable import has_gaps, looks_for
from rettesnor.checks.readable import wording as wording_of
from rettesnor.checks.terms import card_forms
from rettesnor.model import Record
from rettesnor.model.names import SEVERITY_NAMES
from rettesnor.model.policy import AbbreviationsCheck, Card, Check, SentencesCheck, TermsCheck, WordsCheck
from rettesnor.model.urls import FOLDERS, content_id
from rettesnor.portal import wording
from rettesnor.portal.findings import broken_by
from rettesnor.portal.lookups import SECTIONS
from rettesnor.portal.page import HOME, Page, fact, fill
from rettesnor.portal.prose import Prose
from rettesnor.portal.site import Ref, Site
from rettesnor.portal.terms import Terms


class Wording(Record, frozen=True, kw_only=True):
    """A row of a rule's table: what is found and what to write instead."""

    found: str
    instead: str


def page(card: Card, site: Site, terms: Terms) -> Page:
    entry = site.entries[content_id("rule", card.id)]
    prose = Prose(site, terms, path=f"content/policy/{card.id}.yml")
    html = fill(
        "card.html",
        card=card,
        severity=SEVERITY_NAMES[card.severity],
        why=prose.block(card.why),
        fine=prose.block(card.fine) if card.fine else "",
        table=_table(card.check),
        gaps=has_gaps(card.check),
        looks_for=looks_for(card),
        broken_by=broken_by(site, card.id),
        facts=(
            *fact("Gælder fra", _from(card.check)),
            *fact("Højst", _limit(card.check)),
            *fact("Ansvarlig", site.owner(card.owner)),
            *fact("Regel", card.id),
        ),
    )
    section = FOLDERS["rule"][1]
    trail = (HOME, Ref(text=SECTIONS["rule"], url=section))
    return Page(
        url=entry.url, title=entry.title, html=html, description=card.why, section=section, trail=trail
    )


def _table(check: Check) -> tuple[Wording, ...]:
    match check:
        case TermsCheck():
            return (Wording(found=", ".join(card_forms(check)), instead=check.use),)
        case WordsCheck():
            return tuple(
                Wording(found=wording_of(word), instead=word.use or "lad det ude") for word in check.words
            )
        case AbbreviationsCheck():
            return tuple(Wording(found=item.short, instead=item.use) for item in check.abbreviations)
        case _:
            return ()


def _from(check: Check) -> str | None:
    return wording.long_date(check.from_) if isinstance(check, TermsCheck) and check.from_ else None


def _limit(check: Check) -> str | None:
    match check:
        case SentencesCheck(max_words=int(words)):
            return f"{words} ord i en sætning"
        case SentencesCheck(max_clauses=int(clauses)):
            return f"{clauses} ledsætninger i en sætning"
        case WordsCheck(max_letters=int(letters)):
            return f"{letters} bogstaver i et ord"
        case _:
            return None
