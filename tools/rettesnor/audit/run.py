"""An archive from beginning to end: examined, counted, and written as tables and a page."""

import datetime
import hashlib
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rettesnor.audit import written
from rettesnor.audit.archive import entries
from rettesnor.audit.chunks import Cut, cuts, sent
from rettesnor.audit.code import code_digest, folder_digest
from rettesnor.audit.examine import Examiner, Known, Rules, quotes
from rettesnor.audit.ledger import Ledger
from rettesnor.audit.letters import Chunk
from rettesnor.audit.pool import Pool, examined
from rettesnor.audit.survey import Quote, Survey, survey, wanted
from rettesnor.checking.standard import FOLDERS, read_sources
from rettesnor.load.reader import Reader
from rettesnor.model import ContentError, Problem

LEDGER = "igang.sqlite"
Progress = Callable[[int], None]


class Outcome(NamedTuple):
    """What a run gave: the figures, the day that stands for a missing date, and how many letters were counted before."""

    survey: Survey
    day: datetime.date
    resumed: int


class _Changed(Exception):
    """The archive is not the one that was counted."""


def rules(root: Path, day: datetime.date) -> Rules:
    """The root's rules. Raises ContentError when a card, a statute or a kind of letter is faulty."""
    letters = Reader(root).letters()
    templates = {
        Path(letter.path).parent.name: Known(letter.head.kind or "", letter.head.audience)
        for letter in letters
    }
    return Rules(read_sources(root), templates, day)


def audit(
    archive: Path,
    *,
    root: Path,
    out: Path,
    day: datetime.date | None,
    today: datetime.date,
    pool: Callable[[Rules], Pool],
    fonts: tuple[bytes, bytes],
    progress: Progress = lambda done: None,
) -> Outcome:
    """Counts every letter of the archive, going on where a stopped run left off, and writes the result in `out`."""
    next(entries(archive), None)  # an archive that is none is told before anything is made
    if archive.is_dir() and out.resolve().is_relative_to(archive.resolve()):
        message = "Resultatet kan ikke ligge i selve arkivet. Vælg en anden mappe med --out."
        raise ContentError(Problem(path=str(out), message=message))
    ledger = Ledger(out / LEDGER)
    try:
        noted = ledger.noted("day")
        day = day or (datetime.date.fromisoformat(noted) if noted else today)
        held = rules(root, day)
        identity = _identity(archive, root, day)
        resumed = ledger.letters() if ledger.begin(identity) else 0
        ledger.note("day", day.isoformat())
        workers = pool(held)
        try:
            _count(archive, ledger, workers, progress)
        except _Changed:
            ledger.begin("")
            ledger.begin(identity)
            ledger.note("day", day.isoformat())
            resumed = 0
            _count(archive, ledger, workers, progress)
        except workers.lost:
            message = (
                "Forbindelsen til scheduleren er væk. Kør samme kommando igen: det, der er talt, er gemt."
            )
            raise ContentError(Problem(path="--scheduler", line=0, message=message)) from None
        finally:
            workers.close()
        shown = tuple(sorted(_quotes(archive, ledger, held)))
        result = survey(ledger, shown)
        written.tables(out, ledger, shown, held)
        written.page(out, result, held, name=archive.name, day=day, fonts=fonts)
        ledger.delete()
        return Outcome(result, day, resumed)
    finally:
        ledger.close()


def _identity(archive: Path, root: Path, day: datetime.date) -> str:
    stat = archive.stat()
    parts = [str(archive.resolve()), day.isoformat(), code_digest()]
    parts.append(folder_digest(root, (*FOLDERS, "letter_templates")))
    if archive.is_file():
        parts.append(f"{stat.st_size} {stat.st_mtime_ns}")
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _count(archive: Path, ledger: Ledger, workers: Pool, progress: Progress) -> None:
    done = ledger.chunks()
    letters = ledger.letters()
    progress(letters)
    for chunk, tallies in examined(_new(cuts(entries(archive)), done), workers):
        ledger.add(chunk, tallies)
        letters += len(chunk.letters)
        progress(letters)


def _new(found: Iterator[Cut], done: dict[int, str]) -> Iterator[Chunk]:
    """The chunks that are not counted yet. Raises _Changed when one that is has become another."""
    left = set(done)
    for cut in found:
        if cut.number not in done:
            yield cut.taken()
        elif done[cut.number] != cut.digest:
            raise _Changed
        left.discard(cut.number)
    if left:
        raise _Changed


def _quotes(archive: Path, ledger: Ledger, held: Rules) -> Iterator[Quote]:
    """The words behind the digests that may be shown, read again from the first letter that holds each."""
    examiner = Examiner(held)
    letters = enumerate(entries(archive))
    for first, words in groupby(wanted(ledger), key=lambda one: one.first):
        entry = next(entry for number, entry in letters if number == first)
        found = dict(quotes(examiner, sent(entry, first)))
        for one in words:
            text = found.get((one.template, one.rule, one.digest))
            if text is not None:
                yield Quote(one.template, one.rule, text, one.letters)
