"""Asks the process with limits (`limited.py`); one that overruns or dies is replaced, and the letter is told why."""

import datetime
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from rettesnor.model import Field, Record
from rettesnor.preview.paper import Comparison, Drawing, Paper, Printed, Sheet
from rettesnor.preview.sandbox import DATE, Answer, Request

if TYPE_CHECKING:
    from rettesnor.preview.pages import PagePair

TIMEOUT_S = 3.0  # of CPU
PATIENCE = 10  # times as long on the clock, for a machine that has much else to do


_TOO_MUCH = "Se efter en løkke eller en meget lang tekst."
_PAPER = "Brevet kan ikke sættes på papir."
# One thread and one heap: others would take room from the limit on memory, and make nothing faster here.
_ALONE = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}


class Stopped(Exception):
    """The process did not answer; the message is Danish and goes on from what was asked of it."""


class Filler:
    """`with Filler() as filler: filler.fill(...)`. Serves one caller at a time; the process is reused between letters."""

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._process: subprocess.Popen[bytes] | None = None

    def fill(
        self,
        source: str,
        *,
        fields: tuple[Field, ...],
        values: dict[str, object],
        snippets: dict[str, str],
        deadlines: dict[str, datetime.date | None] | None = None,
    ) -> Answer:
        """The body `source` for one case, as Markdown with marked values, or an error in Danish."""
        request = Request(
            source=source,
            fields=fields,
            values={name: _sendable(value) for name, value in values.items()},
            snippets=snippets,
            deadlines=deadlines or {},
        )
        try:
            return msgspec.json.decode(self._asked(request), type=Answer)
        except Stopped as stopped:
            return Answer(error=f"Skabelonen {stopped}")

    def printed(self, body: str, paper: Paper) -> Printed:
        """A body in Typst as PDF, or why it is none."""
        try:
            return msgspec.json.decode(self._asked(Sheet(body=body, paper=paper)), type=Printed)
        except Stopped as stopped:
            return Printed(fault="limits", message=f"{_PAPER} Arbejdet {stopped}")

    def drawn(self, document: bytes, pages: Sequence[int]) -> tuple[bytes, ...]:
        """Pages of a PDF as pictures (PNG); none where it cannot be drawn within the limits."""
        try:
            asked = Drawing(document=document, pages=tuple(pages))
            return msgspec.json.decode(self._asked(asked), type=tuple[bytes, ...])
        except Stopped:
            return ()

    def compared(self, before: bytes, after: bytes, *, footer: float) -> "tuple[PagePair, ...]":
        """The pages that changed (`pages.changed_pages`); none where that cannot be told within the limits."""
        from rettesnor.preview.pages import PagePair  # PDFium is slow to load, and few compare

        try:
            asked = Comparison(before=before, after=after, footer=footer)
            return msgspec.json.decode(self._asked(asked), type=tuple[PagePair, ...])
        except Stopped:
            return ()

    def _asked(self, question: Record) -> bytes:
        """The answer in JSON. Raises Stopped.

        A process that has answered before and dies may have grown old: a new one is asked once.
        """
        fresh = self._process is None
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(question) + b"\n")
            process.stdin.flush()
            with selectors.DefaultSelector() as waiting:
                waiting.register(process.stdout, selectors.EVENT_READ)
                if not waiting.select(PATIENCE * self._timeout_s):
                    self.close()
                    raise self._too_long()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if line.endswith(b"\n"):
            return line
        status = process.wait()
        self.close()
        if status == -signal.SIGPROF:
            raise self._too_long()
        if fresh:
            raise Stopped(f"fik programmet til at stoppe. {_TOO_MUCH}")
        return self._asked(question)

    def _too_long(self) -> Stopped:
        seconds = f"{self._timeout_s:.0f}"
        return Stopped(f"blev ikke færdig på {seconds} sekunder. Se efter en løkke, der aldrig slutter.")

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", "rettesnor.preview.limited", str(self._timeout_s)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_ALONE},
            )
        return self._process


def _sendable(value: object) -> object:
    match value:
        case datetime.date():
            return {DATE: value.isoformat()}
        case dict():
            mapping: dict[str, object] = value  # pyright: ignore[reportUnknownVariableType] -- what YAML gave
            return {str(key): _sendable(item) for key, item in mapping.items()}
        case list():
            items: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- what YAML gave
            return [_sendable(item) for item in items]
        case _:
            return value
