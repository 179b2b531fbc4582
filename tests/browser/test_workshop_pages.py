"""The workshop's lists, proposals and forms in a real browser: accessible, no wider than the screen, and without script."""

import datetime
import subprocess
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import serving

LETTER = "letter_templates/partshoering/letter.md"
FILES = {
    "mkdocs.yml": "site_name: Prøve\n",
    ".gitignore": "var/\n.rettesnor/\n",
    "content/organisation.yml": (
        "name: Prøveforvaltningen\nshort_name: PF\nmunicipality: Prøve Kommune\n"
        "address: Prøvegade 1\nphone: '12345678'\nweb: prøve.example\n"
    ),
    "content/contacts/ydelsesservice.yml": "id: ydelsesservice\nname: Ydelsesservice\nabout: Udbetaler hjælp\n",
    "content/areas.yml": "- {id: ydelse, title: Ydelse, about: Om ydelse}\n",
    "procedures/ydelse/udeblivelse.md": "---\ntitle: Borgeren udebliver\nowner: ydelsesservice\n---\nRing først.\n",
    "content/snippets/kontakt.md": "Ring til os.\n",
    LETTER: (
        "---\ntitle: Partshøring\nkind: partshoering\naudience: borger\nchannels: [digital_post]\n"
        "owner: Ydelsesservice\nfields:\n  navn: {type: text, label: Navn, example: Anna Prøvesen}\n---\n"
        "# Fortæl os, hvorfor du ikke kom\n\nKære {{ navn }}\n\n"
        '{% include "snippets/kontakt.md" %}\n'
    ),
}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WHY = "Borgerne ringede og spurgte."
PAGES = ["", "tavle/", "forslag/", "WAITING", "SHARED", "FAULTY", "DISPUTED", "DISPUTED/saml/", "nyt/", "nyt/navn/", "nyt/kontakt/", "nyt/udgaar/", "erstat/?gammel=K%C3%A6re&ny=Hej", "navn/", "forslag/findes-ikke/"]  # fmt: skip


class Served(NamedTuple):
    address: str
    ids: dict[str, str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A workshop with a proposal that waits, one for a shared text, one with a fault, and one in conflict."""
    from rettesnor.cli.workshop import Workshop
    from rettesnor.load import load
    from rettesnor.model.access import Person
    from rettesnor.portal.published import Published
    from rettesnor.search.searcher import Searcher
    from rettesnor.search.store import store
    from rettesnor.web import assets, create

    root = tmp_path_factory.mktemp("workshop")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for command in (
        ("init", "-q", "-b", "main"),
        ("add", "-A"),
        ("-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Begin"),
    ):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    published = Published(root)
    published.publish(load(root), today=datetime.date(2026, 11, 22))
    workshop = Workshop(root, published, rebuild=lambda: True)
    anna = Person(id="lokal:anna", name="Anna", role="approver")
    carl = Person(id="lokal:carl", name="Carl", role="approver")

    def opened(new: str, key: str, by: Person = anna) -> str:
        text = (root / LETTER).read_text().replace("Kære {{ navn }}", new)
        return workshop.proposals().open(by, {LETTER: text}, title=f"Hilsen {key}", why=WHY, key=key).id

    disputed, theirs = opened("Hej {{ navn }}", "min"), opened("Goddag {{ navn }}", "din")
    workshop.approval().approve(carl, theirs, seen=workshop.proposals().get(theirs).tip)
    base = (root / LETTER).read_text()
    waiting = workshop.proposals().open(
        anna, {LETTER: base + "\nRing, hvis du er i tvivl.\n"}, title="Ny linje", why=WHY, key="w"
    )
    faulty = workshop.proposals().open(anna, {LETTER: base + "\n{{ x\n"}, title="Fejl", why=WHY, key="f")
    shared = workshop.proposals().open(
        anna, {"content/snippets/kontakt.md": "Skriv til os.\n"}, title="Skriv", why=WHY, key="s"
    )
    proposals = workshop.proposals()
    proposals.comment(carl, waiting.id, seen=waiting.tip, text="Hvor?", path=LETTER, line=14)
    app = create(
        folder=published.current,
        search=Searcher(store(root)),
        more=[*assets.routes(), *workshop.routes()],
        refused=workshop.noted,
    )
    with serving.served(app) as address:
        yield Served(
            address, {"WAITING": waiting.id, "SHARED": shared.id, "FAULTY": faulty.id, "DISPUTED": disputed}
        )


def place(served: Served, path: str) -> str:
    name, _, rest = path.partition("/")
    return f"/vaerksted/forslag/{served.ids[name]}/{rest}" if name in served.ids else f"/vaerksted/{path}"


def sitting(browser, served: Served, name: str = "Bo", **settings: object):
    context = browser.new_context(base_url=served.address, **settings)
    context.add_cookies([{"name": "rettesnor-navn", "value": name, "url": served.address}])
    return context.new_page()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_every_page_is_accessible_and_fits(browser, served: Served, width: int, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = sitting(browser, served, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = {}
    for path in PAGES:
        page.goto(place(served, path))
        axe = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults = [(each["id"], each["nodes"][0]["html"][:120]) for each in axe] + ["wide"] * (wider > 0)
        found |= {path: faults} if faults else {}
    page.context.close()
    assert found == {}


def test_the_list_of_letters_stands_in_rows(browser, served: Served):
    page = sitting(browser, served, viewport={"width": 1440, "height": 900})
    page.goto(place(served, ""))
    cell = page.locator(".listing tbody tr > *").first
    style = cell.evaluate("(cell) => [getComputedStyle(cell).textAlign, getComputedStyle(cell).paddingTop]")
    page.context.close()
    assert style[0] in {"left", "start"}
    assert style[1] != "0px"


def test_texts_are_put_together_and_approved_without_script(browser, served: Served):
    anna = sitting(browser, served, "Anna", java_script_enabled=False)
    anna.goto(place(served, "DISPUTED"))
    assert anna.get_by_text("Du har selv skrevet i forslaget").is_visible()
    anna.get_by_role("link", name="Saml teksterne").click()
    text = anna.get_by_label("Det skal stå her")
    text.fill(text.input_value().replace("Hej {{ navn }}", "Hej og goddag {{ navn }}"))
    anna.get_by_role("button", name="Gem den samlede tekst").click()
    bo = sitting(browser, served, "Bo", java_script_enabled=False)
    bo.goto(place(served, "DISPUTED"))
    assert bo.locator("ins").all_inner_texts() != []
    bo.get_by_role("button", name="Godkend og udgiv").click()
    assert bo.locator("h1 .badge").inner_text() == "Godkendt"
    for page in (anna, bo):
        page.context.close()
