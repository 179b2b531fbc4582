"""Link addresses, file names and mail addresses, in which no word is a citation."""

import re

_ADDRESS_BEFORE = frozenset("/.-_@#(=\\")
_ADDRESS_AFTER = frozenset("/._@-")
_CHUNK_ENDS = " \n\t\u00a0<>()[]"
_ADDRESS = re.compile(
    r"://|www\.|/eli/|\.(?:md|pdf|docx?|html?|aspx|xlsx?|txt|ya?ml|dk/|eu/)|@|^\.{0,2}/", re.I
)


class Addresses:
    """Whether words stand in a link address, a file name or a mail address; each stretch without spaces is read once."""

    __slots__ = ("_begin", "_end", "_is_address", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = self._end = 0
        self._is_address = False

    def hold(self, start: int, end: int) -> bool:
        text = self._text
        if text[start - 1 : start] not in _ADDRESS_BEFORE and text[end : end + 1] not in _ADDRESS_AFTER:
            return False
        if not (self._begin <= start and end <= self._end):
            left, right = text[max(0, start - 200) : start], text[end : end + 200]
            for mark in _CHUNK_ENDS:
                left, right = left.rpartition(mark)[2], right.partition(mark)[0]
            self._begin, self._end = start - len(left), end + len(right)
            linked = text[self._begin - 2 : self._begin] == "]("
            self._is_address = linked or _ADDRESS.search(text, self._begin, self._end) is not None
        return self._is_address
