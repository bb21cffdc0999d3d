"""SPEC.md §2: times that are there and cannot be read are said, with an example; in CSV files they are refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from project import OUTPUTS, BuildError, ScoringProject, write_parquet
from reference import Row, Tables
from test_errors import foreign_words

D = date(2026, 6, 30)
CARD: Tables = {
    "scorecards": [{"scorecard_id": "s"}],
    "scorecard_groups": [{"scorecard_id": "s", "group_id": "g", "axis": "engagement"}],
    "scorecard_rules": [
        {"scorecard_id": "s", "rule_id": "view", "group_id": "g", "rule_type": "event", "subject": "view",
         "points": "1", "award": "each", "window_days": "14"},
    ],
}  # fmt: skip
ISO = ("2026-06-20", "2026-06-20 10:00", "2026-06-20T10:00:00Z", "2026-06-20 10:00:00+02:00", "2026-06-20T10:00:00.5")
OTHERS = ("06/20/2026 10:00", "20.06.2026", "06/05/26", "20-06-2026", "2026/06/20", "2026-6-20", "20 June 2026",
          "1781950000", "1781950000000", "2026-02-30", "soon")  # fmt: skip


@pytest.fixture(autouse=True)
def _on_duckdb(target: str) -> None:
    if target != "duckdb":
        pytest.skip("files are read on DuckDB alone")


@pytest.fixture
def project(fresh_project: ScoringProject) -> ScoringProject:
    """A database of each test's own: what other modules leave in theirs has nothing to do with files."""
    fresh_project.models = tuple(OUTPUTS.values())
    return fresh_project


def csv_files(
    folder: Path, times: tuple[str, ...], leads: str = "lead_id,created_at\nann,2026-01-05\n"
) -> dict[str, Any]:
    """Leads, and an event for each of these texts, as CSV files."""
    files = {"leads": folder / "leads.csv", "events": folder / "events.csv"}
    files["leads"].write_text(leads, encoding="utf-8")
    lines = [f'{at},ann,view,"{text}"\n' for at, text in enumerate(times)]
    files["events"].write_text("event_id,lead_id,event_type,occurred_at\n" + "".join(lines), encoding="utf-8")
    return files


def score_of(project: ScoringProject, **settings: Any) -> int:
    project.run(CARD, D, conversions=None, identities=None, **settings)
    return int(project.rows("select score from lead_scores where lead_id = 'ann'")[0]["score"])


def refusal(project: ScoringProject, **settings: Any) -> str:
    with pytest.raises(BuildError) as error:
        score_of(project, **settings)
    message = str(error.value)
    assert foreign_words(message) == []
    return message


def test_times_of_files(project: ScoringProject, tmp_path: Path) -> None:
    """What is ISO 8601 is read; any other form is refused by file, column and value, and the last scores stay."""
    assert score_of(project, **csv_files(tmp_path, (*ISO, ""))) == len(ISO)
    audit = {row["reason"]: row["row_count"] for row in project.rows(
        "select * from scoring_input_audit where input = 'events' and row_count > 0"
    )}  # fmt: skip
    assert audit == {"counted": len(ISO), "no_time": 1}
    for text in OTHERS:
        message = refusal(project, **csv_files(tmp_path, (*ISO, text)))
        assert f"lead_scoring: {tmp_path / 'events.csv'} cannot be read." in message, text
        assert f"column occurred_at has a time that is not ISO 8601. Got: '{text}'" in message
        assert "Allowed: 2026-06-05, 2026-06-05 10:00:00" in message
        assert project.rows("select score from lead_scores") == [{"score": len(ISO)}]


