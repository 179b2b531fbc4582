"""What makes a finding the same finding after the lines above it have changed."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from rettesnor.model import Finding


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """One fingerprint for each finding: from its rule, file and words, and its number among equals in that file.

    Line numbers, severity and message stay out, so moved text, a newer card or a new reason is not a new finding.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    result: list[str] = []
    for finding in findings:
        words = " ".join(finding.quote.casefold().split())
        key = (finding.path, finding.rule, words)
        result.append(hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()[:32])
        seen[key] += 1
    return tuple(result)
