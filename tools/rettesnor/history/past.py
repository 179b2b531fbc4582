"""A content root as it was: which page somebody means, its versions in words, and how it stood on a day."""

import datetime
import re
from functools import cached_property
from pathlib import Path, PurePosixPath

from rettesnor.history import deployments, versions
from rettesnor.history.differences import Passage, differences
from rettesnor.history.marks import Mark, on
from rettesnor.history.names import TARGET_GROUPS
from rettesnor.history.repository import Repository, repository
from rettesnor.history.versions import History, Version
from rettesnor.model import ContentError, Problem, Record, TargetGroup
from rettesnor.model.urls import of_file, url
from rettesnor.model.validity import editions
from rettesnor.yamltext import decode, read, split_front_matter

_NAMES = ("title", "term", "name")
_ENDING = re.compile(r"(/letter\.md|\.md|\.yml|/index\.html)?/?\Z")


class Then(Record, frozen=True, kw_only=True):
    """A file on a day: what readers had is in the commit of `mark`; `content` is None where the file was not there.

    `version` is the change that it came from, None where that is older than the history that was fetched.
    """

    mark: Mark
    version: Version | None
    path: str
    content: bytes | None


class Past:
    """One content root at one moment: git is read once."""

    def __init__(self, root: Path, found: Repository, history: History) -> None:
        self.root = root
        self.repository = found
        self.history = history
        self._titles: dict[str, str | None] = _target_groups(root)

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Full id -> the first edition's file."""
        found: dict[str, str] = {}
        for path in (*self.history.unsaved, *self.history.versions):
            page = of_file(path)
            if page and (page[1] not in found or _begins(path) < _begins(found[page[1]])):
                found[page[1]] = path
        return found

    def find(self, name: str) -> str | None:
        """The file that a page's id, path or address means, or a last part that only one page has; None for none."""
        wanted = _ENDING.sub("", name.strip().lstrip("/"))
        ids = self._paths
        others: dict[str, list[str]] = {}
        for path in (*self.history.unsaved, *self.history.versions):
            page = of_file(path)
            if page is None:
                continue
            kind, full_id = page
            for other in {url(kind, full_id).strip("/"), full_id.rpartition("/")[2], _ENDING.sub("", path)}:
                others.setdefault(other, []).append(path)
        if wanted in ids:
            return ids[wanted]
        meant = {ids[page[1]] for path in others.get(wanted, ()) if (page := of_file(path))}
        return meant.pop() if len(meant) == 1 else None

    def versions(self, path: str) -> tuple[Version, ...]:
        """Of all editions of the page, newest first."""
        found = [version for file in self._editions(path) for version in self.history.versions.get(file, ())]
        return tuple(sorted(found, key=lambda version: version.time, reverse=True))

    def passages(self, version: Version) -> tuple[Passage, ...]:
        """What the version changed, in words."""
        before = (
            self.repository.file_at(version.parent, version.before)
            if version.parent and version.before
            else None
        )
        after = None if version.kind == "gone" else self.repository.file_at(version.sha, version.path)
        return differences(before, after, path=version.path, called=self.called)

    def called(self, full_id: str) -> str | None:
        """The title of the page, or of the target group, that an id in a file names; None for what never was."""
        if full_id not in self._titles:
            path = self._paths.get(full_id)
            self._titles[full_id] = self.title(path) if path else None
        return self._titles[full_id]

    def on(self, path: str, day: datetime.date) -> Then | None:
        """The file as readers had it when `day` ended; None for a day before the first that is known."""
        mark = on(self.history.marks, day)
        if mark is None:
            return None
        begun = [self._then(file, mark) for file in self._editions(path) if _begins(file) <= day]
        there = [then for then in begun if then.content is not None]
        return there[-1] if there else self._then(path, mark)

    def now(self, path: str, *, today: datetime.date | None = None) -> bytes | None:
        """The page's edition in force as it stands on this machine, also where that is not in git yet."""
        day = today or datetime.date.today()
        begun = [self.root / file for file in self._editions(path) if _begins(file) <= day]
        held = [file for file in begun if file.resolve().is_relative_to(self.root.resolve())]
        return next((file.read_bytes() for file in reversed(held) if file.is_file()), None)

    def _then(self, path: str, mark: Mark) -> Then:
        version = self.history.version_on(path, mark)
        name = version.path if version else path
        return Then(mark=mark, version=version, path=name, content=self.repository.file_at(mark.sha, name))

    def _editions(self, path: str) -> tuple[str, ...]:
        """All files of the page that `path` is a file of, the first edition first."""
        page = of_file(path)
        others = {
            file for file in (*self.history.unsaved, *self.history.versions) if page and of_file(file) == page
        }
        return tuple(sorted({path} | others, key=lambda file: (_begins(file), file)))

    def unit(self, version: Version, path: str) -> str | None:
        """The unit that a change came from, else the page's owner, by its name: never a person."""
        name = version.unit or _field(self.now(path) or b"", "owner", path=path)
        contact = f"content/contacts/{name}.yml"
        return title(self.now(contact) or b"", path=contact) if contact in self.history.versions else name

    def title(self, path: str, content: bytes | None = None) -> str:
        """What `content` calls the page, else now or when it was last there; its id where that cannot be read.

        A unit's variant is called as the common page, with the unit's name.
        """
        name = editions(PurePosixPath(path).stem)
        if name.unit is not None:
            common = str(PurePosixPath(path).with_stem(name.own))
            return f"{self.title(common)} ({self.title(f'content/contacts/{name.unit}.yml')})"
        content = content or self.now(path)
        gone = next((version for version in self.versions(path) if version.kind == "gone"), None)
        if content is None and gone is not None and gone.parent and gone.before:
            content = self.repository.file_at(gone.parent, gone.before)
        return title(content or b"", path=path)


