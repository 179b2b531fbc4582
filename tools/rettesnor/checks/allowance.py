"""Exceptions that a letter makes, with their reason and last day.

`{# rettesnor: tillad jobplan til 2027-01-01 – citat fra afgørelse fra 2012 #}` holds for the paragraph that the comment
stands in or before. In a file without Jinja an HTML comment does the same.
"""

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Literal, NamedTuple

from rettesnor.model import Finding, Span

Fault = Literal["reason", "expired", "unused", "unknown"]

_BEGINS = re.compile(r"(?:\{#-?|<!--)\s*+rettesnor:")
_ENDS = re.compile(r"-?#\}|-->")
_TEXT = re.compile(
    r"\s*tillad\s+(?P<rules>[\w-]+(?:\s*,\s*[\w-]+)*)(?:\s+til\s+(?P<until>\d{4}-\d\d-\d\d))?\s*+(?:[–—:-]++\s*+)?(?P<reason>.*)\Z",
    re.DOTALL,
)
_TEXT_BEGINS = re.compile(r"\S")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


class Allowance(NamedTuple):
    """One exception: the rules or groups that it allows from `start` to `end` of the file, and its own place."""

    rules: tuple[str, ...]
    until: datetime.date | None
    reason: str
    start: int
    end: int
    comment_start: int
    comment_end: int

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is what the exception is for."""
        inside = self.start <= finding.start and finding.end <= max(self.end, finding.start)
        return (
            inside
            and finding.start <= self.end
            and (finding.rule in self.rules or finding.group in self.rules)
        )


class Broken(NamedTuple):
    """A comment that wants to be an exception and is faulty, unused or past its day."""

    fault: Fault
    start: int
    end: int
    rule: str


def allowances(source: str) -> tuple[tuple[Allowance, ...], tuple[Broken, ...]]:
    """The exceptions of a file in order, and the comments that cannot be read as one."""
    good: list[Allowance] = []
    broken: list[Broken] = []
    blanks = [blank.span() for blank in _BLANK_LINE.finditer(source)]
    for comment, said in _comments(source):
        text = _TEXT.match(said)
        if text is None:
            broken.append(Broken("unknown", comment.start, comment.end, said))
            continue
        until = _date(text["until"])
        if text["until"] and until is None:
            broken.append(Broken("unknown", comment.start, comment.end, text["until"]))
            continue
        start, end = _paragraph(source, comment, blanks)
        rules = tuple(re.split(r"\s*,\s*", text["rules"]))
        good.append(Allowance(rules, until, text["reason"], start, end, comment.start, comment.end))
    return tuple(good), tuple(broken)


def _comments(source: str) -> Iterator[tuple[Span, str]]:
    """Comments to us with what they say; none behind one that nobody has closed."""
    begins = _BEGINS.search(source)
    while begins is not None:
        ends = _ENDS.search(source, begins.end())
        if ends is None:
            return
        yield Span(begins.start(), ends.end()), source[begins.end() : ends.start()].strip()
        begins = _BEGINS.search(source, ends.end())


def apply(
    findings: Iterable[Finding], source: str, *, day: datetime.date, known: frozenset[str]
) -> tuple[tuple[Finding, ...], tuple[Broken, ...]]:
    """The findings that no exception allows, and what is wrong with the exceptions.

    Without a reason, for a rule that does not exist (`known` holds rules and groups) or after its day an exception
    allows nothing.
    """
    good, broken_list = allowances(source)
    broken = list(broken_list)
    valid: list[Allowance] = []
    for allowance in good:
        fault = _fault(allowance, day, known)
        if fault is None:
            valid.append(allowance)
        else:
            broken.append(
                Broken(fault, allowance.comment_start, allowance.comment_end, ", ".join(allowance.rules))
            )
    used: set[Allowance] = set()
    kept: list[Finding] = []
    for finding in findings:
        covering = [allowance for allowance in valid if allowance.covers(finding)]
        used.update(covering)
        if not covering:
            kept.append(finding)
    broken += [
        Broken("unused", allowance.comment_start, allowance.comment_end, ", ".join(allowance.rules))
        for allowance in valid
        if allowance not in used
    ]
    return tuple(kept), tuple(sorted(broken, key=lambda fault: fault.start))


def _fault(allowance: Allowance, day: datetime.date, known: frozenset[str]) -> Fault | None:
    if not set(allowance.rules) <= known:
        return "unknown"
    if len(allowance.reason) < 3:
        return "reason"
    if allowance.until is not None and allowance.until < day:
        return "expired"
    return None


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _paragraph(source: str, comment: Span, blanks: list[tuple[int, int]]) -> tuple[int, int]:
    """From the blank line before the comment to the blank line after the text that follows it."""
    passed = bisect_right(blanks, comment.start, key=itemgetter(1))
    text = _TEXT_BEGINS.search(source, comment.end)
    after = bisect_left(blanks, text.start() if text else comment.end, key=itemgetter(0))
    before = blanks[passed - 1][1] if passed else 0
    return before, blanks[after][0] if after < len(blanks) else len(source)
