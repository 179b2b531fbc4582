"""The results page: the built search page with a form, hits, and facets as plain links put in its place."""

import html as escaping
from urllib.parse import urlencode

from markupsafe import Markup

from rettesnor.model import Record
from rettesnor.model.urls import KIND_NAMES
from rettesnor.search.results import FacetValue, Results
from rettesnor.web.filling import put, template

FILTERS = {
    "kind": "Slags",
    "area": "Opgave",
    "target_group": "Målgruppe",
    "unit": "Enhed",
    "portal": "Andre portaler",
}
_MAX_FACETS = 8
_KINDS = {str(kind): name for kind, name in KIND_NAMES.items()}


class Choice(Record, frozen=True, kw_only=True):
    """A facet's value as a link: chosen ones lead back to the search without them."""

    title: str
    url: str
    count: int
    chosen: bool


class Facet(Record, frozen=True, kw_only=True):
    title: str
    choices: tuple[Choice, ...]


def results_page(
    frame: str, results: Results, *, chosen: dict[str, str], page: int, per_page: int, counted: bool = False
) -> str:
    """`frame` with the results in it. Addresses are relative to /sog/. `counted` is whether a chosen hit is told of."""
    query = results.query
    inner = template("results.html").render(
        query=query,
        chosen=chosen,
        results=results if query else None,
        facets=_facets(results, chosen) if query else (),
        kind_names=KIND_NAMES,
        instead=_address(results.did_you_mean, {}) if results.did_you_mean else None,
        snippet=Markup,
        address=_page_address,
        ping=_ping if counted else None,
        previous=_address(query, chosen, page - 1) if page > 1 else None,
        following=_address(query, chosen, page + 1) if page * per_page < results.total else None,
        first=(page - 1) * per_page + 1,
    )
    title = f"<title>{escaping.escape(query)} – " if query else "<title>"
    return put(frame, "søgning", inner).replace("<title>", title, 1)


def _facets(results: Results, chosen: dict[str, str]) -> tuple[Facet, ...]:
    values = {
        "kind": results.facets.kind,
        "area": results.facets.area,
        "target_group": results.facets.target_group,
        "unit": results.facets.unit,
        "portal": results.facets.portal,
    }
    facets = (
        Facet(
            title=title,
            choices=tuple(
                _choice(name, value, results.query, chosen) for value in values[name][:_MAX_FACETS]
            ),
        )
        for name, title in FILTERS.items()
    )
    return tuple(facet for facet in facets if facet.choices)


def _choice(name: str, value: FacetValue, query: str, chosen: dict[str, str]) -> Choice:
    is_chosen = chosen.get(name) == value.value
    others = {key: given for key, given in chosen.items() if key != name}
    url = _address(query, others if is_chosen else {**others, name: value.value})
    title = _KINDS.get(value.value, value.title) if name == "kind" else value.title
    return Choice(title=title, url=url, count=value.count, chosen=is_chosen)


def _page_address(url: str) -> str:
    """From /sog/ to a page of ours, or the whole address of a page in another portal."""
    return f"..{url}" if url.startswith("/") else url


def _ping(query: str, url: str, rank: int) -> str:
    """Where a browser tells that a hit was opened: the link stays what it is, and no script is needed (Firefox tells nothing)."""
    return "../api/search/chosen?" + urlencode({"q": query, "side": url, "nr": rank})


def _address(query: str, chosen: dict[str, str], page: int = 1) -> str:
    return "?" + urlencode({"q": query, **chosen, **({"side": page} if page > 1 else {})})
