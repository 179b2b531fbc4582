"""A finding: words in a file, what is wrong with them, and what to write instead."""

import datetime
from typing import Literal, get_args

from rettesnor.model.record import Record

Severity = Literal["error", "warning", "advice"]
Group = Literal[
    "terms",
    "words",
    "passive",
    "nouns",
    "address",
    "abbreviations",
    "sentences",
    "readability",
    "structure",
    "parts",
    "forbidden",
    "law",
    "units",
    "template",
    "metadata",
    "allowance",
]
# In a reading, a value that is not known yet is this one character (object replacement character); it counts as a word.
VALUE = "\ufffc"
GROUPS: tuple[Group, ...] = get_args(Group)


class Fix(Record, frozen=True, kw_only=True):
    """Replace `start` to `end` by `text`. A safe fix is right in every reading; an unsafe one a person looks at."""

    start: int
    end: int
    text: str
    safe: bool


class Finding(Record, frozen=True, kw_only=True):
    """One finding as the contract's JSON has it: offsets in code points from 0, lines and columns from 1.

    `quote` is the file's text at the span; `when` says in Danish for which readers it holds, None for all.
    """

    rule: str
    group: Group
    severity: Severity
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    quote: str
    message: str
    when: str | None = None
    fix: Fix | None = None


class Match(Record, frozen=True, kw_only=True):
    """A finding inside one text: offsets in that text, before anyone knows where the text stands in a file.

    `replacement` with `replace_start` and `replace_end` (None: same as the match) is the wording to write instead.
    """

    rule: str
    group: Group
    severity: Severity
    start: int
    end: int
    message: str
    replacement: str | None = None
    replace_start: int | None = None
    replace_end: int | None = None
    safe: bool = False


class Incomplete(Record, frozen=True, kw_only=True):
    """A file that could not be checked whole, and why (Danish)."""

    path: str
    reason: str


class Tool(Record, frozen=True, kw_only=True):
    """Who made a report."""

    name: str
    version: str


class Report(Record, frozen=True, kw_only=True):
    """What `check` says of some files, as the contract's JSON has it. `version` is the version of this form."""

    version: int = 1
    tool: Tool
    date: datetime.date
    files: int
    incomplete: tuple[Incomplete, ...] = ()
    findings: tuple[Finding, ...] = ()


class TrendPoint(Record, frozen=True, kw_only=True):
    """All letters at one time, checked with today's rules; `clean` letters have no error and no warning."""

    time: datetime.datetime
    letters: int
    clean: int
    errors: int
    warnings: int
    advice: int
