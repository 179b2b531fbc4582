"""A port for a server that is started as a process of its own."""

import contextlib
import random
import socket


def free_port() -> int:
    """One below those that the system gives to whoever connects, so that it is still free when the server takes it."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise SystemExit("no free port")
