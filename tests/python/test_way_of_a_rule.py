"""The way of one line of a scorecard in docs/architecture.md: its files call each other, its tables have its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from project import ROOT, ScoringProject

PAGE = ROOT / "docs" / "architecture.md"
RULE = ("fit_engagement", "pricing")


@dataclass(frozen=True)
class Station:
    """A row of the table: chains of files, of which each calls the next, and what a table has of the rule."""

    name: str
    chains: tuple[tuple[Path, ...], ...]
    table: str | None
    condition: str | None

    @property
    def files(self) -> set[Path]:
        return {path for chain in self.chains for path in chain}


def station(row: str) -> Station:
    """A station from its row in Markdown."""
    _, _, name, files, holds, _ = (cell.strip() for cell in row.split("|"))
    chains = (re.findall(r"\[[\w.]+\]\(([^)]+)\)", chain) for chain in files.split(";"))
    found = re.fullmatch(r"`(\w+)`: `(.+)`", holds)
    table, condition = found.groups() if found else (None, None)
    found_files = tuple(tuple((PAGE.parent / path).resolve() for path in chain) for chain in chains)
    return Station(name, found_files, table, condition)


SECTION = PAGE.read_text(encoding="utf-8").partition("## One line of a scorecard\n")[2].partition("\n## ")[0]
STATIONS = [station(row) for row in re.findall(r"^\| \d \|.+$", SECTION, re.MULTILINE)]


def calls(caller: Path, called: Path) -> bool:
    """Whether a file calls a macro of another, or reads the table that this one makes."""
    text = caller.read_text(encoding="utf-8")
    macros = re.findall(r"{%-? macro (\w+)\(", called.read_text(encoding="utf-8"))
    names = [rf"lead_scoring\.{macro}\(" for macro in macros] + [rf"table_of\('{called.stem}'"]
    return any(re.search(name, text) for name in names)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ScoringProject:
    project = ScoringProject(tmp_path_factory.mktemp("demo"))
    project.invoke("seed")
    project.invoke("run", "--select", "+lead_score_ledger", "+lead_rule_trace")
    return project


def test_the_way_has_eight_stations() -> None:
    assert [place.name for place in STATIONS] == [
        "the line", "it is read", "it is checked", "what it counts has a name", "events become activities",
        "it is SQL, and gives points", "its entry has words", "or why there is none",
    ]  # fmt: skip
    stations = "read_scorecard_table check_rule activity_of activities event_rule rule_points ledger rule_trace"
    assert set(stations.split()) <= {path.stem for place in STATIONS for path in place.files}


@pytest.mark.parametrize("place", STATIONS, ids=lambda place: place.name)
def test_each_file_calls_the_next(place: Station) -> None:
    assert place.files
    for chain in place.chains:
        assert [path for path in chain if not path.exists()] == []
        for caller, called in pairwise(chain):
            assert calls(caller, called), f"{caller.relative_to(ROOT)} does not call {called.relative_to(ROOT)}"


def test_each_table_is_read_on_the_way_to_the_next() -> None:
    tables = [place for place in STATIONS if place.table and place.table.startswith("int_")]
    assert [place.table for place in tables] == ["int_lead_scoring__activities", "int_lead_scoring__rule_points"]
    for place in tables:
        name = str(place.table).removeprefix("int_lead_scoring__")
        text = "".join(path.read_text("utf-8") for path in STATIONS[STATIONS.index(place) + 1].files)
        assert f"table_of('{name}'" in text or f"'int_lead_scoring__{name}'" in text


@pytest.mark.parametrize("place", [place for place in STATIONS if place.table], ids=lambda place: place.name)
def test_the_tables_have_its_rows(demo: ScoringProject, place: Station) -> None:
    scorecard_id, rule_id = RULE
    (found,) = demo.rows(
        f"select count(*) as row_count from {place.table} where {place.condition}"
        + ("" if place.condition == "activity = 'pricing_visit'" else f" and scorecard_id = '{scorecard_id}'")
    )
    assert found["row_count"] > 0
    assert place.condition in (f"rule_id = '{rule_id}'", "activity = 'pricing_visit'")


def test_the_line_is_about_the_activity() -> None:
    (path,) = STATIONS[0].files
    (line,) = [line for line in path.read_text("utf-8").splitlines() if line.startswith(",".join(RULE) + ",")]
    assert ",signal:pricing_visit," in line
