"""Whatever a server answers: nothing is noted as sent that it has not taken, and a sound one ends up with every row."""

from __future__ import annotations

import gzip
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.utils import formatdate
from typing import Any

import pytest
from conftest import Pusher
from crm import Contact, Crm, Reply, encoded, serving
from pushing.contacts import asked_to_wait

Fault = Callable[[Crm, list[Contact]], Reply]
ERROR = {"status": "error", "category": "VALIDATION_ERROR", "message": "no such option"}


def status(number: int, body: Any = None, **headers: str) -> Fault:
    content = {"status": "error", "message": "not now"} if body is None else body
    return lambda crm, batch: Reply(number, content, {key.replace("_", "-"): text for key, text in headers.items()})


def sound(crm: Crm, batch: list[Contact]) -> dict[str, Any]:
    """What it would say if it had taken the batch."""
    return {"status": "COMPLETE", "results": [crm.result(contact) for contact in batch]}


def claims(number: int = 200, **parts: Any) -> Fault:
    """The answer of a server that has taken everything, but for some parts; none is left out."""
    return lambda crm, batch: Reply(
        number, {name: part for name, part in {**sound(crm, batch), **parts}.items() if part is not None}
    )


def results(number: int, of: Callable[[list[dict[str, Any]]], Any], **parts: Any) -> Fault:
    """The same, with other results."""
    return lambda crm, batch: Reply(number, {**sound(crm, batch), "results": of(sound(crm, batch)["results"]), **parts})


def content(of: Callable[[bytes], bytes], **headers: str) -> Fault:
    """The same, with other bytes."""
    return lambda crm, batch: Reply(
        200, of(encoded(sound(crm, batch))), {name.replace("_", "-"): text for name, text in headers.items()}
    )


def redirect(number: int, place: Callable[[Crm], str] = lambda crm: f"{crm.url}/login") -> Fault:
    return lambda crm, batch: Reply(number, b"", {"Location": place(crm)})


