"""Kill -9 while feedback is sent: everything that was accepted is there.

A real `rettesnor serve` on a small root. Senders on addresses of their own (127.0.0.x) post without pause; when enough
has been accepted the process is killed in the middle of the rest, started again, and killed again, until all is sent.
Then each accepted number is looked up, with its text. Also told: how long a sender waits for its thanks.

    python tools/benchmarks/feedback_kill.py [--messages 200] [--senders 8] [--kills 5]
"""

import argparse
import contextlib
import http.client
import json
import random
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from waiting import free_port

PAGE = "/procedures/ydelse/udeblivelse/"
FILES = {
    "mkdocs.yml": "site_name: Prøve\n",
    "content/organisation.yml": (
        "name: Prøveforvaltningen\nshort_name: PF\nmunicipality: Prøve Kommune\n"
        "address: Prøvegade 1\nphone: '12345678'\nweb: prøve.example\n"
    ),
    "content/areas.yml": "- {id: ydelse, title: Ydelse, about: Om ydelse}\n",
    "procedures/ydelse/udeblivelse.md": "---\ntitle: Borgeren udebliver\n---\nSådan gør du.\n",
    "letter_templates/besked/letter.md": "---\ntitle: Besked\nkind: oplysning\n---\n# Besked\n\nVi skriver til dig.\n",
}


def root_in(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@contextlib.contextmanager
def service(root: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """`rettesnor serve` as a process of its own, answering when the block begins and gone when it ends."""
    command = [sys.executable, "-m", "rettesnor", "serve", "--root", str(root), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if process.poll() is not None:
                raise RuntimeError("the service could not start")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    break
            time.sleep(0.1)
        else:
            raise RuntimeError("the service did not answer")
        yield process
    finally:
        process.kill()
        process.wait()


def send(port: int, text: str, sender: int) -> int | None:
    """The number that one message was accepted with, None where it was not."""
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
        connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=20, source_address=(f"127.0.0.{sender + 2}", 0)
        )
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        connection.request("POST", "/feedback/", urlencode({"side": PAGE, "besked": text}), headers)
        answer = connection.getresponse()
        body = answer.read()
        return json.loads(body)["id"] if answer.status == 200 else None
    return None


def run(folder: Path, *, messages: int, senders: int, kills: int, seed: int = 20261122) -> dict[str, object]:
    """Send `messages`, kill the service `kills` times on the way, and look up what was accepted."""
    root, port = root_in(folder), free_port()
    waiting = [f"besked {number}" for number in range(messages)]
    accepted: dict[int, str] = {}
    refused = 0
    waits: list[float] = []
    lock = threading.Lock()
    chance = random.Random(seed)
    ends = [messages * (kill + 1) // (kills + 1) for kill in range(kills)] + [messages]
    for end in ends:
        killing = end < messages
        killed = threading.Event()
        with service(root, port) as process:

            def work(sender: int, killed: threading.Event = killed) -> None:
                nonlocal refused
                while not killed.is_set():
                    with lock:
                        if not waiting:
                            return
                        text = waiting.pop(0)
                    started = time.perf_counter()
                    id = send(port, text, sender)
                    with lock:
                        if id is None:
                            refused += 1
                            waiting.append(text)
                        else:
                            accepted[id] = text
                            waits.append(time.perf_counter() - started)

            threads = [threading.Thread(target=work, args=(sender,)) for sender in range(senders)]
            for thread in threads:
                thread.start()
            while killing and len(accepted) < end and waiting:
                time.sleep(chance.uniform(0.0005, 0.004))
            if killing:
                process.send_signal(signal.SIGKILL)
                killed.set()
            for thread in threads:
                thread.join()
    with contextlib.closing(sqlite3.connect(root / "var/feedback.sqlite")) as database:
        stored = dict(database.execute("SELECT id, text FROM messages").fetchall())
        whole = database.execute("PRAGMA integrity_check").fetchone()[0]
    return {
        "messages": messages,
        "kills": kills,
        "accepted": len(accepted),
        "not_answered": refused,
        "missing": sum(stored.get(id) != text for id, text in accepted.items()),
        "stored": len(stored),
        "integrity": whole,
        "median_ms": round(statistics.median(waits) * 1000, 1),
        "slowest_ms": round(max(waits) * 1000, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--senders", type=int, default=8)
    parser.add_argument("--kills", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), messages=args.messages, senders=args.senders, kills=args.kills)
    print(json.dumps(found, indent=2))
    return 1 if found["missing"] or found["integrity"] != "ok" else 0


if __name__ == "__main__":
    sys.exit(main())
