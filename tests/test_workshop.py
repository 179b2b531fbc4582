"""Proposals and drafts: nothing lost, nothing doubled, nothing approved by its own writer."""

import datetime
import subprocess
from pathlib import Path

import msgspec
import pytest

from rettesnor.cli.main import main
from rettesnor.history.writing import Writer
from rettesnor.model.access import Person, Refused
from rettesnor.workshop.approval import Approval
from rettesnor.workshop.chain import BRANCHES, SETTLED
from rettesnor.workshop.drafts import Drafts
from rettesnor.workshop.log import LOG, Log
from rettesnor.workshop.proposal import Proposal
from rettesnor.workshop.proposals import Proposals

ANNA = Person(id="an12", name="Anna Prøvesen", role="editor")
BO = Person(id="bo34", name="Bo Mønster", role="approver")
CARL = Person(id="ca56", name="Carl Test", role="approver", units=("jobcenter",))
LETTER = "letter_templates/partshoering/letter.md"
TERM = "content/glossary/min-plan.yml"
WHY = "Borgerne ringede og spurgte."


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", message)


@pytest.fixture
def repo(root: Path) -> Path:
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("var/\n.rettesnor/\n")
    commit(root, "Begin")
    return root


@pytest.fixture
def proposals(repo: Path) -> Proposals:
    return Proposals(repo)


@pytest.fixture
def approval(repo: Path, proposals: Proposals) -> Approval:
    return Approval(repo, proposals)


def changed(root: Path, old: str = "Kære {{ navn }}", new: str = "Hej {{ navn }}") -> dict[str, str]:
    return {LETTER: (root / LETTER).read_text().replace(old, new)}


def opened(proposals: Proposals, root: Path, key: str = "k1") -> Proposal:
    return proposals.open(ANNA, changed(root), title="Kortere hilsen", why=WHY, key=key)


def test_a_proposal_is_a_branch_and_readers_keep_what_they_have(repo: Path, proposals: Proposals):
    before = (repo / LETTER).read_text()
    proposal = opened(proposals, repo)
    assert (proposal.state, proposal.paths, proposal.why) == ("waiting", (LETTER,), WHY)
    assert "Hej" in git(repo, "show", f"forslag/{proposal.id}:{LETTER}")
    assert ((repo / LETTER).read_text(), git(repo, "status", "--porcelain")) == (before, "")


def test_the_same_proposal_sent_twice_is_one(repo: Path, proposals: Proposals):
    assert opened(proposals, repo) == opened(proposals, repo)
    assert len(proposals.live()) == 1


def test_another_service_reads_the_same(repo: Path, proposals: Proposals):
    assert Proposals(repo).get(opened(proposals, repo).id) == proposals.live()[0]


def test_approval_gives_readers_one_commit_with_its_reason(
    repo: Path, proposals: Proposals, approval: Approval
):
    proposal = opened(proposals, repo)
    done = approval.approve(BO, proposal.id, seen=proposal.tip)
    assert done.state == "approved"
    assert "Hej {{ navn }}" in (repo / LETTER).read_text()
    assert git(repo, "status", "--porcelain") == ""
    assert git(repo, "rev-list", "--count", "main") == "2"
    assert git(repo, "log", "-1", "--format=%s|%an|%cn|%(trailers:only,unfold)") == (
        f"Kortere hilsen|Anna Prøvesen|Bo Mønster|Hvorfor: {WHY}\nEnhed: Ydelsesservice\nForslag: {proposal.id}"
    )


def test_nobody_approves_their_own(repo: Path, proposals: Proposals, approval: Approval):
    own = msgspec.structs.replace(ANNA, role="approver")
    proposal = opened(proposals, repo)
    with pytest.raises(Refused, match="selv skrevet"):
        approval.approve(own, proposal.id, seen=proposal.tip)


