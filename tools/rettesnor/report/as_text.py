"""Findings for a person at a terminal: the line, the exact words underlined, why, and the wording to write instead."""

import unicodedata
from collections.abc import Callable, Mapping

from rettesnor.lint.places import line_text
from rettesnor.model import Finding, Report, Severity, visible
from rettesnor.report.danish import SEVERITY, summary

COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "advice": "36"}
WIDTH = 110  # characters of a source line that are shown; a longer line is cut around the words
DELETE = "(slet)"
Paint = Callable[[str, str], str]


def as_text(report: Report, sources: Mapping[str, str], *, colour: bool) -> str:
    """All findings with their lines, then what could not be checked, then one line that sums up."""
    paint = _coloured if colour else _plain
    blocks = [_finding(finding, sources.get(finding.path), paint) for finding in report.findings]
    blocks += [
        f"{visible(entry.path)}: {paint('ikke tjekket helt', '31')}\n  {visible(entry.reason)}"
        for entry in report.incomplete
    ]
    return "\n\n".join([*blocks, summary(report)]) + "\n"


def _finding(finding: Finding, source: str | None, paint: Paint) -> str:
    code = COLOURS[finding.severity]
    head = f"{visible(finding.path)}:{finding.line}:{finding.column}: {paint(SEVERITY[finding.severity], code)} {finding.rule}"
    lines = [head, *(_marked(finding, source, paint) if source is not None else ())]
    lines.append(f"  {visible(finding.message)}")
    if finding.when is not None:
        lines.append(f"  Gælder {visible(finding.when)}.")
    if finding.fix is not None and source is not None:
        old = _one_line(source[finding.fix.start : finding.fix.end])
        doubt = "" if finding.fix.safe else " (se efter, om det passer)"
        lines.append(
            f"  Forslag: »{old}« → {f'»{visible(finding.fix.text)}«' if finding.fix.text else DELETE}{doubt}"
        )
    return "\n".join(lines)


def _marked(finding: Finding, source: str, paint: Paint) -> list[str]:
    line, line_start = line_text(source, finding.start)
    line = visible(line)
    start = finding.start - line_start
    end = max(start, min(finding.end - line_start, len(line)))
    cut = max(0, min(start - WIDTH // 3, len(line) - WIDTH))
    shown = line[cut : cut + WIDTH]
    lead = "…" if cut else ""
    tail = "…" if cut + WIDTH < len(line) else ""
    before, marked = line[cut:start], line[start : min(end, cut + WIDTH)]
    blank = "".join("\t" if char == "\t" else " " * _cells(char) for char in before)
    under = "^" * max(1, sum(_cells(char) for char in marked))
    number = str(finding.line)
    gutter = " " * len(number)
    return [
        f"  {number} | {lead}{shown}{tail}",
        f"  {gutter} | {' ' * len(lead)}{blank}{paint(under, COLOURS[finding.severity])}",
    ]


def _cells(char: str) -> int:
    """How many columns a terminal gives the character."""
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def _plain(text: str, code: str) -> str:
    return text


def _coloured(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"
