"""What readers tell and search for, put together: kept in `var/`, shown to the office, deleted in time. Not a command."""

import datetime
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.routing import BaseRoute

from rettesnor.feedback import messages, searches
from rettesnor.feedback.messages import Messages
from rettesnor.feedback.searches import SearchLog
from rettesnor.model import Settings
from rettesnor.web.access import Access
from rettesnor.web.feedback import FeedbackRoutes
from rettesnor.web.frame import Frame
from rettesnor.web.inbox import InboxRoutes
from rettesnor.web.rates import RateLimit
from rettesnor.web.search import Search
from rettesnor.web.search_log import SearchLogRoutes
from rettesnor.web.workshop_page import WorkshopPage

_TEN_MINUTES_S = 600.0
_HOUR_S = 3600.0
# A whole office may come from one address, so these only stop a machine.
_MOST_MESSAGES, _MOST_CLICKS = 60, 600


class Readers:
    """The rooms for one content root."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        access: Access,
        *,
        folder: Callable[[], Path | None],
        search: Search,
    ) -> None:
        self.messages, self.log = kept(root, settings)
        writing = RateLimit(most=_MOST_MESSAGES, per_s=_TEN_MINUTES_S)
        clicking = RateLimit(most=_MOST_CLICKS, per_s=_TEN_MINUTES_S)
        shown = self.log if settings.search_log else None
        self._feedback = FeedbackRoutes(self.messages, folder, access, limit=writing, now=_now)
        page = WorkshopPage(Frame(folder), access)
        self._inbox = InboxRoutes(self.messages, folder, page, now=_now)
        self._searches = SearchLogRoutes(
            shown, folder, page, search, limit=clicking, today=datetime.date.today
        )
        self.searched = self._searches.searched

    def routes(self) -> Iterator[BaseRoute]:
        yield from self._feedback.routes()
        yield from self._inbox.routes()
        yield from self._searches.routes()

    def start(self) -> None:
        """Delete what is past its time, now and every hour."""
        threading.Thread(target=self._expire, daemon=True).start()

    def _expire(self) -> None:
        while True:
            try:
                expire(self.messages, self.log)
            except (OSError, sqlite3.Error) as error:
                print(f"Det, der er for gammelt, kunne ikke slettes: {error}", file=sys.stderr, flush=True)
            time.sleep(_HOUR_S)


def kept(root: Path, settings: Settings) -> tuple[Messages, SearchLog]:
    """Where a content root keeps them; files are made when they are first needed."""
    days = settings.keep_days
    return (
        Messages(root / messages.FILE, keep_days=days),
        SearchLog(root / searches.FILE, keep_days=days),
    )


def expire(messages: Messages, log: SearchLog) -> tuple[int, int]:
    """Delete what is past its time: how many messages, and how many sums of searches."""
    return messages.expire(now=_now()), log.expire(today=datetime.date.today())


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
