"""How a finding says what it found, and how a replacement takes the shape of what it replaces."""

from rettesnor.model import Card

LEAVE_OUT = "»{found}« kan undværes. Lad det ude."


def quoted(use: str) -> str:
    """Wordings with » « around each: »sådan« eller »derfor«. Text that has its own marks is left as it is."""
    return use if "»" in use or not use else " eller ".join(f"»{choice}«" for choice in use.split(" / "))


def message(card: Card, **values: object) -> str:
    """The card's message with what was found put in. An empty suggestion means that the words can be left out."""
    text = card.message if values.get("suggestion") != "" else LEAVE_OUT
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def as_found(replacement: str, found: str, *, before: str, listed: str = "") -> str:
    """The replacement with the capitals of what it replaces: »Såfremt« becomes »Hvis«, »JOBPLAN« »MIN PLAN«.

    `before` is the text before it, since a capital in mid-sentence may only be that of the name; `listed` is how
    the card writes what was found, since a name of capitals only is not shouting.
    """
    letters = [c for c in found if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters) and not listed.isupper():
        return replacement.upper()
    starts = (
        not before.strip() or before.rstrip()[-1] in '.!?:»"“”(' or "\n" in before[len(before.rstrip()) :]
    )
    return (
        replacement[:1].upper() + replacement[1:]
        if starts and letters and letters[0].isupper()
        else replacement
    )
