"""What the linter says of a letter or a text, ready to show; never »no findings« for what was not checked whole."""

from rettesnor.model import Finding, Record
from rettesnor.model.names import SEVERITY_NAMES
from rettesnor.model.urls import content_id
from rettesnor.portal.site import Ref, Site


class ShownFinding(Record, frozen=True, kw_only=True):
    """One finding; `where` tells line, words and readers."""

    severity: str
    tone: str
    message: Ref
    where: str


class Checked(Record, frozen=True, kw_only=True):
    """All about one file; `incomplete` says why something in it could not be checked."""

    findings: tuple[ShownFinding, ...]
    incomplete: tuple[str, ...]


def checked(site: Site, path: str) -> Checked | None:
    """What was found in the file at `path`; None where the linter was not asked."""
    if site.report is None:
        return None
    return Checked(
        findings=tuple(_shown(finding, site) for finding in site.report.findings if finding.path == path),
        incomplete=tuple(item.reason for item in site.report.incomplete if item.path == path),
    )


def broken_by(site: Site, rule: str) -> tuple[Ref, ...] | None:
    """The letters, texts and procedures that break a rule; None where the linter was not asked."""
    if site.report is None:
        return None
    paths = {finding.path for finding in site.report.findings if finding.rule == rule}
    ids = {path.removesuffix("/letter.md").removesuffix(".md") for path in paths}
    return tuple(Ref(text=entry.title, url=entry.url) for entry in site.entries.values() if entry.id in ids)


def _shown(finding: Finding, site: Site) -> ShownFinding:
    rule = site.entries.get(content_id("rule", finding.rule))
    quote = " ".join(finding.quote.split())
    words = f": »{quote[:120]}{'…' if len(quote) > 120 else ''}«" if quote else ""
    return ShownFinding(
        severity=SEVERITY_NAMES[finding.severity],
        tone=finding.severity,
        message=Ref(text=finding.message, url=rule.url if rule else None),
        where=f"Linje {finding.line}{words}{f', {finding.when}' if finding.when else ''}",
    )
