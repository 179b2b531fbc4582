"""Kill the workshop's service again and again while it saves drafts, opens proposals and approves them; count what is lost.

A worker process does the work of the service, in a process group of its own with the git that it starts, and says
what it has promised: each line it writes is a promise to a person. It is killed (SIGKILL) at a random moment, and
started again. After every kill the repository is verified, and everything promised is looked for.

    .venv/bin/python tools/benchmarks/workshop_kill.py [KILLS] [SEED]
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rettesnor.history.writing import Writer
from rettesnor.model.access import Person, Refused
from rettesnor.workshop.approval import Approval
from rettesnor.workshop.drafts import Drafts
from rettesnor.workshop.log import Log
from rettesnor.workshop.proposals import Proposals

ANNA = Person(id="anna", name="Anna", role="editor")
BO = Person(id="bo", name="Bo", role="approver")
LETTERS = 5
LETTER = "---\ntitle: Brev {number}\n---\n# Overskrift\n\nKære borger\n\nTal: 0\n"
LONGEST_S = 1.5


def path_of(number: int) -> str:
    return f"letter_templates/brev-{number}/letter.md"


def prepare(root: Path) -> None:
    """A small content root in git."""
    (root / "content").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: x\n")
    (root / "content/organisation.yml").write_text(
        "name: P\nshort_name: P\nmunicipality: P\naddress: P\nphone: '12345678'\nweb: p.example\n"
    )
    for number in range(LETTERS):
        place = root / path_of(number)
        place.parent.mkdir(parents=True)
        place.write_text(LETTER.format(number=number))
    (root / ".gitignore").write_text("var/\n.rettesnor/\n")
    who = ("-c", "user.name=P", "-c", "user.email=p@example.invalid")
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", "Begin")):
        subprocess.run(["git", "-C", str(root), *command], check=True)


def work(root: Path, start: int) -> None:
    """Save, send and approve until killed, beginning with round `start`; every line is a promise."""
    proposals, drafts = Proposals(root), Drafts(root)
    approval = Approval(root, proposals)
    approval.mend()
    for number in range(start, 10_000):
        path, base = path_of(number % LETTERS), proposals.head()
        text = (proposals.text(base, path) or "").rpartition("Tal: ")[0] + f"Tal: {number + 1}\n"
        drafts.save(ANNA, path, base, text)
        promise(f"draft {number}")
        sent = proposals.open(
            ANNA, {path: text}, title=f"Runde {number}", why="Prøve", key=str(number), base=base
        )
        promise(f"opened {number} {sent.id}")
        if sent.state == "waiting":
            approval.approve(BO, sent.id, seen=sent.tip)
        promise(f"approved {number} {sent.id}")


def promise(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def killed_after(root: Path, start: int, promises: int, seconds: float) -> list[str]:
    """What a worker promised before it was killed: so many promises, and what it managed in the seconds after them."""
    command = [sys.executable, __file__, "--work", str(root), str(start)]
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as faults:
        worker = subprocess.Popen(command, stdout=told, stderr=faults, start_new_session=True)
        while worker.poll() is None and os.pread(told.fileno(), 1 << 20, 0).count(b"\n") < promises:
            time.sleep(0.01)  # `pread`: the worker writes at the place that reading otherwise would move
        time.sleep(seconds)
        ended = worker.poll()
        if ended is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        told.seek(0)
        faults.seek(0)
        assert ended is None, f"the worker gave up: {faults.read().decode()}"
        return told.read().decode().splitlines()


def verify(root: Path, promised: list[str]) -> list[str]:
    """Everything that is wrong after a kill; empty where every promise was kept."""
    faults: list[str] = []
    proposals, drafts = Proposals(root), Drafts(root)
    try:
        Approval(root, proposals).mend()
    except Refused as refusal:
        faults.append(f"not mended: {refusal}")
    if not Writer(root).whole():
        faults.append("git fsck finds faults")
    every = (*proposals.live(), *proposals.settled())
    found = {proposal.title: proposal for proposal in every}
    if len(found) != len(every):
        faults.append("a proposal is there twice")
    log = subprocess.run(
        ["git", "-C", str(root), "log", "--format=%(trailers:key=Forslag,valueonly)", "main"],
        capture_output=True,
        text=True,
        check=True,
    )
    published = log.stdout.split()
    if len(published) != len(set(published)):
        faults.append("a proposal was published twice")
    if faulty := Log(root).faults():
        faults.append(f"the log is broken: {faulty[0]}")
    status = subprocess.run(
        ["git", "-C", str(root), "status", "--porcelain"], capture_output=True, text=True, check=True
    )
    if status.stdout:
        faults.append(f"the checkout differs: {status.stdout}")
    for line in promised:
        what, number, *id = line.split()
        proposal = found.get(f"Runde {number}")
        if what == "draft" and drafts.load(ANNA, path_of(int(number) % LETTERS)) is None:
            faults.append(f"lost: {line}")
        if what in ("opened", "approved") and (proposal is None or [proposal.id] != id):
            faults.append(f"lost: {line}")
        if what == "approved" and (
            proposal is None or proposal.state != "approved" or id[0] not in published
        ):
            faults.append(f"not kept: {line}")
    return faults


def kill_often(root: Path, *, kills: int, seed: int, longest_s: float = LONGEST_S) -> tuple[int, list[str]]:
    """How many promises were made, and everything that was not kept."""
    prepare(root)
    chance = random.Random(seed)
    promised, faults, start = list[str](), list[str](), 0
    for _ in range(kills):
        promised += killed_after(root, start, chance.randint(1, 3), chance.uniform(0.0, longest_s))
        faults += verify(root, promised)
        # The round that was under way is done again, as a person does who got no answer: with the same key.
        start = int(promised[-1].split()[1]) if promised else 0
    return len(promised), faults


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        kills, seed = (int(text) for text in (*sys.argv[1:], *("50", "7")[len(sys.argv) - 1 :]))
        with tempfile.TemporaryDirectory() as folder:
            begun = time.monotonic()
            promises, faults = kill_often(Path(folder) / "root", kills=kills, seed=seed)
        print(f"{kills} kills, {promises} promises, {len(faults)} broken, {time.monotonic() - begun:.0f} s")
        for fault in faults:
            print(f"  {fault}")
        sys.exit(bool(faults))
