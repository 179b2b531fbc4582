"""The workshop's pages over HTTP, from a letter in the list to what readers get."""

import datetime
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rettesnor.cli.workshop import Workshop
from rettesnor.load import load
from rettesnor.model.access import Person
from rettesnor.portal.published import Published
from rettesnor.search.searcher import Searcher
from rettesnor.search.store import store
from rettesnor.web import create
from rettesnor.workshop.proposal import Proposal

TODAY = datetime.date(2026, 11, 22)
ANNA = Person(id="lokal:anna", name="Anna", role="approver")
BO = Person(id="lokal:bo", name="Bo", role="approver")
LETTER = "letter_templates/partshoering/letter.md"
WHY = "Borgerne ringede og spurgte."


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def workshop(root: Path) -> Workshop:
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("var/\n.rettesnor/\n")
    git(root, "add", "-A")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Begin")
    published = Published(root)

    def rebuild() -> bool:
        published.publish(load(root), today=TODAY)
        return True

    rebuild()
    return Workshop(root, published, rebuild=rebuild)


@pytest.fixture
def client(root: Path, workshop: Workshop) -> Iterator[TestClient]:
    """Bo at this machine."""
    app = create(
        folder=Published(root).current,
        search=Searcher(store(root)),
        more=workshop.routes(),
        refused=workshop.noted,
    )
    local = ("127.0.0.1", 50000)
    with TestClient(
        app, base_url="http://127.0.0.1:8000", client=local, cookies={"rettesnor-navn": "Bo"}
    ) as made:
        made.headers["accept"] = "text/html"
        yield made


def opened(workshop: Workshop, root: Path, new: str = "Hej {{ navn }}", key: str = "k") -> Proposal:
    texts = {LETTER: (root / LETTER).read_text().replace("Kære {{ navn }}", new)}
    return workshop.proposals().open(ANNA, texts, title="Kortere hilsen", why=WHY, key=key)


def place(proposal: Proposal) -> str:
    return f"/vaerksted/forslag/{proposal.id}/"


def fields(page: str, **more: str) -> dict[str, str]:
    found = re.search(r'name="token" value="([^"]+)"', page)
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return {"token": found[1], **({"seen": seen[1]} if seen else {}), **more}


def test_the_list_tells_how_each_letter_stands(client: TestClient, workshop: Workshop, root: Path):
    opened(workshop, root)
    page = client.get("/vaerksted/").text
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert 'href="../vaerksted/brev/partshoering/"' in row
    assert "Til godkendelse" in row
    assert "Ydelsesservice" in row


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?slags=arbejdsgange", "Borgeren udebliver"),
        ("?slags=opslag&q=fasit", "Fasit"),
        ("?stand=done", "Intet passer"),
    ],
)
def test_the_list_is_narrowed_by_links_and_a_form(client: TestClient, query: str, found: str):
    assert found in client.get(f"/vaerksted/{query}").text


def test_every_page_says_that_the_mode_is_local(client: TestClient, workshop: Workshop, root: Path):
    pages = [
        "/vaerksted/",
        "/vaerksted/tavle/",
        "/vaerksted/forslag/",
        place(opened(workshop, root)),
        "/vaerksted/navn/",
    ]
    assert ["Lokal tilstand" in client.get(page).text for page in pages] == [True] * len(pages)


def test_a_page_leads_to_where_it_is_edited(client: TestClient):
    answer = client.get("/vaerksted/?ret=letter_templates/partshoering", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "../vaerksted/brev/partshoering/")


def test_a_proposal_shows_the_words_that_change_and_why(client: TestClient, workshop: Workshop, root: Path):
    page = client.get(place(opened(workshop, root))).text
    assert re.search(r"<del>.*?Kære</del><ins>.*?Hej</ins>", page)
    assert WHY in page
    assert "Ingen fejl stopper forslaget" in page


def test_approval_publishes_what_readers_then_see(client: TestClient, workshop: Workshop, root: Path):
    proposal = opened(workshop, root)
    sent = fields(client.get(place(proposal)).text, do="godkend")
    page = client.post(place(proposal), data=sent).text
    assert "Godkendt" in page
    assert workshop.errands.wait(30)
    assert "Hej" in client.get("/letters/partshoering/").text
    assert (root / "var/deployments.jsonl").read_text().count("ydelsesservice") == 1


