"""What a whole archive shows, asked of the ledger: the figures of the report."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rettesnor.audit.ledger import Ledger
from rettesnor.audit.privacy import SHOWN_FROM

QUOTES_OF_A_RULE = 20  # in one template


class RuleRow(NamedTuple):
    rule: str
    severity: str
    letters: int
    findings: int


class GroupRow(NamedTuple):
    """A template, a unit or a month: its letters, how many have an error, how many none or only advice, and all findings."""

    name: str
    letters: int
    with_error: int
    clean: int
    findings: int


class RuleOf(NamedTuple):
    """How often a rule is broken in a template, a unit or a month."""

    name: str
    rule: str
    letters: int
    findings: int


class Quote(NamedTuple):
    """Words that many letters of a template hold, where a rule finds fault with them."""

    template: str
    rule: str
    words: str
    letters: int


class Survey(NamedTuple):
    """Everything that the report tells."""

    letters: int
    with_error: int
    clean: int
    undated: int
    kindless: int
    unread: tuple[tuple[str, int], ...]
    rules: tuple[RuleRow, ...]
    groups: Mapping[str, tuple[GroupRow, ...]]  # by "template", "unit" and "month"
    rules_of: Mapping[str, tuple[RuleOf, ...]]
    quotes: tuple[Quote, ...] = ()


class Wanted(NamedTuple):
    """Words that may be shown: by digest, and the first letter that holds them."""

    template: str
    rule: str
    digest: bytes
    letters: int
    first: int


def survey(ledger: Ledger, quotes: tuple[Quote, ...]) -> Survey:
    """The figures of all that is counted."""
    total = next(
        ledger.rows(
            "SELECT coalesce(sum(letters), 0), coalesce(sum(with_error), 0), coalesce(sum(clean), 0),"
            " coalesce(sum(undated), 0), coalesce(sum(kindless), 0) FROM seen"
        )
    )
    letters, with_error, clean, undated, kindless = map(_count, total)
    unread = ledger.rows("SELECT reason, count(*) FROM unread GROUP BY reason ORDER BY 2 DESC, 1")
    rules = ledger.rows(
        "SELECT rule, severity, sum(letters), sum(findings) FROM told GROUP BY rule, severity ORDER BY 3 DESC, 1, 2"
    )
    names = ("template", "unit", "month")
    return Survey(
        letters,
        with_error,
        clean,
        undated,
        kindless,
        tuple((str(reason), _count(count)) for reason, count in unread),
        tuple(RuleRow(str(rule), str(severity), _count(n), _count(m)) for rule, severity, n, m in rules),
        {name: tuple(_groups(ledger, name)) for name in names},
        {name: tuple(_rules_of(ledger, name)) for name in names},
        quotes,
    )


def _groups(ledger: Ledger, name: str) -> Iterator[GroupRow]:
    query = (
        f"SELECT s.{name}, s.letters, s.with_error, s.clean, coalesce(t.findings, 0) FROM"
        f" (SELECT {name}, sum(letters) letters, sum(with_error) with_error, sum(clean) clean FROM seen GROUP BY {name}) s"
        f" LEFT JOIN (SELECT {name}, sum(findings) findings FROM told GROUP BY {name}) t USING ({name}) ORDER BY 1"
    )
    for row in ledger.rows(query):
        yield GroupRow(str(row[0]), *map(_count, row[1:]))


def _rules_of(ledger: Ledger, name: str) -> Iterator[RuleOf]:
    query = f"SELECT {name}, rule, sum(letters), sum(findings) FROM told GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
    for row in ledger.rows(query):
        yield RuleOf(str(row[0]), str(row[1]), _count(row[2]), _count(row[3]))


def wanted(ledger: Ledger) -> Iterator[Wanted]:
    """The words that enough letters of one template hold, the most frequent ones of each rule, by their first letter."""
    query = (
        "SELECT template, rule, digest, letters, first FROM (SELECT *, row_number() OVER"
        " (PARTITION BY template, rule ORDER BY letters DESC, digest) AS place FROM quoted WHERE letters >= ?)"
        " WHERE place <= ? ORDER BY first, template, rule, digest"
    )
    for template, rule, digest, letters, first in ledger.rows(query, SHOWN_FROM, QUOTES_OF_A_RULE):
        if isinstance(digest, bytes):
            yield Wanted(str(template), str(rule), digest, _count(letters), _count(first))


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
