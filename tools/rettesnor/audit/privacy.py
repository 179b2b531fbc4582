"""What keeps personal data inside: numbers masked, and words shown only when many letters hold them."""

import hashlib
import re

from rettesnor.feedback import masking

# Words are shown when so many letters of one template hold them: then the template says them, not one letter.
SHOWN_FROM = 5
LONGEST = 300  # characters of a quote

_LONG = re.compile(r"(?<!\d)\d(?:[ \u00a0]?\d){7,}(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# Their words come from the rules and the law, and a number is part of the name.
_NUMBERED = frozenset(("law", "terms"))


def masked(text: str) -> str:
    """The text without CPR numbers, mail addresses, and numbers as long as a phone's or an account's."""
    return _LONG.sub("[nummer]", masking.masked(text))


def quote(text: str, group: str) -> str:
    """Words found in a letter as they may be shown: on one line, masked, cut, and every number a mark but in names."""
    words = masked(" ".join(text.split()))
    if group not in _NUMBERED:
        words = _NUMBER.sub("[tal]", words)
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + " …"


def digest(words: str) -> bytes:
    """What stands for the words until it is known that many letters hold them."""
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).digest()
