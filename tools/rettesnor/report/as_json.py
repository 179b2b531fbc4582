"""The contract's JSON."""

import msgspec

from rettesnor.model import Report


def as_json(report: Report) -> str:
    """The report as one JSON object, keys in the contract's order."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1).decode() + "\n"
