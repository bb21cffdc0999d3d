"""What scripts/conformance.py says of tables that agree, and of tables that do not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import conformance
import pytest
from cases import FOLDERS
from reference import Result, Row

COLUMNS = ("lead_id", "scorecard_id", "entry_type", "group_id", "rule_id", "points", "last_event_on")
KEY = {"lead_id": "ann", "scorecard_id": "card", "entry_type": "override", "group_id": None, "rule_id": None}


def entry(points: str, **cells: Any) -> Row:
    return {**KEY, "points": Decimal(points), "last_event_on": date(2026, 6, 30), **cells}


def compared(expected: list[Row], found: list[Row]) -> tuple[int, int]:
    figures = conformance.compared_rows("ledger", COLUMNS, expected, found)
    return figures.compared, len(figures.differing)


def test_equal_rows_are_equal_in_any_order_and_with_any_zeros() -> None:
    assert compared([entry("5"), entry("10.5")], [entry("10.50"), entry("5.00")]) == (4, 0)


@pytest.mark.parametrize("cells", [{"points": Decimal("5.01")}, {"last_event_on": None}])
def test_a_cell_that_differs_is_counted_once(cells: dict[str, Any]) -> None:
    assert compared([entry("5")], [{**entry("5"), **cells}]) == (2, 1)


@pytest.mark.parametrize("rows", [([entry("5")], []), ([], [entry("5")]), ([entry("5")], [entry("5"), entry("6")])])
def test_a_row_too_few_or_too_many_differs_whole(rows: tuple[list[Row], list[Row]]) -> None:
    assert compared(*rows)[1] == 2


def test_another_key_is_another_row() -> None:
    assert compared([entry("5")], [entry("5", lead_id="ben")]) == (4, 4)


@pytest.mark.slow
def test_a_card_is_built_once_and_agrees_with_itself(tmp_path: Path) -> None:
    card = "from_link"
    built = conformance.built_apart("duckdb", [card], minutes=5, kept=tmp_path)[card]
    (kept,) = tmp_path.iterdir()
    assert conformance.read_tables(kept) == {card: built}
    written_at = kept.stat().st_mtime_ns
    conformance.build_here("duckdb", [card], kept)
    assert kept.stat().st_mtime_ns == written_at
    outcome = conformance.comparison(card, built, built, "clickhouse")
    assert outcome.agrees, outcome.failure or outcome.differing
    assert min(outcome.by_hand.compared, outcome.with_yardstick.compared) > 0


def test_a_card_that_could_not_be_built_does_not_agree() -> None:
    outcome = conformance.comparison(next(iter(FOLDERS)), "no such function", "", "clickhouse")
    assert (outcome.agrees, outcome.cell()) == (False, "not built")


def test_tables_without_rows_disagree_with_the_figures_by_hand() -> None:
    nothing = Result([], [], [], [], [])
    for card in FOLDERS:
        outcome = conformance.comparison(card, nothing, nothing, "clickhouse")
        assert len(outcome.by_hand.differing) == outcome.by_hand.compared > 0
        assert "differ" in outcome.cell()


def test_engines_that_were_not_run_are_named() -> None:
    duckdb = conformance.warehouse("duckdb")
    compared = {"duckdb": {"card": conformance.Comparison()}}
    for table in (conformance.page, conformance.summary):
        assert table({"duckdb": duckdb}, ["spark", "trino"], compared).endswith("\nNot run: spark, trino.")
        assert "Not run" not in table({"duckdb": duckdb}, [], compared)


def test_only_what_is_between_the_markers_is_replaced() -> None:
    page = f"before\n{conformance.BEGIN}\nold\n{conformance.END}\nafter\n"
    assert conformance.between_markers(page, "new") == page.replace("old", "new")
    with pytest.raises(click.ClickException, match="no lines"):
        conformance.between_markers("before", "new")


@pytest.mark.parametrize("file", [conformance.PAGE, conformance.CARDS_PAGE], ids=lambda file: file.name)
def test_a_page_has_its_markers(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    assert page.count(conformance.BEGIN) == page.count(conformance.END) == 1