def test_every_time_of_a_file_in_one_message(project: ScoringProject, tmp_path: Path) -> None:
    """Also of columns that are mapped, that rows may have, and that are none of ours but dates in another form."""
    files = csv_files(
        tmp_path, ISO,
        "lead_id,since,valid_to,trial,called,born,release,phone\n"
        "ann,05/01/2026,31.12.2027,05/06/2026,7/6/2026 9:30 PM,1990-02-03,1.2.2026,12/34\n"
        "bob,2026-01-05,,06/05/2026,,1990-02-04,next,12/35\n",
    )  # fmt: skip
    message = refusal(project, **files, column_mapping={"leads": {"created_at": "since"}})
    problems = re.findall(r"column (\w+) has (?:a time|dates) that (?:is|are) not ISO 8601\. Got: '(.+)'", message)
    assert problems == [
        ("since", "05/01/2026"), ("valid_to", "31.12.2027"), ("trial", "05/06/2026"), ("called", "7/6/2026 9:30 PM"),
    ]  # fmt: skip
    assert message.count("cannot be read.") == 1


def test_a_column_that_is_stated_as_text_may_hold_anything(project: ScoringProject, tmp_path: Path) -> None:
    files = csv_files(tmp_path, ISO, "lead_id,created_at,trial\nann,2026-01-05,05/06/2026\n")
    stated = {"leads": {"lead_id": "varchar", "created_at": "timestamp", "trial": "varchar"}}
    assert score_of(project, **files, input_columns=stated) == len(ISO)


# -- The fix that a message names is one that works --------------------------------------------------------------------

NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)
EPOCHS = {"seconds": int(NOON.timestamp()), "milliseconds": int(NOON.timestamp()) * 1000}


def follow(project: ScoringProject, message: str, unit: str) -> dict[str, Any]:
    """Do what a message says: make the model in a schema of its own, name it, and map its column."""
    found = re.search(r"a model of your own, `(select \*, (.+?) as (\w+) from .+?)`", message)
    assert found
    query, expression, column = found.groups()
    if unit == "milliseconds":
        (other,) = re.findall(r"`([^`]+)` where it is milliseconds", message)
        query = query.replace(expression, other)
    mapped = re.search(r"lead_scoring__column_mapping: (\{events: \{occurred_at: (\w+)\}\})", message)
    assert mapped
    assert mapped[2] == column
    with duckdb.connect(str(project.database)) as connection:
        connection.execute("create schema if not exists own")
        connection.execute(f"create or replace view own.events as {query}")
    return {"events": "own.events", "column_mapping": {"events": {"occurred_at": column}}}


# What is written, the time that it means if the month comes first where both can, and whether both can.
FORMS = {
    "05/06/2026 10:00": (datetime(2026, 5, 6, 10), True),
    "05/06/2026": (datetime(2026, 5, 6), True),
    "7/6/2026 9:30 PM": (datetime(2026, 7, 6, 21, 30), True),
    "20.06.2026 10:00:30": (datetime(2026, 6, 20, 10, 0, 30), False),
    "06-20-26": (datetime(2026, 6, 20), False),
    "2026/06/20": (datetime(2026, 6, 20), False),
}


@pytest.mark.parametrize("text", FORMS)
def test_a_date_in_another_form(project: ScoringProject, tmp_path: Path, text: str) -> None:
    """The query reads it, with the time of day and without; where the day may come first, that is said."""
    meant, is_ambiguous = FORMS[text]
    message = refusal(project, **csv_files(tmp_path, (text, text.split()[0])))
    assert ("if the month comes first" in message) == is_ambiguous
    variables = follow(project, message, "text")
    assert project.rows("select occurred_at_utc as at from own.events order by event_id") == [
        {"at": meant}, {"at": datetime(meant.year, meant.month, meant.day)},
    ]  # fmt: skip
    if text == "20.06.2026 10:00:30":
        assert score_of(project, leads=tmp_path / "leads.csv", **variables) == 2


