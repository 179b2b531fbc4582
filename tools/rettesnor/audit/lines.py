"""JSON lines: one letter a line."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from rettesnor.audit.rows import Row
from rettesnor.model import ContentError, Problem
from rettesnor.model.refusal import refusal

MAX_LINE = 25_000_000  # bytes: a letter of the largest size, with what JSON adds


def rows(path: Path) -> Iterator[Row | str]:
    """Each line's row, or why it is none. Raises ContentError when the file cannot be opened."""
    decoder = msgspec.json.Decoder(dict[str, object])
    try:
        with path.open("rb") as file:
            while line := file.readline(MAX_LINE):
                if len(line) == MAX_LINE and not line.endswith(b"\n"):
                    while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                        pass
                    yield f"Linjen fylder over {MAX_LINE // 1_000_000} MB."
                elif line.strip():
                    try:
                        yield Row.of(decoder.decode(line))
                    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                        yield "Linjen er ikke JSON med navne og værdier."
    except OSError as error:
        message = f"Filen kan ikke læses. {refusal(error)}"
        raise ContentError(Problem(path=str(path), message=message)) from None
