"""What happens beside an action: pushes and mails are told when they fail, tried again, and never hold a person up."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from rettesnor.cli.workshop import Workshop
from rettesnor.history import deployments
from rettesnor.model.access import Person
from rettesnor.model.workshop import MailSettings
from rettesnor.portal.published import Published
from rettesnor.workshop.errands import ErrandFailed, Errands
from rettesnor.workshop.mail import letter
from rettesnor.workshop.proposal import Proposal
from waiting import free_port, until

ANNA = Person(id="an12", name="Anna Æble", role="editor", mail="anna@pf.example")
BO = Person(id="bo34", name="Bo", role="approver")
LETTER = "letter_templates/partshoering/letter.md"
KILLED = """
import os, pathlib, signal, sys
from rettesnor.cli.workshop import Workshop
from rettesnor.model.access import Person
from rettesnor.portal.published import Published

root, letter = pathlib.Path(sys.argv[1]), "letter_templates/partshoering/letter.md"
workshop = Workshop(root, Published(root), rebuild=lambda: False)
anna = Person(id="an12", name="Anna Æble", role="editor", mail="anna@pf.example")
texts = {letter: (root / letter).read_text().replace("Kære", "Hej")}
sent = workshop.proposals().open(anna, texts, title="Kortere hilsen", why="Borgerne ringede.", key="k")
workshop.approval().approve(Person(id="bo34", name="Bo", role="approver"), sent.id, seen=sent.tip)
os.kill(os.getpid(), signal.SIGKILL)
"""


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def begun(root: Path, settings: str) -> Workshop:
    (root / "content/settings.yml").write_text(settings)
    (root / "content/contacts/ydelsesservice.yml").write_text(
        "id: ydelsesservice\nname: Ydelsesservice\nabout: Udbetaler hjælp\nmailbox: ydelse@pf.example\n"
    )
    (root / ".gitignore").write_text("var/\n.rettesnor/\nremote.git/\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Begin")
    return Workshop(root, Published(root), rebuild=lambda: True, first_wait_s=0.05)


def opened(workshop: Workshop, root: Path, title: str = "Kortere hilsen") -> Proposal:
    texts = {LETTER: (root / LETTER).read_text().replace("Kære", "Hej")}
    return workshop.proposals().open(ANNA, texts, title=title, why="Borgerne ringede.", key="k")


class Inbox:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], str, str]] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        message = message_from_bytes(bytes(envelope.content or b""), policy=default)
        body = message.get_body()
        assert body is not None
        self.mails.append((list(envelope.rcpt_tos), str(message["Subject"]), body.get_content()))
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    kept = Inbox()
    port = free_port()
    server = Controller(kept, hostname="127.0.0.1", port=port, ready_timeout=60)
    server.start()
    yield kept, port
    server.stop()


def test_the_owner_gets_a_mail_and_the_writer_gets_the_answer(root: Path, inbox: tuple[Inbox, int]):
    kept, port = inbox
    mail = f"{{host: 127.0.0.1, port: {port}, sender: rettesnor@pf.example}}"
    workshop = begun(root, f"site_url: https://portal.example/\nworkshop: {{mail: {mail}}}\n")
    proposal = opened(workshop, root)
    workshop.proposals().send_back(BO, proposal.id, seen=proposal.tip, text="Skriv »Kære«.")
    assert workshop.errands.wait(60)
    assert [(to, subject) for to, subject, _ in kept.mails] == [
        (["ydelse@pf.example"], "Et forslag venter på godkendelse: Kortere hilsen"),
        (["anna@pf.example"], "Dit forslag er sendt tilbage: Kortere hilsen"),
    ]
    assert f"https://portal.example/vaerksted/forslag/{proposal.id}/" in kept.mails[0][2]
    assert "Skriv »Kære«." in kept.mails[1][2]


def test_what_was_not_told_when_the_service_was_killed_is_told_when_it_starts(
    root: Path, inbox: tuple[Inbox, int]
):
    kept, port = inbox
    nobody = "{host: 127.0.0.1, port: 1, sender: rettesnor@pf.example}"
    begun(root, f"site_url: https://portal.example/\nworkshop: {{mail: {nobody}}}\n")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(root)], check=False)
    assert killed.returncode == -signal.SIGKILL
    settings = root / "content/settings.yml"
    settings.write_text(settings.read_text().replace("port: 1,", f"port: {port},"))
    again = Workshop(root, Published(root), rebuild=lambda: True, first_wait_s=0.05)
    again.start()
    assert again.errands.wait(60)
    assert [(to, subject) for to, subject, _ in kept.mails] == [
        (["ydelse@pf.example"], "Et forslag venter på godkendelse: Kortere hilsen"),
        (["anna@pf.example"], "Dit forslag er godkendt: Kortere hilsen"),
    ]
    assert [each.sha for each in deployments.read(root).deployments] == [git(root, "rev-parse", "main")]
    assert list((root / "var/outbox").rglob("*.json")) == []


def test_no_mail_is_sent_where_the_settings_name_no_server(root: Path):
    workshop = begun(root, "")
    opened(workshop, root)
    assert (workshop.errands.wait(60), workshop.errands.troubles()) == (True, ())


def test_a_title_cannot_add_a_line_to_a_mail(root: Path):
    workshop = begun(root, "")
    proposal = opened(workshop, root, title="Hej\r\nBcc: ond@example.com")
    settings = MailSettings(host="x", sender="rettesnor@pf.example")
    made = letter(proposal, settings, mailboxes=["ydelse@pf.example"], site_url="https://portal.example/")
    assert made is not None
    assert (made["Bcc"], made["To"]) == (None, "ydelse@pf.example")


def test_everything_reaches_the_remote(root: Path):
    git(root, "init", "-q", "--bare", "-b", "main", "remote.git")
    workshop = begun(root, "workshop: {remote: origin}\n")
    git(root, "remote", "add", "origin", str(root / "remote.git"))
    proposal = opened(workshop, root)
    workshop.approval().approve(BO, proposal.id, seen=proposal.tip)
    assert workshop.errands.wait(60)
    assert git(root / "remote.git", "rev-parse", "main") == git(root, "rev-parse", "main")
    assert git(root / "remote.git", "branch", "--list", "forslag/*") == ""
    assert git(root / "remote.git", "for-each-ref", "--format=%(refname)", "refs/forslag").endswith(
        proposal.id
    )


def test_a_remote_that_does_not_answer_is_told_and_tried_again(root: Path):
    workshop = begun(root, "workshop: {remote: origin}\n")
    git(root, "remote", "add", "origin", str(root / "remote.git"))
    opened(workshop, root)
    until(workshop.errands.troubles)
    assert not workshop.errands.wait(0)
    assert "tager ikke imod" in workshop.errands.troubles()[0].message
    git(root, "init", "-q", "--bare", "-b", "main", "remote.git")
    assert workshop.errands.wait(60)
    assert workshop.errands.troubles() == ()
    assert git(root / "remote.git", "rev-parse", "main") == git(root, "rev-parse", "main")


def test_errands_of_a_kind_keep_their_order_and_others_go_on():
    errands, done = Errands(first_wait_s=0.01), list[str]()
    faults = iter([ErrandFailed("nede"), ValueError("vores egen fejl"), None])

    def first() -> None:
        if fault := next(faults):
            raise fault
        done.append("a")

    errands.ask("Git", first)
    errands.ask("Git", lambda: done.append("b"))
    errands.ask("Mail", lambda: done.append("c"))
    assert errands.wait(60)
    assert [each for each in done if each != "c"] == ["a", "b"]
    assert "c" in done


def test_a_site_that_cannot_be_built_is_told_and_readers_keep_what_they_had(root: Path):
    workshop = begun(root, "")
    answers = iter([False, True])
    workshop.rebuild = lambda: next(answers)
    proposal = opened(workshop, root)
    workshop.approval().approve(BO, proposal.id, seen=proposal.tip)
    assert workshop.errands.wait(60)
    assert (root / "var/deployments.jsonl").read_text().count("\n") == 1


def test_what_waits_and_cannot_be_read_is_told_until_somebody_looks(root: Path):
    workshop = begun(root, "")
    damaged = root / "var/outbox/approved/0001-ab.json"
    damaged.parent.mkdir(parents=True)
    damaged.write_text("{")
    workshop.start()
    until(workshop.errands.troubles)
    assert f"{damaged} kan ikke læses." in workshop.errands.troubles()[0].message
    damaged.unlink()
    assert workshop.errands.wait(60)
    assert workshop.errands.troubles() == ()
