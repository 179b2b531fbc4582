"""A project as the portal sees it: what every id is called and where it is shown, and what uses what."""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from rettesnor.history.names import TARGET_GROUPS
from rettesnor.history.versions import History
from rettesnor.law.impact import Use, citations_by_section, statute_of
from rettesnor.law.register import Register
from rettesnor.model import Letter, Procedure, Record, Report, Snippet, TrendPoint, Unit
from rettesnor.model.includes import included
from rettesnor.model.project import Project
from rettesnor.model.urls import FOLDERS, Kind, content_id, url
from rettesnor.model.web_links import LinkReport
from rettesnor.portal.wording import base_forms, capitalized, danish_order, days
from rettesnor.preview.letter import CasePreviews

A_TO_Z = "/a-aa/"
OVERVIEW = "/overblik/"
DECISIONS = "/decisions/"
WORKSHOP = "/vaerksted/"
DEADLINES = "/frister/"
REVIEWS = "/eftersyn/"
WEB_LINKS = "/links/"
NEWS, FEED = "/nyt/", "/nyt/feed.xml"
VERSIONS, ON_A_DAY = "/historik/", "/paa-dag/"
JOURNEYS = "/forloeb/"
RESPONSIBILITIES = "/hvem-goer-hvad/"
REGISTRATIONS = "/dobbeltregistrering/"
# The addresses of lists, which are no file of an author's but may be linked to.
LISTS = frozenset(
    {
        A_TO_Z,
        OVERVIEW,
        DECISIONS,
        DEADLINES,
        REVIEWS,
        WEB_LINKS,
        WORKSHOP,
        JOURNEYS,
        RESPONSIBILITIES,
        REGISTRATIONS,
        *(address for _, address in FOLDERS.values() if address != "/"),
    }
)


class Ref(Record, frozen=True, kw_only=True):
    """Something that a page names: `url` is None where there is no page to go to, `note` a few words after it."""

    text: str
    url: str | None = None
    note: str | None = None
    quiet: bool = False


class Entry(Record, frozen=True, kw_only=True):
    """One thing with a page of its own."""

    id: str
    kind: Kind
    title: str
    url: str
    about: str = ""
    other_names: tuple[str, ...] = ()
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is in force on the site's day; else `note` says from or to when."""
        return not self.note


class Site(Record, frozen=True, kw_only=True):
    """`entries` by full id; `used_by` by full id holds the ids of the pages that name it, in the order of titles;
    `cited` holds for each act and section what cites it; `previews` by a letter's file its cases as readers get them."""

    project: Project
    entries: dict[str, Entry]
    used_by: dict[str, tuple[str, ...]]
    cited: dict[str, dict[str, tuple[Use, ...]]]
    register: Register
    report: Report | None
    trend: tuple[TrendPoint, ...] = ()
    previews: dict[str, tuple[CasePreviews, ...]] = msgspec.field(
        default_factory=dict[str, tuple[CasePreviews, ...]]
    )
    history: History | None = None
    web_links: LinkReport | None = None

    def ref(self, kind: Kind, short_id: str, *, note: str | None = None) -> Ref:
        """The thing by the id that an author wrote; only its id where it does not exist."""
        entry = self.entries.get(content_id(kind, short_id))
        return Ref(text=entry.title, url=entry.url, note=note) if entry else Ref(text=short_id, note=note)

    def refs(self, kind: Kind, short_ids: tuple[str, ...]) -> tuple[Ref, ...]:
        return tuple(self.ref(kind, short_id) for short_id in short_ids)

    def called(self, full_id: str) -> str | None:
        """The title of the page or the target group that an id names, None where there is none."""
        if full_id.startswith(TARGET_GROUPS):
            id = full_id.removeprefix(TARGET_GROUPS)
            return next((group.title for group in self.project.target_groups if group.id == id), None)
        entry = self.entries.get(full_id)
        return entry.title if entry else None

    def users(self, full_id: str, kind: Kind | None = None) -> tuple[Entry, ...]:
        """The pages that name `full_id`, of one kind or all."""
        entries = (self.entries[user] for user in self.used_by.get(full_id, ()))
        return tuple(entry for entry in entries if kind in (None, entry.kind))

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries.values() if entry.kind == kind)

    def unit(self, short_id: str | None) -> Unit | None:
        return next((unit for unit in self.project.units if unit.id == short_id), None)

    def owner(self, name: str | None) -> Ref | None:
        """An owner is the id of a unit, or just a name."""
        return self.ref("contact", name) if name else None

    def law(self, citation: str) -> Ref:
        """A citation, linked to the page of the first act that it names; no line ends between § and its number."""
        found = self.register.find(citation)
        act = statute_of(found[0], self.register) if found else None
        text = citation.replace("§ ", "§\u00a0")
        return Ref(text=text, url=url("law", content_id("law", act)) if act else None)


