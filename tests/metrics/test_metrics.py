"""MetricFlow on the demo: each metric against the same figure in SQL over the published tables."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
Query = Callable[..., dict[tuple[str, ...], float]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with metrics on, built: MetricFlow reads what dbt writes into its folder."""
    folder = tmp_path_factory.mktemp("metrics")
    for part in ("macros", "models", "seeds", "tests", "profiles.yml"):
        (folder / part).symlink_to(ROOT / part)
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    settings["vars"]["lead_scoring__metrics"] = True
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    models = ("+lead_report", "+lead_stage_periods", "lead_scoring_time_spine")
    only_tables = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    run(folder, "dbt", "--quiet", "build", "--select", *models, *only_tables)
    return folder


def run(folder: Path, command: str, *arguments: str) -> str:
    """What a command of this environment says, in the project's folder."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DBT_")},
        "LEAD_SCORING_DUCKDB": str(folder / "demo.duckdb"), "DBT_PROFILES_DIR": str(folder),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "0",
    }  # fmt: skip
    done = subprocess.run(
        [str(BIN / command), *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def query(folder: Path) -> Query:
    """The values of a metric by the values of what it is grouped by, as `mf query` gives them."""

    def asked(metric: str, *groups: str, where: str | None = None) -> dict[tuple[str, ...], float]:
        target = folder / "answer.csv"
        limits = ("--where", where) if where else ()
        run(folder, "mf", "query", "--metrics", metric, "--group-by", ",".join(groups), *limits, "--csv", str(target))
        with target.open(encoding="utf-8", newline="") as lines:
            found = list(csv.DictReader(lines))
        return {tuple(row[name] for name in row if name != metric): float(row[metric]) for row in found}

    return asked


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(folder / "demo.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


CARD = "{{ Dimension('scored_lead__scorecard_id') }} = 'fit_engagement'"


def test_conversion_rate_by_tier(folder: Path, query: Query) -> None:
    expected = rows(folder, """
        select tier, count(distinct conversions.lead_id) / count(*)
        from lead_tiers
        left join (
            select distinct coalesce(identities.lead_id, demo.lead_id) as lead_id
            from lead_scoring_demo_conversions as demo
            left join lead_scoring_demo_identities as identities on demo.lead_id = identities.alias_id
            where demo.converted_at < date '2026-07-01'
        ) as conversions using (lead_id)
        where scorecard_id = 'fit_engagement'
        group by tier
    """)  # fmt: skip
    assert len(expected) == 3
    found = query("lead_scoring_conversion_rate", "scored_lead__tier", where=CARD)
    assert found == {(tier,): pytest.approx(rate) for tier, rate in expected}


def test_average_score_by_source(folder: Path, query: Query) -> None:
    expected = rows(folder, """
        select lead_source, avg(score) from lead_scores inner join lead_scoring_demo_leads using (lead_id)
        where scorecard_id = 'fit_engagement' group by lead_source
    """)  # fmt: skip
    assert len(expected) > 2
    found = query("lead_scoring_average_score", "scored_lead__lead_source", where=CARD)
    assert found == {(source or "",): pytest.approx(float(score)) for source, score in expected}


def test_leads_entering_mql_by_week(folder: Path, query: Query) -> None:
    expected = rows(folder, """
        select date_trunc('week', entered_on), count(*) from lead_stage_history
        where stage_id = 'mql' group by all
    """)  # fmt: skip
    assert expected
    where = "{{ Dimension('stay__stage_id') }} = 'mql'"
    found = query("lead_scoring_stage_entries", "metric_time__week", where=where)
    assert {(day[:10],): count for (day,), count in found.items()} == {(str(day)[:10],): n for day, n in expected}


def test_time_in_stage(folder: Path, query: Query) -> None:
    """Up to the demo's last day for leads that are still there."""
    days: dict[str, list[int]] = {}
    for stage, entered_on, left_on in rows(folder, "select stage_id, entered_on, left_on from lead_stage_history"):
        days.setdefault(stage, []).append(((left_on or date(2026, 6, 30)) - entered_on).days)
    found = query("lead_scoring_days_in_stage", "stay__stage_id")
    assert found == {(stage,): pytest.approx(sum(spans) / len(spans)) for stage, spans in days.items()}


def test_what_is_declared_holds(folder: Path) -> None:
    """MetricFlow's own check of names and types, against the warehouse too."""
    run(folder, "mf", "validate-configs")
