"""The deployment log: what readers had, from when, and who let them have it. Only ever added to.

Each line of var/deployments.jsonl carries the hash of the line before, so that a line that was changed, taken out or
put in is seen; git's own reference `refs/rettesnor/udgivet` tells when lines are missing at the end.
"""

import datetime
import fcntl
import hashlib
import os
from pathlib import Path

import msgspec

from rettesnor.history.objects import SHA
from rettesnor.history.repository import repository
from rettesnor.model import ContentError, Problem, Record

LOG = Path("var") / "deployments.jsonl"
REF = "refs/rettesnor/udgivet"
_BEGINNING = "0" * 64


class Deployment(Record, frozen=True, kw_only=True):
    """One line: readers got commit `sha` at `time`; `approver` is a role or a unit. `before` is the hash of the line before."""

    number: int
    sha: str
    time: datetime.datetime
    approver: str
    before: str
    hash: str = ""


class DeploymentLog(Record, frozen=True, kw_only=True):
    """The lines that can be read, oldest first, and what is wrong with the log, in Danish, by line."""

    deployments: tuple[Deployment, ...] = ()
    faults: tuple[Problem, ...] = ()


def read(root: Path) -> DeploymentLog:
    """The log of the content root, looked through line by line; empty where nothing was ever noted."""
    path = root / LOG
    if not path.is_file():
        return DeploymentLog()
    return check(path.read_bytes())


def size(root: Path) -> int:
    """How long the log is; a log that is only added to is another one when it is longer."""
    path = root / LOG
    return path.stat().st_size if path.is_file() else 0


def check(data: bytes) -> DeploymentLog:
    """The log as it stands in the file."""
    found: list[Deployment] = []
    faults: list[Problem] = []

    def fault(line: int, message: str) -> None:
        faults.append(Problem(path=LOG.as_posix(), line=line, message=message))

    before = _BEGINNING
    for line, text in enumerate(data.splitlines(), 1):
        try:
            entry = msgspec.json.decode(text, type=Deployment)
        except (msgspec.DecodeError, UnicodeDecodeError):
            fault(line, "Linjen kan ikke læses. Hent loggen fra en sikkerhedskopi.")
            continue
        if not SHA.fullmatch(entry.sha) or entry.time.tzinfo is None:
            fault(line, "Linjen har ikke en hel version fra git og en tid med tidszone.")
            continue
        if entry.hash != _hash(entry):
            fault(line, "Linjen er ændret, efter at den blev skrevet.")
        if entry.before != before or entry.number != line:
            fault(line, "Linjen følger ikke efter den foran. En linje er taget ud, sat ind eller flyttet.")
        if found and entry.time < found[-1].time:
            fault(line, "Tiden ligger før linjen foran.")
        before = entry.hash
        found.append(entry)
    if data and not data.endswith(b"\n"):
        fault(len(data.splitlines()), "Den sidste linje er ikke skrevet færdig.")
    return DeploymentLog(deployments=tuple(found), faults=tuple(faults))


def note(root: Path, *, sha: str, approver: str, time: datetime.datetime) -> Deployment:
    """Add a line, on disk when this returns. Raises ContentError, and writes nothing, where the log is faulty, or git does not know the commit."""
    found = repository(root)
    if found is not None and found.resolve(sha) is None:
        message = f"Git kender ikke versionen {sha[:12]}."
        raise ContentError(Problem(path=LOG.as_posix(), line=0, message=message))
    path = root / LOG
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        log = check(file.read())
        if log.faults:
            raise ContentError(*log.faults)
        last = log.deployments[-1] if log.deployments else None
        if last is not None and time < last.time:
            message = f"Den seneste udgivelse er fra {last.time.isoformat()}. Ret maskinens ur."
            raise ContentError(Problem(path=LOG.as_posix(), message=message))
        unsigned = Deployment(
            number=len(log.deployments) + 1,
            sha=sha,
            time=time.astimezone(datetime.UTC).replace(microsecond=0),
            approver=approver,
            before=last.hash if last else _BEGINNING,
        )
        entry = msgspec.structs.replace(unsigned, hash=_hash(unsigned))
        file.write(msgspec.json.encode(entry) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if found is not None:
        found.point(REF, sha)
    return entry


def faults(root: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the log, also what only git can tell: unknown versions, and lines missing at the end."""
    log = read(root)
    found = repository(root)
    if found is None:
        return log.faults
    unknown = [
        Problem(
            path=LOG.as_posix(), line=entry.number, message=f"Git kender ikke versionen {entry.sha[:12]}."
        )
        for entry in log.deployments
        if found.resolve(entry.sha) is None
    ]
    last = found.resolve(REF)
    if last is not None and last != (log.deployments[-1].sha if log.deployments else None):
        message = f"Git siger, at version {last[:12]} blev udgivet sidst, men det står ikke sidst i loggen. Der mangler linjer."
        unknown.append(Problem(path=LOG.as_posix(), line=len(log.deployments), message=message))
    return (*log.faults, *unknown)


def _hash(entry: Deployment) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(entry, hash=""))).hexdigest()
