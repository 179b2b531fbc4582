"""What stands in tools/deploy, run: nginx before the service, systemd's own checks, releases switched and taken back."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.routing import Route

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "tools" / "deploy"
sys.path.insert(0, str(ROOT / "tools" / "benchmarks"))

from behind_nginx import Deployed, deployed  # noqa: E402 -- a script beside the others that measure

from rettesnor.cli.readers import Readers  # noqa: E402
from rettesnor.cli.service import routes  # noqa: E402
from rettesnor.cli.workshop import Workshop  # noqa: E402
from rettesnor.portal.published import Published  # noqa: E402
from rettesnor.search.folder import FolderStore  # noqa: E402
from rettesnor.search.searcher import Searcher  # noqa: E402
from rettesnor.web.security import HEADERS  # noqa: E402
from rettesnor.workshop.log import Log  # noqa: E402
from waiting import until  # noqa: E402

NGINX = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt-get install nginx-light)")
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not installed (apt-get install systemd)"
)
PAGE = "/procedures/ydelse/udeblivelse/"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    from small_root import FILES

    content = tmp_path_factory.mktemp("content")
    for name, text in FILES.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = content / "content" / "settings.yml"
    settings.write_text("access: {mode: proxy, trusted: [unix]}\n", encoding="utf-8")
    with deployed(content) as made:
        yield made


@pytest.fixture
def client(place: Deployed) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=place.nginx.address, verify=False, timeout=120) as made:
        yield made


@needs_nginx
def test_nginx_takes_the_configuration_without_a_word(place: Deployed) -> None:
    assert place.nginx.check() == ""


@needs_nginx
@pytest.mark.parametrize("path", [PAGE, "/sog/?q=udeblivelse"])
def test_every_page_carries_the_same_headers_whoever_sends_it(client: httpx2.Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert {name: answer.headers.get_list(name) for name in HEADERS} == {
        name: [value] for name, value in HEADERS.items()
    }


@needs_nginx
def test_a_folder_leads_to_its_page(client: httpx2.Client) -> None:
    answer = client.get(PAGE.rstrip("/"))

    assert (answer.status_code, answer.headers["location"]) == (301, PAGE)


@needs_nginx
def test_nobody_may_say_who_they_are_themselves(client: httpx2.Client) -> None:
    spoofed = {"X-Remote-User": "chef", "X-Remote-Role": "approver"}

    assert client.get("/vaerksted/", headers=spoofed).status_code == 401
    assert client.get("/indbakke/", headers=spoofed).status_code == 401
    assert client.get("/soegelog/", headers=spoofed, auth=("berit", "hemmelig")).status_code == 403
    assert client.get("/vaerksted/", headers=spoofed, auth=("anna", "hemmelig")).status_code == 200


@needs_nginx
def test_a_name_counts_only_where_its_password_was_asked_for(place: Deployed, client: httpx2.Client) -> None:
    sent = client.post("/feedback/", data={"hjemmeside": "x"}, auth=("anna", "forkert"))

    assert sent.status_code == 422
    assert Log(place.root).entries()[-1].who == ""


@needs_nginx
def test_the_numbers_are_not_for_everybody(client: httpx2.Client) -> None:
    assert client.get("/metrics").status_code == 404


@needs_nginx
def test_no_log_tells_what_somebody_searched_for(place: Deployed, client: httpx2.Client) -> None:
    client.get("/sog/", params={"q": "hemmeligheden"})
    client.get("/findes/ikke/", params={"navn": "hemmeligheden"})

    def logs() -> list[str]:
        return [path.read_text() for path in (place.nginx.folder / "log").iterdir()]

    # A line is written after its answer is sent.
    until(
        lambda: all(any(f'"path":"{path}"' in log for log in logs()) for path in ("/sog/", "/findes/ikke/"))
    )
    assert not any("hemmelighed" in log or "127.0.0.1" in log for log in logs())


def test_every_page_of_the_service_gets_past_the_built_pages(root: Path) -> None:
    published, store = Published(root), FolderStore(root)
    workshop = Workshop(root, published, rebuild=lambda: True)
    search = Searcher(store)
    readers = Readers(root, workshop.settings, workshop.access, folder=published.current, search=search)
    found = [*routes(root, published, workshop), *readers.routes()]
    paths = {route.path for route in found if isinstance(route, Route)} | {
        "/sog/",
        "/health",
        "/ready",
    }
    dynamic = re.findall(r"location ~ (\S+) \{", (DEPLOY / "nginx.conf").read_text("utf-8"))

    assert len(paths) > 20
    assert {path for path in paths if not any(re.match(pattern, path) for pattern in dynamic)} == set()


@needs_nginx
def test_reading_goes_on_when_the_service_is_killed_and_nobody_is_turned_away(
    place: Deployed, client: httpx2.Client
) -> None:
    for _ in range(2):
        place.service.kill()
        assert client.get(PAGE).status_code == 200
        assert client.get("/api/search", params={"q": "udeblivelse"}).json()["hits"]


@needs_nginx
def test_without_the_service_pages_are_read_and_nothing_looks_received(
    place: Deployed, client: httpx2.Client
) -> None:
    place.service.close()

    page = client.get(PAGE)
    search = client.get("/sog/", params={"q": "udeblivelse"})
    sent = client.post("/feedback/", data={"tekst": "Siden mangler en frist"})
    api = client.get("/api/search", params={"q": "udeblivelse"})
    place.service.open()

    assert (page.status_code, search.status_code) == (200, 200)
    assert "A–Å" in search.text
    assert (sent.status_code, api.status_code) == (503, 503)
    assert "Intet er modtaget" in sent.text


@needs_systemd
@pytest.mark.parametrize("unit", sorted(path.name for path in DEPLOY.glob("rettesnor*")))
def test_systemd_reads_the_unit_without_a_word(unit: str, tmp_path: Path) -> None:
    for path in DEPLOY.glob("rettesnor*"):
        text = path.read_text("utf-8").replace("/srv/rettesnor/current/.venv/bin/rettesnor", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", ["rettesnor.service", "rettesnor-backup.service"])
def test_systemd_finds_the_service_little_exposed(unit: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", str(DEPLOY / unit)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-600:]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A machine with two whole releases, and one that cannot start. Each says how it went in a file of its own."""
    runs = "touch up\nexec sleep 1000"
    for name, program in {"a": runs, "b": runs, "broken": "touch ended\nexit 1"}.items():
        release = tmp_path / "releases" / name
        release.mkdir(parents=True)
        (release / "run").write_text(f"#!/bin/sh\n{program}\n")
        (release / "run").chmod(0o755)
        (release / ".complete").touch()
    (tmp_path / "releases" / "half").mkdir()
    return tmp_path


