"""A text put in a file's place."""

import os
import tempfile
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Put the text in the file's place, whole or not at all; its rights stay as they were."""
    path = path.resolve()  # a link stays a link
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        Path(temporary).chmod(path.stat().st_mode & 0o7777)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
