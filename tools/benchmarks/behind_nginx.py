"""The service as it is deployed: nginx with tools/deploy/nginx.conf, the service on a socket that outlives it.

    python tools/benchmarks/behind_nginx.py [--seconds 120] [--readers 100] [--kills 20]

First readers who read pages (six requests of ten), search (three) and get suggestions (one), each with a pause of
half a second to one and a half between two requests. Then the same while the service is killed (-9) again and again.
Told: p50 and p95 by kind of request, answers that were not what they should be, the service's memory, and how long
after a kill search answered again.
"""

import argparse
import asyncio
import contextlib
import datetime
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

import httpx2

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from waiting import free_port

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "tools" / "deploy"
QUERIES = (
    "sygedagpenge forlængelse",
    "min plan",
    "udeblivelse samtale",
    "praktik",
    "jobplan",
    "klage frist",
    "hjemløs",
)
RESTART_SECONDS = 0.2  # RestartSec of rettesnor.service
START_SECONDS = 90
_FIRST_GIVEN = 3


class Supervisor:
    """What systemd does: holds the socket, starts the service with it, and starts it again when it ends."""

    def __init__(self, path: Path, command: list[str], *, log: Path) -> None:
        self._path = path
        self._command = command
        self._log = log
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self.open()

    def open(self) -> None:
        self._ended.clear()
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(str(self._path))
        self._path.chmod(0o666)
        self._listening.listen(1024)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        while self._process is None or self._process.poll() is not None:
            time.sleep(0.005)
        return self._process.pid

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End the service and do not start it again; the socket stays, as when a unit has failed."""
        self._ended.set()
        while self._thread.is_alive():  # it may be about to start the service once more
            if self._process is not None:
                self._process.kill()
            self._thread.join(0.1)

    def close(self) -> None:
        """As when the unit is stopped: nobody listens."""
        self.stop()
        self._listening.close()
        self._path.unlink(missing_ok=True)

    def _run(self) -> None:
        given = self._listening.fileno()
        while not self._ended.is_set():
            with self._log.open("ab") as log:
                self._process = subprocess.Popen(
                    [
                        "/bin/bash",
                        "-c",
                        f'LISTEN_FDS=1 LISTEN_PID=$$ exec "$@" {_FIRST_GIVEN}<&{given}',
                        "sh",
                        *self._command,
                    ],
                    pass_fds=(given,),
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                )
            self._process.wait()
            self._ended.wait(RESTART_SECONDS)


def copy_root(content: Path, folder: Path) -> Path:
    """A root with that content, in a git repository of its own."""
    root = folder / "content"
    for name in ("content", "procedures", "letter_templates"):
        shutil.copytree(content / name, root / name)
    shutil.copy(content / "mkdocs.yml", root)
    identity = ["-c", "user.name=Drift", "-c", "user.email=drift@example.dk"]
    for arguments in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        [*identity, "commit", "-q", "-m", "Indhold"],
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    return root


class Nginx:
    """A real nginx with our configuration, its places and ports moved into a folder."""

    def __init__(self, folder: Path, *, root: Path, sock: Path) -> None:
        self.folder = folder
        self.port, self.plain_port = free_port(), free_port()
        etc = folder / "etc"
        (folder / "log").mkdir()
        etc.mkdir()
        shutil.copy(DEPLOY / "headers.conf", etc)
        (etc / "roles.map").write_text("anna approver;\n")
        (etc / "units.map").write_text("")
        password = _password("hemmelig")
        (etc / "passwords").write_text(f"anna:{password}\nberit:{password}\n")
        subprocess.run(
            f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=rettesnor.example.dk"
            f" -days 2 -keyout {etc}/tls.key -out {etc}/tls.crt".split(),
            check=True,
            capture_output=True,
        )
        site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        for old, new in {
            "/srv/rettesnor/content": str(root),
            "/run/rettesnor/http.sock": str(sock),
            "/etc/rettesnor": str(etc),
            "/var/log/nginx": str(folder / "log"),
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
        }.items():
            assert old in site, old
            site = site.replace(old, new)
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = f"user {_own_name()};\n" if os.getuid() == 0 else ""  # only root may choose, and nginx says so
        (folder / "nginx.conf").write_text(
            f"{user}worker_processes 1;\npid {folder}/pid;\nerror_log {folder}/log/start.log;\n"
            f"events {{ worker_connections 2048; }}\nhttp {{\ninclude /etc/nginx/mime.types;\n{temporary}{site}}}\n",
            encoding="utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def check(self) -> str:
        """What `nginx -t` says; empty when it is content."""
        done = subprocess.run([*self._command(), "-t", "-q"], capture_output=True, text=True, check=False)
        return done.stderr if done.returncode or done.stderr else ""

    def start(self) -> None:
        self._process = subprocess.Popen([*self._command(), "-g", "daemon off;"])
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise SystemExit((self.folder / "log" / "start.log").read_text())

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def _command(self) -> list[str]:
        return [
            shutil.which("nginx") or "/usr/sbin/nginx",
            "-p",
            str(self.folder),
            "-c",
            str(self.folder / "nginx.conf"),
        ]


def _own_name() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def _password(text: str) -> str:
    done = subprocess.run(["openssl", "passwd", "-apr1", text], check=True, capture_output=True, text=True)
    return done.stdout.strip()


class Deployed(NamedTuple):
    root: Path
    nginx: Nginx
    service: Supervisor


@contextlib.contextmanager
def deployed(content: Path = ROOT) -> Generator[Deployed]:
    """nginx and the service over a copy of a root's content, built and answering."""
    folder = Path(tempfile.mkdtemp(prefix="rettesnor-nginx-"))
    folder.chmod(0o755)
    root = copy_root(content, folder)
    rettesnor = [sys.executable, "-m", "rettesnor"]
    subprocess.run([*rettesnor, "index", "--quiet", "--root", str(root)], check=True)
    sock, log = folder / "http.sock", folder / "service.log"
    service = Supervisor(sock, [*rettesnor, "serve", "--root", str(root), "--watch", "--log"], log=log)
    nginx = Nginx(folder, root=root, sock=sock)
    nginx.start()
    try:
        with httpx2.Client(base_url=nginx.address, verify=False, timeout=5) as client:
            until = time.monotonic() + START_SECONDS
            while not _ready(client):
                if time.monotonic() > until:
                    raise SystemExit(f"the service does not start:\n{log.read_text()[-2000:]}")
                time.sleep(0.2)
        yield Deployed(root, nginx, service)
    finally:
        nginx.stop()
        service.close()
        shutil.rmtree(folder, ignore_errors=True)  # what a killed service had begun may still end


