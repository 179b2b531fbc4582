"""What a word in a document is worth, settled when the index is built.

BM25F: occurrences in title, keywords, headings and body are weighed and damped by the field's length before
they are added up. Source: Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", 3.6.
A part of a compound counts less than the word alone, so »dagpenge« ranks before »sygedagpenge« when asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rettesnor.danish.analysis import tokens
from rettesnor.model import Record
from rettesnor.search.document import KIND_WORDS, Document

# Field -> (what an occurrence is worth, how much a long field dampens it).
FIELDS: dict[str, tuple[float, float]] = {
    "title": (7.0, 0.4),
    "former": (7.0, 0.3),
    "keywords": (4.0, 0.3),
    "headings": (2.0, 0.5),
    "body": (1.0, 0.6),
    "kind": (1.0, 0.0),
}
PART, SATURATION = 0.5, 2.5


class Field(Record, frozen=True, kw_only=True):
    """The terms of one field with what their occurrences add up to, and its length in words."""

    terms: dict[str, float]
    length: int


def fields(document: Document) -> dict[str, Field]:
    """The document's fields read into terms."""
    return {
        "title": _field((document.title,)),
        "former": _field(document.former),
        "keywords": _field(document.keywords),
        "headings": _field(document.headings),
        "body": _field((document.body,)),
        "kind": _field(KIND_WORDS[document.kind]),
    }


def _field(texts: Iterable[str]) -> Field:
    terms: dict[str, float] = defaultdict(float)
    length = 0
    for text in texts:
        for token in tokens(text):
            length += 1
            terms[token.stem] += 1.0
            for part in token.parts:
                terms[part] += PART
    return Field(terms=dict(terms), length=length)


def weights(read: Sequence[dict[str, Field]], boosts: Sequence[float]) -> list[dict[str, float]]:
    """Term -> weight for each document, between 0 and its boost; rarity is not in it yet."""
    average = {
        name: max(
            1.0, sum(one[name].length for one in read) / max(1, sum(one[name].length > 0 for one in read))
        )
        for name in FIELDS
    }
    return [_weights(one, average, boost) for one, boost in zip(read, boosts, strict=True)]


def _weights(read: dict[str, Field], average: dict[str, float], boost: float) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for name, (worth, damping) in FIELDS.items():
        field = read[name]
        scale = worth / (1 - damping + damping * field.length / average[name])
        for term, count in field.terms.items():
            total[term] += scale * count
    return {term: boost * sum_ / (sum_ + SATURATION) for term, sum_ in total.items()}
