"""Where in a reading a rule about the whole letter is broken."""

from typing import NamedTuple


class Spot(NamedTuple):
    """A place in the text of block number `block` (`end` None: to its end), or the whole letter (`block` None).

    `length` fills {længde} in the card's message; `message` stands for it where the check knows better what to say.
    """

    block: int | None = None
    start: int = 0
    end: int | None = None
    length: int = 0
    message: str | None = None
