"""What a service opens beside its readers: once, in a thread of its own, and again where it failed."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from rettesnor.web.later import Later
from waiting import finished


def test_what_many_ask_for_at_once_is_made_once() -> None:
    together = threading.Barrier(8, timeout=30)
    made: list[object] = []

    def make() -> object:
        made.append(object())
        return made[-1]

    later = Later(make)

    def ask() -> object:
        together.wait()
        return later.now()

    with ThreadPoolExecutor(8) as pool:
        found = {id(asked.result()) for asked in [pool.submit(ask) for _ in range(8)]}

    assert (len(made), found) == (1, {id(made[0])})


def test_others_are_answered_while_somebody_waits() -> None:
    may_end = threading.Event()

    def make() -> str:
        assert may_end.wait(timeout=30)
        return "made"

    async def asked() -> tuple[str, str]:
        later = Later(make)
        waiting = [asyncio.create_task(later.soon()) for _ in range(50)]
        await asyncio.sleep(0)
        # All threads that answer others are free, or this would not come back.
        first = await asyncio.to_thread(lambda: "answered")
        may_end.set()
        return first, {await each for each in waiting}.pop()

    assert finished(asked()) == ("answered", "made")


def test_what_failed_is_tried_again() -> None:
    outcomes = iter([OSError("full"), "made"])

    def make() -> str:
        outcome = next(outcomes)
        if isinstance(outcome, OSError):
            raise outcome
        return outcome

    later = Later(make)

    with pytest.raises(OSError, match="full"):
        later.now()
    assert later.now() == "made"
    assert finished(later.soon()) == "made"
