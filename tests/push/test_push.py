"""The push against a server that answers as HubSpot's does: what changed arrives, and nothing else is sent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from crm import Crm, serving

ROOT = Path(__file__).resolve().parents[2]
LEADS = 250


class Pusher:
    """A database with a lead_sync, and the command that sends it."""

    def __init__(self, folder: Path, crm: Crm) -> None:
        self.crm, self.folder, self.database = crm, folder, folder / "scores.duckdb"
        self.write(
            "create table lead_sync as select 'L' || i || ':fit_engagement' as sync_id, 'L' || i as lead_id,"
            " 'fit_engagement' as scorecard_id, cast(i % 101 as decimal(18, 2)) as score, 'warm' as tier,"
            " 'B2' as grade, 'mql' as stage_id, false as is_dormant, 'Manager (+10); O''Neil' as top_reasons,"
            f" md5('1' || i) as row_hash, timestamp '2026-06-30 00:00:01' as changed_at from range({LEADS}) as l (i)",
            "insert into lead_sync select sync_id || '_2', lead_id, 'another', score, tier, grade, stage_id,"
            " is_dormant, top_reasons, row_hash, changed_at from lead_sync",
        )

    def write(self, *statements: str) -> None:
        with duckdb.connect(str(self.database)) as connection:
            for statement in statements:
                connection.execute(statement)

    def change(self, condition: str) -> None:
        """Leads that get another score."""
        self.write(f"update lead_sync set score = score + 1, row_hash = md5(row_hash) where {condition}")

    def scores(self) -> dict[str, str]:
        """What the CRM has to show."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            rows = connection.execute("select lead_id, score from lead_sync where scorecard_id = 'fit_engagement'")
            return {lead_id: f"{score:f}".removesuffix(".00") for lead_id, score in rows.fetchall()}

    def start(self, *options: str) -> subprocess.Popen[str]:
        command = [
            sys.executable, str(ROOT / "scripts" / "push.py"), "--database", str(self.database),
            "--mapping", str(ROOT / "integrations" / "push" / "hubspot.yml"), "--url", self.crm.url,
            "--state", str(self.folder / "state" / "state.sqlite"), "--backoff", "0.05", "--timeout", "0.4",
            "--requests-per-second", "200", *options,
        ]  # fmt: skip
        return subprocess.Popen(
            command,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "HUBSPOT_TOKEN": "secret"},
        )

    def run(self, *options: str) -> tuple[int, str]:
        """Run to the end; the exit code and what was printed."""
        process = self.start(*options)
        printed, _ = process.communicate(timeout=120)
        return process.returncode, printed

    def shown(self) -> dict[str, str]:
        return {lead_id: properties["lead_score"] for lead_id, properties in self.crm.contacts.items()}


@pytest.fixture
def pusher(tmp_path: Path) -> Iterator[Pusher]:
    with serving(Crm()) as crm:
        yield Pusher(tmp_path, crm)


def sent_ids(crm: Crm) -> list[str]:
    return [contact["id"] for batch in crm.batches for contact in batch]


def one_fault(at: int, fault: str) -> Callable[[int], str]:
    return lambda number: fault if number == at else "ok"


def test_everything_is_sent_once_and_then_only_what_changed(pusher: Pusher) -> None:
    code, printed = pusher.run()
    assert (code, printed.splitlines()[0]) == (0, "250 of 250 rows changed, in 3 batches."), printed
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
    assert sorted(sent_ids(pusher.crm)) == ["L200", "L3"]
    assert pusher.shown() == pusher.scores()


def test_a_row_that_is_gone_empties_its_properties_once(pusher: Pusher) -> None:
    pusher.run()
    pusher.crm.sent.clear()
    pusher.write("delete from lead_sync where lead_id = 'L3'")
    assert [pusher.run()[0], pusher.run()[0]] == [0, 0]
    assert sent_ids(pusher.crm) == ["L3"]
    assert set(pusher.crm.contacts["L3"].values()) == {""}


def test_a_dry_run_sends_nothing_and_notes_nothing(pusher: Pusher) -> None:
    code, printed = pusher.run("--dry-run")
    assert code == 0 and printed.startswith("250 of 250 rows changed, in 3 batches.\n{'id': 'L0'")
    assert pusher.crm.sent == []
    pusher.run()
    assert pusher.shown() == pusher.scores()


@pytest.mark.parametrize("fault", ["too_many", "unavailable", "broken", "late", "lost"])
def test_what_is_not_answered_is_asked_again(pusher: Pusher, fault: str) -> None:
    pusher.crm.fault_of = one_fault(1, fault)
    code, printed = pusher.run()
    assert code == 0, printed
    assert pusher.shown() == pusher.scores()
    # The batch that failed twice, the others once.
    assert len(pusher.crm.batches) == 4
    assert pusher.crm.batches[1] == pusher.crm.batches[2]
    if fault == "too_many":
        assert pusher.crm.sent[2][0] - pusher.crm.sent[1][0] >= 1