def test_a_form_sent_twice_approves_once(client: TestClient, workshop: Workshop, root: Path):
    proposal = opened(workshop, root)
    sent = fields(client.get(place(proposal)).text, do="godkend")
    statuses = [client.post(place(proposal), data=sent).status_code for _ in range(2)]
    assert (statuses, git(root, "rev-list", "--count", "main")) == ([200, 409], "2")


def test_own_proposals_have_no_button_to_approve(client: TestClient, workshop: Workshop, root: Path):
    proposal = opened(workshop, root)
    client.cookies.set("rettesnor-navn", "Anna")
    page = client.get(place(proposal)).text
    assert "Godkend og udgiv" not in page
    assert "Du har selv skrevet" in page
    answer = client.post(place(proposal), data=fields(page, do="godkend"))
    assert answer.status_code == 403


def test_a_comment_stands_at_its_line(client: TestClient, workshop: Workshop, root: Path):
    proposal = opened(workshop, root)
    sent = fields(
        client.get(place(proposal)).text, do="kommentar", fil=LETTER, linje="12", text="Hvorfor <hej>?"
    )
    page = client.post(place(proposal), data=sent).text
    assert re.search(r'<p class="comment"><strong>Bo</strong>[^<]*<br>Hvorfor &lt;hej&gt;\?', page)


def test_a_proposal_is_sent_back_with_words_and_withdrawn(client: TestClient, workshop: Workshop, root: Path):
    proposal = opened(workshop, root)
    page = client.post(
        place(proposal), data=fields(client.get(place(proposal)).text, do="tilbage", text="Nej")
    ).text
    assert "Sendt tilbage" in page
    client.cookies.set("rettesnor-navn", "Anna")
    page = client.get(place(proposal)).text
    assert "Trukket tilbage" in client.post(place(proposal), data=fields(page, do="traek")).text


def test_texts_in_conflict_are_put_together_without_words_from_git(
    client: TestClient, workshop: Workshop, root: Path
):
    mine = opened(workshop, root)
    theirs = workshop.proposals().open(
        Person(id="c", name="C", role="editor"),
        {LETTER: (root / LETTER).read_text().replace("Kære", "Goddag")},
        title="x",
        why=WHY,
        key="c",
    )
    workshop.approval().approve(Person(id="d", name="D", role="approver"), theirs.id, seen=theirs.tip)
    assert "Saml teksterne" in client.get(place(mine)).text
    page = client.get(f"{place(mine)}saml/").text
    assert [word for word in ("&lt;&lt;&lt;", "merge", "commit", "HEAD", "branch") if word in page] == []
    text = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert text
    assert "Hej {{ navn }}" in text[1]
    assert "title:" not in text[1]
    whole = text[1].replace("Hej", "Hej og goddag")
    answer = client.post(f"{place(mine)}saml/", data=fields(page, **{f"tekst:{LETTER}": whole}))
    assert "Andre har rettet" not in answer.text
    assert "Ingen fejl stopper" in answer.text


def test_an_error_stops_the_button(client: TestClient, workshop: Workshop, root: Path):
    page = client.get(place(opened(workshop, root, new="Kære {{ navn"))).text
    assert "skal rettes, før forslaget kan godkendes" in page
    assert re.search(r'<button class="button" type="submit" disabled>Godkend', page)


def test_a_name_is_kept_by_the_browser(client: TestClient):
    page = client.get("/vaerksted/navn/").text
    shown = client.post("/vaerksted/navn/", data=fields(page, navn="Carl  Æble")).text
    assert "Carl Æble" in shown


def test_the_board_has_every_stage(client: TestClient, workshop: Workshop, root: Path):
    opened(workshop, root)
    page = client.get("/vaerksted/tavle/").text
    assert [
        title in page for title in ("Ikke begyndt", "I arbejde", "Til godkendelse", "Færdig", "Udvikling")
    ] == [True] * 5


