"""Other words for the same thing: names that are outdated, and synonyms."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import chain

from rettesnor.model import Form, Record, System
from rettesnor.model.policy import TermsCheck
from rettesnor.model.project import Project
from rettesnor.model.urls import Kind, content_id


class Renaming(Record, frozen=True, kw_only=True):
    """`old` is called `new` today, or another thing took over from it when `replaced`.

    `target` is the id of the page that shows the new one, None where no page does.
    """

    old: str
    new: str
    target: str | None
    replaced: bool = False


def renamings(project: Project, *, day: datetime.date) -> tuple[Renaming, ...]:
    """Names that are outdated on `day`, one for each: of glossary, units, systems, forms and the language policy."""
    pages = {
        **{
            name.lower(): content_id("law", act.id)
            for act in project.statutes
            for name in (act.title, *act.names)
        },
        **{system.name.lower(): content_id("system", system.id) for system in project.systems},
        **{term.term.lower(): content_id("term", term.id) for term in project.terms},
    }
    found = chain(
        (
            Renaming(old=old, new=t.term, target=content_id("term", t.id))
            for t in project.terms
            for old in t.outdated
        ),
        (
            Renaming(old=old, new=u.name, target=content_id("contact", u.id))
            for u in project.units
            for old in u.former_names
        ),
        _replacements(project),
        (
            Renaming(old=name.term, new=card.check.use, target=pages.get(card.check.use.lower()))
            for card in project.cards
            if isinstance(card.check, TermsCheck) and _holds(card.check, day)
            for name in card.check.names
        ),
    )
    first: dict[str, Renaming] = {}
    for renaming in found:
        first.setdefault(renaming.old.lower(), renaming)
    return tuple(first.values())


def _holds(check: TermsCheck, day: datetime.date) -> bool:
    return (check.from_ is None or check.from_ <= day) and (check.until is None or day < check.until)


def _replacements(project: Project) -> Iterator[Renaming]:
    """Systems and forms that another one has taken over from."""
    kinds: tuple[tuple[Kind, Sequence[System | Form]], ...] = (
        ("system", project.systems),
        ("form", project.forms),
    )
    for kind, items in kinds:
        names = {item.id: item.name for item in items}
        for item in items:
            if item.replaced_by in names:
                target = content_id(kind, item.replaced_by)
                yield from (
                    Renaming(old=old, new=names[item.replaced_by], target=target, replaced=True)
                    for old in (item.name, *item.also)
                )


def synonym_groups(project: Project) -> list[tuple[str, ...]]:
    """The groups that the editors keep, and every entry with its other names."""
    return [
        *project.synonyms.groups,
        *((term.term, *term.also) for term in project.terms if term.also),
        *((system.name, *system.also) for system in project.systems if system.also),
        *((unit.name, unit.short_name, *unit.also) for unit in project.units if unit.short_name),
        *((act.title, *act.abbreviations, *act.names) for act in project.statutes),
    ]