def release(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The script, with a service that is the release's own program in the background."""
    restart = home / "restart"
    restart.write_text(
        "#!/bin/sh\n[ ! -f pid ] || kill $(cat pid) 2>/dev/null\nrm -f up ended\n"
        "[ -x current/run ] || exit 1\n"
        "current/run >/dev/null 2>&1 & echo $! > pid\n"
    )
    ready = home / "ready"
    ready.write_text(
        "#!/bin/sh\nfor _ in $(seq 600); do [ -f up ] || [ -f ended ] && break; sleep 0.1; done\n"
        "[ -f up ] && kill -0 $(cat pid)\n"
    )
    for script in (restart, ready):
        script.chmod(0o755)
    quick = (DEPLOY / "release").read_text("utf-8").replace("seq 60", "seq 2")
    (home / "release").write_text(quick, encoding="utf-8")
    return subprocess.run(
        ["bash", str(home / "release"), *arguments],
        cwd=home,
        env={**os.environ, "RETTESNOR_HOME": str(home), "RESTART": "./restart", "READY": "./ready"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(autouse=True)
def _stopped(tmp_path: Path) -> Iterator[None]:
    yield
    if (tmp_path / "pid").is_file():
        subprocess.run(["kill", (tmp_path / "pid").read_text().strip()], check=False, capture_output=True)


def test_a_release_is_switched_to_and_taken_back(home: Path) -> None:
    assert release(home, "switch", "a").returncode == 0
    assert release(home, "switch", "b").returncode == 0
    assert str((home / "current").readlink()) == "releases/b"

    assert release(home, "rollback").returncode == 0

    assert str((home / "current").readlink()) == "releases/a"
    assert release(home, "list").stdout.split("\n")[:2] == ["a (runs)", "b (ran before)"]


def test_a_release_that_does_not_answer_is_switched_back(home: Path) -> None:
    release(home, "switch", "a")

    done = release(home, "switch", "broken")

    assert done.returncode == 1
    assert "back to a" in done.stderr
    assert str((home / "current").readlink()) == "releases/a"
    assert subprocess.run([home / "ready"], cwd=home, check=False).returncode == 0


@pytest.mark.parametrize("name", ["half", "away", "../../etc"])
def test_what_is_no_whole_release_is_not_switched_to(home: Path, name: str) -> None:
    release(home, "switch", "a")

    assert release(home, "switch", name).returncode == 2
    assert str((home / "current").readlink()) == "releases/a"


def in_git(home: Path) -> str:
    """Content in git with a program that can be set up; its revision."""
    content = home / "content"
    (content / "tools/rettesnor").mkdir(parents=True)
    (content / "tools/rettesnor/part.py").write_text("")
    (content / "Makefile").write_text(
        "setup:\n\tmkdir -p .venv/bin\n\tprintf '#!/bin/sh\\nid -un\\n' > .venv/bin/rettesnor\n"
        f"\tchmod +x .venv/bin/rettesnor\n\tln -s {sys.executable} .venv/bin/python\n"
    )
    (content / "run").write_text("#!/bin/sh\ntouch up\nexec sleep 1000\n")
    (content / "run").chmod(0o755)
    git = ["git", "-C", str(content), "-c", "user.name=D", "-c", "user.email=d@example.dk"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Første"]):
        subprocess.run([*git, *arguments], check=True)
    sha = subprocess.run(
        [*git, "rev-parse", "--short=12", "HEAD"], check=True, capture_output=True, text=True
    )
    return sha.stdout.strip()


def test_a_release_is_made_of_a_version_in_git(home: Path) -> None:
    sha = in_git(home)

    done = release(home, "install", "main")

    assert done.returncode == 0, done.stderr
    assert str((home / "current").readlink()) == f"releases/{sha}"
    assert list((home / "current/tools/rettesnor").glob("__pycache__/part.*.pyc"))
    assert release(home, "install", "--output=x").returncode != 0


@pytest.mark.skipif(os.getuid() != 0, reason="only root may become the owner of the content")
def test_root_makes_a_release_of_content_that_is_the_services_own() -> None:
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        home.chmod(0o755)
        (home / "releases").mkdir()
        sha = in_git(home)
        subprocess.run(["chown", "-R", "nobody", str(home / "content")], check=True)

        done = release(home, "install", "main")
        subprocess.run(["kill", (home / "pid").read_text().strip()], check=True)

        assert done.returncode == 0, done.stderr
        assert str((home / "current").readlink()) == f"releases/{sha}"
        assert "nobody" in done.stdout  # who doctor was run as


def test_a_release_whose_service_cannot_be_started_is_switched_back(home: Path) -> None:
    release(home, "switch", "a")
    (home / "releases/b/run").unlink()

    done = release(home, "switch", "b")

    assert done.returncode == 1
    assert str((home / "current").readlink()) == "releases/a"


def test_the_image_is_made_of_files_that_are_there() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    needed = re.findall(r"requirements\.lock|pyproject\.toml", (ROOT / "Makefile").read_text("utf-8"))

    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []
    assert {"Makefile", "tools/rettesnor", *needed} <= {name for names in copied for name in names}


def test_the_instructions_name_files_that_are_there() -> None:
    named = re.findall(r"tools/deploy/([\w.-]+)", (DEPLOY / "README.md").read_text("utf-8"))

    assert {name for name in named if not [*DEPLOY.glob(f"{name}*")]} == set()
