"""`rettesnor doctor`: what an IT person must know before asking: what is there, what is missing, and what to do about it."""

import argparse
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from rettesnor.model import Record, visible

FREE_BYTES = 1_000_000_000
STATES = {"ok": "i orden", "warning": "se på", "fault": "mangler"}
REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)(?:\s*;\s*([^\\]+))?")


class Check(Record, frozen=True, kw_only=True):
    """One line of the report: what was looked at, what was seen, and for a fault or warning what to do."""

    name: str
    state: Literal["ok", "warning", "fault"]
    seen: str
    remedy: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser  # only --root, which every command has


def run(args: argparse.Namespace) -> int:
    checks = list(examine(args.root))
    width = max(len(check.name) for check in checks)
    for check in checks:
        print(visible(f"{check.name:<{width}}  {STATES[check.state]:<8} {check.seen}"))
        if check.remedy:
            print(visible(f"{'':<{width}}  {'':<8} → {check.remedy}"))
    faults = sum(check.state == "fault" for check in checks)
    print()
    print("Alt er på plads." if not faults else f"{faults} ting mangler. Gør det, der står efter pilene.")
    return 1 if faults else 0


def examine(root: Path) -> Iterator[Check]:
    """Every check in order, from the machine up to the content."""
    yield _python()
    yield _packages(root)
    yield from _git(root)
    yield from _rights(root)
    yield _disk(root)
    yield from _content(root)
    yield _deployments(root)
    yield from _workshop(root)
    yield _index(root)
    yield _portal(root)


def _python() -> Check:
    return Check(name="Python", state="ok", seen=f"{'.'.join(map(str, sys.version_info[:3]))} i {sys.prefix}")


def _packages(root: Path) -> Check:
    lock = root / "requirements.lock"
    if not lock.is_file():
        seen = "requirements.lock er her ikke, så versionerne kan ikke sammenlignes"
        return Check(name="Pakker", state="warning", seen=seen, remedy="Kør fra projektets mappe.")
    wrong: list[str] = []
    count = 0
    for line in lock.read_text(encoding="utf-8").splitlines():
        match = REQUIREMENT.match(line)
        if match is None or (match[3] and not _applies(match[3])):
            continue
        count += 1
        try:
            installed = importlib.metadata.version(match[1])
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{match[1]} mangler")
            continue
        if installed != match[2]:
            wrong.append(f"{match[1]} er {installed}, ikke {match[2]}")
    if wrong:
        return Check(name="Pakker", state="fault", seen="; ".join(wrong), remedy="Kør »make setup«.")
    return Check(name="Pakker", state="ok", seen=f"{count} pakker som i requirements.lock")


def _applies(marker: str) -> bool:
    from packaging.markers import Marker

    return Marker(marker.strip()).evaluate()


