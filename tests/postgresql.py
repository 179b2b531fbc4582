"""Real PostgreSQL servers for tests, from Debian's packages: one that takes writes, and a replica that follows it."""

import os
import pwd
import subprocess
import tempfile
from pathlib import Path

import pytest

_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
BIN = _PLACES[-1] if _PLACES else None


def needed() -> Path:
    """The folder of the server's programs; skips, and says why, where there are none."""
    if BIN is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    return BIN


def _account() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "postgres" if os.getuid() == 0 else None


class Server:
    """A server in a folder of its own, reached by a socket in that folder alone."""

    def __init__(self) -> None:
        self._bin = needed()
        self.folder = Path(tempfile.mkdtemp(prefix="rettesnor-pg-"))
        if account := _account():
            os.chown(self.folder, pwd.getpwnam(account).pw_uid, -1)
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.user = account or pwd.getpwuid(os.getuid()).pw_name

    @property
    def address(self) -> str:
        return f"postgresql://{self.user}@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._bin / program, *arguments],
            user=_account(),
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{program}: {done.stderr}"

    def create(self) -> "Server":
        self.run("initdb", "-D", str(self.data), "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.start()
        return self

    def follow(self, other: "Server") -> "Server":
        """A replica of `other`."""
        self.run(
            "pg_basebackup",
            "-R",
            "-X",
            "stream",
            "--checkpoint=fast",
            "-D",
            str(self.data),
            "-d",
            other.address,
        )
        self.start()
        return self

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_wal_senders=4"
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-s", "-D", str(self.data), "-l", log, "-o", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", str(self.data))
