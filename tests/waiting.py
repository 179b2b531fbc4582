"""Waiting and measuring in ways that also hold on a machine with much else to do."""

import asyncio
import contextlib
import os
import random
import socket
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONGEST_S = 60
T = TypeVar("T")


def cpu_s() -> float:
    """Seconds of CPU so far, in this process and in those it started that have ended. Unlike the clock it is ours alone."""
    return sum(os.times()[:4])


def until(holds: Callable[[], object], *, seconds: float = LONGEST_S) -> None:
    """Return when `holds()` is true; fail when it is still false after the deadline."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What the work comes to, in a thread of its own: a browser's tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def free_port() -> int:
    """One below those that the system gives to whoever connects, so that it is still free when a server takes it."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")


def stand_still(page: "Page") -> None:
    """From now on no timer of a page with `page.clock.install()` fires: what is told for three seconds stays."""
    page.clock.pause_at(page.evaluate("Date.now() + 3600_000"))
