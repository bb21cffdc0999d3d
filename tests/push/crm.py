"""A server on this machine that takes batches of contacts as HubSpot's API does, until something goes wrong there."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Contact = dict[str, Any]
RECORDS = 7_000_000
"""The CRM's own ids of contacts that are found by a property are greater."""


@dataclass
class Reply:
    """An answer: status, headers, and content as it is sent, part by part."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    parts: Iterable[bytes] | None = None
    is_cut: bool = False

    def headers_and_parts(self) -> tuple[dict[str, str], Iterable[bytes]]:
        if self.parts is not None:
            return self.headers, self.parts
        content = self.body if isinstance(self.body, bytes) else b"" if self.body is None else encoded(self.body)
        length = len(content) + (100 if self.is_cut else 0)
        defaults = {"Content-Type": "application/json;charset=utf-8", "Content-Length": str(length)}
        return {**defaults, **self.headers}, [content]


def encoded(body: Any) -> bytes:
    return json.dumps(body).encode()


@dataclass
class Crm:
    """What the server was sent, what it has taken, and what it does next."""

    known: Callable[[str], bool] = lambda lead_id: True
    fault: Callable[[int, list[Contact]], Reply | None] = lambda number, batch: None
    """Its answer to a request in place of the right one; nothing is then taken."""
    merged: dict[str, str] = field(default_factory=dict)
    has_traces: bool = False
    names_errors: bool = True
    contacts: dict[str, Contact] = field(default_factory=dict)
    sent: list[tuple[float, list[Contact]]] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def batches(self) -> list[list[Contact]]:
        return [batch for _, batch in self.sent]

    @property
    def sent_ids(self) -> list[str]:
        return [contact["id"] for batch in self.batches for contact in batch]

    def heal(self) -> None:
        """From now on nothing goes wrong, and what was sent before is not looked at."""
        self.fault = lambda number, batch: None
        self.known = lambda lead_id: True
        self.sent.clear()

    def result(self, contact: Contact) -> dict[str, Any]:
        """What it says of a contact that it has taken: by a property it was found, its id is another one."""
        lead_id = self.merged.get(contact["id"], contact["id"])
        number = "".join(filter(str.isdigit, lead_id)) or "0"
        record = str(RECORDS + int(number)) if "idProperty" in contact else lead_id
        trace = {"objectWriteTraceId": contact["objectWriteTraceId"]} if self.has_traces else {}
        return {"id": record, "properties": contact["properties"], "archived": False, **trace}

    def take(self, batch: list[Contact]) -> Reply:
        """Take a batch, but for contacts that it does not have."""
        if len(batch) > 100 or len({contact["id"] for contact in batch}) < len(batch):
            return Reply(400, {"message": "at most 100 inputs, each once"})
        missing = [contact["id"] for contact in batch if not self.known(contact["id"])]
        taken = [contact for contact in batch if contact["id"] not in missing]
        for contact in taken:
            self.contacts[self.merged.get(contact["id"], contact["id"])] = contact["properties"]
        body = {"status": "COMPLETE", "results": [self.result(contact) for contact in taken]}
        if missing:
            error = {
                "status": "error", "category": "OBJECT_NOT_FOUND", "message": "Could not get some CONTACT objects",
                "context": {"ids": missing} if self.names_errors else {},
            }  # fmt: skip
            return Reply(207, {**body, "numErrors": 1, "errors": [error]})
        return Reply(200, body)


@contextmanager
def serving(crm: Crm) -> Iterator[Crm]:
    """The server while it runs, on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            crm.elsewhere.append(self.path)
            self.reply(Reply(200, {"status": "COMPLETE", "results": []}))

        def do_POST(self) -> None:
            batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["inputs"]
            if not crm.url.endswith(self.path):
                crm.elsewhere.append(self.path)
            with crm.lock:
                number = len(crm.sent)
                crm.sent.append((time.monotonic(), batch))
                crm.tokens.add(self.headers["Authorization"])
                reply = crm.fault(number, batch) or crm.take(batch)
            self.reply(reply)

        def reply(self, reply: Reply) -> None:
            headers, parts = reply.headers_and_parts()
            self.close_connection = reply.is_cut or reply.parts is not None
            # The client may be gone.
            with suppress(OSError):
                if reply.status:
                    self.send_response(reply.status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                for part in parts:
                    self.wfile.write(part)
                    self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    crm.url = f"http://127.0.0.1:{server.server_port}/crm/v3/objects/contacts/batch/update"
    try:
        yield crm
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
