"""The texts that letters include, read when one is asked for."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rettesnor.load.root import read_text
from rettesnor.model import ContentError


class Snippets(Mapping[str, str]):
    """The snippets of a root by the name that an include gives them (»snippets/klage.md«), read when asked for.

    A file that cannot be read is not there; the include then says so.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / "content"
        self._texts: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._texts:
            if not name.endswith(".md"):
                raise KeyError(name)
            try:
                self._texts[name] = read_text(self._folder, self._folder / name).text
            except (ContentError, OSError, ValueError):  # not there, or a name that no file can have
                raise KeyError(name) from None
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        found = sorted((self._folder / "snippets").rglob("*.md"))
        return (path.relative_to(self._folder).as_posix() for path in found)

    def __len__(self) -> int:
        return sum(1 for _ in self)