def test_who_has_mended_a_proposal_may_not_approve_it(repo: Path, proposals: Proposals, approval: Approval):
    proposal = opened(proposals, repo)
    revised = proposals.revise(BO, proposal.id, changed(repo, new="Goddag {{ navn }}"), seen=proposal.tip)
    with pytest.raises(Refused, match="selv skrevet"):
        approval.approve(BO, revised.id, seen=revised.tip)


def test_only_the_unit_that_owns_a_letter_approves_it(repo: Path, proposals: Proposals, approval: Approval):
    proposal = opened(proposals, repo)
    with pytest.raises(Refused, match="Ydelsesservice har ansvaret"):
        approval.approve(CARL, proposal.id, seen=proposal.tip)


def test_a_proposal_cannot_give_a_letter_a_new_owner_and_let_them_approve(
    repo: Path, proposals: Proposals, approval: Approval
):
    texts = changed(repo, old="owner: Ydelsesservice", new="owner: jobcenter")
    proposal = proposals.open(ANNA, texts, title="Ny ejer", why=WHY, key="k")
    assert "Ydelsesservice" in approval.against(CARL, proposal, approval.owners(proposal))


def test_an_editor_cannot_approve(repo: Path, proposals: Proposals, approval: Approval):
    proposal = opened(proposals, repo)
    with pytest.raises(Refused, match="En godkender"):
        approval.approve(msgspec.structs.replace(ANNA, id="x"), proposal.id, seen=proposal.tip)


def test_what_has_changed_since_it_was_seen_is_not_approved(
    repo: Path, proposals: Proposals, approval: Approval
):
    proposal = opened(proposals, repo)
    proposals.revise(ANNA, proposal.id, changed(repo, new="Goddag {{ navn }}"), seen=proposal.tip)
    with pytest.raises(Refused, match="ændret, siden du hentede"):
        approval.approve(BO, proposal.id, seen=proposal.tip)


def test_a_proposal_sent_back_waits_again_when_it_is_mended(
    repo: Path, proposals: Proposals, approval: Approval
):
    proposal = opened(proposals, repo)
    said = proposals.comment(BO, proposal.id, seen=proposal.tip, text="Hvorfor hej?", path=LETTER, line=12)
    back = proposals.send_back(BO, proposal.id, seen=said.tip, text="Skriv goddag.")
    assert (back.state, back.comments[0].line) == ("sent_back", 12)
    with pytest.raises(Refused, match="venter ikke"):
        approval.approve(BO, back.id, seen=back.tip)
    again = proposals.revise(ANNA, back.id, changed(repo, new="Goddag {{ navn }}"), seen=back.tip)
    assert approval.approve(BO, again.id, seen=again.tip).state == "approved"


def test_only_its_writer_withdraws_a_proposal(repo: Path, proposals: Proposals):
    proposal = opened(proposals, repo)
    with pytest.raises(Refused, match="Kun den, der har skrevet"):
        proposals.withdraw(BO, proposal.id, seen=proposal.tip)
    assert proposals.withdraw(ANNA, proposal.id, seen=proposal.tip).state == "withdrawn"


def test_a_settled_proposal_is_no_branch_but_is_known_and_read_as_before(
    repo: Path, proposals: Proposals, approval: Approval
):
    approved = opened(proposals, repo)
    approval.approve(BO, approved.id, seen=approved.tip)
    other = proposals.open(ANNA, changed(repo, old="Hej", new="Dav"), title="To", why=WHY, key="k2")
    proposals.withdraw(ANNA, other.id, seen=other.tip)
    assert git(repo, "branch", "--list", "forslag/*") == ""
    assert proposals.live() == ()
    again = Proposals(repo)
    assert [(each.id, each.state) for each in again.settled()] == [
        (other.id, "withdrawn"),
        (approved.id, "approved"),
    ]
    assert len(again.settled(most=1)) == 1
    assert again.open(ANNA, changed(repo, old="Hej", new="Dav"), title="To", why=WHY, key="k2").id == other.id


