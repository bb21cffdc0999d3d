"""The figures of real data in docs/guides/learning.md, and the cards that were set by hand, see tests/real_data."""

from __future__ import annotations

import click
import pytest
from compare_scorecards import markdown
from real_data import CARDS, CASES, HEAD, PAGE, POPULATION, Case, card, replaced

BEGIN, END = "<!-- real data: begin -->", "<!-- real data: end -->"


def test_the_page_has_a_line_for_each_data_set() -> None:
    lines = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip().splitlines()
    assert lines[0] == markdown(HEAD, []).splitlines()[0]
    assert [next(case for case in CASES if row.startswith(f"| {case.name}, ")) for row in lines[2:]] == list(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder)
def test_cards_set_by_hand_are_whole(case: Case) -> None:
    tables = card(CARDS / case.folder)
    (scorecard,) = tables["scorecards"]
    assert scorecard["population"] == POPULATION
    for name in ("scorecard_groups", "scorecard_rules", "scorecard_tiers"):
        assert {line["scorecard_id"] for line in tables[name]} == {scorecard["scorecard_id"]}
    groups = {line["group_id"] for line in tables["scorecard_groups"]}
    assert {line["group_id"] for line in tables["scorecard_rules"]} == groups
    assert all(float(line["points"]) for line in tables["scorecard_rules"])


def test_another_table_stands_between_the_markers() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    once = replaced(text, "real data", r"| \1 |")
    assert once == f"before\n{BEGIN}\n| \\1 |\n{END}\nafter\n"
    assert replaced(once, "real data", r"| \1 |") == once
    with pytest.raises(click.ClickException, match="has not once"):
        replaced("nothing", "real data", "")
