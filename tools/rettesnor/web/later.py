"""What a service opens beside its readers: made once, by the first who needs it, while others go on being answered."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """The value of `make`. Where making it fails, whoever asks next tries again, and is told why."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._lock = threading.Lock()
        # A thread of its own, so that those who wait take none of the threads that answer searches.
        self._thread = ThreadPoolExecutor(1, "later")

    def now(self) -> T:
        """The value; the thread waits while it is made."""
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]

    async def soon(self) -> T:
        """The value; the event loop goes on while it is made."""
        if self._made:
            return self._made[0]
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.now)
