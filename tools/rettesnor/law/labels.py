"""A section's own label at the start of a line, which cites nothing."""

import re

from rettesnor.law.places import Pins

_LINE_MARKS = ' \t#>*_»"-'
_GOES_ON = re.compile(r"(?:,|(?<!\w)(?:jf\.?|og|eller|samt|i|efter|af|til|se|med|ved))\s*+$", re.I)
_LABEL_END = re.compile(r"\.[*_]*+(?:\s|$)")
_SENTENCE_END = re.compile(r"(?<!jf)(?<!nr)(?<!art)(?<!stk)[.:;!?»«)*\"”\]]\s*+$")


def is_label(text: str, pins: Pins) -> bool:
    """Whether this is a section's own label at the start of a line: »§ 48. Ferie ...«, »## Kapitel 3«."""
    line = text[max(0, pins.start - 12) : pins.start]
    marks = line[len(line.rstrip(_LINE_MARKS)) :]
    line_start = pins.start - len(marks)
    if line_start and text[line_start - 1] != "\n":
        return False
    earlier = text[max(0, line_start - 13) : line_start]
    line_end = text.find("\n", pins.end, pins.end + 20)
    if pins.head != "paragraf" and (line_end >= 0 or len(text) < pins.end + 20):
        rest = text[pins.end : line_end if line_end >= 0 else len(text)]
        if not rest.strip(" *_#:\r") and not _GOES_ON.search(earlier) and ("#" in marks or line_end >= 0):
            return True
    if earlier.strip() and not _SENTENCE_END.search(earlier):
        return False
    if pins.end == pins.first_end and _LABEL_END.match(text, pins.end):
        return pins.head != "kapitel"
    return False
