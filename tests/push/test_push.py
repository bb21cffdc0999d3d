"""The push against a server that answers as HubSpot's does: what changed arrives, and nothing else is sent."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Pusher
from crm import Contact, Reply

UNAVAILABLE = Reply(503, {"message": "later"})


def at(request: int, reply: Callable[[], Reply]) -> Callable[[int, list[Contact]], Reply | None]:
    """One request that goes wrong."""
    return lambda number, batch: reply() if number == request else None


def late(pusher: Pusher) -> Callable[[int, list[Contact]], Reply | None]:
    """The second batch is taken, and its answer comes too late."""

    def fault(number: int, batch: list[Contact]) -> Reply | None:
        if number != 1:
            return None
        pusher.crm.take(batch)
        time.sleep(0.8)
        return Reply(200, {})

    return fault


def test_everything_is_sent_once_and_then_only_what_changed(pusher: Pusher) -> None:
    code, printed = pusher.run()
    assert (code, printed) == (
        0,
        "250 of 250 rows changed, in 3 batches.\n250 rows confirmed, 0 refused.\n",
    )
    assert sorted(map(len, pusher.crm.batches)) == [50, 100, 100]
    assert pusher.shown() == pusher.scores()
    assert pusher.crm.tokens == {"Bearer secret"}
    assert pusher.crm.contacts["L7"] == {
        "lead_score": "7", "lead_tier": "warm", "lead_grade": "B2", "lead_stage": "mql", "lead_is_dormant": "false",
        "lead_score_reasons": "Manager (+10); O'Neil", "lead_score_changed_at": "2026-06-30T00:00:01Z",
    }  # fmt: skip

    pusher.crm.sent.clear()
    assert pusher.run() == (0, "0 of 250 rows changed, in 0 batches.\n")
    assert pusher.crm.sent == []

    pusher.change("lead_id in ('L3', 'L200')")
    assert pusher.run()[0] == 0
    assert sorted(pusher.crm.sent_ids) == ["L200", "L3"]
    assert pusher.shown() == pusher.scores()


def test_a_row_that_is_gone_empties_its_properties_once(pusher: Pusher) -> None:
    pusher.run()
    pusher.crm.sent.clear()
    pusher.remove("lead_id = 'L3'")
    assert [pusher.run()[0], pusher.run()[0]] == [0, 0]
    assert pusher.crm.sent_ids == ["L3"]
    assert set(pusher.crm.contacts["L3"].values()) == {""}


@pytest.mark.parametrize("names_errors", [True, False])
@pytest.mark.parametrize("others", [0, 40])
def test_a_lead_that_is_gone_on_both_sides_is_forgotten(pusher: Pusher, names_errors: bool, others: int) -> None:
    pusher.run()
    pusher.remove("lead_id in ('L3', 'L4')")
    pusher.change(f"lead_id in (select 'L' || (100 + i) from range({others}) as l (i))")
    pusher.crm.known = lambda lead_id: lead_id != "L3"
    pusher.crm.names_errors = names_errors
    code, printed = pusher.run()
    assert (code, "0 refused" in printed) == (0, True), printed
    assert "L4" not in pusher.shown()
    assert pusher.run()[1].startswith("0 of 248 rows changed")


def test_a_gone_lead_that_the_server_answers_404_for_is_forgotten(pusher: Pusher) -> None:
    pusher.run()
    pusher.remove("lead_id = 'L3'")
    pusher.crm.fault = lambda number, batch: Reply(404, {"category": "OBJECT_NOT_FOUND", "message": "no such contact"})
    assert pusher.run()[0] == 0
    # The same of a lead that there is: it did not arrive.
    pusher.change("lead_id = 'L5'")
    code, printed = pusher.run()
    assert code == 1 and "L5:fit_engagement: no such contact" in printed
    pusher.crm.heal()
    assert pusher.run()[0] == 0
    assert pusher.crm.sent_ids == ["L5"]


@pytest.mark.parametrize(
    ("condition", "is_allowed"), [("true", False), ("lead_id < 'L13'", False), ("lead_id < 'L102'", True)]
)
def test_an_emptied_lead_sync_empties_no_crm_unasked(pusher: Pusher, condition: str, is_allowed: bool) -> None:
    pusher.run()
    pusher.remove(condition)
    pusher.change("true")
    before = dict(pusher.crm.contacts)
    pusher.crm.sent.clear()
    code, printed = pusher.run()
    if not is_allowed:
        assert code == 1 and "would be emptied" in printed and "--yes" in printed
        assert (pusher.crm.sent, pusher.crm.contacts) == ([], before)
        assert pusher.run("--yes")[0] == 0
    assert code == (0 if is_allowed else 1)
    assert pusher.shown() == pusher.scores()


def test_the_few_leads_of_a_small_crm_are_not_emptied_unasked_either(pusher: Pusher) -> None:
    pusher.remove("lead_id not in ('L1', 'L2')")
    pusher.run()
    pusher.remove("true")
    assert pusher.run()[0] == 1
    assert pusher.shown() == {"L1": "1", "L2": "2"}


def test_a_dry_run_sends_nothing_and_notes_nothing(pusher: Pusher) -> None:
    code, printed = pusher.run("--dry-run")
    assert code == 0 and printed.startswith("250 of 250 rows changed, in 3 batches.\n{'id': 'L0'")
    assert pusher.crm.sent == []
    pusher.run()
    assert pusher.shown() == pusher.scores()


@pytest.mark.parametrize("retry_after", [None, "1"])
def test_what_is_not_answered_is_asked_again(pusher: Pusher, retry_after: str | None) -> None:
    headers = {"Retry-After": retry_after} if retry_after else {}
    pusher.crm.fault = at(1, lambda: Reply(429, {"message": "too many"}, headers))
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    # The batch that failed twice, the others once.
    assert len(pusher.crm.batches) == 4
    assert pusher.crm.batches[1] == pusher.crm.batches[2]
    assert pusher.crm.sent[2][0] - pusher.crm.sent[1][0] >= float(retry_after or 0)


def test_a_server_that_is_down_loses_nothing(pusher: Pusher) -> None:
    pusher.crm.fault = lambda number, batch: UNAVAILABLE if number else None
    code, printed = pusher.run()
    assert code == 1 and "answered 503: later" in printed and "The next run sends the rest." in printed, printed
    assert len(pusher.crm.sent) == 4
    first = {contact["id"] for contact in pusher.crm.batches[0]}
    pusher.crm.heal()
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    assert not first & set(pusher.crm.sent_ids)


@pytest.mark.parametrize("names_errors", [True, False])
@pytest.mark.parametrize("has_traces", [True, False])
def test_refused_rows_stop_no_other(pusher: Pusher, names_errors: bool, has_traces: bool) -> None:
    pusher.crm.known = lambda lead_id: lead_id not in ("L5", "L107")
    pusher.crm.names_errors, pusher.crm.has_traces = names_errors, has_traces
    code, printed = pusher.run()
    assert code == 1 and "248 rows confirmed, 2 refused." in printed, printed
    others = {lead_id: score for lead_id, score in pusher.scores().items() if lead_id not in ("L5", "L107")}
    assert pusher.shown() == others
    # What the answer says of a contact is not asked again.
    is_said_of_each = names_errors or has_traces
    assert max(map(pusher.crm.sent_ids.count, others)) == (1 if is_said_of_each else 3)
    # They are tried again, and alone.
    pusher.crm.heal()
    assert pusher.run()[0] == 0
    assert sorted(pusher.crm.sent_ids) == ["L107", "L5"]
    assert pusher.shown() == pusher.scores()


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422, 423])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_batch_that_is_refused_for_some_rows_is_sent_without_them(
    pusher: Pusher, status: int, is_named: bool
) -> None:
    def fault(number: int, batch: list[Contact]) -> Reply | None:
        bad = [contact["id"] for contact in batch if contact["id"] in ("L42", "L43", "L199")]
        context = {"context": {"ids": bad}} if is_named else {}
        return Reply(status, {"message": "a value exists already", **context}) if bad else None

    pusher.crm.fault = fault
    code, printed = pusher.run()
    assert code == 1 and "247 rows confirmed, 3 refused." in printed, printed
    assert "  L42:fit_engagement: " in printed and "a value exists already" in printed
    assert set(pusher.scores()) - set(pusher.shown()) == {"L42", "L43", "L199"}
    assert max(map(pusher.crm.sent_ids.count, pusher.shown())) <= (2 if is_named else 3)


def test_rows_that_are_never_taken_do_not_stand_before_the_same_others_for_ever(pusher: Pusher) -> None:
    """Half of the rows are refused, and no answer says which: each run gets further."""
    bad = {f"L{number}" for number in range(0, 250, 2)}
    pusher.crm.fault = lambda number, batch: (
        Reply(400, {"message": "no such option"}) if bad & {contact["id"] for contact in batch} else None
    )
    for _ in range(12):
        pusher.run()
    assert set(pusher.shown()) == set(pusher.scores()) - bad


def test_rows_that_are_never_taken_stand_before_no_change(pusher: Pusher) -> None:
    bad = {f"L{number}" for number in range(100, 250)}
    pusher.remove("lead_id < 'L100' or length(lead_id) < 4")
    pusher.crm.fault = lambda number, batch: (
        Reply(400, {"message": "no such option"}) if bad & {contact["id"] for contact in batch} else None
    )
    for _ in range(3):
        assert pusher.run()[0] == 1
    pusher.write(*(f"insert into lead_sync select * replace ('L{number}' as lead_id) from lead_sync"
                   " where lead_id = 'L100'" for number in range(5)))  # fmt: skip
    assert pusher.run()[0] == 1
    assert set(pusher.shown()) == {f"L{number}" for number in range(5)}


@pytest.mark.parametrize(
    "reply",
    [Reply(200, b"<html>", {"Content-Type": "text/html"}), Reply(400, {"message": "no such property"})],
    ids=["HTML", "400"],
)
def test_a_server_that_takes_nothing_is_soon_left_alone(pusher: Pusher, reply: Reply) -> None:
    """After a batch, a tenth of it, and each contact of that."""
    pusher.crm.fault = lambda number, batch: reply
    code, printed = pusher.run()
    assert code == 1 and "has taken nothing of 12 requests in a row" in printed, printed
    assert [len(batch) for batch in pusher.crm.batches] == [100, 10, *[1] * 10]


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_a_killed_run_did_not_send_the_next_one_does(pusher: Pusher, stop: signal.Signals) -> None:
    pusher.crm.fault = late(pusher)
    process = pusher.start("--timeout", "30")
    until = time.monotonic() + 60
    while len(pusher.crm.sent) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(stop)
    printed, _ = process.communicate(timeout=60)
    assert process.returncode and "Traceback" not in printed
    confirmed = {contact["id"] for contact in pusher.crm.batches[0]}
    pusher.crm.heal()

    pusher.change("lead_id in ('L1', 'L249')")
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    assert set(pusher.crm.sent_ids) & confirmed <= {"L1", "L249"}


def test_what_was_sent_and_not_confirmed_is_sent_again_though_it_is_what_it_was(pusher: Pusher) -> None:
    """The CRM took a change whose answer was lost, and then the row is again what was confirmed before."""
    pusher.run()
    pusher.write("create table before as select * from lead_sync")
    pusher.change("lead_id = 'L5'")

    def fault(number: int, batch: list[Contact]) -> Reply:
        pusher.crm.take(batch)
        return UNAVAILABLE

    pusher.crm.fault = fault
    assert pusher.run()[0] == 1
    pusher.write("delete from lead_sync", "insert into lead_sync from before")
    pusher.crm.heal()
    assert pusher.run()[0] == 0
    assert pusher.crm.sent_ids == ["L5"]
    assert pusher.shown() == pusher.scores()


def test_requests_keep_the_pace(pusher: Pusher) -> None:
    pusher.run("--requests-per-second", "4")
    times = [sent_at for sent_at, _ in pusher.crm.sent]
    assert len(times) == 3
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.22


def test_whatever_goes_wrong_every_change_arrives_and_no_other_row_is_sent(pusher: Pusher) -> None:
    chance = random.Random(20261122)
    confirmed: list[str] = []

    def fault(number: int, batch: list[Contact]) -> Reply | None:
        kind = chance.choices(["sound", "lost", "taken and lost", "html", "conflict", "pending"], [6, 1, 1, 1, 1, 1])[0]
        if kind == "sound":
            confirmed.extend(contact["id"] for contact in batch)
            return None
        if kind == "taken and lost":
            pusher.crm.take(batch)
        return {
            "html": Reply(200, b"<html>", {"Content-Type": "text/html"}),
            "conflict": Reply(409, {"message": "conflict"}),
            "pending": Reply(202, {"status": "PENDING"}),
        }.get(kind, Reply(200, {}, is_cut=True))

    for day in range(4):
        pusher.change(f"hash(lead_id) % 4 = {day}")
        before = pusher.shown()
        changed = {lead_id for lead_id, score in pusher.scores().items() if before.get(lead_id) != score}
        pusher.crm.heal()
        pusher.crm.fault = fault
        confirmed.clear()
        for _ in range(30):
            if pusher.run("--attempts", "2")[0] == 0:
                break
        assert pusher.shown() == pusher.scores()
        assert set(pusher.crm.sent_ids) == changed
        # What was confirmed is not sent again.
        assert len(confirmed) == len(set(confirmed))


def test_two_at_once_send_everything_once(pusher: Pusher) -> None:
    pusher.crm.fault = lambda number, batch: time.sleep(0.5)  # type: ignore[func-returns-value]
    runs = [pusher.start("--timeout", "30") for _ in range(3)]
    printed = [run.communicate(timeout=60)[0] for run in runs]
    assert sorted(run.returncode for run in runs) == [0, 1, 1], printed
    assert sum("Another push has" in text for text in printed) == 2
    assert pusher.shown() == pusher.scores()
    assert len(pusher.crm.sent_ids) == 250


@pytest.mark.parametrize(
    "other",
    [
        {"properties": "{score: lead_score, tier: lead_tier}"},
        {"properties": "{score: lead_score}", "id_property": "our_id"},
        {"scorecard": "another"},
    ],
    ids=["property", "id_property", "scorecard"],
)
def test_with_another_mapping_everything_is_sent_anew_and_back_again(pusher: Pusher, other: dict[str, str]) -> None:
    pusher.map()
    pusher.run()
    one = pusher.mapping.read_text()
    # Gone at the same time: emptied by the mapping that there is now.
    pusher.remove("lead_id = 'L3'")
    pusher.map(**other)
    pusher.crm.sent.clear()
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores(other.get("scorecard", "fit_engagement"))
    assert len(set(pusher.crm.sent_ids)) == 250
    pusher.mapping.write_text(one)
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    assert pusher.run()[1].startswith("0 of 249 rows changed")


def test_mappings_to_other_properties_do_not_meet(pusher: Pusher) -> None:
    pusher.map()
    pusher.run()
    pusher.map(scorecard="another", properties="{score: other_score}")
    pusher.run()
    pusher.map()
    assert pusher.run()[1].startswith("0 of 250 rows changed")


def test_another_portal_is_sent_everything(pusher: Pusher) -> None:
    pusher.run()
    assert pusher.run("--token", "another")[1].startswith("250 of 250 rows changed")
    assert pusher.run()[1].startswith("0 of 250 rows changed")
    # A portal with a name stays the same with another token.
    pusher.run("--portal", "ours")
    assert pusher.run("--portal", "ours", "--token", "new")[1].startswith("0 of 250 rows changed")
    url = pusher.crm.url
    pusher.crm.url = url.replace("127.0.0.1", "localhost")
    assert pusher.run("--dry-run")[1].startswith("250 of 250 rows changed")


def test_without_a_property_the_id_is_the_crms_own(pusher: Pusher) -> None:
    pusher.map()
    assert pusher.run()[0] == 0
    assert {"idProperty" in contact for batch in pusher.crm.batches for contact in batch} == {False}
    pusher.map(id_property="lead_id")
    pusher.crm.sent.clear()
    assert pusher.run()[0] == 0
    assert {contact["idProperty"] for batch in pusher.crm.batches for contact in batch} == {"lead_id"}


def test_of_two_contacts_that_were_merged_the_one_that_remains_is_not_left_empty(pusher: Pusher) -> None:
    """The id of a merged contact leads to the one that remains, which is then sent again."""
    pusher.map()
    pusher.run()
    pusher.crm.merged = {"L3": "L4"}
    pusher.crm.contacts.pop("L3")
    pusher.remove("lead_id = 'L3'")
    # It is, though the server goes away in between.
    pusher.change("lead_id <> 'L4'")
    pusher.crm.fault = lambda number, batch: UNAVAILABLE if number >= 5 else None
    assert pusher.run()[0] == 1
    assert [contact["id"] for contact in pusher.crm.batches[4]] == ["L3"]
    pusher.crm.heal()
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    pusher.crm.sent.clear()
    assert pusher.run()[0] == 0
    assert pusher.crm.sent == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scorecard: fit_engagement\n", "Allowed: id_property, properties, scorecard"),
        ("scorecard: [\n", "is no YAML"),
        ("scorecard: a\nproperties: {}\n", "is no mapping"),
        ("scorecard: a\nproperties: {score: 1}\n", "is no mapping"),
        ("scorecard: a\nproperties: {score: b, tier: b}\n", "Got: b."),
        ("scorecard: a\nid_property: b\nproperties: {lead_id: b}\n", "Got: b."),
        ("scorecard: a\nproperties: {no_such_column: b}\n", "lead_sync cannot be read"),
    ],
)
def test_a_mapping_that_is_none_is_reported(pusher: Pusher, text: str, said: str) -> None:
    pusher.mapping = pusher.folder / "mapping.yml"
    pusher.mapping.write_text(text)
    code, printed = pusher.run()
    assert code == 1 and said in printed, printed


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--token", ""], "There is no access token. Fix: set HUBSPOT_TOKEN."),
        (["--token", "a\nb"], "The access token has blanks"),
        (["--token", "ä"], "The access token has blanks"),
        (["--url", "api.hubapi.com"], "--url is no address. Got: api.hubapi.com."),
        (["--url", "https://[1]"], "--url is no address"),
        (["--url", "http://127.0.0.1:9/nobody", "--attempts", "1"], "does not answer"),
    ],
)
def test_what_no_request_can_be_made_of_is_reported(pusher: Pusher, options: list[str], said: str) -> None:
    code, printed = pusher.run(*options)
    assert code == 1 and said in printed, printed
    assert pusher.crm.sent == []


def write_state(path: Path, *statements: str) -> None:
    path.parent.mkdir(exist_ok=True)
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: (path.parent.mkdir(), path.write_bytes(b"no database" * 1000)), "file is not a database"),
        (lambda path: path.parent.write_text("a file where the folder should be"), "cannot keep what was sent"),
        (lambda path: write_state(path, "create table deliveries (a text)"), "of another version of the push. Got: 0."),
        (lambda path: write_state(path, "pragma user_version = 9"), "Got: 9. Allowed: 2."),
    ],
    ids=["corrupt", "no folder", "first version", "later version"],
)
def test_nothing_is_sent_that_could_not_be_noted(pusher: Pusher, spoil: Callable[[Path], object], said: str) -> None:
    spoil(pusher.folder / "state" / "state.sqlite")
    code, printed = pusher.run()
    assert code == 1 and said in printed, printed
    assert pusher.crm.sent == []


def test_a_state_that_cannot_be_written_any_more_ends_the_run(pusher: Pusher) -> None:
    """What the answer confirmed is then in doubt, and sent again."""
    pusher.run()
    pusher.change("lead_id = 'L5'")
    write_state(
        pusher.folder / "state" / "state.sqlite",
        "create trigger full before insert on deliveries when new.content <> ''"
        " begin select raise(abort, 'disk is full'); end",
    )
    code, printed = pusher.run()
    assert code == 1 and "disk is full" in printed
    write_state(pusher.folder / "state" / "state.sqlite", "drop trigger full")
    pusher.crm.sent.clear()
    assert pusher.run()[0] == 0
    assert pusher.crm.sent_ids == ["L5"]
