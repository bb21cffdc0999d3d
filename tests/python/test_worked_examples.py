"""SPEC §8, sentence by sentence, with its very figures. The inputs are those of tests/cases/worked_examples."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from cases import Build
from reference import Result, Row


@dataclass(frozen=True)
class Figures:
    """What came out, by lead and scorecard."""

    result: Result

    def row(self, table: str, lead_id: str, scorecard_id: str) -> Row:
        rows: list[Row] = getattr(self.result, table)
        (found,) = (row for row in rows if (row["lead_id"], row["scorecard_id"]) == (lead_id, scorecard_id))
        return found

    def score(self, lead_id: str, scorecard_id: str) -> Decimal:
        return Decimal(self.row("scores", lead_id, scorecard_id)["score"])

    def tier(self, lead_id: str, scorecard_id: str) -> str:
        return str(self.row("tiers", lead_id, scorecard_id)["tier"])


@pytest.fixture(scope="module")
def figures(built: Build) -> Figures:
    return Figures(built("worked_examples"))


def test_1_a_director_in_technology_with_4_visits_and_the_e_book_has_50(
    figures: Figures,
) -> None:
    assert figures.score("1_director", "1_b2b_software") == 10 + 10 + 5 + 10 + 15 == 50
    assert figures.tier("1_director", "1_b2b_software") == "qualified"


def test_1_a_manager_in_education_with_no_mail_opened_and_the_white_paper_has_20(
    figures: Figures,
) -> None:
    assert figures.score("1_manager", "1_b2b_software") == 5 + 5 - 10 + 20 == 20
    assert figures.tier("1_manager", "1_b2b_software") == "not_qualified"


def test_1_exactly_30_is_not_qualified(figures: Figures) -> None:
    assert figures.score("1_exactly_30", "1_b2b_software") == 30
    assert figures.tier("1_exactly_30", "1_b2b_software") == "not_qualified"


def test_2_389_goes_to_sales(figures: Figures) -> None:
    assert figures.score("2_all_there", "2_must_haves") == 3 * 100 + 89 == 389
    assert figures.tier("2_all_there", "2_must_haves") == "sales"


def test_2_289_does_not(figures: Figures) -> None:
    assert figures.score("2_one_missing", "2_must_haves") == 2 * 100 + 89 == 289
    assert figures.tier("2_one_missing", "2_must_haves") == "disqualified"


def test_2_no_amount_of_clicking_turns_289_into_300_its_soft_points_end_at_99(figures: Figures) -> None:
    clicked = figures.row("scores", "2_clicks_and_clicks", "2_must_haves")
    assert (clicked["score"], clicked["engagement_score"]) == (299, 99)
    assert clicked["is_disqualified"]
    assert figures.tier("2_clicks_and_clicks", "2_must_haves") == "disqualified"


def test_3_2089_is_a_medium_company_at_89(figures: Figures) -> None:
    assert figures.score("3_medium", "3_company_size") == 2000 + 89 == 2089
    assert figures.tier("3_medium", "3_company_size") == "medium"


def test_4_10_points_50_percent_every_30_days_are_10_at_age_29_5_at_30_0_at_60(figures: Figures) -> None:
    assert [figures.score(f"4_age_{age}", "4_step_decay") for age in (29, 30, 60)] == [10, 5, 0]


def test_4_with_a_half_life_of_30_they_are_5_at_age_30_and_2_point_5_at_60(figures: Figures) -> None:
    assert [figures.score(f"4_age_{age}", "4_half_life") for age in (30, 60)] == [5, Decimal("2.5")]


def test_5_on_a_ladder_2_visits_give_5_4_visits_10_and_not_15_6_visits_20(figures: Figures) -> None:
    assert [figures.score(f"5_{visits}_visits", "5_ladder") for visits in ("two", "four", "six")] == [5, 10, 20]
