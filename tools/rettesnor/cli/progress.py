"""A bar on a long run, for a person at a terminal; nothing for anyone else."""

import sys
from typing import Self


class Progress:
    """`with Progress("Tjekker", files, slow=50) as progress:`, then `progress(done, of)`.

    The bar shows from `slow` things on, and only where standard error is a terminal.
    """

    def __init__(self, doing: str, count: int, *, slow: int) -> None:
        self._bar = None
        if count >= slow and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(doing, total=count)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *fault: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int, of: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=done)
