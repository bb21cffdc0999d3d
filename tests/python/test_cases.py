"""Golden cases: a folder of CSV files each, what goes in next to what must come out.

A case is built as a user builds it: the variables name its CSV files, so reading inputs and scorecards from files
is tested along the way. The expected figures are computed by hand, see the README of each folder and the column `why`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cases import FOLDERS, Build
from project import INPUTS, OUTPUTS, SCORECARD_TABLES
from reference import Row

Cells = tuple[tuple[str, Any], ...]

KEYS = {
    "ledger": ("lead_id", "scorecard_id", "entry_type", "group_id", "rule_id"),
    "scores": ("lead_id", "scorecard_id"),
    "tiers": ("lead_id", "scorecard_id"),
    "stages": ("lead_id",),
    "audit": ("input", "reason"),
    "trace": ("lead_id", "scorecard_id", "group_id", "rule_id"),
    "activities": ("lead_id", "activity", "occurred_on"),
}
READ_AS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("points", "score", "fit_score", "engagement_score", "score_percentile"), Decimal),
    **dict.fromkeys(("event_count", "events_matched", "events_in_window", "events_counted"), int),
    **dict.fromkeys(("rules_fired", "tier_rank", "score_rank", "stage_rank", "row_count"), int),
    **dict.fromkeys(("scoring_date", "last_event_on", "entered_on", "occurred_on"), date.fromisoformat),
    **dict.fromkeys(("is_disqualified", "is_dormant", "fired"), {"true": True, "false": False}.__getitem__),
}


@pytest.mark.sampled(20)
@pytest.mark.parametrize("case", FOLDERS)
def test_a_case_comes_out_as_expected(built: Build, case: str) -> None:
    result = built(case)
    disagreements = [
        line
        for name in OUTPUTS
        if (file := FOLDERS[case] / f"expected_{name}.csv").exists()
        for line in differences(name, file, getattr(result, name))
    ]
    assert not disagreements, "\n".join([f"The case {case} comes out otherwise.", *disagreements])


@pytest.mark.parametrize("case", FOLDERS)
def test_a_case_has_no_file_that_nothing_reads(case: str) -> None:
    tables = (*INPUTS, *SCORECARD_TABLES, *(f"expected_{name}" for name in OUTPUTS))
    known = {"README.md", "case.yml", "signals.yml", *(f"{table}.csv" for table in tables)}
    assert {file.name for file in (FOLDERS[case]).iterdir()} <= known


def differences(name: str, file: Path, found: list[Row]) -> list[str]:
    """Where an expected file and the built table disagree: by key, what was expected above what came out."""
    columns, expected = read_expected(file)
    left = Counter(tuple((column, row[column]) for column in columns) for row in found)
    disagreements = []
    for cells, why in expected:
        if left[cells]:
            left[cells] -= 1
        else:
            disagreements.append((cells, f"expected {in_words(cells)} ({why or 'see README.md'})"))
    disagreements += [(cells, f"found    {in_words(cells)}") for cells in left.elements()]

    lines: dict[str, list[str]] = {}
    for cells, line in disagreements:
        place = in_words([(column, cell) for column, cell in cells if column in KEYS[name]])
        lines.setdefault(f"{OUTPUTS[name]}, {place}", []).append(f"    {line}")
    return [line for place in sorted(lines) for line in (place, *lines[place])]


def read_expected(file: Path) -> tuple[list[str], list[tuple[Cells, str]]]:
    """The columns of an expected file, and its rows, each with the reason that `why` gives to readers."""
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        columns = [column for column in reader.fieldnames or [] if column != "why"]
        return columns, [
            (tuple((column, read_cell(column, row[column])) for column in columns), row.get("why", ""))
            for row in reader
        ]


def read_cell(column: str, text: str) -> Any:
    """A cell as the type of its column; an empty one is null."""
    return READ_AS.get(column, str)(text) if text else None


def in_words(cells: Iterable[tuple[str, Any]]) -> str:
    return ", ".join(f"{column} {cell}" for column, cell in cells if cell is not None)
