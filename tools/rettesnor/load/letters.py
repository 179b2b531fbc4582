"""One letter with its cases, read by itself: what `check` needs of a letter without the rest of the project."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rettesnor.letter.head import read as read_head
from rettesnor.load.root import TextFile, files, read_text
from rettesnor.model import Case, ContentError, Letter, Problem, Record
from rettesnor.yamltext import convert, read


class CaseFile(Record, frozen=True, kw_only=True):
    """A case as its file has it."""

    about: str = ""
    values: dict[str, object]


class LetterFile(Record, frozen=True, kw_only=True):
    """A letter, and what is wrong with the case files beside it."""

    letter: Letter
    problems: tuple[Problem, ...] = ()


def name_in(root: Path, path: Path) -> str:
    """An absolute path as findings show it: relative to the root with slashes, as it is outside it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def read_letter(root: Path, path: Path) -> LetterFile:
    """The letter at an absolute `path`, in the root or outside it. Raises ContentError when the file cannot be read as text."""
    base = root if path.is_relative_to(root) else path.parent
    name = name_in(root, path)
    text = read_text(base, path).text
    cases, problems = read_cases(base, path.parent, name)
    return LetterFile(letter=letter_from(text, path=name, cases=cases), problems=problems)


def letter_from(source: str, *, path: str, cases: tuple[Case, ...] = ()) -> Letter:
    """The letter that a file with this text is."""
    head, faults, body_start = read_head(source, path=path)
    return Letter(
        id=path.removesuffix("/letter.md"),
        path=path,
        head=head,
        source=source,
        body_start=body_start,
        cases=cases,
        problems=faults,
    )


def read_cases(base: Path, folder: Path, name: str) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """The cases of the letter called `name` in `folder`, and the case files that cannot be read."""
    cases: list[Case] = []
    problems: list[Problem] = []
    above = name.rpartition("/")[0]
    for found in files(base, (folder / "cases").relative_to(base).as_posix(), ".yml"):
        path = found.path if isinstance(found, Problem) else f"{above}/cases/{found.name}"
        try:
            if isinstance(found, Problem):
                raise ContentError(found)
            file = TextFile(path=path, text=read_text(base, found).text)
            case = convert(read(file.text, path=path), CaseFile, path=path)
        except ContentError as error:
            problems += [Problem(path=path, line=each.line, message=each.message) for each in error.problems]
            continue
        cases.append(Case(name=Path(path).stem, path=path, about=case.about, values=case.values))
    return tuple(cases), tuple(problems)


class Snippets(Mapping[str, str]):
    """The snippets of a root by the name that an include gives them (»snippets/klage.md«), read when asked for.

    A file that cannot be read is not there; the include then says so.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / "content"
        self._texts: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._texts:
            path = self._folder / name
            if not name.endswith(".md") or not path.is_file():
                raise KeyError(name)
            try:
                self._texts[name] = read_text(self._folder, path).text
            except (ContentError, ValueError):
                raise KeyError(name) from None
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        found = sorted((self._folder / "snippets").rglob("*.md"))
        return (path.relative_to(self._folder).as_posix() for path in found)

    def __len__(self) -> int:
        return sum(1 for _ in self)
