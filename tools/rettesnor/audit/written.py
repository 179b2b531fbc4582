"""The result of a run as files: tables of counts, a list for the person who ran it, and the page."""

import csv
import datetime
import io
import os
from collections.abc import Iterable
from pathlib import Path

from rettesnor.audit.examine import Rules
from rettesnor.audit.ledger import Ledger
from rettesnor.audit.parquet import write
from rettesnor.audit.report import report
from rettesnor.audit.survey import Quote, Survey
from rettesnor.lint.standard import group

PAGE = "report.html"
UNREAD = "unread.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def tables(out: Path, ledger: Ledger, quotes: Iterable[Quote], rules: Rules) -> None:
    """letters, findings and quotes as Parquet, and unread.csv, each there whole or as it was before."""
    groups = {card.id: group(card) for card in rules.sources.cards}
    seen = ledger.rows(
        "SELECT template, unit, month, letters, with_error, clean, undated, kindless FROM seen ORDER BY 1, 2, 3"
    )
    names = dict.fromkeys(("template", "unit", "month"), str)
    counts = dict.fromkeys(("letters", "with_error", "clean", "undated", "kindless"), int)
    _whole(out / "letters.parquet", {**names, **counts}, seen)
    told = ledger.rows(
        "SELECT template, unit, month, rule, severity, letters, findings FROM told ORDER BY 1, 2, 3, 4, 5"
    )
    _whole(
        out / "findings.parquet",
        {**names, "rule": str, "group": str, "severity": str, "letters": int, "findings": int},
        ((*row[:4], groups.get(str(row[3]), ""), *row[4:]) for row in told),
    )
    columns = {"template": str, "rule": str, "words": str, "letters": int}
    _whole(out / "quotes.parquet", columns, quotes)
    unread = ledger.rows("SELECT number, name, reason FROM unread ORDER BY number")
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("number", "name", "reason"))
    for number, name, reason in unread:
        table.writerow((number, f"'{name}" if str(name).startswith(_FORMULA) else name, reason))
    _put(out / UNREAD, text.getvalue().encode("utf-8-sig", "replace"), mode=0o600)


def page(
    out: Path, result: Survey, rules: Rules, *, name: str, day: datetime.date, fonts: tuple[bytes, bytes]
) -> None:
    """The report as one file."""
    text = report(result, cards=rules.sources.cards, name=name, day=day, fonts=fonts)
    _put(out / PAGE, text.encode("utf-8", "replace"))


def _whole(path: Path, columns: dict[str, type], rows: Iterable[tuple[object, ...]]) -> None:
    new = path.with_name(f".{path.name}")
    write(new, columns, rows)
    new.replace(path)


def _put(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    new = path.with_name(f".{path.name}")
    with open(new, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
