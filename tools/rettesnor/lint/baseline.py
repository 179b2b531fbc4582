"""The baseline: findings that were there when the linter came, which may only become fewer."""

from collections.abc import Iterator

from rettesnor.lint.fingerprint import fingerprints
from rettesnor.model import Finding, Record


class Known(Record, frozen=True, kw_only=True):
    """One known finding. `path`, `rule` and `quote` are for the person who reads the file; `hash` decides."""

    path: str
    rule: str
    quote: str
    hash: str


class Baseline(Record, frozen=True, kw_only=True):
    """The file that `--baseline` names."""

    version: int = 1
    findings: tuple[Known, ...] = ()


def record(findings: tuple[Finding, ...]) -> Baseline:
    """A baseline that knows all of these findings."""
    return Baseline(findings=tuple(_known(finding, hash) for finding, hash in _hashed(findings)))


def unknown(findings: tuple[Finding, ...], baseline: Baseline) -> tuple[Finding, ...]:
    """The findings that the baseline does not hold."""
    known = {entry.hash for entry in baseline.findings}
    return tuple(finding for finding, hash in _hashed(findings) if hash not in known)


def shrink(baseline: Baseline, findings: tuple[Finding, ...], *, checked: frozenset[str]) -> Baseline:
    """The baseline without what is mended in the `checked` files; nothing is ever added."""
    present = {hash for _, hash in _hashed(findings)}
    kept = (entry for entry in baseline.findings if entry.hash in present or entry.path not in checked)
    return Baseline(findings=tuple(kept))


def _hashed(findings: tuple[Finding, ...]) -> Iterator[tuple[Finding, str]]:
    return zip(findings, fingerprints(findings), strict=True)


def _known(finding: Finding, hash: str) -> Known:
    quote = " ".join(finding.quote.split())
    return Known(path=finding.path, rule=finding.rule, quote=quote[:80], hash=hash)
