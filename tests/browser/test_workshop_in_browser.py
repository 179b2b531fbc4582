"""The workshop in a real browser, from the open letter to the new page that readers get; and what is lost when things die."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from waiting import free_port

ROOT = Path(__file__).parents[2]
LETTER = "/vaerksted/brev/indkaldelse-samtale/"
FILE = "letter_templates/indkaldelse-samtale/letter.md"
CLEAN = "oplysning-bopael"  # nothing in it stops an approval
WHY = "Læseren skal vide, hvad der sker, hvis man bliver væk."
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
SOON_MS = 60_000


class Service:
    """`rettesnor serve` over a small root in git, on one port for its whole life; it can be killed and started again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin, and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "rettesnor",
            "serve",
            "--root",
            str(self.root),
            "--port",
            str(self.port),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        said: list[str] = []
        for line in self.process.stdout:
            said.append(line)
            if "Stop med Ctrl+C" in line:
                return
        pytest.fail("".join(said[-20:]))

    def kill(self) -> None:
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    root = tmp_path_factory.mktemp("workshop")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    area = "procedures/kontanthjaelp-og-raadighed"
    shutil.copytree(ROOT / area, root / area)
    for name in ("indkaldelse-samtale", "sanktion-udeblivelse", "afslag-uddannelse"):
        ignored = shutil.ignore_patterns("why.yml")
        shutil.copytree(ROOT / "tests/before" / name, root / "letter_templates" / name, ignore=ignored)
    shutil.copytree(ROOT / "letter_templates" / CLEAN, root / "letter_templates" / CLEAN)
    letter = root / FILE  # without what happens to whoever stays away, so that there is a part to insert
    letter.write_text(
        "".join(line for line in letter.read_text().splitlines(True) if "De udebliver" not in line)
    )
    (root / ".gitignore").write_text(".rettesnor/\nvar/\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "-c", "user.name=P", "-c", "user.email=p@example.invalid", "commit", "-qm", "Begin")
    made = Service(root)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def at_work(browser, service: Service):
    """`at_work(name)`: a page for somebody of that name. At the end nothing has failed, and no other host was asked."""
    contexts, complaints, hosts = [], [], set()

    def made(name: str, **settings: object):
        context = browser.new_context(
            base_url=service.address, **{"viewport": {"width": 1440, "height": 900}, **settings}
        )
        context.set_default_timeout(SOON_MS)
        context.add_cookies([{"name": "rettesnor-navn", "value": name, "url": service.address}])
        page = context.new_page()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if "Policy" in message.text else None
        )
        contexts.append(context)
        return page

    yield made
    for context in contexts:
        context.close()
    assert complaints == []
    assert hosts <= {urlsplit(service.address).netloc}


def opened(page, letter: str = LETTER):
    """The letter with its findings."""
    page.goto(letter)
    page.locator("li.finding").first.wait_for()
    return page


def count(page) -> int:
    return int(page.locator("#editor\\.count").inner_text())


def checked(page, act) -> None:
    """Do something in the editor, and wait for what the linter says of it."""
    with page.expect_response("**/vaerksted/tjek"):
        act()
    page.wait_for_timeout(50)


