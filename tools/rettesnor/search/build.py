"""From a project to an index in a store."""

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from rettesnor.danish.analysis import fold, normal, tokens
from rettesnor.model.pages import OtherPortal
from rettesnor.model.project import Project
from rettesnor.search.contents import VERSION, Alias, Contents, Entry
from rettesnor.search.document import Document
from rettesnor.search.documents import documents, labels
from rettesnor.search.engine import Indexed, Store
from rettesnor.search.names import Renaming, renamings, synonym_groups
from rettesnor.search.others import other_documents
from rettesnor.search.spelling import spelling
from rettesnor.search.suggest import Named, Title, suggestions
from rettesnor.search.weights import fields, weights

Progress = Callable[[str, int, int], None]
"""Called with what is being done (Danish), how many are done, and of how many."""

T = TypeVar("T")
WORD = re.compile(r"[^\W\d_]{3,}")


def _silent(_stage: str, _done: int, _all: int) -> None: ...


def build(
    project: Project,
    store: Store,
    *,
    others: Sequence[tuple[OtherPortal, Project]] = (),
    day: datetime.date | None = None,
    state: str = "",
    progress: Progress = _silent,
) -> int:
    """Index the project, and what other portals hold, and make the new index the current one; the number of pages.

    Names count as outdated as of `day`, today if not given. ContentError when another run is at it.
    """
    found = [*documents(project)]
    for portal, theirs in others:
        found += other_documents(portal, theirs, project)
    index(
        found,
        store,
        facet_labels=labels(project),
        names=renamings(project, day=day or datetime.date.today()),
        synonyms=synonym_groups(project),
        state=state,
        progress=progress,
    )
    return len(found)


def index(
    found: Sequence[Document],
    store: Store,
    *,
    facet_labels: dict[str, dict[str, str]] | None = None,
    names: Sequence[Renaming] = (),
    synonyms: Sequence[Sequence[str]] = (),
    state: str = "",
    progress: Progress = _silent,
) -> None:
    """Index documents, each id of a portal once (the last one counts)."""
    pages = tuple({(document.portal, document.id): document for document in found}.values())
    read = [fields(page) for page in _counted(pages, "Læser sider", progress)]
    ready = weights(read, [page.boost for page in pages])
    contents = _contents(pages, facet_labels or {}, names, synonyms)
    indexed = [Indexed(text=normal(page.body), weights=ready[number]) for number, page in enumerate(pages)]
    store.publish(contents, _counted(indexed, "Skriver indeks", progress), state=state)


def _counted(items: Sequence[T], stage: str, progress: Progress) -> Iterator[T]:
    for number, item in enumerate(items, start=1):
        yield item
        progress(stage, number, len(items))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens(text))


def _contents(
    pages: Sequence[Document],
    facet_labels: dict[str, dict[str, str]],
    names: Sequence[Renaming],
    synonyms: Sequence[Sequence[str]],
) -> Contents:
    numbers = {page.id: number for number, page in enumerate(pages) if page.portal is None}
    counts: Counter[str] = Counter(word for page in pages for word in set(_words(page)))
    surfaces: dict[str, str] = {}
    for word, _ in counts.most_common():
        surfaces.setdefault(fold(word), word)
    named = [
        Named(
            title=Title(text=page.title, url=page.url, kind=page.kind, rank=page.boost),
            former=page.former,
            keywords=page.keywords,
        )
        for page in pages
    ]
    return Contents(
        version=VERSION,
        entries=tuple(
            Entry(
                id=page.id,
                kind=page.kind,
                title=page.title,
                url=page.url,
                area=page.area,
                target_groups=page.target_groups,
                unit=page.unit,
                portal=page.portal,
            )
            for page in pages
        ),
        labels=facet_labels,
        aliases=_aliases(names, numbers),
        synonyms=tuple(tuple(stems for phrase in group if (stems := _stems(phrase))) for group in synonyms),
        spelling=spelling(tuple(surfaces)),
        surfaces=tuple(surfaces.values()),
        suggestions=suggestions(named, {surface: counts[surface] for surface in surfaces.values()}),
    )


def _aliases(names: Sequence[Renaming], numbers: dict[str, int]) -> tuple[Alias, ...]:
    """One for each outdated name; names that differ only in inflection are one."""
    found: dict[tuple[str, ...], Alias] = {}
    for name in names:
        stems = _stems(name.old)
        if stems and stems != _stems(name.new):
            alias = Alias(
                stems=stems,
                old=name.old,
                new=name.new,
                target=numbers.get(name.target or ""),
                replaced=name.replaced,
            )
            found.setdefault(stems, alias)
    return tuple(found.values())


def _words(page: Document) -> Iterator[str]:
    texts = (page.title, page.body, *page.headings, *page.keywords, *page.former)
    return (match.lower() for match in itertools.chain.from_iterable(WORD.findall(text) for text in texts))
