"""One letter with its cases, read by itself: what `check` needs of a letter without the rest of the project."""

from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from rettesnor.letter.head import read as read_head
from rettesnor.load.root import TextFile, files, name_in, read_text
from rettesnor.model import Case, ContentError, Letter, Problem, Record
from rettesnor.model.validity import editions
from rettesnor.yamltext import convert, read


class CaseFile(Record, frozen=True, kw_only=True):
    """A case as its file has it."""

    about: str = ""
    values: dict[str, object]


class LetterFile(Record, frozen=True, kw_only=True):
    """A letter, and what is wrong with the case files beside it."""

    letter: Letter
    problems: tuple[Problem, ...] = ()


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
    edition = editions(PurePosixPath(path).stem)
    return Letter(
        id=path.rpartition("/")[0] if edition.own == "letter" else path,
        path=path,
        head=replace(head, valid_from=edition.day) if edition.day else head,
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