def test_a_settled_proposal_that_a_killed_service_left_as_a_branch_is_put_away_at_the_start(
    repo: Path, proposals: Proposals, monkeypatch: pytest.MonkeyPatch
):
    proposal = opened(proposals, repo)
    monkeypatch.setattr(Writer, "put_away", lambda *_: None)
    settled = proposals.withdraw(ANNA, proposal.id, seen=proposal.tip)
    monkeypatch.undo()
    (repo / ".git/packed-refs.lock").touch()  # git was killed too
    git(repo, "update-ref", f"{SETTLED}/{proposal.id}", settled.tip)
    again = Proposals(repo)
    Approval(repo, again).mend()
    assert git(repo, "branch", "--list", "forslag/*") == ""
    assert again.settled() == (settled,)


def test_two_editors_in_different_places_of_a_letter_both_get_their_words(
    repo: Path, proposals: Proposals, approval: Approval
):
    base = proposals.head()
    for key, texts in (
        ("a", changed(repo)),
        ("b", changed(repo, old="title: Partshøring", new="title: Høring")),
    ):
        proposals.open(ANNA, texts, title=key, why=WHY, key=key, base=base)
    for proposal in proposals.live():
        approval.approve(BO, proposal.id, seen=proposal.tip)
    text = (repo / LETTER).read_text()
    assert ("Hej {{ navn }}" in text, "title: Høring" in text) == (True, True)


def test_the_same_words_changed_twice_are_three_texts_that_a_person_puts_together(
    repo: Path, proposals: Proposals, approval: Approval
):
    mine = proposals.open(ANNA, changed(repo), title="Min", why=WHY, key="a")
    theirs = proposals.open(BO, changed(repo, new="Goddag {{ navn }}"), title="Din", why=WHY, key="b")
    approval.approve(msgspec.structs.replace(BO, id="x"), theirs.id, seen=theirs.tip)
    with pytest.raises(Refused, match="Saml teksterne"):
        approval.approve(BO, mine.id, seen=mine.tip)
    (conflict,) = proposals.conflicts(mine)
    texts = [text or "" for text in (conflict.base, conflict.theirs, conflict.mine)]
    assert [text.splitlines()[-1] for text in texts] == [
        "Kære {{ navn }}",
        "Goddag {{ navn }}",
        "Hej {{ navn }}",
    ]
    both = {LETTER: texts[1].replace("Goddag", "Hej og goddag")}
    resolved = proposals.resolve(ANNA, mine.id, both, seen=mine.tip)
    assert proposals.conflicts(resolved) == ()
    approval.approve(BO, resolved.id, seen=resolved.tip)
    assert "Hej og goddag" in (repo / LETTER).read_text()


def test_an_error_stops_an_approval(repo: Path, proposals: Proposals, approval: Approval):
    proposal = proposals.open(ANNA, changed(repo, new="Kære {{ navn"), title="x", why=WHY, key="k")
    assert approval.check(proposal).stops
    with pytest.raises(Refused, match="har fejl"):
        approval.approve(BO, proposal.id, seen=proposal.tip)


def test_a_faulty_entry_stops_an_approval(repo: Path, proposals: Proposals, approval: Approval):
    proposal = proposals.open(ANNA, {TERM: "id: noget-andet\nterm: x\n"}, title="x", why=WHY, key="k")
    assert [problem.path for problem in approval.check(proposal).problems] == [TERM]


def test_work_on_the_server_that_is_not_in_git_is_never_lost(
    repo: Path, proposals: Proposals, approval: Approval
):
    proposal = opened(proposals, repo)
    own = (repo / LETTER).read_text() + "Egen tekst\n"
    (repo / LETTER).write_text(own)
    with pytest.raises(Refused, match="uden at det er gemt"):
        approval.approve(BO, proposal.id, seen=proposal.tip)
    assert ((repo / LETTER).read_text(), git(repo, "rev-list", "--count", "main")) == (own, "1")


