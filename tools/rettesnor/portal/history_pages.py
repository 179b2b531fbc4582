"""The frames that the service fills with the past; by themselves they say where to find it (see web/asof.py)."""

from collections.abc import Iterator

from rettesnor.portal.page import HOME, Page, fill
from rettesnor.portal.site import ON_A_DAY, VERSIONS


def history_pages() -> Iterator[Page]:
    for url, title in ((VERSIONS, "Historik"), (ON_A_DAY, "Hvad gjaldt den dag?")):
        yield Page(
            url=url, title=title, html=fill("history_frame.html", title=title), trail=(HOME,), asks=False
        )
