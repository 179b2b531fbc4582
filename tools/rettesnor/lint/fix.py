"""Findings -> fixed text."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rettesnor.model import Finding, Fix

MAX_ROUNDS = 5  # one fix may bring out another; a text that still changes after this is left as it is


class Mended(NamedTuple):
    """A text with its fixes made: how many, and what is found in it now."""

    text: str
    made: int
    findings: tuple[Finding, ...]


def mended(source: str, path: str, lint: Callable[[str], tuple[Finding, ...]], *, unsafe: bool) -> Mended:
    """The source with every fix that brings nothing new. `lint` gives the findings of a text at `path`."""
    text, found, made, rounds = source, lint(source), 0, 0
    refused: set[tuple[str, str]] = set()
    while rounds < MAX_ROUNDS:
        wanted = [
            fix
            for fix in fixes(found, path, unsafe=unsafe)
            if (text[fix.start : fix.end], fix.text) not in refused
        ]
        if not wanted:
            break
        attempt = _attempt(text, found, wanted, lint)
        if attempt is None and len(wanted) > 1:
            # Together they bring something new: the first one alone tells whether it is to blame.
            wanted = wanted[:1]
            attempt = _attempt(text, found, wanted, lint)
        else:
            rounds += 1
        if attempt is None:
            refused.add((text[wanted[0].start : wanted[0].end], wanted[0].text))
            continue
        text, found = attempt
        made += len(wanted)
    return Mended(text, made, found)


def _attempt(
    text: str, found: Iterable[Finding], wanted: Sequence[Fix], lint: Callable[[str], tuple[Finding, ...]]
) -> tuple[str, tuple[Finding, ...]] | None:
    """The text with these fixes and what is found in it; None when a rule finds more than before."""
    after = apply(text, wanted)
    again = lint(after)
    return (after, again) if nothing_new(found, again) else None


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
