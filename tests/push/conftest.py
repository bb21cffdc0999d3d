"""A database with a lead_sync, a server, and the command that sends the one to the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from crm import Crm, serving
from push import main

ROOT = Path(__file__).resolve().parents[2]
LEADS = 250


class Pusher:
    """Leads of two scorecards, and the command that sends those of one of them."""

    def __init__(self, folder: Path, crm: Crm) -> None:
        self.crm, self.folder, self.database = crm, folder, folder / "scores.duckdb"
        self.mapping = ROOT / "integrations" / "push" / "hubspot.yml"
        self.write(
            "create table lead_sync as select 'L' || i || ':fit_engagement' as sync_id, 'L' || i as lead_id,"
            " 'fit_engagement' as scorecard_id, cast(i % 101 as decimal(18, 2)) as score, 'warm' as tier,"
            " 'B2' as grade, 'mql' as stage_id, false as is_dormant, 'Manager (+10); O''Neil' as top_reasons,"
            f" md5('1' || i) as row_hash, timestamp '2026-06-30 00:00:01' as changed_at from range({LEADS}) as l (i)",
            "insert into lead_sync select sync_id || '_2', lead_id, 'another', 100 - score, tier, grade, stage_id,"
            " is_dormant, top_reasons, row_hash, changed_at from lead_sync",
        )

    def write(self, *statements: str) -> None:
        with duckdb.connect(str(self.database)) as connection:
            for statement in statements:
                connection.execute(statement)

    def change(self, condition: str) -> None:
        """Leads that get another score."""
        self.write(f"update lead_sync set score = score + 1, row_hash = md5(row_hash) where {condition}")

    def remove(self, condition: str) -> None:
        """Leads that are gone."""
        self.write(f"delete from lead_sync where {condition}")

    def map(self, **parts: object) -> None:
        """Another mapping: score alone, as `parts` say."""
        lines = {"scorecard": "fit_engagement", "properties": "{score: lead_score}", **parts}
        self.mapping = self.folder / "mapping.yml"
        self.mapping.write_text("".join(f"{name}: {value}\n" for name, value in lines.items() if value))

    def scores(self, scorecard: str = "fit_engagement") -> dict[str, str]:
        """What the CRM has to show: the score of each lead, and none for those that are gone."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            rows = connection.execute("select lead_id, score from lead_sync where scorecard_id = ?", [scorecard])
            return {lead_id: f"{score:f}".removesuffix(".00") for lead_id, score in rows.fetchall()}

    def shown(self) -> dict[str, str]:
        """What it shows."""
        shown = {lead_id: properties["lead_score"] for lead_id, properties in self.crm.contacts.items()}
        return {lead_id: score for lead_id, score in shown.items() if score}

    def options(self, *options: str) -> list[str]:
        return [
            "--database", str(self.database), "--mapping", str(self.mapping), "--url", self.crm.url,
            "--state", str(self.folder / "state" / "state.sqlite"), "--backoff", "0.01", "--timeout", "0.3",
            "--attempts", "3", "--requests-per-second", "1000", *options,
        ]  # fmt: skip

    def run(self, *options: str) -> tuple[int, str]:
        """Run to the end; the exit code and what was printed."""
        result = CliRunner().invoke(main, self.options(*options), env={"HUBSPOT_TOKEN": "secret"})
        if not isinstance(result.exception, SystemExit | None):
            raise result.exception
        return result.exit_code, result.output

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Run beside us."""
        command = [sys.executable, str(ROOT / "scripts" / "push.py"), *self.options(*options)]
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "HUBSPOT_TOKEN": "secret"},
            # A job in the background ignores an interrupt, and so would all that it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )


@pytest.fixture
def pusher(tmp_path: Path) -> Iterator[Pusher]:
    with serving(Crm()) as crm:
        yield Pusher(tmp_path, crm)
