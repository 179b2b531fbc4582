"""A letter's page: what it is for, the text as people read it, the fields that fill it in and its examples."""

import datetime

from rettesnor.checks.unanswered import sending
from rettesnor.model import Case, Field, Letter, Record
from rettesnor.model.names import AUDIENCE_NAMES, CHANNEL_NAMES, FIELD_TYPE_NAMES, LETTER_KIND_NAMES
from rettesnor.portal import wording
from rettesnor.portal.findings import checked
from rettesnor.portal.markdown import Heading
from rettesnor.portal.notices import notices
from rettesnor.portal.page import HOME, Fact, Page, fact, fill
from rettesnor.portal.previews import previews_url
from rettesnor.portal.prose import Prose
from rettesnor.portal.review import review
from rettesnor.portal.site import Ref, Site, body
from rettesnor.portal.template_text import readable
from rettesnor.portal.terms import Terms
from rettesnor.portal.uses import uses

_HEADINGS = (
    Heading(level=2, id="brevet", title="Brevet"),
    Heading(level=2, id="fund", title="Sprogtjek"),
    Heading(level=2, id="felter", title="Felter"),
    Heading(level=2, id="eksempler", title="Eksempler"),
    Heading(level=2, id="skabelon", title="Skabelonen"),
)


class ShownField(Record, frozen=True, kw_only=True):
    label: str
    name: str
    type: str
    example: str


class ShownCase(Record, frozen=True, kw_only=True):
    title: str
    values: tuple[tuple[str, str], ...]


def page(letter: Letter, site: Site, terms: Terms, *, today: datetime.date) -> Page:
    """The page of one letter template as it stands on `today`."""
    head = letter.head
    entry = site.entries[letter.id]
    fields = {field.name: field for field in head.fields}
    prose = Prose(site, terms, path=letter.path)
    html = fill(
        "letter.html",
        letter=letter,
        title=entry.title,
        summary=prose.line(head.summary) if head.summary else "",
        facts=_facts(letter, site),
        notices=notices("letter", letter.id, head, site, today=today),
        review=review(head.reviewed, head.review_every_months, today=today),
        text=readable(
            body(letter), fields={**_last_days(site), **fields}, include=lambda name: _snippet(site, name)
        ),
        template=body(letter).strip(),
        fields=tuple(_field(field) for field in head.fields),
        cases=tuple(_case(case, fields) for case in letter.cases),
        previews=previews_url(letter, site) if letter.path in site.previews else None,
        used=uses(site, letter.id),
        checked=checked(site, letter.path),
        sources=head.sources,
    )
    present = {"felter": head.fields, "eksempler": letter.cases, "fund": site.report is not None}
    return Page(
        url=entry.url,
        title=entry.title,
        html=html,
        headings=tuple(h for h in _HEADINGS if present.get(h.id, True)),
        description=head.summary,
        section="/letters/",
        trail=(HOME, Ref(text="Breve", url="/letters/")),
        path=letter.path,
    )


def kind_name(letter: Letter) -> str:
    return LETTER_KIND_NAMES.get(letter.head.kind or "", letter.head.kind or "Uden slags")


def value_text(value: object) -> str:
    """An example value as a citizen reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case datetime.date():
            return wording.long_date(value)
        case list() | tuple():
            return ", ".join(value_text(item) for item in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- YAML values
        case dict():
            return ", ".join(f"{key}: {value_text(item)}" for key, item in value.items())  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- YAML values
        case _:
            return str(value)


def _facts(letter: Letter, site: Site) -> tuple[Fact, ...]:
    head = letter.head
    channels = tuple(CHANNEL_NAMES.get(channel, channel) for channel in head.channels)
    groups = {group.id: group.title for group in site.project.target_groups}
    names = tuple(_inside(groups.get(group, group)) for group in head.target_groups)
    yearly = wording.count(head.volume_per_year, "gang", "gange") if head.volume_per_year else None
    return (
        *fact("Slags", kind_name(letter)),
        *fact("Til", AUDIENCE_NAMES.get(head.audience or "", head.audience)),
        *fact("Sendes som", wording.joined(channels)),
        *fact("Gælder for", wording.capitalized(wording.joined(names))),
        *fact("Arbejdsgang", site.ref("procedure", head.procedure) if head.procedure else None),
        *fact("Dannes i", site.ref("system", head.system) if head.system else None),
        *fact("Går ud", _sending(letter, site)),
        *fact("Ansvarlig", site.owner(head.owner)),
        *fact("Lov", *(site.law(citation) for citation in head.legal_basis)),
        *fact("Sendes om året", yearly),
    )


def _sending(letter: Letter, site: Site) -> str | None:
    """How the letter leaves, where that is known: by its own front matter, or by its system."""
    found = sending(letter.head, site.project.deadlines)
    return found.title if found else None


def _inside(title: str) -> str:
    """A title as it is written inside a sentence."""
    return f"{title[:1].lower()}{title[1:]}"


def _last_days(site: Site) -> dict[str, Field]:
    """The deadlines that a letter may ask for, as it writes them."""
    return {
        f'frist("{rule.id}")': Field(name=rule.id, type="date", label=rule.title)
        for rule in site.project.deadlines.rules
    }


def _field(field: Field) -> ShownField:
    kind = FIELD_TYPE_NAMES.get(field.type or "", "ikke angivet")
    if field.choices:
        kind = f"{kind}: {wording.joined(field.choices)}"
    return ShownField(
        label=field.label or field.name, name=field.name, type=kind, example=value_text(field.example)
    )


def _case(case: Case, fields: dict[str, Field]) -> ShownCase:
    values = tuple(
        ((fields[name].label or name) if name in fields else name, value_text(value))
        for name, value in case.values.items()
    )
    return ShownCase(title=case.about.strip() or case.name, values=values)


def _snippet(site: Site, name: str) -> tuple[str, str, str] | None:
    full_id = f"content/snippets/{name}"
    snippet = next((snippet for snippet in site.project.snippets if snippet.id == full_id), None)
    if snippet is None:
        return None
    return site.entries[full_id].title, site.entries[full_id].url, body(snippet)
