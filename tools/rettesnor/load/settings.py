"""The settings of a root alone, for commands that need nothing else of it."""

from pathlib import Path

from rettesnor.load.root import read_text
from rettesnor.model import Settings
from rettesnor.yamltext import decode

FILE = Path("content") / "settings.yml"


def settings(root: Path) -> Settings:
    """content/settings.yml, or the defaults where there is none. ContentError when it cannot be read."""
    path = root / FILE
    if not path.is_file():
        return Settings()
    file = read_text(root, path)
    return decode(file.text, Settings, path=file.path)
