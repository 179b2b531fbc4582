"""Heavy work a few at a time, so that whoever searches meanwhile is answered."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

Q = TypeVar("Q")
A = TypeVar("A")


class Full(Exception):
    """So many wait already that one more would wait too long."""


class Line:
    """`at_work` are served at once, `waiting` stand in line, and the next is turned away."""

    def __init__(self, *, at_work: int, waiting: int) -> None:
        self._at_work = asyncio.Semaphore(at_work)
        self._places = at_work + waiting

    async def serve(self, work: Callable[[Q], A], asked: Q) -> A:
        """What `work` answers, done in a thread of its own. Raises Full."""
        if not self._places:
            raise Full
        self._places -= 1
        try:
            async with self._at_work:
                return await run_in_threadpool(work, asked)
        finally:
            self._places += 1
