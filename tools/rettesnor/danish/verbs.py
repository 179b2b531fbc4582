"""Which word forms are passives and participles of Danish verbs.

The list is made from hunspell-da by tools/build_verbs.py and ships with the package; its licence is in
data/NOTICE.txt. It is sorted text, searched as it lies, since loading it whole would cost more than a letter.
"""

from functools import cache, lru_cache
from importlib import resources

PASSIVE = "s"
"""-s passive, present or infinitive: »sendes«."""
PAST_PASSIVE = "d"
"""-s passive, past: »sendtes«, »toges«."""
PARTICIPLE = "p"
"""Participle as after »blive«: »sendt«, »taget«."""
BENT_PARTICIPLE = "q"
"""Participle with -e or -en: »sendte«, »tagne«."""
NOUN = "n"
"""The same letters are a noun too: »låses«, »huset«."""


@cache
def _data() -> bytes:
    return resources.files("rettesnor.danish").joinpath("data", "verbs.txt").read_bytes()


@lru_cache(maxsize=65536)
def roles(form: str) -> str:
    """The roles of a form in lower case, each one letter of this module; empty when it is no such form."""
    data = _data()
    wanted = b"\n" + form.encode("latin-1", "replace") + b" "
    low, high = 0, len(data) - 1
    while low < high:
        line = data.rfind(b"\n", 0, (low + high) // 2 + 1)
        if data[line : line + len(wanted)] < wanted:
            low = data.index(b"\n", line + 1)
        else:
            high = line
    if not data.startswith(wanted, low):
        return ""
    start = low + len(wanted)
    return data[start : data.index(b"\n", start)].decode("ascii")