def send(page, why: str) -> str:
    """Send the draft; the address of the proposal."""
    page.get_by_label("Hvorfor er teksten ændret?").fill(why)
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/forslag/*/")
    return page.url


def approve(page, proposal: str) -> None:
    page.goto(proposal)
    page.get_by_role("button", name="Godkend og udgiv").click()
    page.get_by_text("Godkendt", exact=True).first.wait_for()


def test_from_the_open_letter_to_the_page_that_readers_get(at_work, service: Service) -> None:
    ane = opened(at_work("Ane"))
    before = count(ane)

    checked(ane, lambda: ane.get_by_role("button", name="Skriv »Om«").first.click())
    ane.get_by_role("button", name="»I henhold til«").first.click()
    ane.get_by_role("group", name="Fund").get_by_text("tungt ord").wait_for()
    checked(ane, lambda: ane.keyboard.press("Alt+Enter"))

    ane.get_by_role("button", name="»jobplan«").first.click()
    ane.keyboard.press("ArrowRight")
    for _ in range(6):
        ane.keyboard.press("Control+Shift+ArrowLeft")
    checked(ane, lambda: ane.keyboard.type("Vi taler om Min Plan"))

    ane.locator("li.finding", has_text="bliver væk").get_by_role("button", name="Indsæt").click()
    checked(ane, lambda: ane.keyboard.type("trække i din kontanthjælp"))
    ane.wait_for_function("!document.getElementById('editor.findings').textContent.includes('Fejl')")

    ane.get_by_role("tab", name="Brevet").click()
    ane.get_by_label("Eksempel").select_option("telefon")
    ane.locator(".shown-letter", has_text="telefonisk").wait_for()
    ane.get_by_text("Papir", exact=True).click()
    ane.get_by_alt_text("Side 1 af 1").wait_for()
    ane.get_by_role("tab", name="Ændringer").click()
    assert "I henhold til" in ane.locator("#editor\\.changes del").all_inner_texts()
    proposal = send(ane, WHY)
    assert ane.get_by_role("button", name="Godkend og udgiv").count() == 0  # four eyes

    bo = at_work("Bo")
    bo.goto(proposal)
    assert "Efter" in " ".join(bo.locator("ins").all_inner_texts())
    approve(bo, proposal)

    page = f"{service.address}/letters/indkaldelse-samtale/"
    bo.goto(page)
    while WHY.rstrip(".") not in bo.content():
        bo.wait_for_timeout(500)
        bo.goto(page)
    assert "kan vi trække i din kontanthjælp" in bo.locator(".letter").first.inner_text()
    assert bo.locator(".findings li").count() < before
    assert "Hvorfor: " + WHY in git(service.root, "log", "-1", "--format=%B", "--", FILE)


def test_two_at_the_same_letter_lose_no_words(at_work, service: Service) -> None:
    letter, file = (
        LETTER.replace("indkaldelse-samtale", "afslag-uddannelse"),
        "letter_templates/afslag-uddannelse/letter.md",
    )
    ane, eva = opened(at_work("Ane"), letter), opened(at_work("Eva"), letter)
    ane.locator(".cm-content").press("Control+End")
    checked(ane, lambda: ane.keyboard.type("\n\nAne skriver til sidst."))
    eva.locator(".cm-line.heading").first.click()
    eva.keyboard.press("End")
    checked(eva, lambda: eva.keyboard.type("\n\nEva skriver først."))
    first, second = send(ane, "Slutningen manglede."), send(eva, "Begyndelsen manglede.")
    written = [
        git(service.root, "show", f"forslag/{url.rstrip('/').rpartition('/')[2]}:{file}")
        for url in (first, second)
    ]
    assert ["Ane skriver til sidst." in text for text in written] == [True, False]
    assert ["Eva skriver først." in text for text in written] == [False, True]
    bo = at_work("Bo")
    bo.goto(second)
    assert "Andre har rettet de samme ord" not in bo.content()


def test_a_killed_service_loses_nothing_that_was_typed(at_work, service: Service) -> None:
    letter = LETTER.replace("indkaldelse-samtale", "sanktion-udeblivelse")
    page = opened(at_work("Ida"), letter)
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type(" Før.")
    page.get_by_text(re.compile("^Gemt kl. ")).wait_for()
    service.kill()
    page.keyboard.type(" Imens 👋🏽.")
    page.get_by_role("alert").filter(has_text="Forbindelsen er væk").wait_for()
    service.start()
    page.get_by_role("alert").filter(has_text="Forbindelsen er væk").wait_for(state="hidden")
    other = opened(page.context.new_page(), letter)
    assert "Før. Imens 👋🏽." in other.locator("textarea").input_value()


def test_what_the_server_never_got_is_in_the_browser_after_a_reload(at_work) -> None:
    letter = LETTER.replace("indkaldelse-samtale", "sanktion-udeblivelse")
    page = opened(at_work("Ulla"), letter)
    page.route("**/vaerksted/gem", lambda route: route.abort())
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type(" Aldrig sendt.")
    page.get_by_role("alert").filter(has_text="Forbindelsen er væk").wait_for()
    page.reload()
    page.get_by_text("Her er det, du skrev").wait_for()
    page.unroute("**/vaerksted/gem")
    page.get_by_text(re.compile("^Gemt kl. ")).wait_for()
    page.reload()
    assert page.locator("textarea").input_value().endswith(" Aldrig sendt.")


def test_an_exception_is_written_with_its_reason(at_work) -> None:
    page = opened(at_work("Olga"))
    before = count(page)
    page.locator("li.finding", has_text="De").get_by_role("button", name="Tillad …").last.click()
    page.get_by_label("Grunden").fill("citat fra en gammel afgørelse")
    checked(page, lambda: page.get_by_role("button", name="Tillad", exact=True).click())
    page.wait_for_function(f"Number(document.getElementById('editor.count').textContent) < {before}")
    assert "citat fra en gammel afgørelse" in page.locator(".cm-content .chip.note").first.inner_text()


def test_everything_is_reached_with_the_keyboard(at_work) -> None:
    page = opened(at_work("Tove"))
    page.locator(".cm-content").focus()
    page.keyboard.press("F8")
    page.get_by_role("group", name="Fund").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("group", name="Fund").wait_for(state="detached")
    page.keyboard.press("F6")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Brevet"
    page.keyboard.press("F6")
    assert page.evaluate("document.activeElement.id") == "editor.place"  # the editor's own root is inside it


def test_the_readable_view_keeps_what_it_does_not_show(at_work) -> None:
    page = opened(at_work("Pia"))
    before = page.locator("textarea").input_value().partition("\n---\n")[0]
    page.locator(".cm-content").press("Control+Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Backspace")
    checked(page, lambda: page.keyboard.type("x"))
    page.get_by_text(re.compile("^Gemt kl. ")).wait_for()
    page.reload()
    assert page.locator("textarea").input_value().partition("\n---\n")[0] == before


