"""The lists that one looks things up in, under the headings that the menu and the front page show them with."""

from rettesnor.model import Record
from rettesnor.model.urls import FOLDERS, Kind
from rettesnor.portal.site import (
    A_TO_Z,
    DEADLINES,
    DECISIONS,
    JOURNEYS,
    NEWS,
    OVERVIEW,
    REGISTRATIONS,
    RESPONSIBILITIES,
    REVIEWS,
    WEB_LINKS,
    WORKSHOP,
    Ref,
)

SECTIONS: dict[Kind, str] = {
    "letter": "Breve",
    "term": "Ord",
    "system": "Systemer",
    "form": "Blanketter",
    "contact": "Kontakter",
    "law": "Love",
    "snippet": "Standardtekster",
    "rule": "Sprogregler",
}


class Shelf(Record, frozen=True, kw_only=True):
    """Lists that belong together; `editors` where caseworkers have no need of them."""

    id: str
    title: str
    links: tuple[Ref, ...]
    editors: bool = False


def _section(kind: Kind) -> Ref:
    return Ref(text=SECTIONS[kind], url=FOLDERS[kind][1])


SHELVES = (
    Shelf(
        id="slaa-op",
        title="Slå op",
        links=(
            _section("letter"),
            _section("form"),
            _section("contact"),
            Ref(text="Frister", url=DEADLINES),
            _section("term"),
            _section("system"),
            _section("law"),
            Ref(text="A–Å", url=A_TO_Z),
        ),
    ),
    Shelf(
        id="faa-overblik",
        title="Få overblik",
        links=(
            Ref(text="Nyt", url=NEWS),
            Ref(text="Beslutninger", url=DECISIONS),
            Ref(text="Forløb", url=JOURNEYS),
            Ref(text="Hvem gør hvad", url=RESPONSIBILITIES),
        ),
    ),
    Shelf(
        id="for-redaktoerer",
        title="For redaktører",
        editors=True,
        links=(
            Ref(text="Værksted", url=WORKSHOP),
            Ref(text="Overblik over breve", url=OVERVIEW),
            Ref(text="Eftersyn", url=REVIEWS),
            _section("rule"),
            _section("snippet"),
            Ref(text="Dobbeltregistrering", url=REGISTRATIONS),
            Ref(text="Links ud af portalen", url=WEB_LINKS),
        ),
    ),
)