def _begins(path: str) -> datetime.date:
    return editions(PurePosixPath(path).stem).day or datetime.date.min


def open_past(root: Path) -> Past | None:
    """The past of a content root; None for a copy without git."""
    found = repository(root)
    history = versions.read(root)
    return Past(root, found, history) if found and history else None


def need_past(root: Path) -> Past:
    """The past of a content root. Raises ContentError for a copy without git."""
    found = open_past(root)
    if found is None:
        message = "Historik findes ikke her: Mappen er ikke hentet med git. Hent den med »git clone«."
        raise ContentError(Problem(path=str(root), line=0, message=message))
    return found


def moment(root: Path) -> tuple[object, ...]:
    """A name for the state of git and the log: the same name, the same history."""
    found = repository(root)
    return (found.head, found.changed_here()) if found else (), deployments.size(root)


def state(root: Path) -> str:
    """A name for the history of content and the log: commits that touch no content leave it as it is."""
    found = repository(root)
    return f"{found.last_change() if found else ''} {deployments.size(root)}"


def title(content: bytes, *, path: str) -> str:
    """The title, term or name that a file of content carries."""
    page = of_file(path)
    fallback = (page[1] if page else path).rpartition("/")[2]
    return next((found for name in _NAMES if (found := _field(content, name, path=path))), fallback)


def _target_groups(root: Path) -> dict[str, str | None]:
    """Target groups have no pages of their own to be called by."""
    file = root / TARGET_GROUPS.rstrip("#")
    try:
        found = decode(file.read_text("utf-8"), tuple[TargetGroup, ...], path=file.name)
    except (OSError, UnicodeDecodeError, ContentError):
        return {}
    return {f"{TARGET_GROUPS}{group.id}": group.title for group in found}


def _field(content: bytes, name: str, *, path: str) -> str | None:
    """A text at the top of a file of content, None where it is not there or cannot be read."""
    text = content.decode("utf-8", "replace")
    try:
        value = read(split_front_matter(text).yaml if path.endswith(".md") else text, path=path).value
    except ContentError:
        return None
    fields: dict[str, object] = value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType] -- YAML's keys are texts
    found = fields.get(name)
    return found if isinstance(found, str) else None
