"""A list too long for one page, shared out over several that lead to each other by what each begins with."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from rettesnor.model import Record
from rettesnor.portal.site import Ref

T = TypeVar("T")
# Rows of a table: with all that stands around it, a page stays under 60 KB.
MAX_ROWS = 120


class Share(Record, Generic[T], frozen=True, kw_only=True):
    """What one page shows. `links` lead to all pages of the list, none where there is only one."""

    number: int
    url: str
    shown: tuple[T, ...]
    links: tuple[Ref, ...]

    def title(self, title: str) -> str:
        return title if self.number == 1 else f"{title}, side {self.number}"


def shares(
    items: Iterable[T],
    *,
    url: str,
    name: Callable[[T], str],
    rows: Callable[[T], int],
    most: int = MAX_ROWS,
) -> tuple[Share[T], ...]:
    """At least one: the first at `url`, the next below it. An item stays whole, however many `rows` it takes;
    else a page has `most`."""
    pages: list[list[T]] = [[]]
    filled = 0
    for item in items:
        if pages[-1] and filled + rows(item) > most:
            pages.append([])
            filled = 0
        pages[-1].append(item)
        filled += rows(item)
    urls = [url if number == 1 else f"{url}side-{number}/" for number in range(1, len(pages) + 1)]
    links = tuple(Ref(text=name(page[0]), url=at) for page, at in zip(pages, urls, strict=True) if page)
    return tuple(
        Share(number=number, url=at, shown=tuple(page), links=links if len(pages) > 1 else ())
        for number, (page, at) in enumerate(zip(pages, urls, strict=True), 1)
    )
