"""A server on this machine that takes batches of contacts as HubSpot's API does, with whatever goes wrong there."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Contact = dict[str, Any]
Fault = str
"""What is done to a request: `ok`, `late` (taken, but the answer comes too late), `lost` (taken, and the connection
breaks), `unavailable` (503), `broken` (500), `too_many` (429 with Retry-After), `conflict` (409), `denied` (401)."""


@dataclass
class Crm:
    """What the server was sent, what it took, and what it does next."""

    known: Callable[[str], bool] = lambda lead_id: True
    fault_of: Callable[[int], Fault] = lambda number: "ok"
    names_errors: bool = True
    conflicts: set[str] = field(default_factory=set)
    contacts: dict[str, Contact] = field(default_factory=dict)
    sent: list[tuple[float, list[Contact]]] = field(default_factory=list)
    confirmed: list[tuple[str, Contact]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def batches(self) -> list[list[Contact]]:
        return [batch for _, batch in self.sent]

    def answer(self, batch: list[Contact], fault: Fault) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Take a batch; status, headers and body of the answer."""
        if len(batch) > 100:
            return 400, {}, {"message": "at most 100 inputs"}
        if len({contact["id"] for contact in batch}) < len(batch):
            return 400, {}, {"message": "duplicate ids"}
        if fault == "denied":
            return 401, {}, {"message": "expired"}
        if fault == "too_many":
            return 429, {"Retry-After": "1"}, {"message": "You have reached your ten_secondly_rolling limit."}
        if fault in ("unavailable", "broken"):
            return {"unavailable": 503, "broken": 500}[fault], {}, {}
        if fault == "conflict" or self.conflicts & {contact["id"] for contact in batch}:
            return 409, {}, {"message": "a value exists already", "category": "CONFLICT"}
        missing = [contact["id"] for contact in batch if not self.known(contact["id"])]
        for contact in batch:
            if contact["id"] not in missing:
                self.contacts[contact["id"]] = contact["properties"]
                if fault == "ok":
                    self.confirmed.append((contact["id"], contact["properties"]))
        errors = [{
            "status": "error", "category": "OBJECT_NOT_FOUND", "message": "Could not get some CONTACT objects",
            "context": {"ids": missing} if self.names_errors else {},
        }] if missing else []  # fmt: skip
        body = {"status": "COMPLETE", "results": [{} for _ in batch], "numErrors": len(errors), "errors": errors}
        return (207 if missing else 200), {}, body


@contextmanager
def serving(crm: Crm) -> Iterator[Crm]:
    """The server while it runs, on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["inputs"]
            with crm.lock:
                number = len(crm.sent)
                crm.sent.append((time.monotonic(), batch))
                crm.tokens.add(self.headers["Authorization"])
                fault = crm.fault_of(number)
                status, headers, body = crm.answer(batch, fault)
            if fault == "late":
                time.sleep(0.7)
            if fault == "lost":
                self.close_connection = True
                return
            content = json.dumps(body).encode()
            try:
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                # The client is gone.
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    crm.url = f"http://127.0.0.1:{server.server_port}/crm/v3/objects/contacts/batch/update"
    try:
        yield crm
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