def test_a_server_that_is_down_loses_nothing(pusher: Pusher) -> None:
    pusher.crm.fault_of = lambda number: "ok" if number == 0 else "unavailable"
    code, printed = pusher.run("--attempts", "3")
    assert code == 1 and "answered 503" in printed and "The next run sends the rest." in printed, printed
    first = [contact["id"] for contact in pusher.crm.batches[0]]
    pusher.crm.sent.clear()
    pusher.crm.fault_of = lambda number: "ok"
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    assert set(first) & set(sent_ids(pusher.crm)) == set()


def test_a_token_that_is_not_taken_ends_the_run_at_once(pusher: Pusher) -> None:
    pusher.crm.fault_of = lambda number: "denied"
    code, printed = pusher.run()
    assert code == 1 and "answered 401: expired" in printed
    assert len(pusher.crm.sent) == 1


@pytest.mark.parametrize("names_errors", [True, False])
def test_refused_rows_stop_no_other(pusher: Pusher, names_errors: bool) -> None:
    pusher.crm.known = lambda lead_id: lead_id not in ("L5", "L107")
    pusher.crm.names_errors = names_errors
    code, printed = pusher.run()
    assert code == 1 and "248 rows confirmed, 2 refused." in printed, printed
    others = {lead_id: score for lead_id, score in pusher.scores().items() if lead_id not in ("L5", "L107")}
    assert pusher.shown() == others
    # They are tried again, and alone.
    pusher.crm.sent.clear()
    pusher.crm.known = lambda lead_id: True
    assert pusher.run()[0] == 0
    assert sorted(sent_ids(pusher.crm)) == ["L107", "L5"]
    assert pusher.shown() == pusher.scores()


def test_a_conflict_is_narrowed_down_to_its_row(pusher: Pusher) -> None:
    pusher.crm.conflicts = {"L42"}
    code, printed = pusher.run()
    assert code == 1 and "249 rows confirmed, 1 refused." in printed and "L42:fit_engagement" in printed, printed
    assert pusher.shown() == {lead_id: score for lead_id, score in pusher.scores().items() if lead_id != "L42"}


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_a_killed_run_did_not_send_the_next_one_does(pusher: Pusher, stop: signal.Signals) -> None:
    pusher.crm.fault_of = one_fault(1, "late")
    process = pusher.start("--timeout", "30")
    until = time.monotonic() + 60
    while len(pusher.crm.sent) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(stop)
    process.communicate(timeout=60)
    time.sleep(0.8)
    confirmed = {contact["id"] for contact in pusher.crm.batches[0]}
    pusher.crm.sent.clear()

    pusher.change("lead_id in ('L1', 'L249')")
    assert pusher.run()[0] == 0
    assert pusher.shown() == pusher.scores()
    assert set(sent_ids(pusher.crm)) & (confirmed - {"L1", "L249"}) == set()


def test_requests_keep_the_pace(pusher: Pusher) -> None:
    pusher.run("--requests-per-second", "2")
    times = [at for at, _ in pusher.crm.sent]
    assert len(times) == 3
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.45


def test_whatever_goes_wrong_every_change_arrives_and_no_other_row_is_sent(pusher: Pusher) -> None:
    chance = random.Random(20261122)
    faults = ["ok", "late", "lost", "unavailable", "broken", "conflict"]
    pusher.crm.fault_of = lambda number: chance.choices(faults, [6, 1, 1, 1, 1, 1])[0]
    for day in range(4):
        pusher.change(f"hash(lead_id) % 4 = {day}")
        before = dict(pusher.shown())
        changed = {lead_id for lead_id, score in pusher.scores().items() if before.get(lead_id) != score}
        pusher.crm.sent.clear()
        pusher.crm.confirmed.clear()
        for _ in range(30):
            if pusher.run("--attempts", "2")[0] == 0:
                break
        assert pusher.shown() == pusher.scores()
        assert set(sent_ids(pusher.crm)) == changed
        # What was confirmed is not sent again.
        confirmed = [lead_id for lead_id, _ in pusher.crm.confirmed]
        assert len(confirmed) == len(set(confirmed))


def test_a_mapping_that_is_none_is_told(pusher: Pusher, tmp_path: Path) -> None:
    (tmp_path / "mapping.yml").write_text("scorecard: fit_engagement\n")
    code, printed = pusher.run("--mapping", str(tmp_path / "mapping.yml"))
    assert code == 1 and "Allowed: id_property, properties, scorecard" in printed
