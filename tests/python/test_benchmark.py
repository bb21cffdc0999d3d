"""The benchmark compares only what is equal: the data are the same each time, and so are the scores of all."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest
from speed import report
from speed.data import SCORING_DATE, Data
from speed.ours import OUTPUTS, Project
from speed.process import Engine, WorkFailedError
from speed.runs import prepare
from speed.scorecard import SCORECARD, read

DATA = Data(leads=1_000, events=30_000)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The models, built once on a little of the benchmark's data."""
    folder = tmp_path_factory.mktemp("benchmark")
    engine = prepare(folder, DATA, "work", Engine("", 2, "2GB"), 1, print)
    project = Project(engine, folder)
    project.build(SCORING_DATE, tests=False)
    return project


@pytest.mark.parametrize(
    ("library", "function"),
    [("duckdb", "competitors:by_hand"), ("pandas", "in_pandas:score"), ("polars", "in_polars:score")],
)
def test_others_come_to_our_scores(project: Project, library: str, function: str) -> None:
    if find_spec(library) is None:
        pytest.skip(f"needs {library} of requirements-benchmark.txt: make test-benchmark")
    (seconds, table), work = project.engine.call(function, scoring_date=SCORING_DATE.isoformat())
    found, _ = project.engine.call("checks:agreement", table=table, scorecard_id=SCORECARD)
    assert found["leads"] == DATA.leads and found["different"] == 0
    assert 0 < seconds < work.seconds and work.peak > 2**20


def test_a_wrong_score_is_seen(project: Project) -> None:
    with project.engine.connect() as connection:
        connection.execute("""
            create or replace table bench.wrong as
            select lead_id, if(row_number() over (order by lead_id) <= 2, score + 0.02, score) as score
            from lead_scores
        """)
    found, _ = project.engine.call("checks:agreement", table="wrong", scorecard_id=SCORECARD)
    assert found["different"] == 2 and found["largest"] == pytest.approx(0.02)


def test_every_rule_fires_and_dirt_is_there(project: Project) -> None:
    with project.engine.connect() as connection:
        rules = connection.execute("select distinct rule_id from lead_score_ledger where entry_type = 'rule'")
        assert {name for (name,) in rules.fetchall()} == {rule.rule_id for rule in read(connection).rules}
        reasons = connection.execute("select reason from scoring_input_audit where input = 'events' and row_count > 0")
        assert {name for (name,) in reasons.fetchall()} == {
            "counted", "repeated_id", "unknown_lead", "no_lead", "after_scoring_date",
        }  # fmt: skip


@pytest.mark.slow
def test_every_rule_of_the_card_of_all_fires(tmp_path: Path) -> None:
    """And each adds up, its effects too; machines are there."""
    engine = prepare(tmp_path, DATA, "work", Engine("", 2, "2GB"), 1, print, "all")
    Project(engine, tmp_path, card="all").build(SCORING_DATE, tests=False)
    with engine.connect() as connection:
        rules = connection.execute("select distinct rule_id from lead_score_ledger where rule_id is not null")
        assert {name for (name,) in rules.fetchall()} == {
            name for (name,) in connection.execute("select distinct rule_id from bench.scorecard_rules").fetchall()
        }
        different = connection.execute("""
            select count(*)
            from lead_scores
            left join (select lead_id, sum(points) as points from lead_score_ledger group by all) using (lead_id)
            where score <> coalesce(points, 0)
        """)
        assert different.fetchone() == (0,)
        machines = connection.execute("select row_count > 0 from scoring_input_audit where reason = 'machine'")
        assert machines.fetchone() == (True,)
        tiers = connection.execute("select count(distinct tier), count(distinct grade) > 4 from lead_tiers")
        assert tiers.fetchone() == (3, True)


def test_a_day_later_equals_a_build_from_nothing(project: Project) -> None:
    day = SCORING_DATE + timedelta(days=1)
    project.engine.call("data:append_day", data=asdict(DATA), day=day.isoformat(), part=0.01)
    build = project.build(day, tests=False)
    assert {"lead_score_ledger", "lead_scores"} <= build.models.keys() and 0 < build.seconds < build.command
    project.build(day, schema="verify", tests=False)
    counts, _ = project.engine.call("checks:differences", tables=OUTPUTS, left="main", right="verify")
    assert counts == dict.fromkeys(OUTPUTS, 0)


@pytest.mark.parametrize("event_ids", ["time", "uuid"])
def test_a_seed_gives_the_same_rows(event_ids: str) -> None:
    def rows(seed: int) -> list[tuple[object, ...]]:
        data = Data(300, 9_000, seed, event_ids)
        with duckdb.connect() as connection:
            data.make(connection)
            data.append_day(connection, SCORING_DATE + timedelta(days=1), 0.01)
            found = connection.execute("select * from bench.events").fetchall()
            return found + connection.execute("select * from bench.leads").fetchall()

    assert rows(1) == rows(1)
    assert not set(rows(1)) & set(rows(2))


def test_events_have_the_shape_that_is_said() -> None:
    with duckdb.connect() as connection:
        Data(20_000, 600_000).make(connection)
        [(count, ids)] = connection.execute("select count(*), count(distinct event_id) from bench.events").fetchall()
        assert abs(ids - 600_000) < 1_000 and 1.001 < count / ids < 1.003
        middle, most = connection.execute("""
            with counts as (
                select count(event_id) as events
                from bench.leads left join bench.events using (lead_id)
                group by lead_id
            )
            select median(events), max(events) from counts
        """).fetchall()[0]
        assert 5 <= middle <= 9 and most > 1_000
        # In the order of arrival: all but those that come late stand after what happened before them.
        [(late,)] = connection.execute("""
            select count(*) from (
                select occurred_at, max(occurred_at) over before as seen
                from bench.events
                where occurred_at <= timestamp '2026-06-30 23:59:59'
                window before as (order by rowid rows between 50 preceding and 1 preceding)
            )
            where occurred_at < seen - interval 1 day
        """).fetchall()
        assert 0 < late / count < 0.03


def test_work_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(WorkFailedError, match="no_such_table"):
        Engine(str(tmp_path / "empty.duckdb"), 1, "1GB").call(
            "checks:agreement", table="no_such_table", scorecard_id="x"
        )


def test_a_page_is_written_between_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Page\n\nBefore.\n", encoding="utf-8")
    line = report.Line("full", "ours", [3.0, 2.0, 4.0], [1.0, 1.0, 2.0], peaks=[2**30], to_reach="≤ 3", is_reached=True)
    table = report.in_markdown(report.contestants([line]))
    report.write_between_marks(path, "full", table)
    report.write_between_marks(path, "huge", "other")
    report.write_between_marks(path, "full", table)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Page\n\nBefore.\n\n<!-- full: begin -->\n| run |")
    assert "| full | ours | 3.00 | 3.00 (2.00–3.00) |  | 1.00 | ≤ 3 | yes |\n<!-- full: end -->\n" in text
    assert text.endswith("<!-- huge: begin -->\nother\n<!-- huge: end -->\n") and text.count("begin") == 2