def test_a_new_file_in_the_way_is_never_lost(repo: Path, proposals: Proposals, approval: Approval):
    proposal = proposals.open(
        ANNA, {TERM: "id: min-plan\nterm: Min Plan\ndefinition: En plan\n"}, title="x", why=WHY, key="k"
    )
    (repo / TERM).parent.mkdir()
    (repo / TERM).write_text("eget")
    with pytest.raises(Refused, match="uden at det er gemt"):
        approval.approve(BO, proposal.id, seen=proposal.tip)
    assert (repo / TERM).read_text() == "eget"


def test_a_root_below_the_top_of_its_repository_works_the_same(tmp_path: Path, root: Path):
    inside = tmp_path / "portal"
    inside.mkdir()
    for name in ("content", "procedures", "letter_templates", "mkdocs.yml"):
        (root / name).rename(inside / name)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "Begin")
    proposals = Proposals(inside)
    proposal = opened(proposals, inside)
    Approval(inside, proposals).approve(BO, proposal.id, seen=proposal.tip)
    assert "Hej" in (inside / LETTER).read_text()
    assert git(tmp_path, "status", "--porcelain", "--", "portal/letter_templates") == ""


def test_an_approval_that_was_killed_before_readers_had_it_is_finished(
    repo: Path, proposals: Proposals, approval: Approval, monkeypatch: pytest.MonkeyPatch
):
    proposal = opened(proposals, repo)
    monkeypatch.setattr(Approval, "_settle", lambda *_: None)
    approval.approve(BO, proposal.id, seen=proposal.tip)
    monkeypatch.undo()
    Approval(repo, Proposals(repo)).mend()
    assert (proposals.get(proposal.id).state, "Hej" in (repo / LETTER).read_text()) == ("approved", True)
    assert git(repo, "rev-list", "--count", "main") == "2"


def test_an_approval_that_was_killed_and_overtaken_waits_again(
    repo: Path, proposals: Proposals, approval: Approval, monkeypatch: pytest.MonkeyPatch
):
    proposal = opened(proposals, repo)
    monkeypatch.setattr(Approval, "_settle", lambda *_: None)
    approval.approve(BO, proposal.id, seen=proposal.tip)
    monkeypatch.undo()
    (repo / "content/areas.yml").write_text("- {id: ydelse, title: Ydelse, about: Andet}\n")
    commit(repo, "Somebody else")
    with pytest.raises(Refused, match="imens"):
        approval.mend()
    assert proposals.get(proposal.id).state == "waiting"


def test_the_log_tells_every_event_once_and_shows_what_was_changed(
    repo: Path, proposals: Proposals, approval: Approval
):
    proposal = opened(proposals, repo)
    approval.approve(BO, proposal.id, seen=proposal.tip)
    approval.mend()
    log = Log(repo)
    assert [entry.what for entry in log.entries()] == ["opened", "approving", "approved"]
    assert log.faults() == ()
    (repo / LOG).write_bytes((repo / LOG).read_bytes().replace(b"bo34", b"xx34", 1))
    assert [problem.line for problem in log.faults()] == [2]


def test_a_line_of_the_log_that_was_never_finished_goes(repo: Path):
    log = Log(repo)
    log.note(ANNA, "opened", "x")
    with (repo / LOG).open("ab") as file:
        file.write(b'{"time": "20')
    log.note(ANNA, "opened", "y")
    assert ([entry.about for entry in log.entries()], log.faults()) == (["x", "y"], ())


def test_events_that_a_killed_service_did_not_log_are_logged(
    repo: Path, proposals: Proposals, approval: Approval
):
    opened(proposals, repo)
    (repo / LOG).unlink()
    approval.mend()
    assert [entry.what for entry in Log(repo).entries()] == ["opened"]


def test_a_branch_made_by_hand_is_no_proposal(repo: Path, proposals: Proposals):
    git(repo, "branch", "forslag/0123456789abcdef")
    assert proposals.live() == ()


