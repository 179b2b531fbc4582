"""The baseline as a file."""

from pathlib import Path

import msgspec

from rettesnor.lint.baseline import Baseline
from rettesnor.model import ContentError, Problem


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises ContentError when it is not there or is no baseline."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError:
        message = "Filen findes ikke. Skriv den først med »rettesnor baseline update«."
    except msgspec.MsgspecError:
        message = "Filen er ikke en liste over kendte fund. Slet den, og skriv den igen med »rettesnor baseline update«."
    raise ContentError(Problem(path=str(path), line=0, message=message))


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write the baseline, one finding a line, so that git shows what has gone."""
    lines = ",\n".join(" " + msgspec.json.encode(entry).decode() for entry in baseline.findings)
    text = f'{{"version": {baseline.version}, "findings": [\n{lines}\n]}}\n'
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
