"""The report holds what the tables say, and text from data is never markup. Browsers try it in tests/browser."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from shutil import copy

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from project import ScoringProject
from report import main
from report_world import CARDS, HOSTILE_LEAD, MARKUP, TIER, build
from reporting.page import page
from reporting.source import DuckDbFile
from reporting.tables import Card, Report, read_report
from reporting.tables import story as story_of
from reporting.words import area, drift, findings, number, percent, points, ranking


class Reader(HTMLParser):
    """The elements of a page, the text of each table's cells, and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.words: list[str] = []
        self._rows: list[list[str]] = []
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
        if tag == "table":
            self.tables.setdefault(self._caption, self._rows)

    def handle_data(self, data: str) -> None:
        if not self._inside or self._inside[-1] in ("script", "style"):
            return
        self.words.append(data)
        if "caption" in self._inside:
            self._caption = data
        elif {"td", "th"} & set(self._inside) and "small" not in self._inside:
            self._rows[-1][-1] += data

    def column(self, caption: str, place: int) -> list[str]:
        return [row[place].strip() for row in self.tables[caption][1:]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    made = new_project(tmp_path_factory.mktemp("report"))
    build(made)
    return made


@pytest.fixture(scope="module")
def database(project: ScoringProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built tables, under the name that views hold: dbt, in this process, keeps its own file open."""
    project.rows("checkpoint")
    return Path(copy(project.database, tmp_path_factory.mktemp("copy") / project.database.name))


@pytest.fixture(scope="module")
def report(database: Path) -> Report:
    return read_report(DuckDbFile(database), leads=2, asked=[HOSTILE_LEAD])


@pytest.fixture(scope="module")
def text(report: Report) -> str:
    return page(report)


@pytest.fixture(scope="module")
def read(text: str) -> Reader:
    return Reader(text)


@pytest.mark.slow
def test_text_from_data_is_never_markup(text: str, read: Reader) -> None:
    assert read.tags.count("script") == 1 and not {"img", "b", "iframe", "link", "object"} & set(read.tags)
    assert read.tags.count("title") == 1 and read.tags.count("textarea") == 0
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    shown = " ".join(read.words)
    for written in (MARKUP, TIER, HOSTILE_LEAD, CARDS[1]):
        assert written in shown


def test_nothing_is_asked_for_elsewhere(text: str, read: Reader) -> None:
    assert not [value for name, value in read.attributes if name in ("src", "href") and not value.startswith("#")]
    assert not re.search(r"url\((?!#)|@import", text)
    policy = next(value for name, value in read.attributes if value.startswith("default-src 'none'"))
    for kind, tag in (("script-src", "script"), ("style-src", "style")):
        inline = text.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        assert f"{kind} 'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'" in policy


def test_figures_are_those_of_the_tables(project: ScoringProject, read: Reader) -> None:
    rows = {
        row["scorecard_id"]: row
        for row in project.rows("select * from scorecard_performance where period = 'all days'")
    }
    names = sorted(CARDS)
    assert read.column("All scorecards", 0) == names
    for place, name, write in (
        (2, "auc", area), (4, "top_decile_capture", percent), (5, "base_rate", percent), (6, "leads", number),
        (7, "converted", number), (8, "censored", number),
    ):  # fmt: skip
        assert read.column("All scorecards", place) == [write(rows[card][name]) for card in names]

    rules = {
        row["description"]: row
        for row in project.rows(f"select * from rule_performance where scorecard_id = '{names[0]}'")
    }
    shown = read.tables["Which rules earn their points?"][1:]
    assert {row[0].strip() for row in shown} == set(rules) and len(shown) == len(rules)
    for row in shown:
        rule = rules[row[0].strip()]
        assert row[2] == points(rule["points"]) and row[5] == percent(rule["support"])
        assert row[4] == number(rule["evident_points"], 1) and row[8] == number(rule["lift"], 2)

    deciles = project.rows(
        f"select * from score_calibration where scorecard_id = '{names[0]}' and period = 'all days' order by decile"
    )
    assert read.column("How many of each tenth convert?", 4) == [percent(row["conversion_rate"]) for row in deciles]
    assert read.column("How many of each tenth convert?", 6) == [percent(row["expected_rate"]) for row in deciles]
    tiers = project.rows(
        "select * from scorecard_tier_performance"
        f" where scorecard_id = '{names[0]}' and period = 'all days' order by tier_rank"
    )
    assert read.column("How many of each tier convert?", 3) == [percent(row["conversion_rate"]) for row in tiers]


def test_steps_of_a_lead_add_up(project: ScoringProject, report: Report) -> None:
    told = [(card.scorecard_id, story) for card in report.cards for story in card.stories]
    assert {story.kind for _, story in told} == {"asked", "missed", "alarm", "mover"}
    assert any(step.moved_by for _, story in told for step in story.steps)
    for card, story in told:
        scores = project.rows(
            "select scoring_date, score from lead_score_replay"
            " where scorecard_id = '{}' and lead_id = '{}' order by scoring_date".format(
                card.replace("'", "''"), story.lead_id.replace("'", "''")
            )
        )
        assert [(step.day, step.score) for step in story.steps] == [
            (row["scoring_date"], row["score"]) for row in scores
        ]
        for step in story.steps[1:]:
            assert sum(value for _, value in step.moved_by) == step.change


def test_verdicts_say_how_things_stand(report: Report) -> None:
    found = [finding.text for finding in findings(report.cards[0])]
    shift = next(row for row in report.cards[0]["stability"] if row["measure"] == "base_rate")
    assert shift["band"] == "shifted", "the world's base rate does not move: its verdict is not tried"
    assert any(percent(shift["baseline_value"]) in text and percent(shift["recent_value"]) in text for text in found)
    row = report.cards[0].overall
    assert row is not None and area(row["auc"]) in found[0] and area(row["auc_low"]) in found[0]


@pytest.mark.parametrize(
    ("auc", "low", "high", "level", "words"),
    [
        (0.85, 0.82, 0.88, "good", "well"),
        (0.75, 0.72, 0.78, "good", "fairly"),
        (0.75, 0.6, 0.9, "caution", "interval is wide"),
        (0.62, 0.6, 0.64, "caution", "weakly"),
        (0.55, 0.45, 0.65, "bad", "told from chance"),
        (0.4, 0.35, 0.45, "bad", "wrong way round"),
        (0.7, None, None, "caution", "Too few outcomes"),
        (None, None, None, "caution", "No outcome is known yet"),
    ],
)
def test_a_ranking_is_judged_by_its_interval(
    auc: float | None, low: float | None, high: float | None, level: str, words: str
) -> None:
    finding = ranking({"auc": auc, "auc_low": low, "auc_high": high, "leads": 10})
    assert finding.level == level and words in finding.text


@pytest.mark.parametrize(("band", "level"), [("stable", "good"), ("moved", "caution"), ("shifted", "bad")])
def test_a_shift_is_said(band: str, level: str) -> None:
    row = {"measure": "score", "band": band, "drift": 0.2, "baseline_value": 1.0, "recent_value": 2.0}
    finding = drift(row)
    assert finding is not None and finding.level == level and "0.200" in finding.text


def test_without_outcomes_it_says_so(database: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.duckdb"
    with duckdb.connect(str(empty)) as connection:
        connection.execute(f"attach '{database}' as lead_scoring (read_only)")
        for (name,) in connection.execute(
            "select table_name from information_schema.tables where table_catalog = 'lead_scoring'"
            " and table_name not like 'int_%' and table_name not like 'stg_%'"
        ).fetchall():
            rows = "" if name == "lead_scores" else " limit 0"
            connection.execute(f"create table {name} as from lead_scoring.{name}{rows}")
    output = tmp_path / "report.html"
    result = CliRunner().invoke(main, ["--database", str(empty), "--output", str(output)])
    assert result.exit_code == 0, result.output
    assert "No outcome is in it" in result.output
    assert "No day was replayed" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--scorecard", "ghost"], "there is no scorecard ghost. Allowed: "),
        (["--target", "elsewhere"], "--database reads a file"),
    ],
)
def test_wrong_options_are_told(database: Path, arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(main, ["--database", str(database), *arguments])
    assert result.exit_code != 0 and words in result.output


def test_a_card_without_anything_is_drawn() -> None:
    assert "empty" in page(Report([Card("empty", None, 0, None, [], {})], _nothing()))


def _nothing() -> dict[str, list[dict[str, object]]]:
    from reporting.tables import QUERIES

    return {name: [] for name in QUERIES}


# -- what moved a lead ------------------------------------------------------------------------------------------------

ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["rule", "group_limit", "override"]), st.sampled_from("abc"),
        st.integers(-500, 500).map(lambda cents: Decimal(cents) / 100),
    ),
    max_size=6,
)  # fmt: skip


@given(st.lists(ENTRIES, min_size=1, max_size=5))
def test_what_moved_it_is_the_difference_of_the_ledgers(ledgers: list[list[tuple[str, str, Decimal]]]) -> None:
    """Of random days; several overrides may have one reason."""
    days = [date(2026, 1, 1 + number) for number in range(len(ledgers))]
    rows = [
        {"scoring_date": day, "entry_type": kind, "group_id": "g", "rule_id": name if kind == "rule" else None,
         "description": f"{kind} {name}", "points": worth}
        for day, entries in zip(days, ledgers) for kind, name, worth in entries
    ]  # fmt: skip
    scores = [
        {"scoring_date": day, "score": sum((worth for *_, worth in entries), Decimal(0)), "tier": None}
        for day, entries in zip(days, ledgers)
    ]
    told = story_of({"lead_id": "L", "kind": "asked", "converted_on": None}, scores, rows)
    totals: list[dict[str, Decimal]] = []
    for entries in ledgers:
        totals.append(defaultdict(Decimal))
        for kind, name, moved in entries:
            totals[-1][f"{kind} {name}"] += moved
    for before, after, step in zip(totals, totals[1:], told.steps[1:]):
        moves = {name: after[name] - before[name] for name in {*before, *after} if after[name] != before[name]}
        assert dict(step.moved_by) == moves
        assert sum(moves.values(), Decimal(0)) == step.change
