"""Offsets in a file as lines and columns."""

import re
from bisect import bisect_right

LINE_END = re.compile(r"\r\n|\r|\n")


class Places:
    """Line and column of every offset in one source, both counted from 1 in code points."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *(end.end() for end in LINE_END.finditer(source))]

    def at(self, offset: int) -> tuple[int, int]:
        """(line, column) of an offset; one past the end of the source is allowed."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def line_text(source: str, offset: int) -> tuple[str, int]:
    """The whole line that an offset stands in, without its end, and where in the source it starts."""
    start = max(source.rfind("\n", 0, offset), source.rfind("\r", 0, offset)) + 1
    end = LINE_END.search(source, max(start, offset))
    return source[start : end.start() if end else len(source)], start