def index(
    project: Project,
    report: Report | None = None,
    trend: tuple[TrendPoint, ...] = (),
    previews: tuple[CasePreviews, ...] = (),
    history: History | None = None,
    citations: bool = True,
    web_links: LinkReport | None = None,
) -> Site:
    """Everything in `project` by id, and who uses it.

    `report` is what the linter says, None where it was not asked; `trend` how letters stood before;
    `previews` their cases as readers get them; `history` what git tells of the pages, None where there is no git;
    `web_links` how addresses on the web answered, None where nobody asked. Without `citations` no text is read for the acts that it cites: only the pages of acts need that.
    """
    entries = {
        entry.id: entry
        for entry in sorted(_entries(project), key=lambda entry: (not entry.holds, danish_order(entry.title)))
    }
    register = Register(project.statutes)
    cited = citations_by_section(project, register) if citations else {}
    users: dict[str, set[str]] = {}
    for user, used in _uses(project):
        if used != user and used in entries and user in entries:
            users.setdefault(used, set()).add(user)
    order = {full_id: number for number, full_id in enumerate(entries)}
    used_by = {used: tuple(sorted(ids, key=order.__getitem__)) for used, ids in users.items()}
    return Site(
        project=project,
        entries=entries,
        used_by=used_by,
        cited=cited,
        register=register,
        report=report,
        trend=trend,
        previews={id: tuple(cases) for id, cases in groupby(previews, key=lambda each: each.letter)},
        history=history,
        web_links=web_links,
    )


def _entries(project: Project) -> Iterator[Entry]:
    def entry(
        kind: Kind, short_id: str, title: str, about: str = "", *names: str | None, note: str = ""
    ) -> Entry:
        full_id = content_id(kind, short_id)
        return Entry(
            id=full_id,
            kind=kind,
            title=title,
            url=url(kind, full_id),
            about=about,
            other_names=tuple(name for name in names if name),
            note=note,
        )

    for item in project.procedures:
        note = days(item.head, day=project.day)
        yield entry("procedure", item.id, item.head.title, item.head.summary, note=note)
    for letter in project.letters:
        note = days(letter.head, day=project.day)
        yield entry("letter", letter.id, letter.head.title or letter.id, letter.head.summary, note=note)
    for snippet in project.snippets:
        yield entry(
            "snippet", snippet.id, snippet.head.title or snippet.id.rpartition("/")[2], snippet.head.about
        )
    for term in project.terms:
        yield entry("term", term.id, term.term, term.definition, *term.also, *base_forms(term.outdated))
    for system in project.systems:
        yield entry("system", system.id, system.name, system.about, *system.also)
    for form in project.forms:
        yield entry("form", form.id, form.name, form.about, form.number, *form.also)
    for unit in project.units:
        yield entry(
            "contact", unit.id, unit.name, unit.about, unit.short_name, *unit.also, *unit.former_names
        )
    for statute in project.statutes:
        name = statute.short_name or statute.title
        about = statute.title if statute.title != name else ""
        yield entry("law", statute.id, capitalized(name), capitalized(about), *statute.abbreviations)
    for decision in project.decisions:
        yield entry("page", f"content/decisions/{decision.id}", decision.title, decision.about)
    for card in project.cards:
        yield entry("rule", card.id, card.title, card.why)


def _uses(project: Project) -> Iterator[tuple[str, str]]:
    """(page, what it names) pairs by full id."""
    for procedure in project.procedures:
        for used in _named_by(procedure):
            yield procedure.id, used
    for letter in project.letters:
        for used in _named_by_letter(letter):
            yield letter.id, used
    for term in project.terms:
        for see in term.see:
            yield content_id("term", term.id), see
    for decision in project.decisions:
        for outcome in decision.outcomes:
            for see in outcome.see:
                yield f"content/decisions/{decision.id}", see
    for system in project.systems:
        if system.replaced_by:
            yield content_id("system", system.id), content_id("system", system.replaced_by)
    for form in project.forms:
        if form.system:
            yield content_id("form", form.id), content_id("system", form.system)
        if form.replaced_by:
            yield content_id("form", form.id), content_id("form", form.replaced_by)


def _named_by(procedure: Procedure) -> Iterator[str]:
    head, steps = procedure.head, procedure.steps
    for snippet in included(procedure.body):
        yield content_id("snippet", snippet)
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("letter", head.letters + tuple(letter for step in steps for letter in step.letters)),
        ("form", head.forms + tuple(form for step in steps for form in step.forms)),
        ("system", head.systems + tuple(system for step in steps for system in step.systems)),
        ("system", tuple(fact.system for step in steps for fact in step.registers if fact.system)),
        ("contact", tuple(unit for unit in (head.owner, head.contact) if unit)),
        ("contact", tuple(step.handover[0] for step in steps if step.handover)),
        ("contact", tuple(step.received[0] for step in steps if step.received)),
        ("procedure", head.before + head.after),
    )
    for kind, ids in kinds:
        for short_id in ids:
            yield content_id(kind, short_id)


def _named_by_letter(letter: Letter) -> Iterator[str]:
    head = letter.head
    for snippet in included(letter.source):
        yield content_id("snippet", snippet)
    named: tuple[tuple[Kind, str | None], ...] = (
        ("procedure", head.procedure),
        ("system", head.system),
        ("contact", head.owner),
    )
    for kind, short_id in named:
        if short_id:
            yield content_id(kind, short_id)


def body(item: Letter | Snippet) -> str:
    """The text after the front matter."""
    return item.source[item.body_start :]
