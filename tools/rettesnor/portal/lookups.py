"""The lists that one looks things up in, in the order that the menu and the front page show them."""

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
LOOKUPS = (
    ("Nyt", NEWS),
    ("Beslutninger", DECISIONS),
    ("Frister", DEADLINES),
    ("Forløb", JOURNEYS),
    ("Hvem gør hvad", RESPONSIBILITIES),
    *((title, FOLDERS[kind][1]) for kind, title in SECTIONS.items()),
    ("Overblik over breve", OVERVIEW),
    ("Eftersyn", REVIEWS),
    ("Links ud af portalen", WEB_LINKS),
    ("Dobbeltregistrering", REGISTRATIONS),
    ("A–Å", A_TO_Z),
)
