"""The order that findings are told in."""

from rettesnor.model import Finding


def order(finding: Finding) -> tuple[str, int, str, int]:
    """Sorts findings as the contract has it: path, start, rule; and the longest first where all are equal."""
    return finding.path, finding.start, finding.rule, -finding.end
