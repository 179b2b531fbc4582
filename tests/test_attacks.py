"""What hostile requests and hostile content get: refused with the right status, and written in the log.

The cases are published weaknesses of comparable products: stored scripts in titles, snippets and SVG, traversal by
%2e%2e, chains of links, arguments to git, hooks in mkdocs.yml, templates that run code, headers that anybody can
send, and drafts that can be guessed.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.checking.desk import Desk
from rettesnor.checks.allowance import allowances
from rettesnor.cli.readers import Readers
from rettesnor.cli.service import routes
from rettesnor.cli.workshop import Workshop
from rettesnor.load import load
from rettesnor.load.letters import letter_from
from rettesnor.load.steps import read_steps
from rettesnor.model import Case, ContentError
from rettesnor.model.access import Person, Refused
from rettesnor.portal.published import Published
from rettesnor.search.plain import headings, plain
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create
from rettesnor.web.rates import RateLimit
from rettesnor.workshop.proposal import Proposal
from waiting import cpu_s

ANNA = Person(id="an12", name="Anna", role="editor")
BO = Person(id="bo34", name="Bo", role="approver")
LETTER = "letter_templates/partshoering/letter.md"
EDIT = "/vaerksted/brev/partshoering/"
SCRIPT = "<script>alert(1)</script>"
SETTINGS = "access: {mode: proxy, trusted: [10.0.0.5]}\n"


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "x")


@pytest.fixture
def workshop(root: Path) -> Workshop:
    (root / "content/settings.yml").write_text(SETTINGS)
    (root / ".gitignore").write_text("var/\n.rettesnor/\n")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    published = Published(root)
    return Workshop(root, published, rebuild=lambda: True)


@pytest.fixture
def desk(root: Path) -> Iterator[Desk]:
    made = Desk(root)
    yield made
    made.close()


@pytest.fixture
def client(root: Path, workshop: Workshop) -> Iterator[TestClient]:
    """An editor, by way of the proxy."""
    with serving(root, workshop, client="10.0.0.5") as made:
        made.headers.update({"X-Remote-User": "an12", "X-Remote-Name": "Anna", "X-Remote-Role": "editor"})
        yield made


def serving(root: Path, workshop: Workshop, *, client: str) -> TestClient:
    published = Published(root)
    app = create(
        folder=published.current,
        search=Searcher(store(root)),
        more=routes(root, published, workshop),
        refused=workshop.noted,
    )
    return TestClient(
        app, base_url="http://intra.example", client=(client, 50000), headers={"Accept": "text/html"}
    )


def token(client: TestClient) -> str:
    found = re.search(
        r'name="token" value="([^"]+)"', client.get("/vaerksted/erstat/?gammel=Kære&ny=Hej").text
    )
    assert found
    return found[1]


def logged(workshop: Workshop) -> str:
    return workshop.log.entries()[-1].what


def opened(workshop: Workshop, texts: dict[str, str], *, title: str = "x", why: str = "y") -> Proposal:
    return workshop.proposals().open(ANNA, texts, title=title, why=why, key=title + why)


def letter(root: Path, more: str) -> dict[str, str]:
    return {LETTER: (root / LETTER).read_text() + more}


@pytest.mark.parametrize(
    "place",
    [
        EDIT,
        "/vaerksted/erstat/",
        "/vaerksted/nyt/opslag/",
        "/vaerksted/forslag/0123456789abcdef/",
        "/vaerksted/gem",
    ],
)
@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://ond.example"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=["no-token", "origin", "cross-site"],
)
def test_a_form_from_elsewhere(client: TestClient, workshop: Workshop, place: str, headers: dict[str, str]):
    answer = client.post(place, data={"token": "x", "text": "x", "do": "send"}, headers=headers)
    assert (answer.status_code, logged(workshop)) == (403, "refused 403 csrf")
    assert workshop.proposals().live() == ()


@pytest.mark.parametrize(
    "place", ["/vaerksted/", "/vaerksted/tavle/", "/vaerksted/forslag/", "/vaerksted/nyt/kontakt/", EDIT]
)
def test_a_page_runs_nothing_but_its_own_files(client: TestClient, place: str):
    answer = client.get(place)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", answer.text)


OUTSIDE = [
    "..",
    "../../etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%2f..%2fmkdocs.yml",
    "%252e%252e",
    "content/settings",
    "content/settings.yml",
    "mkdocs.yml",
    "procedures/../content/settings",
    "content/glossary/../settings",
    "/etc/passwd",
    "tools/rettesnor/cli/main.py",
    ".git/config",
    "content/glossary/.git",
    "procedures/ydelse/x\0y",
    "content\\settings",
    "procedures/ydelse/æ",
    "-c",
    "--output=x",
]


@pytest.mark.parametrize("side", OUTSIDE)
def test_a_file_outside_content_cannot_be_opened(client: TestClient, side: str):
    answer = client.get("/vaerksted/rediger/", params={"side": side})
    assert answer.status_code in (400, 403, 404)
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "slug", ["%2e%2e", "..%2f..%2fmkdocs", "%2e%2e%2fcontent%2fsettings", "--output=x", "x%00y"]
)
def test_a_letters_name_leads_nowhere_else(client: TestClient, slug: str):
    # With a slash in it it is no letter's address but a page's, and here no page is built (503).
    assert client.get(f"/vaerksted/brev/{slug}/").status_code in (403, 404, 503)


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "content/settings.yml",
        "content/baseline.json",
        "tools/rettesnor/cli/main.py",
        ".git/hooks/post-commit",
        ".gitattributes",
        "content/../mkdocs.yml",
        "content/glossary/../../mkdocs.yml",
        "/etc/cron.d/x",
        "letter_templates/x/cases/../letter.svg",
        "letter_templates/x/bomb.svg",
        "procedures/ydelse/x.html",
        "content/glossary/x.yml\n",
        "content/glossary/-x.yml",
        "content/glossary/X.yml",
        "content/glossary/\u202ex.yml",
        f"content/glossary/{'x' * 300}.yml",
    ],
)
def test_what_is_not_content_is_never_written(client: TestClient, workshop: Workshop, path: str):
    body = {"path": path, "text": "hooks: [ond.py]\nINHERIT: ond.yml\n", "base": "0" * 40, "version": None}
    answer = client.post("/vaerksted/gem", json=body, headers={"X-Rettesnor-Token": token(client)})
    assert (answer.status_code, logged(workshop)) == (403, "refused 403 path")
    with pytest.raises(Refused, match="kan ikke rettes her"):
        opened(workshop, {path: "x"})


@pytest.mark.parametrize("text", ["a\0b", "a\x1b[31mb", "a\x7fb", "\ud800"])
def test_a_text_with_hidden_signs_is_refused(workshop: Workshop, text: str):
    with pytest.raises(Refused) as refused:
        opened(workshop, {LETTER: text})
    assert refused.value.status == 400


def test_a_link_in_git_is_not_written_through(root: Path, workshop: Workshop, tmp_path: Path):
    secret = tmp_path / "hemmelig"
    secret.write_text("x")
    (root / LETTER).unlink()
    (root / "a").symlink_to(secret)
    (root / LETTER).symlink_to("../../a")
    commit(root)
    with pytest.raises(Refused) as refused:
        opened(workshop, {LETTER: "ondt"})
    assert (refused.value.status, secret.read_text()) == (409, "x")


def test_a_folder_that_becomes_a_link_is_not_written_through(root: Path, workshop: Workshop, tmp_path: Path):
    proposal = opened(workshop, letter(root, "\nMere\n"))
    outside = tmp_path / "udenfor"
    (root / "letter_templates/partshoering").rename(outside)
    (root / "letter_templates/partshoering").symlink_to(outside)
    before = (outside / "letter.md").read_text()
    with pytest.raises(Refused) as refused:
        workshop.approval().approve(BO, proposal.id, seen=proposal.tip)
    assert refused.value.status == 503
    assert (git(root, "rev-list", "--count", "main"), (outside / "letter.md").read_text()) == ("1", before)


@pytest.mark.parametrize(
    "word",
    [
        "--output=ondt",
        "--upload-pack=touch ondt",
        "ext::sh -c touch% ondt",
        "HEAD",
        "main",
        "0" * 39,
        "../main",
    ],
)
def test_no_word_of_a_person_reaches_git(client: TestClient, root: Path, workshop: Workshop, word: str):
    assert client.get(f"/vaerksted/forslag/{word.replace('/', '-')}/").status_code == 404
    with pytest.raises(Refused) as refused:
        workshop.proposals().open(ANNA, letter(root, "x"), title=word, why=word, key=word, base=word)
    assert refused.value.status == 409
    proposal = opened(workshop, letter(root, "x"), title=word, why=word)
    with pytest.raises(Refused):
        workshop.approval().approve(BO, proposal.id, seen=word)
    assert list(root.rglob("ondt*")) == []


@pytest.mark.parametrize(
    "remote", ["ext::sh -c touch% ondt", "--upload-pack=x", "https://ond.example/x", "../x"]
)
def test_a_remote_is_only_ever_a_name(root: Path, remote: str):
    (root / "content/settings.yml").write_text(f"workshop: {{remote: '{remote}'}}\n")
    with pytest.raises(ContentError):
        Workshop(root, Published(root), rebuild=lambda: True)


def test_settings_that_cannot_be_read_open_nothing(root: Path):
    (root / "content/settings.yml").write_text("access: {mode: alle}\n")
    with pytest.raises(ContentError):
        Workshop(root, Published(root), rebuild=lambda: True)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "id: x\n" + "[" * 20_000,
        "!!python/object/apply:os.system ['touch ondt']",
        "x: !!binary |\n  x\n" * 5000,
    ],
    ids=["bomb", "depth", "object", "many"],
)
def test_a_hostile_entry_is_a_problem_and_takes_no_time(root: Path, workshop: Workshop, text: str):
    began = cpu_s()
    proposal = opened(workshop, {"content/glossary/x.yml": text})
    assert workshop.approval().check(proposal).problems
    assert cpu_s() - began < 20
    assert list(root.rglob("ondt*")) == []


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('touch ondt').read() }}",
        "{% include '../../mkdocs.yml' %}",
        "{% include '/etc/passwd' %}",
        "{{ 'x' * 10**9 }}",
    ],
)
def test_a_template_runs_nothing_while_it_is_checked(
    client: TestClient, root: Path, workshop: Workshop, code: str
):
    began = cpu_s()
    proposal = opened(workshop, letter(root, f"\n{code}\n"))
    page = client.get(f"/vaerksted/forslag/{proposal.id}/")
    assert (page.status_code, "root:" in page.text, "site_name" in page.text) == (200, False, False)
    assert cpu_s() - began < 20
    assert list(root.rglob("ondt*")) == []


@pytest.mark.parametrize(
    "hostile",
    [
        SCRIPT,
        "<svg onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '"><script>',
        "</textarea><script>",
    ],
)
def test_a_script_in_words_is_only_words(client: TestClient, root: Path, workshop: Workshop, hostile: str):
    proposal = opened(workshop, letter(root, f"\n{hostile}\n"), title=hostile, why=hostile)
    workshop.proposals().comment(ANNA, proposal.id, seen=proposal.tip, text=hostile, path=LETTER, line=14)
    workshop.drafts.save(ANNA, LETTER, workshop.proposals().head(), hostile)
    pages = ["/vaerksted/", "/vaerksted/forslag/", f"/vaerksted/forslag/{proposal.id}/", EDIT]
    text = "".join(client.get(page).text for page in pages)
    assert not re.search(r"<script(?![^>]*\ssrc=)|<svg onload|<img src=x|href=\"javascript", text)


def test_a_script_that_was_approved_is_only_words_on_readers_pages(root: Path, workshop: Workshop):
    snippet = "content/snippets/ond.md"
    texts = {snippet: f"---\ntitle: '{SCRIPT}'\n---\n{SCRIPT}\n<svg onload=alert(1)>x</svg>\n"}
    proposal = opened(workshop, texts, title=SCRIPT, why=SCRIPT)
    git(root, "merge", "-q", "--no-edit", f"forslag/{proposal.id}")
    folder = Published(root).publish(load(root), today=proposal.opened.at.date())
    pages = "".join(path.read_text() for path in folder.rglob("*.html"))
    assert not re.search(r"<script(?![^>]*\ssrc=)|<svg onload", pages)


@pytest.mark.parametrize("place", ["/vaerksted/", "/vaerksted/forslag/", EDIT, "/vaerksted/nyt/navn/"])
def test_headers_that_anybody_can_send_open_nothing(root: Path, workshop: Workshop, place: str):
    headers = {"X-Remote-User": "chef", "X-Remote-Role": "approver", "X-Forwarded-For": "10.0.0.5"}
    with serving(root, workshop, client="10.0.0.6") as elsewhere:
        answer = elsewhere.get(place, headers=headers)
    assert (answer.status_code, logged(workshop)) == (403, "refused 403 access")


def test_an_editor_cannot_approve_by_sending_the_form(client: TestClient, root: Path, workshop: Workshop):
    proposal = workshop.proposals().open(BO, letter(root, "x"), title="x", why="y", key="z")
    data = {"token": token(client), "seen": proposal.tip, "do": "godkend"}
    answer = client.post(f"/vaerksted/forslag/{proposal.id}/", data=data)
    assert (answer.status_code, logged(workshop)) == (403, "refused 403 four-eyes")


def test_a_draft_is_found_by_its_writer_alone(client: TestClient, root: Path, workshop: Workshop):
    workshop.drafts.save(BO, LETTER, workshop.proposals().head(), "BOS HEMMELIGE KLADDE")
    (file,) = (root / "var/drafts").glob("*/*.json")
    names = ["", file.name, file.stem, f"{file.parent.name}/{file.name}"]
    pages = [
        EDIT,
        "/vaerksted/",
        *(f"/var/drafts/{name}" for name in names),
        *(f"/vaerksted/kladder/{name}" for name in names),
    ]
    assert not any("HEMMELIGE" in client.get(page).text for page in pages)
    assert re.fullmatch("[0-9a-f]{40}", file.stem)


def test_too_much_is_refused_before_it_is_read(client: TestClient, workshop: Workshop):
    answer = client.post(EDIT, data={"token": token(client), "text": "x" * 3_000_000})
    assert (answer.status_code, logged(workshop)) == (413, "refused 413 size")


def test_too_many_files_are_refused(workshop: Workshop):
    texts = {f"content/glossary/x{number}.yml": "x" for number in range(500)}
    with pytest.raises(Refused) as refused:
        opened(workshop, texts)
    assert refused.value.status == 413


def test_too_often_is_refused(client: TestClient, workshop: Workshop, monkeypatch: pytest.MonkeyPatch):
    key = token(client)
    monkeypatch.setattr(workshop.access, "_limit", type(workshop.access._limit)(most=2, per_s=60))
    sent = {"token": key, "gammel": "x", "ny": "y", "title": "x", "why": "y"}
    statuses = [client.post("/vaerksted/erstat/", data=sent).status_code for _ in range(4)]
    assert (statuses[2:], logged(workshop)) == ([429, 429], "refused 429 rate")


@pytest.mark.parametrize("user", ["", " ", "(null)"])
def test_a_proxy_that_knows_nobody_lets_nobody_in(client: TestClient, workshop: Workshop, user: str):
    answer = client.get("/vaerksted/", headers={"X-Remote-User": user, "X-Remote-Role": "approver"})
    assert (answer.status_code, logged(workshop)) == (403, "refused 403 access")


@pytest.mark.parametrize("user", ["AN12", "ａｎ１２", " an12 "])
def test_one_account_written_two_ways_is_one_pair_of_eyes(
    client: TestClient, root: Path, workshop: Workshop, user: str
):
    proposal = opened(workshop, letter(root, "x"))
    client.headers.update([(b"X-Remote-User", user.encode()), (b"X-Remote-Role", b"approver")])
    data = {"token": token(client), "seen": proposal.tip, "do": "godkend"}
    answer = client.post(f"/vaerksted/forslag/{proposal.id}/", data=data)
    assert (answer.status_code, logged(workshop)) == (403, "refused 403 four-eyes")


@pytest.mark.parametrize("name", ["X-Remote-User", "x-remote-user", "X-Remote-Role"])
def test_a_header_that_is_there_twice_opens_nothing(client: TestClient, workshop: Workshop, name: str):
    headers = [*client.headers.raw, (name.encode(), b"approver")]
    answer = client.get("/vaerksted/", headers=headers)
    assert (answer.status_code, logged(workshop)) == (403, "refused 403 access")


def test_a_flood_of_refusals_does_not_fill_the_disk(
    root: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workshop, "noting", RateLimit(most=3, per_s=60))
    with serving(root, workshop, client="10.0.0.6") as elsewhere:
        statuses = {elsewhere.get("/vaerksted/").status_code for _ in range(9)}
    assert (statuses, len(workshop.log.entries())) == ({403}, 3)


HOSTILE = {
    "open comments": "{# rettesnor: tillad " * 24_000,
    "comments": "{# rettesnor: tillad x til 2027-01-01 – y #}\n\n" * 10_000,
    "spaces": "# a" + " " * 490_000 + "x",
    "signs": "# a" + " #" * 240_000 + "x",
    "comment of spaces": "{# rettesnor: tillad x –" + " " * 490_000 + "y #}",
    "open tags": "{{ a {% {# <a <!-- [a]( <a@b *a | " * 12_000,
    "half a character": r'{% if x == "\udc80" %}Din jobplan{% endif %}{% include "\ud800" %}{{ frist("\udfff") }}',
}


@pytest.mark.parametrize(
    "read",
    [allowances, headings, plain, partial(read_steps, path="x", first_line=1)],
    ids=["allowances", "search", "plain", "steps"],
)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_takes_no_time(text: str, read: Callable[[str], object]):
    began = cpu_s()
    read(text)
    assert cpu_s() - began < 5


def test_half_a_character_can_be_told_of(client: TestClient):
    asked = {"path": LETTER, "text": HOSTILE["half a character"]}
    answer = client.post("/vaerksted/tjek", json=asked, headers={"X-Rettesnor-Token": token(client)})
    assert (answer.status_code, "findings" in answer.json()) == (200, True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("jobplan" * 10_000, "Et ord er på over 200 tegn"),
        ("a" + "\u0301" * 90_000, "Et ord er på over 200 tegn"),
        ("æ" * 70_000, "Et ord er på over 200 tegn"),
        ("bekendtgørelse af lov om " * 4000, "Et afsnit er på over"),
        ("a\n\n" * 30_000, "Brevet er på over"),
        ("|a" * 300 + "|\n" + "|-" * 300 + "|\n", "En tabel har over 20 kolonner"),
        ("`" + "x" * 70_000 + "`", "Et ord er på over 200 tegn"),
        ("```\n" + "x" * 70_000 + "\n```", "Et ord er på over 200 tegn"),
        ("{{ 'x' * 70_000 }}", "Et ord er på over 200 tegn"),
    ],
    ids=["letters", "marks", "two bytes", "paragraph", "letter", "table", "code", "block", "value"],
)
def test_paper_takes_no_more_than_it_can_hold(desk: Desk, text: str, why: str):
    shown = desk.preview(LETTER, f"# X\n\n{text}", "", "papir")
    assert (shown.content, (shown.error or "").startswith(f"Brevet kan ikke sættes på papir. {why}")) == (
        b"",
        True,
    )


def test_a_name_too_long_for_the_window_is_not_set(desk: Desk):
    case = Case(name="x", path=LETTER, values={"navn": "x" * 70_000})
    shown = desk.filled(letter_from("# X\n\ny\n", path=LETTER), case, "papir")
    assert (shown.content, shown.error) == (
        b"",
        "Brevet kan ikke sættes på papir. Navnet er på over 200 tegn.",
    )


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "²", "-1", "1.0"])
def test_a_number_that_is_none_finds_no_message(root: Path, workshop: Workshop, number: str):
    readers = Readers(
        root, workshop.settings, workshop.access, folder=lambda: None, search=Searcher(store(root))
    )
    app = create(folder=lambda: None, search=Searcher(store(root)), more=readers.routes())
    headers = {"X-Remote-User": "an12", "X-Remote-Role": "editor"}
    with TestClient(app, client=("10.0.0.5", 1), headers=headers) as inbox:
        assert inbox.get(f"/indbakke/{number}/").status_code == 404