def _ready(client: httpx2.Client) -> bool:
    try:
        return client.get("/ready").status_code == 200
    except httpx2.HTTPError:
        return False


class Answer(NamedTuple):
    kind: str
    at: float
    seconds: float
    right: bool


async def reader(client: httpx2.AsyncClient, pages: list[str], until: float, seed: int) -> list[Answer]:
    chance = random.Random(seed)
    answers: list[Answer] = []
    await asyncio.sleep(chance.random())
    while time.monotonic() < until:
        draw = chance.random()
        query = chance.choice(QUERIES)
        if draw < 0.6:
            kind, path, parameters = "page", chance.choice(pages), {}
        elif draw < 0.9:
            kind, path, parameters = "search", "/api/search", {"q": query}
        else:
            kind, path, parameters = "suggestions", "/api/suggest", {"q": query[: chance.randint(2, 6)]}
        started = time.monotonic()
        try:
            answer = await client.get(path, params=parameters)
            right = answer.status_code == 200 and (kind != "search" or bool(answer.json()["hits"]))
        except httpx2.HTTPError:
            right = False
        answers.append(Answer(kind, started, time.monotonic() - started, right))
        await asyncio.sleep(0.5 + chance.random())
    return answers


async def read(place: Deployed, readers: int, seconds: float) -> list[Answer]:
    pages = [
        f"/{path.parent.relative_to(place.root / '.rettesnor/site/current').as_posix()}/"
        for path in sorted((place.root / ".rettesnor/site/current/procedures").rglob("index.html"))
    ]
    limits = httpx2.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx2.AsyncClient(
        base_url=place.nginx.address, verify=False, timeout=30, limits=limits
    ) as client:
        until = time.monotonic() + seconds
        found = await asyncio.gather(*(reader(client, pages, until, seed) for seed in range(readers)))
    return [answer for answers in found for answer in answers]


def memory(pid: int) -> float:
    """Resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1]) / 1000


def table(answers: list[Answer]) -> None:
    print("| request | answers | p50 ms | p95 ms | longest ms | wrong |")
    print("|---|---|---|---|---|---|")
    for kind in ("page", "search", "suggestions"):
        times = sorted(answer.seconds * 1000 for answer in answers if answer.kind == kind)
        wrong = sum(not answer.right for answer in answers if answer.kind == kind)
        p95 = times[int(len(times) * 0.95)]
        print(
            f"| {kind} | {len(times)} | {statistics.median(times):.1f} | {p95:.1f} | {times[-1]:.0f} | {wrong} |"
        )


def back(place: Deployed) -> float:
    """Seconds until search answers."""
    started = time.monotonic()
    with httpx2.Client(base_url=place.nginx.address, verify=False, timeout=30) as client:
        while True:
            with contextlib.suppress(httpx2.HTTPError, ValueError, KeyError):
                if client.get("/api/search", params={"q": QUERIES[0]}).json()["hits"]:
                    return time.monotonic() - started
            time.sleep(0.02)


def main() -> int:
    parser = argparse.ArgumentParser(description="Read and kill the service behind nginx.")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--kills", type=int, default=20)
    args = parser.parse_args()
    print(
        f"{datetime.date.today()}, {os.cpu_count()} cores, {args.readers} readers, client and server on one machine\n"
    )
    with deployed() as place:
        sizes: list[float] = []
        ended = threading.Event()

        def weigh() -> None:
            while not ended.wait(args.seconds / 12):
                sizes.append(memory(place.service.pid))

        weighing = threading.Thread(target=weigh)
        weighing.start()
        answers = asyncio.run(read(place, args.readers, args.seconds))
        ended.set()
        weighing.join()
        print(
            f"{args.seconds:.0f} seconds, nothing killed ({len(answers) / args.seconds:.0f} requests a second):\n"
        )
        table(answers)
        wrong = sum(not answer.right for answer in answers)
        print(f"\nMemory of the service through the run, MB: {', '.join(f'{size:.0f}' for size in sizes)}\n")

        times: list[float] = []

        def kill() -> None:
            for _ in range(args.kills):
                time.sleep(2)
                place.service.kill()
                times.append(back(place))

        killing = threading.Thread(target=kill)
        killing.start()
        again: list[Answer] = []
        while killing.is_alive():
            again += asyncio.run(read(place, args.readers, 5))
        killing.join()
        print(f"The same while the service was killed {args.kills} times:\n")
        table(again)
        wrong += sum(not answer.right for answer in again)
        print(
            f"\nSearch answered again after {statistics.median(times):.2f} s (median), {max(times):.2f} s (longest)."
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
