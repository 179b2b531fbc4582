"""Fills in a letter in a process of its own, with a limit on its CPU; a process that overruns is ended and replaced."""

import datetime
import selectors
import signal
import subprocess
import sys
from types import TracebackType
from typing import Self

import msgspec

from rettesnor.model import Field
from rettesnor.preview.sandbox import DATE, Answer, Request

TIMEOUT_S = 3.0  # of CPU
PATIENCE = 10  # times as long on the clock, for a machine that has much else to do


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
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(request) + b"\n")
            process.stdin.flush()
            with selectors.DefaultSelector() as waiting:
                waiting.register(process.stdout, selectors.EVENT_READ)
                if not waiting.select(PATIENCE * self._timeout_s):
                    self.close()
                    return self._too_long()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            status = process.wait()
            self.close()
            if status == -signal.SIGPROF:
                return self._too_long()
            return Answer(
                error="Skabelonen fik programmet til at stoppe. Se efter en løkke eller en meget lang tekst."
            )
        return msgspec.json.decode(line, type=Answer)

    def _too_long(self) -> Answer:
        seconds = f"{self._timeout_s:.0f}"
        return Answer(
            error=f"Skabelonen blev ikke færdig på {seconds} sekunder. Se efter en løkke, der aldrig slutter."
        )

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
                [sys.executable, "-I", "-m", "rettesnor.preview.sandbox", str(self._timeout_s)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
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