def test_a_new_entry_is_tried_shown_and_sent(client: TestClient, workshop: Workshop):
    place = "/vaerksted/nyt/opslag/"
    told = {"ord": "Min Plan", "forklaring": "En plan", "do": "vis"}
    tried = client.post(place, data=fields(client.get(place).text, **told)).text
    assert "Der er ingen fejl i det." in tried
    key = re.search(r'name="key" value="([^"]+)"', tried)
    assert key
    sent = fields(tried, **{**told, "do": "send", "title": "Min Plan", "why": WHY, "key": key[1]})
    pages = [client.post(place, data=sent) for _ in range(2)]
    assert {str(page.url).partition("8000")[2] for page in pages} == {
        f"/vaerksted/forslag/{workshop.proposals().live()[0].id}/"
    }


def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(client: TestClient):
    place = "/vaerksted/nyt/opslag/"
    answer = client.post(place, data=fields(client.get(place).text, ord="Min <Plan>", do="vis"))
    assert answer.status_code == 422
    assert "Udfyld: »Forklaring«." in answer.text
    assert 'value="Min &lt;Plan&gt;"' in answer.text


def test_a_case_is_asked_field_by_field(client: TestClient):
    assert 'name="felt:navn"' in client.get("/vaerksted/nyt/eksempel/?brev=partshoering").text


def test_a_wording_is_replaced_where_it_is_ticked(client: TestClient, workshop: Workshop, root: Path):
    page = client.get("/vaerksted/erstat/?gammel=Kære&ny=Hej").text
    places = re.findall(r'name="sted" value="([^"]+)"', page)
    sent = fields(page, gammel="Kære", ny="Hej", title="Hej", why=WHY, key="k", sider="", sted=places[0])
    assert "Ingen fejl stopper" in client.post("/vaerksted/erstat/", data=sent).text
    assert workshop.proposals().live()[0].paths == (LETTER,)


def test_a_place_that_has_moved_is_not_replaced(client: TestClient, root: Path):
    page = client.get("/vaerksted/erstat/?gammel=Kære&ny=Hej").text
    places = re.findall(r'name="sted" value="([^"]+)"', page)
    (root / LETTER).write_text((root / LETTER).read_text().replace("# Fortæl", "# Nu: fortæl"))
    sent = fields(page, gammel="Kære", ny="Hej", title="Hej", why=WHY, key="k", sider="", sted=places[0])
    assert client.post("/vaerksted/erstat/", data=sent).status_code == 409


SNIPPET = "content/snippets/kontakt.md"


def shared(root: Path) -> dict[str, str]:
    """A text that a letter and a procedure show, and what it is to be."""
    for name, text in {
        SNIPPET: "Ring til os.\n",
        LETTER: (root / LETTER).read_text() + '\n{% include "snippets/kontakt.md" %}\n',
        "procedures/ydelse/ring.md": '---\ntitle: Ring op\n---\n{% include "snippets/kontakt.md" %}\n',
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    git(root, "add", "-A")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Share")
    return {SNIPPET: "Skriv til os.\n"}


def test_a_changed_standard_text_names_every_letter_and_procedure_it_changes(
    root: Path, client: TestClient, workshop: Workshop
):
    proposal = workshop.proposals().open(ANNA, shared(root), title="Skriv", why=WHY, key="k")
    page = client.get(place(proposal)).text
    assert "Standardteksten ændrer 1 brev og 1 arbejdsgang" in page
    assert re.findall(r'<li><a href="[./]*([^"]+)">', page.partition("Standardteksten ændrer")[2])[:2] == [
        "letters/partshoering/",
        "procedures/ydelse/ring/",
    ]


def test_a_replaced_wording_says_so_before_it_is_sent(root: Path, client: TestClient):
    shared(root)
    page = client.get("/vaerksted/erstat/?gammel=Ring&ny=Skriv").text
    assert "Standardteksten ændrer 1 brev og 1 arbejdsgang" in page


def test_ones_own_proposals_come_first(client: TestClient, workshop: Workshop, root: Path):
    text = (root / LETTER).read_text()
    for person, title in ((ANNA, "Annas"), (BO, "Bos")):
        texts = {LETTER: text.replace("Kære", title)}
        workshop.proposals().open(person, texts, title=title, why=WHY, key=title)
    page = client.get("/vaerksted/forslag/").text
    told = [page.index(words) for words in ("Dine forslag", ">Bos<", "Andres forslag", ">Annas<")]
    assert told == sorted(told)
