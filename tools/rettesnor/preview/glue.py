"""Blanks at which no line of paper may end: between § and its number, a number and its unit, a day and its month."""

import re

from rettesnor.danish.values import MONTHS

FIXED = "\xa0"  # a blank at which no line is broken
_UNITS = (
    r"kr\.|kroner|øre|mio\.|mia\.|procent|pct\.|%|timers?|minut(?:ter)?s?|dages?|døgn|hverdages?|arbejdsdages?|"
    r"ugers?|måned(?:er)?s?|års?|gange?|personer|sider|km|kg"
)
# Each match ends with the blank.
_BLANK = re.compile(
    r"(?:§|\b(?:stk|nr|pkt|kap|kl|tlf|ca)\.|\b(?:kapitel|artikel|bilag|uge|side|punkt))[ \n](?=\d)"
    r"|\blitra[ \n](?=[a-zæøå]\b)"
    rf"|\d[ \n](?=(?:{_UNITS})(?!\w))"
    rf"|\b\d{{1,2}}\.[ \n](?=(?:{'|'.join(MONTHS)})\b)",
    re.IGNORECASE,
)
_SECTION_LETTER = re.compile(rf"§{FIXED}?\d+[ \n](?=[a-zæøå]\b)")


def glued(text: str) -> str:
    """The text, no longer than before, with those blanks and line ends as blanks at which no line is broken."""
    return _SECTION_LETTER.sub(_fixed, _BLANK.sub(_fixed, text))


def _fixed(found: re.Match[str]) -> str:
    return found[0][:-1] + FIXED
