"""`make compare`: where the challenger is read, and what the summary says."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import compare_scorecards
import duckdb
import pytest
from click import BadParameter
from click.testing import CliRunner
from compare_scorecards import cell, read_challenger, signed, summary
from project import ROOT

CARD = {"scorecard_id": "card", "challenger_id": "card:challenger"}
PERFORMANCE = {
    **CARD, "period": "all days", "leads": 4292, "converted": 100, "champion_auc": 0.7, "challenger_auc": 0.75,
    "auc_difference": 0.05, "auc_difference_low": 0.01, "auc_difference_high": 0.09,
    "champion_top_decile_capture": 0.3, "challenger_top_decile_capture": 0.3, "top_decile_capture_difference": 0.0,
    "top_decile_capture_difference_low": -0.02, "top_decile_capture_difference_high": 0.02,
}  # fmt: skip


def capacity(
    tier: str, tier_rank: int, leads: tuple[float, float], entered: tuple[float, float] | None
) -> dict[str, Any]:
    was, becomes = entered or (None, None)
    return {
        **CARD, "tier": tier, "tier_rank": tier_rank, "champion_leads_a_day": leads[0],
        "challenger_leads_a_day": leads[1], "leads_a_day_change": leads[1] - leads[0],
        "champion_entered_a_week": was, "challenger_entered_a_week": becomes,
        "entered_a_week_change": None if was is None or becomes is None else becomes - was,
    }  # fmt: skip


def moves(champion: str, challenger: str, leads: int, rate: float | None) -> dict[str, Any]:
    return {
        **CARD, "period": "all days", "champion_tier": champion, "challenger_tier": challenger, "lead_days": leads,
        "conversion_rate": rate,
    }  # fmt: skip


TABLES = {
    "scorecard_performance_comparison": [PERFORMANCE, {**PERFORMANCE, "period": "2026-03-01"}],
    "scorecard_tier_capacity": [
        capacity("hot", 1, (20, 332), (5, 317)),
        capacity("cold|*all*", 2, (980, 668), (300, 0)),
    ],
    "scorecard_tier_moves": [
        moves("hot", "hot", 20, 0.25), moves("cold|*all*", "hot", 312, None), moves("cold|*all*", "cold|*all*", 668, 0),
    ],
    "rule_moves": [{
        **CARD, "description": "<b>Demo", "lead_days_changed": 1400, "points_change": 2800, "lead_days_moved_up": 312,
        "lead_days_moved_down": 0,
    }],
}  # fmt: skip


def test_the_summary_says_what_would_change() -> None:
    assert (
        summary(TABLES, 60)
        == """\
# What would change

## card

**+312.0 hot a week, +312.0 hot on a day in the mean, predicts better**

4,292 lead-days, leads on 1 days, whose outcome is known, 100 of them converted within 60 days:

|  | now | challenger | difference | 95 % interval |
| --- | ---: | ---: | ---: | ---: |
| AUC | 0.700 | 0.750 | +0.050 | +0.010 to +0.090 |
| conversions in the best tenth | 0.300 | 0.300 | ±0 | −0.020 to +0.020 |

| tier | leads on a day in the mean, now | challenger | change | new a week, now | challenger | change |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| hot | 20.0 | 332.0 | +312.0 | 5.0 | 317.0 | +312.0 |
| cold\\|\\*all\\* | 980.0 | 668.0 | −312.0 | 300.0 | 0.0 | −300.0 |

Lead-days by tier now (down) and by the challenger (across), and how many of those with a known outcome converted:

|  | hot | cold\\|\\*all\\* |
| --- | ---: | ---: |
| hot | 20, 25.0 % |  |
| cold\\|\\*all\\* | 312 | 668, 0.0 % |

| what moves them | lead-days with other points | points over all of them | moved up | moved down |
| --- | ---: | ---: | ---: | ---: |
| &lt;b&gt;Demo | 1,400 | +2,800.00 | 312 | 0 |
"""
    )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.01, 0.09, "predicts better"), (-0.09, -0.01, "predicts worse"), (-0.01, 0.09, "neither better nor worse")],
)
def test_better_is_said_beyond_chance_alone(low: float, high: float, words: str) -> None:
    row = {**PERFORMANCE, "auc_difference_low": low, "auc_difference_high": high}
    assert words in summary({**TABLES, "scorecard_performance_comparison": [row]}, 60)


def test_one_day_has_no_weeks_and_young_leads_no_outcome() -> None:
    text = summary(
        {
            **TABLES,
            "scorecard_performance_comparison": [],
            "scorecard_tier_capacity": [capacity("hot", 1, (20, 332), None)],
        },
        60,
    )
    assert "**+312.0 hot on a day in the mean**" in text
    assert "No outcome is known yet" in text


def test_nothing_changed_is_said() -> None:
    assert summary({name: [] for name in TABLES}, 60).startswith("# Nothing would change")


def test_signs_and_text_from_the_data() -> None:
    assert [signed(value) for value in (0.04, -0.04, 0, 1234.5, -2)] == ["±0", "±0", "±0", "+1,234.5", "−2.0"]
    assert cell("a\n`b`  [c](d)") == r"a \`b\` \[c\](d)"


def test_the_challenger_is_a_folder_a_file_or_a_seed(tmp_path: Path) -> None:
    (tmp_path / "scorecard_rules.csv").write_text("scorecard_id,rule_id,points\ncard,demo,5\n")
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    rules = {"scorecard_rules": [{"scorecard_id": "card", "rule_id": "demo", "points": "5"}]}
    assert read_challenger(str(tmp_path), ROOT) == rules
    (tmp_path / "scorecard_rules.csv").rename(tmp_path / "next.csv")
    assert read_challenger(str(tmp_path / "next.csv"), ROOT) == rules
    (seed,) = read_challenger("scorecard_tiers", ROOT)
    assert seed == "scorecard_tiers"
    for wrong, message in (
        ("nowhere", "Got: 'nowhere'. Allowed: a folder"),
        (str(tmp_path / "notes.csv"), "no column"),
    ):
        with pytest.raises(BadParameter, match=message):
            read_challenger(wrong, ROOT)


def test_the_demo_s_rules_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way: a cell is edited, both are scored, the summary says what the tables do."""
    monkeypatch.chdir(ROOT)
    # What the script sets is forgotten after the test.
    monkeypatch.setenv("LEAD_SCORING_DUCKDB", str(tmp_path / "any.duckdb"))
    with (ROOT / "seeds" / "scorecards" / "scorecard_rules.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        if (line["scorecard_id"], line["rule_id"]) == ("fit_engagement", "demo_request"):
            line["points"] = "60"
    with (tmp_path / "scorecard_rules.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    database, output = tmp_path / "compare.duckdb", tmp_path / "summary.md"
    run = CliRunner().invoke(compare_scorecards.main, [
        "--challenger", str(tmp_path), "--database", str(database), "--output", str(output),
        "--vars", "{lead_scoring__replay_dates: ['2026-03-31', '2026-06-30'], lead_scoring__horizon_days: 60}",
    ])  # fmt: skip
    assert run.exit_code == 0, run.output
    text = output.read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## fit_engagement"]
    with duckdb.connect(str(database)) as connection:
        tables = {
            name: [dict(zip(cursor.columns, row)) for row in cursor.fetchall()]
            for name in compare_scorecards.RESULTS
            for cursor in [connection.sql(f"select * from {name}")]
        }
        assert connection.sql("select count(*) from scorecard_comparison where tier_move = 'up'").fetchall() > [(0,)]
    assert text == summary(tables, 60)
    assert "| Asked for a demo |" in text
