"""PDF/UA-1 and PDF/A-2a of every PDF below a folder, by page-validation. Runs in an environment of its own.

rettesnor preview --all --channel papir --out FOLDER && PYTHON preview_validators.py FOLDER
"""

import sys
from collections import Counter
from pathlib import Path

import page

paths = sorted(Path(sys.argv[1]).rglob("*.pdf"))
for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
    reports = [page.validate_pdf(str(path), profile=profile) for path in paths]
    good = sum(report.is_compliant for report in reports)
    failed = Counter(str(failure)[:160] for report in reports for failure in report.failures)
    print(
        f"{profile.value}: {good} of {len(paths)} without a failed rule", *failed.most_common(5), sep="\n  "
    )
