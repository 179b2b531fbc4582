"""The workshop's page for one text, as a form without script and as the endpoints that the script asks."""

import datetime
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.checking.desk import Desk
from rettesnor.model.access import AccessSettings, Person
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import assets, create
from rettesnor.web.access import TOKEN_HEADER, Access
from rettesnor.web.checked import CheckedRoutes
from rettesnor.web.editor import EditorRoutes, path_of
from rettesnor.web.frame import Frame
from rettesnor.web.workshop_list import edit_address
from rettesnor.web.workshop_page import WorkshopPage
from rettesnor.workshop.drafts import Drafts
from rettesnor.workshop.proposals import Proposals
from rettesnor.workshop.reach import reach

DAY = datetime.date(2026, 11, 22)
PATH = "letter_templates/partshoering/letter.md"
PAGE = "/vaerksted/brev/partshoering/"
POLICY = Path(__file__).parents[1] / "content/policy"
LOCAL = ("127.0.0.1", 50000)
BO = Person(id="lokal:bo", name="Bo", role="approver")
NEVER_INSIDE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repo(root: Path) -> Path:
    for name in ("terms/jobplan.yml", "parts/partshoering-frist.yml", "parts/indkaldelse-sted.yml"):
        place = root / "content/policy" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(POLICY / name, place)
    (root / ".gitignore").write_text("var/\n.rettesnor/\n")
    git(root, "init", "-q", "-b", "main")
    return committed(root)


def committed(root: Path) -> Path:
    git(root, "add", "-A")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Begin")
    return root


@pytest.fixture
def client(repo: Path) -> Iterator[TestClient]:
    """Bo at this machine."""
    desk, access = Desk(repo, today=lambda: DAY), Access(AccessSettings(), key=b"k" * 32)
    page = WorkshopPage(Frame(lambda: None), access)
    proposals = Proposals(repo)
    editor = EditorRoutes(
        page,
        desk=desk,
        drafts=Drafts(repo),
        proposals=lambda: proposals,
        reach=lambda changed: reach(repo, changed),
    )
    more = [*assets.routes(), *CheckedRoutes(access, desk).routes(), *editor.routes()]
    app = create(folder=lambda: None, search=Searcher(store(repo)), more=more)
    with TestClient(app, base_url="http://127.0.0.1", client=LOCAL, cookies={"rettesnor-navn": "Bo"}) as made:
        made.headers["accept"] = "text/html"
        yield made
    desk.close()


def as_name(client: TestClient, name: str) -> TestClient:
    return TestClient(
        client.app, base_url="http://127.0.0.1", client=LOCAL, cookies={"rettesnor-navn": name},
        headers={"accept": "text/html"},
    )  # fmt: skip


def source(root: Path) -> str:
    return (root / PATH).read_text(encoding="utf-8")


def token(client: TestClient, page: str = PAGE) -> str:
    return re.findall(r'name="token" value="([^"]+)"', client.get(page).text)[0]


def written(page: str) -> str:
    """What the form's text field holds."""
    return unescape(page.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0])


def post(client: TestClient, do: str, text: str, *, page: str = PAGE, **more: str):
    form = {"token": token(client, page), "do": do, "text": text.replace("\n", "\r\n"), **more}
    return client.post(page, data=form, follow_redirects=False)


def ask(client: TestClient, address: str, body: object, **headers: str):
    given = {TOKEN_HEADER: token(client), "accept": "application/json", **headers}
    return client.post(address, json=body, headers=given)


def test_the_page_works_without_script(client: TestClient, repo: Path) -> None:
    page = client.get(PAGE).text
    assert written(page) == source(repo)
    assert [button for button in ("gem", "tjek", "vis", "send") if f'value="{button}"' in page] == [
        "gem",
        "tjek",
        "vis",
        "send",
    ]


def test_the_page_holds_no_script_and_no_style_inside_it(client: TestClient) -> None:
    assert NEVER_INSIDE.findall(client.get(PAGE).text) == []