def test_names_of_fields_are_completed_while_they_are_typed(at_work) -> None:
    page = opened(at_work("Rie"))
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type("{{ samtaled")
    page.locator(".cm-tooltip-autocomplete", has_text="Samtalens dato").wait_for()
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    page.keyboard.type(" }}")
    page.locator(".chip.value", has_text="Samtalens dato").last.wait_for()


def test_what_a_loop_goes_through_has_a_plain_name(at_work) -> None:
    page = opened(at_work("Siv"))
    page.locator(".cm-content").press("Control+End")
    page.keyboard.insert_text("\n\n{% for ting in samtaledato %}- {{ ting }}{% endfor %}")
    page.locator(".chip.when", has_text="For hver af: Samtalens dato").wait_for()
    page.locator(".chip.value", has_text="Én af: Samtalens dato").wait_for()


def test_a_reason_is_there_after_a_reload_and_gone_when_it_is_sent(at_work) -> None:
    page = opened(at_work("Ulla"), LETTER.replace("indkaldelse-samtale", "afslag-uddannelse"))
    page.get_by_label("Hvorfor er teksten ændret?").fill("Der var for mange fremmedord.")
    page.locator(".cm-content").press("Control+End")
    checked(page, lambda: page.keyboard.type(" Mere."))
    page.reload()
    page.locator("li.finding").first.wait_for()
    assert page.get_by_label("Hvorfor er teksten ændret?").input_value() == "Der var for mange fremmedord."
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/forslag/*/")
    assert "rettesnor.grund" not in page.evaluate("Object.keys(localStorage).join()")


def test_the_next_finding_is_a_press_away_on_a_phone(at_work) -> None:
    page = opened(at_work("Tim", viewport={"width": 390, "height": 844}))
    page.get_by_role("button", name="Næste fund").click()
    page.get_by_role("group", name="Fund").wait_for()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)], ids=["light", "dark", "narrow"]
)
def test_axe_finds_nothing_and_nothing_sticks_out(at_work, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(at_work("Liv", color_scheme=scheme, viewport={"width": width, "height": 900}))
    page.get_by_role("button", name="»afholdes«").first.click()
    page.get_by_role("group", name="Fund").wait_for()
    found = [Axe().run(page, options={"runOnly": RULES})]
    page.get_by_role("tab", name="Brevet").click()
    page.locator(".shown-letter .letter").wait_for()
    found.append(Axe().run(page, options={"runOnly": RULES}))
    violations = [each for run in found for each in run.response["violations"]]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_a_plain_form_without_script(at_work) -> None:
    page = at_work("Per", java_script_enabled=False)
    page.goto(LETTER)
    page.get_by_role("button", name="Tjek", exact=True).click()
    page.locator("li.finding").first.wait_for()
    page.get_by_role("button", name="Vis brevet").click()
    page.locator(".letter.sent").wait_for()


def test_the_same_words_rewritten_by_two_are_put_together_by_one_of_them(at_work, service: Service) -> None:
    letter = LETTER.replace("indkaldelse-samtale", CLEAN)
    ane, eva = at_work("Ane"), at_work("Eva")
    for page in (ane, eva):
        page.goto(letter)
    for page, words in ((ane, " – Anes ord"), (eva, " – Evas ord")):
        page.locator(".cm-line.heading").first.click()
        page.keyboard.press("End")
        checked(page, lambda page=page, words=words: page.keyboard.type(words))
    first = send(ane, "Overskriften sagde ikke nok.")
    bo = at_work("Bo")
    approve(bo, first)

    second = send(eva, "Overskriften sagde for lidt.")
    eva.get_by_role("link", name="Saml teksterne").click()
    text = eva.get_by_label("Det skal stå her")
    assert "Anes ord" in eva.get_by_role("heading", name="Det, læserne har nu").locator("..").inner_text()
    assert "– Evas ord" in text.input_value()
    text.fill(text.input_value().replace("– Evas ord", "– Anes ord og Evas ord"))
    eva.get_by_role("button", name="Gem den samlede tekst").click()
    eva.wait_for_url(second)

    approve(bo, second)
    published = git(service.root, "show", f"main:letter_templates/{CLEAN}/letter.md")
    assert "– Anes ord og Evas ord" in published


def test_enter_in_the_reason_sends_and_loses_nothing(at_work) -> None:
    page = opened(at_work("Nora"), LETTER.replace("indkaldelse-samtale", "afslag-uddannelse"))
    page.locator(".cm-content").press("Control+End")
    checked(page, lambda: page.keyboard.type(" Mere."))
    page.get_by_label("Hvorfor er teksten ændret?").fill("Der manglede noget.")
    page.get_by_label("Hvorfor er teksten ændret?").press("Enter")
    page.wait_for_url("**/forslag/*/")
    assert "Der manglede noget." in page.content()