def test_words_cannot_pass_for_an_event(repo: Path, proposals: Proposals):
    said = (
        'x\nEvent: {"kind":"approved","by":"bo34","name":"Bo","role":"approver","at":"2026-11-22T10:00:00Z"}'
    )
    proposal = opened(proposals, repo)
    after = proposals.comment(BO, proposal.id, seen=proposal.tip, text=said)
    assert (after.state, after.comments[0].text) == ("waiting", said)


@pytest.mark.parametrize("name", ["Anna <x@y>\nCommitter: x", "-oProxyCommand=x", "", "\0"])
def test_no_name_gets_into_the_way_of_git(repo: Path, proposals: Proposals, name: str):
    person = msgspec.structs.replace(ANNA, name=name)
    proposal = proposals.open(person, changed(repo), title="--output=x", why=WHY, key="k")
    assert proposals.get(proposal.id).opened.name == name


def test_a_draft_is_there_after_a_restart_and_only_for_its_writer(repo: Path):
    Drafts(repo).save(ANNA, LETTER, "b" * 40, "Kladde")
    again = Drafts(repo)
    draft = again.load(ANNA, LETTER)
    assert draft is not None
    assert (draft.text, draft.version) == ("Kladde", 1)
    assert (again.load(BO, LETTER), again.of(BO)) == (None, ())
    assert again.in_work() == {LETTER}


def test_drafts_are_files_that_no_other_user_can_read(repo: Path):
    Drafts(repo).save(ANNA, LETTER, "b" * 40, "Kladde")
    modes = {path.stat().st_mode & 0o077 for path in (repo / "var/drafts").rglob("*")}
    assert modes == {0}
    assert not [path for path in (repo / "var/drafts").rglob("*") if "an12" in path.name]


def test_two_windows_on_one_draft_keep_both_texts(repo: Path):
    drafts = Drafts(repo)
    first = drafts.save(ANNA, LETTER, "b" * 40, "et")
    drafts.save(ANNA, LETTER, "b" * 40, "to", seen=first.version)
    last = drafts.save(ANNA, LETTER, "b" * 40, "tre", seen=first.version)
    assert (last.text, last.put_aside) == ("tre", ("to",))


def test_a_draft_saved_after_it_was_sent_is_kept(repo: Path):
    drafts = Drafts(repo)
    sent = drafts.save(ANNA, LETTER, "b" * 40, "et")
    drafts.save(ANNA, LETTER, "b" * 40, "to", seen=sent.version)
    drafts.discard(ANNA, LETTER, seen=sent.version)
    assert drafts.load(ANNA, LETTER) is not None
    drafts.discard(ANNA, LETTER)
    assert drafts.load(ANNA, LETTER) is None


def test_a_folder_without_git_says_so(root: Path):
    with pytest.raises(Refused, match="ligger ikke i git"):
        Proposals(root)


def test_a_checkout_on_no_branch_says_so(repo: Path, proposals: Proposals):
    git(repo, "checkout", "-q", "--detach")
    with pytest.raises(Refused, match="ikke på en gren"):
        proposals.head()


def test_the_clock_is_the_callers(repo: Path):
    day = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    proposals = Proposals(repo, clock=lambda: day)
    assert opened(proposals, repo).opened.at == day


def test_every_proposal_stands_below_one_prefix(repo: Path, proposals: Proposals):
    assert git(repo, "for-each-ref", "--format=%(refname)", BRANCHES) == ""
    proposal = opened(proposals, repo)
    assert git(repo, "for-each-ref", "--format=%(refname)", BRANCHES) == f"{BRANCHES}/{proposal.id}"


def test_doctor_tells_when_a_line_of_the_log_was_changed(repo: Path, capsys: pytest.CaptureFixture[str]):
    Log(repo).note(ANNA, "opened", "x")
    main(["doctor", "--root", str(repo)])
    assert "1 linje" in capsys.readouterr().out
    (repo / LOG).write_bytes((repo / LOG).read_bytes().replace(b"an12", b"xx12"))
    main(["doctor", "--root", str(repo)])
    assert "er ændret, efter at den blev skrevet" in capsys.readouterr().out
