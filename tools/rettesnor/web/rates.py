"""How often one address may do something; known in memory only, and forgotten with the process."""

import threading
import time
from collections.abc import Callable

_MOST_ADDRESSES = 10_000


class RateLimit:
    """`most` times in `per_s` seconds for each address. A whole office may share one address, so `most` is generous."""

    def __init__(self, *, most: int, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._per_s, self._clock = most, per_s, clock
        self._counted: dict[str, tuple[float, int]] = {}
        self._counting = threading.Lock()

    def allows(self, address: str) -> bool:
        """Count one more, unless it is one too many."""
        with self._counting:
            now = self._clock()
            since, times = self._counted.get(address, (now, 0))
            if now - since >= self._per_s:
                since, times = now, 0
            if times >= self._most:
                return False
            if address not in self._counted and len(self._counted) >= _MOST_ADDRESSES:
                self._counted = {a: c for a, c in self._counted.items() if now - c[0] < self._per_s}
                if len(self._counted) >= _MOST_ADDRESSES:
                    return False
            self._counted[address] = (since, times + 1)
            return True