def test_what_is_kept_is_there_again_and_nobody_else_sees_it(client: TestClient, repo: Path) -> None:
    text = "\n" + source(repo) + "Hej 👋🏽 </textarea><script>alert(1)</script>\n"
    assert post(client, "gem", text).status_code == 303
    assert written(client.get(PAGE).text) == text
    assert written(as_name(client, "Ane").get(PAGE).text) == source(repo)


def test_a_standard_text_names_what_it_changes_before_it_is_sent(client: TestClient, repo: Path) -> None:
    (repo / "content/snippets").mkdir()
    (repo / "content/snippets/kontakt.md").write_text("Ring til os.\n")
    (repo / PATH).write_text(source(repo) + '{% include "snippets/kontakt.md" %}\n')
    committed(repo)
    page = client.get("/vaerksted/rediger/?side=content/snippets/kontakt").text
    assert "Standardteksten ændrer 1 brev</summary>" in page.partition('id="editor.send"')[2]


def test_check_lists_findings_with_place_and_reason(client: TestClient, repo: Path) -> None:
    page = unescape(post(client, "tjek", source(repo) + "Vi ser på din jobplan.\n").text)
    assert "»jobplan« er et forældet navn" in page
    assert "Skriv »Min Plan«" in page


def test_show_draws_the_letter_with_its_example(client: TestClient, repo: Path) -> None:
    page = post(client, "vis", source(repo), channel="digital_post", case="anna").text
    assert "<mark>Anna Prøvesen</mark>" in page


def test_nothing_is_sent_without_a_reason_and_nothing_is_lost(client: TestClient, repo: Path) -> None:
    text = source(repo).replace("Kære", "Hej")
    answer = post(client, "send", text, title="Ny hilsen", why=" ")
    assert answer.status_code == 422
    assert "Læserne ser din grund" in answer.text
    assert written(answer.text) == text


def test_what_is_sent_becomes_a_proposal_and_the_draft_is_done(client: TestClient, repo: Path) -> None:
    text = source(repo).replace("Kære", "Hej")
    answer = post(client, "send", text, title="Ny hilsen", why="Vi siger hej.")
    (proposal,) = Proposals(repo).live()
    assert answer.headers["location"].endswith(f"vaerksted/forslag/{proposal.id}/")
    assert (proposal.title, proposal.why, proposal.paths) == ("Ny hilsen", "Vi siger hej.", (PATH,))
    assert Drafts(repo).load(BO, PATH) is None


def test_a_text_that_is_sent_is_written_on_in_the_same_proposal(client: TestClient, repo: Path) -> None:
    text = source(repo).replace("Kære", "Hej")
    post(client, "send", text, title="Ny hilsen", why="Vi siger hej.")
    assert written(client.get(PAGE).text) == text
    post(client, "send", text.replace("Hej", "Goddag"), title="Ny hilsen", why="Vi siger goddag.")
    (proposal,) = Proposals(repo).live()
    assert proposal.why == "Vi siger goddag."
    assert "Goddag" in Proposals(repo).texts(proposal)[PATH][1]


def test_others_see_that_a_proposal_waits(client: TestClient, repo: Path) -> None:
    post(client, "send", source(repo).replace("Kære", "Hej"), title="Ny hilsen", why="Vi siger hej.")
    page = as_name(client, "Ane").get(PAGE).text
    assert "Bo har sendt et forslag" in page
    assert written(page) == source(repo)


def test_a_proposal_that_moved_meanwhile_keeps_the_draft(client: TestClient, repo: Path) -> None:
    text = source(repo).replace("Kære", "Hej")
    post(client, "send", text, title="Ny hilsen", why="Vi siger hej.")
    answer = post(client, "send", text + "Mere.\n", title="Ny hilsen", why="Mere.", seen="0" * 40)
    assert answer.status_code == 422
    assert written(answer.text) == text + "Mere.\n"


