"""Findings -> fixed text."""

from collections import Counter
from collections.abc import Iterable

from rettesnor.model import Finding, Fix


def fixes(findings: Iterable[Finding], path: str, *, unsafe: bool) -> tuple[Fix, ...]:
    """The fixes for one file that can be made together, in order; of two that overlap the first one.

    Without `unsafe` only those that are right in every reading.
    """
    wanted = {
        finding.fix
        for finding in findings
        if finding.path == path and finding.fix is not None and (finding.fix.safe or unsafe)
    }
    chosen: list[Fix] = []
    for fix in sorted(wanted, key=lambda fix: (fix.start, -fix.end, fix.text)):
        if not chosen or fix.start >= chosen[-1].end:
            chosen.append(fix)
    return tuple(chosen)


def apply(source: str, fixes: Iterable[Fix]) -> str:
    """The source with these fixes made; everything around them stays as it was, line ends too."""
    parts: list[str] = []
    at = 0
    for fix in fixes:
        parts += [source[at : fix.start], fix.text]
        at = fix.end
    return "".join([*parts, source[at:]])


def nothing_new(before: Iterable[Finding], after: Iterable[Finding]) -> bool:
    """Whether no rule finds more than it did.

    Places and words move when a text is mended, so rules are counted in each file instead. A letter that has become
    easier to read may only now be told by the milder of two rules, so readability is counted as one.
    """
    found = Counter(map(_counted, after))
    found.subtract(Counter(map(_counted, before)))
    return all(count <= 0 for count in found.values())


def _counted(finding: Finding) -> tuple[str, str]:
    return finding.path, "readability" if finding.group == "readability" else finding.rule