def _git(root: Path) -> Iterator[Check]:
    git = shutil.which("git")
    if git is None:
        yield Check(
            name="Git", state="fault", seen="programmet git findes ikke", remedy="Installér pakken git."
        )
        return
    version = subprocess.run([git, "--version"], capture_output=True, text=True, check=False).stdout.split()[
        -1
    ]
    head = subprocess.run(
        [git, "-C", str(root), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    if head.returncode:
        yield Check(
            name="Git",
            state="warning",
            seen=f"{version}, men {root} er ikke et git-arkiv",
            remedy="Hent indholdet med »git clone«, så ændringer kan følges.",
        )
    else:
        yield Check(name="Git", state="ok", seen=f"{version}, indholdet står ved {head.stdout.strip()}")


def _rights(root: Path) -> Iterator[Check]:
    for folder, purpose in ((".rettesnor", "indeks og bygget portal"), ("var", "det, en backup skal gemme")):
        path = root / folder
        nearest = path if path.exists() else root
        if os.access(nearest, os.W_OK):
            yield Check(name=f"Mappen {folder}", state="ok", seen=f"kan skrives ({purpose})")
        else:
            remedy = f"Giv brugeren, der kører portalen, lov til at skrive i {nearest}."
            yield Check(
                name=f"Mappen {folder}", state="fault", seen=f"kan ikke skrives ({purpose})", remedy=remedy
            )


def _disk(root: Path) -> Check:
    free = shutil.disk_usage(root).free
    seen = f"{free / 1e9:.1f} GB fri".replace(".", ",")
    if free < FREE_BYTES:
        return Check(name="Disk", state="fault", seen=seen, remedy="Ryd op, så der er mindst 1 GB.")
    return Check(name="Disk", state="ok", seen=seen)


def _content(root: Path) -> Iterator[Check]:
    from rettesnor.load import load

    started = time.perf_counter()
    project = load(root)
    pages = len(project.procedures) + len(project.letters)
    seconds = f"{time.perf_counter() - started:.1f} s".replace(".", ",")
    seen = f"{len(project.procedures)} arbejdsgange og {len(project.letters)} breve læst på {seconds}"
    if project.problems:
        first = project.problems[0]
        yield Check(
            name="Indhold",
            state="fault",
            seen=f"{seen}, {len(project.problems)} fejl",
            remedy=f"Ret: {first}",
        )
    elif not pages:
        yield Check(name="Indhold", state="warning", seen="ingen sider endnu", remedy="Skriv den første.")
    else:
        yield Check(name="Indhold", state="ok", seen=seen)
    settings = project.settings
    seen = f"adresse {settings.site_url}, søgemaskine {settings.search_engine}"
    yield Check(name="Indstillinger", state="ok", seen=seen)


def _deployments(root: Path) -> Check:
    from rettesnor.history.deployments import LOG, faults, read

    name = "Udgivelseslog"
    wrong = faults(root)
    if wrong:
        first, *others = wrong
        more = f" (og {len(others)} fejl mere)" if others else ""
        remedy = f"Hent {LOG} fra en sikkerhedskopi, og find ud af, hvad der er sket."
        return Check(name=name, state="fault", seen=f"{first}{more}", remedy=remedy)
    log = read(root).deployments
    last = log[-1] if log else None
    if last is None:
        remedy = "Skriv en linje efter hver udgivelse: rettesnor deployed --approver redaktionen."
        return Check(name=name, state="warning", seen="er tom, så datoer er kun fra git", remedy=remedy)
    return Check(name=name, state="ok", seen=f"{len(log)} udgivelser, den seneste {last.time:%Y-%m-%d}")


def _workshop(root: Path) -> Iterator[Check]:
    """The workshop's log, where anybody has used it."""
    from rettesnor.workshop.log import LOG, Log

    log = Log(root)
    if not (root / LOG).is_file():
        return
    name, wrong = "Værkstedets log", log.faults()
    if wrong:
        first, *others = wrong
        more = f" (og {len(others)} fejl mere)" if others else ""
        remedy = f"Hent {LOG} fra en sikkerhedskopi, og find ud af, hvad der er sket."
        yield Check(name=name, state="fault", seen=f"{first}{more}", remedy=remedy)
        return
    lines = len(log.entries())
    yield Check(name=name, state="ok", seen="1 linje" if lines == 1 else f"{lines} linjer")


def _index(root: Path) -> Check:
    return _made(root, "Søgeindeks", root / ".rettesnor/index", "Kør »rettesnor index«.")


def _portal(root: Path) -> Check:
    return _made(root, "Bygget portal", root / ".rettesnor/site", "Kør »rettesnor build«.")


def _made(root: Path, name: str, made: Path, remedy: str) -> Check:
    """Something built from the content: there, and not older than the newest file it is built from."""
    if not made.exists():
        return Check(name=name, state="warning", seen="er ikke bygget endnu", remedy=remedy)
    built = made.stat().st_mtime
    sources = (root / "content", root / "procedures", root / "letter_templates")
    newest = max((path.stat().st_mtime for folder in sources for path in folder.rglob("*")), default=0.0)
    age = _age(time.time() - built)
    if newest > built:
        return Check(
            name=name, state="warning", seen=f"bygget for {age} siden, før de nyeste ændringer", remedy=remedy
        )
    return Check(name=name, state="ok", seen=f"bygget for {age} siden")


def _age(seconds: float) -> str:
    for unit, length in (("dage", 86_400), ("timer", 3_600), ("minutter", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length:.0f} {unit}"
    return "et øjeblik"
