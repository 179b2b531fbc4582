"""What `rettesnor links` found last."""

from pathlib import Path

import msgspec

from rettesnor.model.web_links import LinkReport

REPORT = Path(".rettesnor") / "links.json"


def read_report(root: Path) -> LinkReport | None:
    """The last report; None where nobody has looked, or it cannot be read."""
    try:
        return msgspec.json.decode((root / REPORT).read_bytes(), type=LinkReport)
    except (OSError, msgspec.MsgspecError):
        return None