def test_what_is_sent_again_after_a_crash_is_one_proposal(
    client: TestClient, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = source(repo).replace("Kære", "Hej")
    with monkeypatch.context() as broken:
        broken.setattr(Drafts, "discard", lambda *_, **__: None)
        post(client, "send", text, title="Ny hilsen", why="Vi siger hej.")
    post(client, "send", text, title="Ny hilsen", why="Vi siger hej.")
    assert len(Proposals(repo).live()) == 1


def test_words_that_nobody_has_filled_in_are_not_sent(client: TestClient, repo: Path) -> None:
    text = source(repo) + "Kom til [gade, nummer og etage].\n"
    answer = post(client, "send", text, title="Sted", why="Stedet manglede.")
    assert answer.status_code == 422
    assert "[gade, nummer og etage]" in answer.text


def test_a_file_keeps_its_line_ends(client: TestClient, repo: Path) -> None:
    (repo / PATH).write_bytes(source(repo).replace("\n", "\r\n").encode())
    committed(repo)
    text = source(repo).replace("\r\n", "\n").replace("Kære", "Hej")
    post(client, "send", text, title="Ny hilsen", why="Vi siger hej.")
    (proposal,) = Proposals(repo).live()
    proposed = Proposals(repo).texts(proposal)[PATH][1]
    assert proposed == text.replace("\n", "\r\n")


def test_a_word_that_is_right_goes_along_into_the_list(client: TestClient, repo: Path) -> None:
    text = source(repo).replace("Kære", "Hej")
    post(client, "send", text, title="Ord", why="Ordet er rigtigt.", words="kkintra <script>")
    (proposal,) = Proposals(repo).live()
    assert Proposals(repo).texts(proposal)["content/words.yml"][1] == "words:\n  - kkintra\n"


def test_a_text_saved_from_another_window_is_put_aside_and_shown(client: TestClient, repo: Path) -> None:
    head = Proposals(repo).head()
    bodies = [
        {"path": PATH, "text": f"{source(repo)}Vindue {n}\n", "base": head, "version": None if n == 1 else 0}
        for n in (1, 2)
    ]
    answers = [ask(client, "/vaerksted/gem", body).json() for body in bodies]
    assert [answer["version"] for answer in answers] == [1, 2]
    page = client.get(PAGE).text
    assert "Vindue 2" in written(page)
    assert "Vindue 1" in page


def test_a_change_that_others_had_approved_meanwhile_is_told(client: TestClient, repo: Path) -> None:
    post(client, "gem", source(repo).replace("Kære", "Hej"))
    (repo / PATH).write_text(source(repo) + "Nyt.\n", encoding="utf-8")
    committed(repo)
    assert "Teksten er blevet ændret, siden du begyndte" in client.get(PAGE).text


def test_the_script_gets_findings_at_code_points(client: TestClient, repo: Path) -> None:
    text = source(repo) + "Hej 👋🏽 æøå: din jobplan.\n"
    answer = ask(client, "/vaerksted/tjek", {"path": PATH, "text": text}).json()
    (found,) = [each for each in answer["findings"] if each["rule"] == "jobplan"]
    assert text[found["start"] : found["end"]] == "jobplan"
    assert text[found["fix"]["start"] : found["fix"]["end"]] == "din jobplan"
    assert answer["fields"] == [{"name": "navn", "label": "Navn", "type": "text"}]
    assert answer["sentences"]


def test_the_script_gets_spelling_and_pages(client: TestClient, repo: Path) -> None:
    text = source(repo) + "Kom til samtalle.\n"
    spelt = ask(client, "/vaerksted/stavning", {"path": PATH, "text": text}).json()["spelling"]
    asked = {"path": PATH, "text": text, "case": "anna", "channel": "papir"}
    shown = ask(client, "/vaerksted/vis", asked).json()
    assert [(each["word"], each["suggestions"][0]) for each in spelt] == [("samtalle", "samtale")]
    assert [page[:22] for page in shown["pages"]] == ["data:image/png;base64,"]


def test_what_an_author_writes_is_text_in_the_preview(client: TestClient, repo: Path) -> None:
    text = source(repo) + "<img src=x onerror=alert(1)> [x](javascript:alert(1))\n"
    asked = {"path": PATH, "text": text, "case": "anna", "channel": "min_side"}
    html = ask(client, "/vaerksted/vis", asked).json()["html"]
    assert "<img" not in html
    assert 'href="javascript' not in html


@pytest.mark.parametrize(
    "address", ["/vaerksted/tjek", "/vaerksted/stavning", "/vaerksted/vis", "/vaerksted/gem"]
)
@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ({"path": PATH, "text": ""}, {TOKEN_HEADER: "forkert"}, 403),
        ({"path": PATH, "text": ""}, {"origin": "https://evil.example"}, 403),
        ({"path": PATH, "text": ""}, {"sec-fetch-site": "cross-site"}, 403),
        ({"path": 1}, {}, 400),
    ],
)
def test_a_script_of_others_is_refused(
    client: TestClient, address: str, body: object, headers: dict[str, str], status: int
) -> None:
    answer = ask(client, address, body, **headers)
    assert answer.status_code == status
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "path", ["../mkdocs.yml", "mkdocs.yml", "content/settings.yml", "/etc/passwd", "tools/x.py"]
)
@pytest.mark.parametrize("address", ["/vaerksted/tjek", "/vaerksted/gem"])
def test_files_that_are_no_content_are_out_of_reach(client: TestClient, address: str, path: str) -> None:
    body = {"path": path, "text": ""} if address.endswith("tjek") else {"path": path, "text": "", "base": ""}
    assert ask(client, address, body).status_code == 403


