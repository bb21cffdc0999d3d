"""Servers that a warehouse starts: for this machine only, and gone when the process ends."""

from __future__ import annotations

import atexit
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def started(command: Sequence[str], port: int, seconds: float = 60) -> subprocess.Popen[bytes]:
    """Start a server, and wait until it listens.

    Raises:
        RuntimeError: it ended, or was not there in time; the text names the file of what it said.
    """
    log = Path(tempfile.mkdtemp(prefix="lead_scoring_server_")) / "log.txt"
    with log.open("w") as said:
        server = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
    atexit.register(stop, server)
    until = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return server
        time.sleep(0.1)
    raise RuntimeError(f"{command[0]} does not listen on port {port}, see {log}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server: it has five seconds to do so itself."""
    server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
