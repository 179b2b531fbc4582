"""Drafts: what somebody is writing and has not sent. One for each person and file; nobody else can read or find it."""

import datetime
import hashlib
import hmac
from pathlib import Path

import msgspec

from rettesnor.model import Record
from rettesnor.model.access import Person, Refused
from rettesnor.workshop.disk import VAR, alone, secret, write_whole
from rettesnor.workshop.paths import held, held_text

MAX_DRAFTS = 300
KEPT = 20
"""So many texts that were overwritten from another window are kept beside the draft."""


class Draft(Record, frozen=True, kw_only=True):
    """`text` is the whole file as somebody writes it, made from the file in commit `base`. `version` grows by each save.

    `put_aside` are texts that another window of the same person had saved meanwhile, newest first.
    """

    person: str
    path: str
    base: str
    text: str
    version: int
    saved: datetime.datetime
    put_aside: tuple[str, ...] = ()


class Drafts:
    """The drafts of a content root, in var/drafts/."""

    def __init__(self, root: Path) -> None:
        self._folder = root / VAR / "drafts"
        self._key = secret(root)

    def save(
        self,
        person: Person,
        path: str,
        base: str,
        text: str,
        *,
        seen: int | None = None,
        now: datetime.datetime | None = None,
    ) -> Draft:
        """Keep the text, on disk when this returns. Raises Refused for a file that is not content, or too long a text.

        `seen` is the version that the window last knew: where another window has saved since, its text is put aside.
        """
        held(path)
        held_text(text)
        with alone(self._of(person) / "lock"):
            before = self.load(person, path)
            if before is None and len(self._files(person)) >= MAX_DRAFTS:
                raise Refused(
                    f"Du har {MAX_DRAFTS} kladder. Send eller slet nogle af dem først.",
                    status=413,
                    why="size",
                )
            aside = before.put_aside if before else ()
            if before is not None and seen is not None and seen != before.version and text != before.text:
                aside = (before.text, *aside)[:KEPT]
            draft = Draft(
                person=person.id,
                path=path,
                base=base,
                text=text,
                version=(before.version if before else 0) + 1,
                saved=now or datetime.datetime.now(datetime.UTC),
                put_aside=aside,
            )
            write_whole(self._file(person, path), msgspec.json.encode(draft))
            return draft

    def load(self, person: Person, path: str) -> Draft | None:
        """This person's draft of a file, None where there is none."""
        draft = _read(self._file(person, held(path)))
        return draft if draft is not None and (draft.person, draft.path) == (person.id, path) else None

    def of(self, person: Person) -> tuple[Draft, ...]:
        """All drafts of a person, the latest first."""
        found = (_read(file) for file in self._files(person))
        own = [draft for draft in found if draft is not None and draft.person == person.id]
        return tuple(sorted(own, key=lambda draft: draft.saved, reverse=True))

    def discard(self, person: Person, path: str, *, seen: int | None = None) -> None:
        """Forget a draft: it is sent, or its writer is done with it. One that was saved after `seen` is kept."""
        with alone(self._of(person) / "lock"):
            draft = self.load(person, path)
            if draft is not None and seen in (None, draft.version):
                self._file(person, path).unlink(missing_ok=True)

    def in_work(self) -> frozenset[str]:
        """Files that somebody has a draft of; whose it is, and what it says, is not told."""
        found = (_read(file) for file in self._folder.glob("*/*.json"))
        return frozenset(draft.path for draft in found if draft is not None)

    def _files(self, person: Person) -> list[Path]:
        return sorted(self._of(person).glob("*.json"))

    def _of(self, person: Person) -> Path:
        return self._folder / self._seal("person", person.id)

    def _file(self, person: Person, path: str) -> Path:
        return self._of(person) / f"{self._seal('draft', person.id, path)}.json"

    def _seal(self, *parts: str) -> str:
        """A name that nobody without the service's secret can guess or make."""
        return hmac.digest(self._key, "\0".join(parts).encode(), hashlib.sha256).hex()[:40]


def _read(file: Path) -> Draft | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Draft)
    except (OSError, msgspec.MsgspecError):
        return None
