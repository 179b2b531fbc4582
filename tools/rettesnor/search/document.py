"""One page as search knows it."""

from collections.abc import Iterable

from rettesnor.model import Record
from rettesnor.model.urls import Kind


class Document(Record, frozen=True, kw_only=True):
    """One page. `area`, `target_groups` and `unit` are short ids; `former` are names that it is no longer called by.

    `boost` is how much likelier than others this page is what somebody wants; `portal` names the other portal that
    it stands in.
    """

    id: str
    kind: Kind
    title: str
    url: str
    body: str
    area: str | None = None
    target_groups: tuple[str, ...] = ()
    unit: str | None = None
    headings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    boost: float = 1.0
    portal: str | None = None


# Words that say which kind of page is wanted: »brev om praktik«, »hvem ringer jeg til«.
KIND_WORDS: dict[Kind, tuple[str, ...]] = {
    "procedure": ("arbejdsgang", "procedure", "trin", "hvordan"),
    "letter": ("brev", "brevskabelon", "skabelon"),
    "term": ("begreb", "ord", "ordliste", "betyder"),
    "law": ("lov", "lovgivning", "paragraf"),
    "form": ("blanket", "skema"),
    "system": ("system", "program", "it-system"),
    "contact": ("kontakt", "telefon", "telefonnummer", "postkasse", "adresse", "enhed", "åbningstid", "hvem"),
    "snippet": ("standardtekst", "tekst"),
    "rule": ("regel", "sprogregel"),
    "page": ("side",),
}


def short_id(full_id: str) -> str:
    return (
        full_id.removeprefix("procedures/")
        .removeprefix("letter_templates/")
        .removeprefix("content/snippets/")
    )


def text_of(*parts: str | None) -> str:
    return "\n".join(part.strip() for part in parts if part and part.strip())


def listed(label: str, items: Iterable[str]) -> str:
    joined = ", ".join(items)
    return f"{label}: {joined}." if joined else ""
