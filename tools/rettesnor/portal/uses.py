"""Which pages name a thing, by kind: what a change to it touches."""

from rettesnor.model import Record
from rettesnor.model.urls import KINDS, Kind
from rettesnor.portal.site import Ref, Site

# A system that every procedure names must not make its own page heavy; search has them all.
MAX_SHOWN = 80

_TITLES: dict[Kind, str] = {
    "procedure": "Arbejdsgange",
    "letter": "Breve",
    "term": "Ord",
    "form": "Blanketter",
    "system": "Systemer",
    "contact": "Kontakter",
    "snippet": "Standardtekster",
    "law": "Love",
    "rule": "Sprogregler",
    "page": "Sider",
}


class Use(Record, frozen=True, kw_only=True):
    """Pages of one kind; `more` are left out."""

    title: str
    refs: tuple[Ref, ...]
    more: int


def uses(site: Site, full_id: str) -> tuple[Use, ...]:
    """The pages that name `full_id`, procedures first."""
    found: list[Use] = []
    for kind in KINDS:
        users = site.users(full_id, kind)
        if users:
            refs = tuple(Ref(text=entry.title, url=entry.url) for entry in users[:MAX_SHOWN])
            found.append(Use(title=_TITLES[kind], refs=refs, more=max(0, len(users) - MAX_SHOWN)))
    return tuple(found)