def slowly(parts: list[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield part
        time.sleep(0.1)


def drip(crm: Crm, batch: list[Contact]) -> Reply:
    """A byte is never long in coming."""
    text = encoded(sound(crm, batch))
    parts = [text[start : start + 1] for start in range(40)]
    return Reply(
        200, headers={"Content-Type": "application/json", "Content-Length": str(len(text))}, parts=slowly(parts)
    )


def dripping_headers(crm: Crm, batch: list[Contact]) -> Reply:
    return Reply(0, parts=slowly([b"HTTP/1.1 200 OK\r\n"] + [f"X-{line}: 1\r\n".encode() for line in range(40)]))


def endless(of: bytes) -> Fault:
    def fault(crm: Crm, batch: list[Contact]) -> Reply:
        return Reply(200, headers={"Content-Type": "application/json"}, parts=(of for _ in range(100_000)))

    return fault


def raw(text: bytes) -> Fault:
    return lambda crm, batch: Reply(0, parts=[text])


BOMB = gzip.compress(b" " * 10**8)
HTTP_FAULTS: dict[str, Fault] = {
    **{f"{number} redirect": redirect(number) for number in (301, 302, 303, 307, 308)},
    "302 to a login page": redirect(302, lambda crm: "https://127.0.0.1:9/login?\x1b[31mred"),
    "302 to nowhere": status(302, b""),
    "304": status(304, b""),
    "200 HTML": content(lambda text: b"<html>log in</html>", Content_Type="text/html"),
    "200 HTML that says it is JSON": content(lambda text: b"<html>log in</html>"),
    "200 JSON that says it is HTML": content(lambda text: text, Content_Type="text/html;charset=utf-8"),
    "200 empty": content(lambda text: b""),
    "200 truncated": content(lambda text: text[: len(text) // 2]),
    "200 cut": lambda crm, batch: Reply(200, sound(crm, batch), is_cut=True),
    "200 cut, complete in its own eyes": content(lambda text: text[:-1]),
    "200 NaN": content(lambda text: text.replace(b'"COMPLETE"', b'"COMPLETE", "numErrors": NaN')),
    "200 another charset": content(lambda text: text.replace(b"{", "{\"é\": \"é\", ".encode("latin-1"), 1)),
    "200 nested deeply": content(lambda text: b'{"a":' * 100_000),
    "200 with a long number": content(lambda text: text.replace(b"{", b'{"a": 1%s,' % (b"0" * 10**6), 1)),
    "200 compressed": content(gzip.compress, Content_Encoding="gzip"),
    "200 a bomb": content(lambda text: BOMB, Content_Encoding="gzip"),
    "200 endless": endless(b" " * 65_536),
    **{f"200 {body}": status(200, body.encode()) for body in ("null", "[]", "[{}]", "{}", '"COMPLETE"', "17", "true")},
    **{f"{number}": status(number) for number in (400, 404, 409, 413, 422, 423)},
    **{f"{number} HTML": status(number, b"<html>", Content_Type="text/html") for number in (400, 404, 413)},
    "400 about others": status(400, {**ERROR, "context": {"ids": ["X1"]}}),
    "400 a list": status(400, b"[]"),
    **{f"{number}": status(number) for number in (401, 402, 403, 405, 407, 410, 411, 414, 415, 418, 421, 451)},
    **{f"{number}": status(number) for number in (408, 425, 429, 477, 500, 501, 502, 503, 504, 505, 520, 524, 599)},
    **{
        f"{number} Retry-After {text}": status(number, Retry_After=text)
        for number, text in [
            (429, "0"), (429, "0.01"), (429, "-5"), (429, "soon"), (429, ""), (429, "1e3"), (429, "86400"),
            (429, "9" * 400), (503, "315360000"), (429, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (429, "Fri, 31 Dec 9999 23:59:59 GMT"), (503, "Xyz, 99 Foo 2026 99:99:99 GMT"), (429, "inf"), (429, "nan"),
        ]
    },
    "no answer": raw(b""),
    "half a status": raw(b"HTTP/1.1 20"),
    "no HTTP": raw(b"\x00\xff SSH-2.0-OpenSSH\r\n\r\n"),
    "a status that is none": raw(b"HTTP/1.1 9999 Fine\r\nContent-Length: 0\r\n\r\n"),
    "status 0 of a cut connection": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"),
    "chunks that end early": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"st"),
    "two lengths": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}   "),
    "100 Continue for ever": lambda crm, batch: Reply(0, parts=slowly([b"HTTP/1.1 100 Continue\r\n\r\n"] * 40)),
    "endless headers": raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: %s\r\n" % (b"a" * 9000) * 100),
    "drip": drip,
    "dripping headers": dripping_headers,
    "a huge message": status(400, {"message": "no " * 10**6}),
    "a message that a terminal obeys": status(401, {"message": "\x1b]0;owned\x07\x1b[2J\rError:\u202e \ud800\n\nnone"}),
    "a message that is none": status(400, {"message": {"text": ["no"]}}),
}  # fmt: skip
BODY_FAULTS: dict[str, Fault] = {
    "200 errors only": status(200, {"status": "COMPLETE", "errors": [ERROR]}),
    "200 an error": status(200, ERROR),
    **{
        f"200 with status {name}": claims(status=name)
        for name in ("PENDING", "PROCESSING", "CANCELED", "complete", "", 200, None)
    },
    **{f"{number}": claims(number) for number in (202, 203, 206, 226)},
    "204": status(204, b""),
    "200 results null": results(200, lambda of: None),
    "200 results an object": results(200, lambda of: {"all": of}),
    "200 results of texts": results(200, lambda of: ["taken"] * len(of)),
    "200 results without ids": results(200, lambda of: [{"properties": {}} for _ in of]),
    "200 results whose ids are lists": results(200, lambda of: [{"id": [one["id"]]} for one in of]),
    "200 no results": results(200, lambda of: []),
    "207 no results": results(207, lambda of: [], numErrors=0, errors=[]),
    "207 without anything": status(207, {}),
    "207 HTML": status(207, b"<html>", Content_Type="text/html"),
    **{
        f"{number} errors {name}": claims(number, errors=errors)
        for number in (200, 207)
        for name, errors in {
            "without ids": [ERROR],
            "without ids and message": [{}],
            "about others": [{**ERROR, "context": {"ids": ["X1", "X2"]}}],
            "with an odd context": [{**ERROR, "context": ["ids"]}, {**ERROR, "context": {"ids": {"a": 1}}}],
            "of texts": ["no such option"],
            "an object": {"0": ERROR},
        }.items()
    },
    **{
        f"207 numErrors {claimed!r}": claims(207, numErrors=claimed)
        for claimed in (1, 250, 10**30, -1, "2", [], {"a": 1}, 0.5)
    },
}
# By a property these would be the CRM's own ids, which nobody knows: they are counted.
FOREIGN: dict[str, Fault] = {
    "200 results of others": results(200, lambda of: [{**one, "id": f"X{one['id']}"} for one in of]),
    "207 results of others": results(207, lambda of: [{**one, "id": f"X{one['id']}"} for one in of]),
    "200 the same for each": results(200, lambda of: [{"id": "1"} for _ in of]),
}
FAULTS = {**HTTP_FAULTS, **BODY_FAULTS, **FOREIGN}
CASES = [*(("lead_id", name) for name in BODY_FAULTS), *(("", name) for name in FAULTS)]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Pusher]]:
    """Sixty leads that the CRM has; since then some are gone, some changed, and there are new ones."""
    made: dict[str, Pusher] = {}

    def prepare(id_property: str) -> Pusher:
        if id_property not in made:
            pusher = Pusher(tmp_path_factory.mktemp("pusher"), stack.enter_context(serving(Crm())))
            pusher.write("create table later as select * from lead_sync where lead_id > 'L6'")
            pusher.remove("lead_id >= 'L6'")
            pusher.map(id_property=id_property)
            pusher.run()
            pusher.remove("lead_id in ('L2', 'L3')")
            pusher.change("lead_id between 'L30' and 'L35'")
            pusher.write("insert into lead_sync select * from later where lead_id < 'L65'")
            shutil.copytree(pusher.folder / "state", pusher.folder / "before")
            made[id_property] = pusher
            before[id_property] = dict(pusher.crm.contacts)
        pusher = made[id_property]
        shutil.rmtree(pusher.folder / "state")
        shutil.copytree(pusher.folder / "before", pusher.folder / "state")
        pusher.crm.heal()
        pusher.crm.contacts = dict(before[id_property])
        return pusher

    before: dict[str, dict[str, Contact]] = {}
    with ExitStack() as stack:
        yield prepare


@pytest.mark.parametrize(("id_property", "name"), CASES)
def test_what_was_not_taken_is_sent_again(prepared: Callable[[str], Pusher], id_property: str, name: str) -> None:
    pusher, fault = prepared(id_property), FAULTS[name]
    before = dict(pusher.crm.contacts)
    pusher.crm.fault = lambda number, batch: fault(pusher.crm, batch)
    began = time.monotonic()
    code, printed = pusher.run()
    assert code == 1, printed
    assert time.monotonic() - began < 8
    assert pusher.crm.contacts == before
    assert "0 rows confirmed" in printed, printed
    assert printed.replace("\n", "").isprintable() and max(map(len, printed.splitlines())) < 700
    assert max(map(pusher.crm.sent_ids.count, pusher.crm.sent_ids)) <= 3
    assert pusher.crm.elsewhere == []

    # It goes wrong once more. A run that ends well has sent everything.
    pusher.crm.heal()
    pusher.crm.fault = lambda number, batch: fault(pusher.crm, batch) if number == 0 else None
    code, printed = pusher.run()
    assert (code == 0) == (pusher.shown() == pusher.scores()), printed
    arrived = {lead_id for lead_id, score in pusher.scores().items() if pusher.shown().get(lead_id) == score}
    pusher.crm.heal()
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    # What arrived then and was not confirmed is all that is sent again.
    assert code or not pusher.crm.sent
    assert not arrived & set(pusher.crm.sent_ids)


def partly(number: int, taken: slice, **parts: Any) -> Fault:
    """Some of the batch is taken, and the answer says so."""

    def fault(crm: Crm, batch: list[Contact]) -> Reply:
        crm.take(batch[taken])
        return Reply(number, {**sound(crm, batch[taken]), **parts})

    return fault


@pytest.mark.parametrize("has_traces", [True, False])
@pytest.mark.parametrize("id_property", ["", "lead_id"])
@pytest.mark.parametrize(
    "fault",
    [
        partly(200, slice(1, None)),
        partly(207, slice(1, None)),
        partly(207, slice(2, None), numErrors=2, errors=[ERROR, ERROR]),
        partly(207, slice(0, 5), numErrors=1, errors=[ERROR]),
        partly(207, slice(0, 1), results=[{"id": "L99"}]),
    ],
    ids=["one less", "one less and 207", "two errors without ids", "five", "results of others"],
)
def test_of_a_batch_that_was_taken_in_part_the_rest_is_sent_again(
    prepared: Callable[[str], Pusher], id_property: str, fault: Fault, has_traces: bool
) -> None:
    pusher = prepared(id_property)
    pusher.crm.has_traces = has_traces
    pusher.crm.fault = lambda number, batch: fault(pusher.crm, batch) if number == 0 else None
    code, printed = pusher.run()
    pusher.crm.has_traces = False
    assert code == 0, printed
    assert pusher.shown() == pusher.scores()
    pusher.crm.heal()
    assert pusher.run()[1].startswith("0 of")


def two_errors(crm: Crm, batch: list[Contact]) -> Reply:
    """Every contact of the batch has two errors, which name it in one of the ways that there are."""
    ways = [
        lambda contact: {"ids": [contact["id"]]},
        lambda contact: {"id": contact["id"]},
        lambda contact: {"objectWriteTraceId": [contact["objectWriteTraceId"]]},
    ]
    errors = [
        {**ERROR, "message": message, "context": ways[place % 3](contact)}
        for place, contact in enumerate(batch)
        for message in ("no such option", "no number")
    ]
    return Reply(207, {"status": "COMPLETE", "results": [], "numErrors": len(errors), "errors": errors})


@pytest.mark.parametrize("id_property", ["", "lead_id"])
def test_a_row_with_two_errors_is_sent_once_and_refused_for_both(
    prepared: Callable[[str], Pusher], id_property: str
) -> None:
    pusher = prepared(id_property)
    pusher.crm.fault = lambda number, batch: two_errors(pusher.crm, batch)
    code, printed = pusher.run()
    assert code == 1 and ":fit_engagement: no such option; no number" in printed, printed
    assert max(map(pusher.crm.sent_ids.count, pusher.crm.sent_ids)) == 1
    pusher.crm.heal()
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()


def whole(*, numbers: bool = False, status: int = 200, headers: dict[str, str] | None = None, **parts: Any) -> Fault:
    """Everything is taken, and the answer says so in its own way."""

    def fault(crm: Crm, batch: list[Contact]) -> Reply:
        crm.take(batch)
        body = {**sound(crm, batch), **parts}
        for result in body["results"]:
            result["id"] = int(result["id"].removeprefix("L")) if numbers else result["id"]
        return Reply(status, body, headers or {})

    return fault


@pytest.mark.parametrize(
    ("id_property", "fault"),
    [
        ("", whole()),
        ("", whole(status=201)),
        ("", whole(status=207, numErrors=0, errors=[])),
        ("", whole(numErrors=None, errors=None, links={}, completedAt="2026-06-30T00:00:00Z")),
        ("", whole(headers={"Content-Type": "application/vnd.crm+json"})),
        ("", whole(headers={"Content-Encoding": "identity"})),
        ("lead_id", whole()),
        ("lead_id", whole(numbers=True)),
    ],
)
def test_what_was_taken_is_noted_however_the_server_says_so(
    prepared: Callable[[str], Pusher], id_property: str, fault: Fault
) -> None:
    pusher = prepared(id_property)
    pusher.crm.fault = lambda number, batch: fault(pusher.crm, batch)
    assert pusher.run()[0] == 0
    assert len(pusher.crm.sent) == 1
    assert pusher.shown() == pusher.scores()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7", 7), ("0.5", 0.5), ("-7", 0), ("soon", 0), ("", 0), ("nan", 0), ("1e9", 0), ("9" * 400, float("inf")),
        ("Tue, 30 Jun 2026 10:00:30 GMT", 30), ("Tue, 30 Jun 2026 09:00:00 GMT", 0),
        ("Tue, 30 Juni 2026", 0), ("Tue, 30 Jun 99999 10:00:00 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after_is_read_by_the_servers_clock(text: str, seconds: float) -> None:
    """Whatever the time is here."""
    assert asked_to_wait({"retry-after": text, "date": "Tue, 30 Jun 2026 10:00:00 GMT"}) == seconds


def test_a_server_without_a_clock_is_believed_by_ours() -> None:
    assert 25 < asked_to_wait({"retry-after": formatdate(time.time() + 30, usegmt=True)}) <= 30