@pytest.mark.parametrize(
    "page",
    [
        "/vaerksted/brev/findes-ikke/",
        "/vaerksted/rediger/?side=../mkdocs",
        "/vaerksted/rediger/?side=content/settings",
        "/vaerksted/rediger/?side=",
    ],
)
def test_a_page_that_is_none_is_refused(client: TestClient, page: str) -> None:
    assert client.get(page).status_code in {403, 404}


def test_a_reader_does_not_write(client: TestClient) -> None:
    far = TestClient(client.app, base_url="http://portal.example", client=("10.0.0.9", 1))
    assert far.get(PAGE).status_code == 403


def test_too_long_a_text_is_refused(client: TestClient) -> None:
    assert ask(client, "/vaerksted/tjek", {"path": PATH, "text": "x" * 600_000}).status_code == 413


def test_a_faulty_rule_stops_the_check_and_not_the_page(client: TestClient, repo: Path) -> None:
    (repo / "content/policy/terms/jobplan.yml").write_text("id: [", encoding="utf-8")
    assert client.get(PAGE).status_code == 200
    answer = ask(client, "/vaerksted/tjek", {"path": PATH, "text": source(repo)})
    assert answer.status_code == 503
    assert "jobplan.yml" in answer.json()["error"]


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        "procedures/ydelse/udeblivelse.md",
        "content/snippets/kontakt.md",
        "content/glossary/min-plan.yml",
        "content/policy/terms/jobplan.yml",
        "content/words.yml",
        "letter_templates/partshoering/cases/anna.yml",
    ],
)
def test_every_file_of_content_has_an_address_that_leads_back_to_it(path: str) -> None:
    address = edit_address(path)
    side = unescape(address.partition("side=")[2])
    slug = address.partition("brev/")[2].strip("/")
    assert (path_of(side) if side else f"letter_templates/{slug}/letter.md") == path


def test_other_pages_are_written_with_the_same_editor(client: TestClient, repo: Path) -> None:
    page = "/vaerksted/rediger/?side=procedures/ydelse/udeblivelse"
    text = (repo / "procedures/ydelse/udeblivelse.md").read_text(encoding="utf-8")
    assert written(client.get(page).text) == text
    answer = post(client, "send", text + "\nRing.\n", page=page, title="Ring", why="Det blev glemt.")
    assert answer.status_code == 303
    assert Proposals(repo).live()[0].paths == ("procedures/ydelse/udeblivelse.md",)


def test_script_and_style_keep_for_ever_under_their_own_name(client: TestClient) -> None:
    answers = [client.get(f"/{assets.address(name)}") for name in ("editor.js", "editor.css")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("immutable" in answer.headers["cache-control"] for answer in answers)


@pytest.mark.parametrize("name", ["editor.py", "app.py", "NOTICE.txt", "x.js"])
def test_nothing_else_is_given_out(client: TestClient, name: str) -> None:
    assert client.get(f"/vaerksted/filer/{name}").status_code == 404
