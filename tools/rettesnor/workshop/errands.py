"""What happens beside an action: readers' pages are built, a remote gets the branches, whom a proposal waits for gets a mail.

None of it holds a person up, and none of it can undo what was done. What fails is told, and tried again.
"""

import datetime
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable

from rettesnor.model import Record

Errand = Callable[[], None]
"""Does one thing; raises ErrandFailed, which says why, where it should be tried again."""
FIRST_WAIT_S, LONGEST_WAIT_S = 5.0, 600.0


class ErrandFailed(Exception):
    """Something outside did not answer as it should; the message is Danish."""


class Trouble(Record, frozen=True, kw_only=True):
    """What has failed since when, for people to see."""

    name: str
    message: str
    since: datetime.datetime


class Errands:
    """One thread for each kind of errand, so that a remote that hangs holds no mail up. Order is kept within a kind."""

    def __init__(self, *, first_wait_s: float = FIRST_WAIT_S) -> None:
        self._first_wait_s = first_wait_s
        self._queues: dict[str, deque[Errand]] = {}
        self._troubles: dict[str, Trouble] = {}
        self._changed = threading.Condition()

    def ask(self, name: str, errand: Errand, *, once: bool = False) -> None:
        """Have it done. With `once` an errand of that name that has not begun is enough."""
        with self._changed:
            queue = self._queues.get(name)
            if queue is None:
                queue = self._queues[name] = deque()
                threading.Thread(target=self._run, args=(name, queue), name=name, daemon=True).start()
            if not (once and len(queue) > 1):
                queue.append(errand)
            self._changed.notify_all()

    def troubles(self) -> tuple[Trouble, ...]:
        """What is not working now."""
        with self._changed:
            return tuple(self._troubles.values())

    def wait(self, timeout_s: float) -> bool:
        """Whether everything asked for was done within the time."""
        with self._changed:
            return self._changed.wait_for(lambda: not any(self._queues.values()), timeout_s)

    def _run(self, name: str, queue: deque[Errand]) -> None:
        wait_s = self._first_wait_s
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(queue))
                errand = queue[0]
            failed = _failed(errand)
            with self._changed:
                if failed is None:
                    wait_s = self._first_wait_s
                    queue.popleft()
                    self._troubles.pop(name, None)
                    self._changed.notify_all()
                    continue
                known = self._troubles.get(name)
                since = known.since if known else datetime.datetime.now(datetime.UTC)
                self._troubles[name] = Trouble(name=name, message=failed, since=since)
            time.sleep(wait_s)
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)


def _failed(errand: Errand) -> str | None:
    """Do it: why it failed, None where it did not."""
    try:
        errand()
    except ErrandFailed as error:
        return str(error)
    except Exception:  # noqa: BLE001 -- the top of a thread: a fault of ours must not end the errands behind it
        traceback.print_exc()
        return "Der er sket en fejl hos os."
    return None