@pytest.mark.parametrize("file_type", ["parquet", "csv"])
@pytest.mark.parametrize("unit", EPOCHS)
def test_an_epoch(project: ScoringProject, tmp_path: Path, unit: str, file_type: str) -> None:
    files = csv_files(tmp_path, (str(EPOCHS[unit]),))
    if file_type == "parquet":
        files["events"] = tmp_path / "events.parquet"
        with duckdb.connect() as connection:
            connection.execute(
                f"copy (select 'e' as event_id, 'ann' as lead_id, 'view' as event_type,"
                f" {EPOCHS[unit]}::bigint as occurred_at) to '{files['events']}' (format parquet)"
            )
    message = refusal(project, **files)
    if file_type == "parquet":
        assert "column occurred_at must be a date, a time or text. Got: occurred_at, a BIGINT" in message
        assert message.count("Fix: ") == 1
    assert score_of(project, leads=files["leads"], **follow(project, message, unit)) == 1
    staged = project.rows("select occurred_at from stg_lead_scoring__events")
    assert [row["occurred_at"] for row in staged] == [NOON.replace(tzinfo=None)]


def test_dates_in_another_form(project: ScoringProject, tmp_path: Path) -> None:
    files = csv_files(tmp_path, ("06/07/2026 10:00", "06/20/2026 10:00"))
    message = refusal(project, **files)
    # The 20th alone is within two weeks of the 30th: month first, as the message's format has it.
    assert score_of(project, leads=files["leads"], **follow(project, message, "text")) == 1


# -- Relations and Parquet files ---------------------------------------------------------------------------------------


def test_texts_that_are_no_times(project: ScoringProject, tmp_path: Path) -> None:
    """They leave their rows out; a blank is no time; the audit has an example. 05/06/20 is no day of the year 5."""

    def write(name: str, columns: str, rows: list[Row]) -> Path:
        path = tmp_path / f"{name}.parquet"
        write_parquet(path, rows, dict.fromkeys(columns.split(), "text"))
        return path

    texts = ["2026-06-20", "2026-06-20T10:00:00Z", "05/06/20", "05/06/2026", "soon", " ", "", None, "infinity", "epoch"]
    events = [{"lead_id": "ann", "event_type": "view", "occurred_at": text} for text in texts]
    events += [
        {"lead_id": "ann", "event_type": "view", "occurred_at": "2026-06-20", "loaded_at": "yesterday"},
        {"lead_id": "ann", "event_type": "view", "occurred_at": "2026-06-20", "loaded_at": " "},
        {"lead_id": "ann", "event_type": "view", "occurred_at": None, "loaded_at": "yesterday"},
        {"lead_id": "nobody", "event_type": "view", "occurred_at": "soon"},
        {"lead_id": None, "event_type": "view", "occurred_at": "soon"},
    ]
    project.run(
        CARD, D,
        leads=write("leads", "lead_id created_at valid_to", [
            {"lead_id": "ann", "created_at": "2026-01-05"},
            {"lead_id": "bob", "created_at": "January"},
            {"lead_id": "cid", "created_at": "2026-01-05", "valid_to": "never"},
            {"lead_id": "dan", "created_at": " ", "valid_to": "never"},
        ]),
        events=write("events", "lead_id event_type occurred_at loaded_at", events),
        conversions=write("conversions", "lead_id converted_at", [{"lead_id": "ann", "converted_at": "2026/06/01"}]),
        identities=write("identities", "alias_id lead_id linked_at", [
            {"alias_id": "tag", "lead_id": "ann", "linked_at": "12.6.2026"},
        ]),
    )  # fmt: skip
    found = {
        (row["input"], row["reason"]): (row["row_count"], row["example"])
        for row in project.rows("select * from scoring_input_audit where row_count > 0")
    }
    assert found == {
        ("leads", "counted"): (1, None), ("leads", "no_time"): (1, None), ("leads", "unreadable_time"): (2, "January"),
        ("events", "counted"): (3, None), ("events", "no_lead"): (1, None), ("events", "unknown_lead"): (1, None),
        ("events", "no_time"): (4, None), ("events", "unreadable_time"): (6, "05/06/20"),
        ("conversions", "unreadable_time"): (1, "2026/06/01"), ("identities", "unreadable_time"): (1, "12.6.2026"),
    }  # fmt: skip
