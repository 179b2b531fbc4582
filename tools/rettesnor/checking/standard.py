"""The standard of a root, read from its files and kept compiled between runs."""

import datetime
import os
import pickle
import tempfile
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import rettesnor
from rettesnor.checking.results import digest
from rettesnor.model import ContentError

if TYPE_CHECKING:
    from rettesnor.checks.metadata import Known
    from rettesnor.lint.standard import Standard
    from rettesnor.model import Unit
    from rettesnor.model.letter_rules import LetterKind
    from rettesnor.model.policy import Card
    from rettesnor.model.statutes import Statute

FOLDERS = (
    "content/policy",
    "content/letter_kinds",
    "content/statutes",
    "content/contacts",
    "content/deadlines.yml",
)
NAMED = ("content/systems", "procedures")  # only the names of these files matter
CACHE = ".rettesnor/lint"
OWN = (
    "model", "danish", "yamltext.py", "letter", "law", "checks", "policy", "policy.py", "lint", "checking", "load",
    "word",
)  # fmt: skip


class Loaded:
    """The standard of a root on a day, and the key that everything made with it is kept under.

    The standard itself is loaded when it is first asked for: what is kept from before needs only the key.
    """

    def __init__(self, root: Path, day: datetime.date) -> None:
        self.root, self.day = root, day
        self.key = standard_key(root, day)

    @cached_property
    def standard(self) -> "Standard":
        """Raises ContentError for a faulty card, statute, contact or letter kind."""
        path = self.root / CACHE / f"standard-{self.key}.pickle"
        kept = _kept(path)
        if kept is None:
            kept = read_standard(self.root, self.day)
            _keep(path, kept)
        return kept


def standard_key(root: Path, day: datetime.date) -> str:
    """What a standard and its results depend on: the files it is made from, our own code, and the day."""
    parts = [rettesnor.__version__, day.isoformat(), *_own_code(), *_stamps(root, FOLDERS)]
    parts += [path for folder in NAMED for path, _ in _files(root / folder)]
    return digest(*parts)


@cache  # a process runs the code that it began with
def _own_code() -> tuple[str, ...]:
    return tuple(_stamps(Path(rettesnor.__file__).parent, OWN))


def _stamps(root: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Name, size and time of every file below: enough to see that one has changed, without reading it."""
    for name in names:
        for path, stat in _files(root / name):
            yield f"{path[len(str(root)) :]} {stat.st_size} {stat.st_mtime_ns}"


def _files(start: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file there, in order. The workshop asks every other second, and pathlib's walk takes four times as long."""
    if start.is_file():
        yield str(start), start.stat()
    elif start.is_dir():
        yield from _below(str(start))


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _below(entry.path)
            elif (stat := _stat(entry)) is not None:
                yield entry.path, stat


def _stat(entry: "os.DirEntry[str]") -> os.stat_result | None:
    """What is known of a file; nothing of a folder that is a link, and of a link that leads nowhere or in a ring."""
    try:
        return entry.stat() if entry.is_file() else None
    except OSError:
        return None


def load_standard(root: Path, day: datetime.date) -> Loaded:
    """The standard of a root on a day, loaded. Raises ContentError when it is faulty."""
    loaded = Loaded(root, day)
    _ = loaded.standard
    return loaded


class Sources(NamedTuple):
    """What a standard is made from, whatever the day."""

    cards: tuple["Card", ...]
    kinds: tuple["LetterKind", ...]
    units: tuple["Unit", ...]
    statutes: tuple["Statute", ...]
    known: "Known"


def read_standard(root: Path, day: datetime.date) -> "Standard":
    """The standard from its files. Raises ContentError with everything that is wrong in them."""
    # Imported here: when the compiled standard is kept, none of this is needed.
    from rettesnor.law.register import Register
    from rettesnor.lint.standard import Standard
    from rettesnor.policy import compile_policy, in_force

    sources = read_sources(root)
    return Standard(
        (card for card in sources.cards if in_force(card, day)),
        policy=compile_policy(sources.cards, day=day),
        kinds=sources.kinds,
        register=Register(sources.statutes),
        units=sources.units,
        known=sources.known,
    )


def read_sources(root: Path) -> Sources:
    """Cards, kinds of letters, contacts and statutes. Raises ContentError with everything that is wrong in them."""
    from rettesnor.checks.metadata import Known
    from rettesnor.checks.phrases import faults
    from rettesnor.law.register import problems as register_problems
    from rettesnor.lint.standard import phrases
    from rettesnor.load.reader import Reader
    from rettesnor.model import Problem, Unit
    from rettesnor.model.deadlines import DeadlineData
    from rettesnor.model.letter_rules import LetterKind
    from rettesnor.model.policy import Card
    from rettesnor.model.statutes import Statute

    reader = Reader(root)
    cards = reader.entries("content/policy", Card)
    kinds = reader.entries("content/letter_kinds", LetterKind)
    units = reader.entries("content/contacts", Unit)
    statutes = reader.entries("content/statutes", Statute)
    deadlines = reader.one("content/deadlines.yml", DeadlineData, DeadlineData())
    reader.problems += register_problems(statutes)
    ids = {card.id for card in cards}
    for kind in kinds:
        for name in sorted({*kind.requires, *kind.forbids} - ids):
            message = f"Reglen »{name}« findes ikke i content/policy."
            reader.problems.append(Problem(path=f"content/letter_kinds/{kind.id}.yml", message=message))
    for path, wording in phrases(cards, kinds):
        reader.problems += [Problem(path=path, message=fault) for fault in faults(wording)]
    if reader.problems:
        raise ContentError(*reader.problems)
    procedures = (path.relative_to(root / "procedures") for path in (root / "procedures").rglob("*.md"))
    known = Known(
        kinds=frozenset(kind.id for kind in kinds),
        procedures=frozenset(
            path.as_posix().removesuffix(".md") for path in procedures if "@" not in path.name
        ),
        systems=frozenset(path.stem for path in (root / "content/systems").glob("*.yml")),
        deadlines=frozenset(rule.id for rule in deadlines.rules),
        calendar=deadlines,
    )
    return Sources(cards, kinds, units, statutes, known)


def _kept(path: Path) -> "Standard | None":
    from rettesnor.lint.standard import Standard

    try:
        with path.open("rb") as file:
            if not _ours(file.fileno()):
                return None
            found = pickle.load(file)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, LookupError, TypeError):
        return None
    except (ValueError, MemoryError):  # bytes that were changed after they were written
        return None
    return found if isinstance(found, Standard) else None


def _ours(handle: int) -> bool:
    """Whether an open file was written by this user and by nobody else: a pickle runs code when it is read.

    `_keep` leaves such files. One that came with a checkout, an archive or another user can be written or read by
    more than its owner.
    """
    stat = os.fstat(handle)
    return stat.st_uid == os.geteuid() and stat.st_mode & 0o777 == 0o600


def _keep(path: Path, standard: "Standard") -> None:
    """Written beside its place and moved there whole; older ones go, since nothing will ask for them again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(standard, protocol=pickle.HIGHEST_PROTOCOL))
        Path(file.name).replace(path)
        for old in sorted(path.parent.glob("standard-*.pickle"), key=lambda old: old.stat().st_mtime)[:-4]:
            old.unlink(missing_ok=True)
    except OSError:
        return
