"""What a search answers."""

from rettesnor.model import Record
from rettesnor.model.urls import Kind


class Hit(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One page. `snippet` is HTML: escaped text with what matched in <mark>.

    `portal` is the other portal that it stands in; its `url` is then whole, with host.
    """

    id: str
    kind: Kind
    title: str
    url: str
    snippet: str
    score: float
    portal: str | None = None


class FacetValue(Record, frozen=True, kw_only=True):
    """`count` hits would stay if this value (an id) were chosen too."""

    value: str
    title: str
    count: int


class Facets(Record, frozen=True, kw_only=True):
    """Counts over all hits, the most frequent first. A facet's own choice does not narrow its own counts."""

    kind: tuple[FacetValue, ...] = ()
    area: tuple[FacetValue, ...] = ()
    target_group: tuple[FacetValue, ...] = ()
    unit: tuple[FacetValue, ...] = ()
    portal: tuple[FacetValue, ...] = ()


class Renamed(Record, frozen=True, kw_only=True):
    """`old` was asked for. It is called `new` today, or `new` took over from it when `replaced`.

    `url` shows the new one, None where no page does.
    """

    old: str
    new: str
    url: str | None = None
    replaced: bool = False


class Results(Record, frozen=True, kw_only=True):
    """The answer to one query; `hits` is the page of hits that was asked for, `total` counts all of them."""

    query: str
    took_ms: float
    total: int
    hits: tuple[Hit, ...] = ()
    did_you_mean: str | None = None
    renamed: tuple[Renamed, ...] = ()
    facets: Facets = Facets()


class Suggestion(Record, frozen=True, kw_only=True):
    """What somebody may be about to type: a page with its address, or only a word."""

    text: str
    url: str | None = None
    kind: Kind | None = None


class Answer(Record, frozen=True, kw_only=True):
    """`rettesnor search --json`: the form that other programs hold on to."""

    version: int = 1
    query: str
    took_ms: float
    total: int
    did_you_mean: str | None
    hits: tuple[Hit, ...]


def answer(results: Results) -> Answer:
    """The results as the contract has them."""
    return Answer(
        query=results.query,
        took_ms=results.took_ms,
        total=results.total,
        did_you_mean=results.did_you_mean,
        hits=results.hits,
    )
