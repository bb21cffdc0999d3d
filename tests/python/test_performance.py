"""Scores against what became of the leads: every figure against scikit-learn, SciPy or a formula in plain Python."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import exp, inf, log, sqrt
from pathlib import Path
from typing import Any

import pytest
import statistics_in_plain as plain
from project import ROOT, BuildError, ScoringProject
from reference import Row, Tables, World
from scipy.stats import binomtest, ks_2samp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score, roc_curve
from statistics_in_plain import Seen

HORIZON = 20
DAYS = [date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 21), date(2026, 4, 1), date(2026, 4, 10)]
SCORING_DATE = date(2026, 4, 25)
THEN = date(2026, 3, 21)
LEAST = 4
ENDED = [day for day in DAYS if day + timedelta(days=HORIZON) <= SCORING_DATE]
DISQUALIFIED = -1e6
"""Added to the score of a disqualified lead, which has its place below all others."""


def rule(card: str, rule_id: str, group_id: str, subject: str, points: str, **line: str) -> Row:
    """A rule on an attribute, or on an event where it has no operator."""
    kind = {"rule_type": "attribute" if "operator" in line else "event"}
    return {
        "scorecard_id": card,
        "rule_id": rule_id,
        "group_id": group_id,
        "subject": subject,
        "points": points,
        **kind,
        **line,
    }


TABLES: Tables = {
    "scorecards": [
        {"scorecard_id": "tiered", "min_score": "0"},
        {"scorecard_id": "plain"},
        {"scorecard_id": "strict"},
    ],
    "scorecard_groups": [
        {"scorecard_id": card, "group_id": group, "axis": axis}
        for card in ("tiered", "plain", "strict")
        for group, axis in (("who", "fit"), ("does", "engagement"))
    ],
    "scorecard_rules": [
        *(
            line
            for card in ("tiered", "strict")
            for line in (
                rule(card, "big", "who", "size", "20", operator=">=", value="500"),
                rule(card, "large", "who", "size", "5", operator=">", value="480"),
                rule(card, "tech", "who", "industry", "-10", operator="=", value="tech"),
                rule(card, "anyone", "who", "size", "1", operator=">=", value="0"),
                rule(card, "nobody", "who", "size", "50", operator="<", value="0"),
                rule(card, "visit", "does", "visit", "4", award="each", half_life_days="10"),
            )
        ),
        rule("strict", "region", "who", "region", "3", operator="=", value="europe", rule_type="required"),
        rule("plain", "big", "who", "size", "10", operator=">=", value="500"),
    ],
    "scorecard_tiers": [
        {"scorecard_id": "tiered", "axis": "score", "tier": "hot", "lower_bound": "20", "action": "call"},
        {"scorecard_id": "tiered", "axis": "score", "tier": "warm", "lower_bound": "8"},
        {"scorecard_id": "tiered", "axis": "score", "tier": "cold"},
    ],
    "score_overrides": [
        {"lead_id": "L3", "scorecard_id": "tiered", "points": "30", "starts_on": "2026-01-01", "reason": "Met in Rome"},
    ],
}
CHALLENGER = {
    "scorecard_rules": [
        dict(line, points={"tech": "0", "visit": "6"}.get(str(line["rule_id"]), line["points"]))
        for line in TABLES["scorecard_rules"]
        if line["scorecard_id"] == "tiered"
    ],
    # Of this card nothing changes, so it is not compared.
    "scorecard_tiers": TABLES["scorecard_tiers"],
}


def made_up_world(seed: int = 7, leads: int = 160) -> World:
    """Leads of which the larger and busier convert more often; some are merged after the first day."""
    chance = random.Random(seed)
    world = World(
        leads=[], events=[], conversions=[], identities=[],
        lead_types={
            "lead_id": "text", "created_at": "timestamp", "size": "number", "industry": "text", "region": "text",
        },
        event_types={"event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp"},
    )  # fmt: skip
    for number in range(leads):
        lead_id = f"L{number}"
        size = chance.choice((10, 100, 490, 500, 900))
        visits = chance.choice((0, 0, 1, 2, 4))
        created = datetime(2026, 2, 1) + timedelta(days=chance.randrange(40))
        world.leads.append({
            "lead_id": lead_id, "created_at": created, "size": size,
            "industry": chance.choice(("tech", "other")), "region": chance.choice(("europe", "europe", "asia", None)),
        })  # fmt: skip
        for visit in range(visits):
            world.events.append({
                "event_id": f"{lead_id}-{visit}", "lead_id": lead_id, "event_type": "visit",
                "occurred_at": created + timedelta(days=chance.randrange(30)),
            })  # fmt: skip
        if chance.random() < 0.06 + 0.15 * (size >= 500) + 0.06 * visits:
            for _ in range(chance.choice((1, 1, 2))):
                world.conversions.append({
                    "lead_id": lead_id, "converted_at": created + timedelta(days=chance.randrange(70)), "value": None,
                })  # fmt: skip
    for number in range(0, 16, 2):
        world.identities.append({
            "alias_id": f"L{number}", "lead_id": f"L{number + 1}", "linked_at": datetime(2026, 3, 15),
        })  # fmt: skip
    return world


@dataclass(frozen=True)
class Built:
    """What a build made, and what became of the leads by a second reading of the world."""

    project: ScoringProject
    world: World
    then: list[Row]
    """What lead_expected_rates said on a day of the past."""

    def rows(self, query: str) -> list[Row]:
        return self.project.rows(query)

    def row(self, query: str) -> Row:
        (row,) = self.rows(query)
        return row

    def person(self, lead: str) -> str:
        merged = {row["alias_id"]: row["lead_id"] for row in self.world.identities}
        return str(merged.get(lead, lead))

    def outcome(self, lead: str, day: date) -> str:
        """What became of a lead that was scored on a day."""
        days = [
            row["converted_at"].date()
            for row in self.world.conversions
            if self.person(row["lead_id"]) == self.person(lead) and row["converted_at"].date() <= SCORING_DATE
        ]
        if days and min(days) <= day:
            return "converted_before"
        if day not in ENDED:
            return "censored"
        return "converted" if days and min(days) <= day + timedelta(days=HORIZON) else "not_converted"

    def replay(self, card: str) -> list[Row]:
        rows = self.rows(f"select * from lead_score_replay where scorecard_id = '{card}'")
        return [{**row, "outcome": self.outcome(row["lead_id"], row["scoring_date"])} for row in rows]

    def seen(self, card: str, period: str = "all days") -> list[Row]:
        """The leads of a period whose outcome is known."""
        return [
            row
            for row in self.replay(card)
            if row["outcome"] in ("converted", "not_converted") and period in ("all days", str(row["scoring_date"]))
        ]

    def leads(self, card: str, period: str = "all days") -> list[Seen]:
        return [
            Seen(
                float(row["score"]) + DISQUALIFIED * row["is_disqualified"],
                self.person(row["lead_id"]),
                int(row["outcome"] == "converted"),
            )
            for row in self.seen(card, period)
        ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> Built:
    world = made_up_world()
    project = new_project(tmp_path_factory.mktemp("performance"))
    project.write(world)
    project.models = ("lead_expected_rates",)
    project.run(
        TABLES, THEN, replay_dates=[str(day) for day in DAYS if day <= THEN], horizon_days=HORIZON,
        min_conversions=LEAST, challenger=CHALLENGER,
    )  # fmt: skip
    then = project.rows("select * from lead_expected_rates")
    project.models = ()
    project.run(
        TABLES, SCORING_DATE,
        replay_dates=[str(day) for day in DAYS], horizon_days=HORIZON, baseline_to=str(DAYS[1]), challenger=CHALLENGER,
        min_conversions=LEAST,
    )  # fmt: skip
    return Built(project, world, then)


PUBLISHED = [path.stem for path in (ROOT / "models" / "performance").glob("*.sql") if not path.stem.startswith("int_")]
PERIODS = [(card, period) for card in ("tiered", "plain", "strict") for period in (*map(str, ENDED), "all days")]


def interval(row: Row, name: str) -> tuple[float, float]:
    return row[f"{name}_low"], row[f"{name}_high"]


def close(value: Any) -> Any:
    return pytest.approx(value, abs=1e-9, rel=1e-9)


# -- scorecards -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("card", ["tiered", "strict"])
def test_every_replayed_lead_is_counted_once(built: Built, card: str) -> None:
    replay = built.replay(card)
    for row in built.rows(f"select * from scorecard_performance where scorecard_id = '{card}'"):
        outcomes = [line["outcome"] for line in replay if row["scoring_date"] in (None, line["scoring_date"])]
        assert row["leads"] == outcomes.count("converted") + outcomes.count("not_converted")
        assert [row[name] for name in ("converted", "censored", "converted_before")] == [
            outcomes.count(name) for name in ("converted", "censored", "converted_before")
        ]
    assert {line["outcome"] for line in replay} == {"converted", "not_converted", "censored", "converted_before"}


@pytest.mark.parametrize(("card", "period"), PERIODS)
def test_figures_of_a_scorecard_are_those_of_the_libraries(built: Built, card: str, period: str) -> None:
    row = built.row(f"select * from scorecard_performance where scorecard_id = '{card}' and period = '{period}'")
    leads = built.leads(card, period)
    scores, converted = [lead.score for lead in leads], [lead.converted for lead in leads]
    assert len(set(scores)) < len(scores), "no score stands twice: ties are not tried"

    assert row["base_rate"] == close(sum(converted) / len(leads))
    assert interval(row, "base_rate") == close(plain.rate_interval((lead.person, lead.converted) for lead in leads))
    if period != "all days" and len({lead.person for lead in leads}) == len(leads):
        exact = binomtest(sum(converted), len(leads)).proportion_ci(method="wilson")
        assert interval(row, "base_rate") == close((exact.low, exact.high))

    assert row["auc"] == close(roc_auc_score(converted, scores))
    error = sqrt(plain.variance_of_area(leads, lambda ours, theirs: plain.beats(ours.score, theirs.score)))
    assert interval(row, "auc") == close((max(0, row["auc"] - plain.Z * error), min(1, row["auc"] + plain.Z * error)))

    shares = plain.top_shares(scores)
    captured = [(lead.person, share) for lead, share in zip(leads, shares, strict=True) if lead.converted]
    assert row["top_decile_capture"] == close(sum(share for _, share in captured) / len(captured))
    assert interval(row, "top_decile_capture") == close(plain.rate_interval(captured))
    assert row["top_decile_lift"] == close(10 * row["top_decile_capture"])

    won, lost = ([lead.score for lead in leads if lead.converted == side] for side in (1, 0))
    assert row["ks"] == close(ks_2samp(won, lost).statistic)
    threshold, gap = plain.widest_gap(leads)
    sides = [
        plain.trials((lead.person, lead.score >= threshold) for lead in leads if lead.converted == side)
        for side in ((1, 0) if gap > 0 else (0, 1))
    ]
    assert interval(row, "ks") == close(plain.difference_interval(*sides))


@pytest.mark.parametrize("card", ["tiered", "plain", "strict"])
def test_curves_are_scikit_learn_s(built: Built, card: str) -> None:
    rows = built.rows(f"select * from score_curve where scorecard_id = '{card}' order by is_disqualified, score desc")
    leads = built.leads(card)
    scores = [lead.score for lead in leads]
    others, reached, thresholds = roc_curve([lead.converted for lead in leads], scores, drop_intermediate=False)
    assert [float(row["score"]) + DISQUALIFIED * row["is_disqualified"] for row in rows] == close(list(thresholds[1:]))
    assert [row["proportion_of_conversions"] for row in rows] == close(list(reached[1:]))
    assert [row["proportion_of_others"] for row in rows] == close(list(others[1:]))
    for row, threshold in zip(rows, thresholds[1:], strict=True):
        from_here = [lead for lead in leads if lead.score >= threshold]
        assert (row["leads"], row["leads_from_here"]) == (scores.count(threshold), len(from_here))
        assert row["converted_from_here"] == sum(lead.converted for lead in from_here)
        assert row["proportion_of_leads"] == close(len(from_here) / len(leads))


# -- rates that are stated --------------------------------------------------------------------------------------------


def test_intervals_hold_the_rates_of_a_known_world_and_wrong_claims_are_told() -> None:
    """Of made-up leads whose chances are known, by the formulas that the tests below compare the tables with."""

    def chance(score: float) -> float:
        return 1 / (1 + exp(1.5 - 0.05 * score))

    drawn, worlds, held, flagged, accused = random.Random(18), 40, 0, 0, 0
    for _ in range(worlds):
        scores = [float(drawn.randint(0, 60)) for _ in range(120)]
        line = plain.logistic_curve(scores, [int(drawn.random() < chance(score)) for score in scores])
        for score in (10, 30, 50):
            low, high = line.interval(score)
            held += low <= chance(score) <= high

        # other leads of the same world: what is claimed of them is true, or twice as sure as it should be
        later = [(score, int(drawn.random() < chance(score))) for score in scores]
        for sureness in (1, 2):
            claims = [(lead, sureness * (0.05 * score - 1.5), won) for lead, (score, won) in enumerate(later)]
            _, slope, _, variance = plain.variances_of_line(claims)
            is_told = abs(slope - 1) > plain.Z * sqrt(variance)
            flagged, accused = flagged + (is_told and sureness == 2), accused + (is_told and sureness == 1)
    # of 95 % intervals, what 40 worlds make of it by chance (three standard errors)
    reach = 3 * sqrt(0.95 * 0.05 / worlds)
    assert 0.95 - reach <= held / (3 * worlds)
    assert accused / worlds <= 0.05 + reach
    assert flagged / worlds >= 0.7


def stated_line(built: Built, card: str, day: date) -> plain.Line | None:
    """The curve that was known on a day: of the newest replayed one whose horizon had ended."""
    ended = [other for other in DAYS if other + timedelta(days=HORIZON) <= day]
    if not ended:
        return None
    leads = [lead for lead in built.leads(card, str(max(ended))) if lead.score > DISQUALIFIED / 2]
    if not LEAST <= sum(lead.converted for lead in leads) <= len(leads) - LEAST:
        return None
    line = plain.logistic_curve([lead.score for lead in leads], [lead.converted for lead in leads])
    # a curve that would fall is flat
    return line if line.slope > 0 else plain.logistic_curve([0] * len(leads), [lead.converted for lead in leads])


def stated_rows(built: Built, card: str, period: str) -> list[tuple[Seen, float]]:
    """The leads of a period for which a rate was stated, with the rate."""
    rows = []
    for day in ENDED:
        line = stated_line(built, card, day) if period in ("all days", str(day)) else None
        leads = built.leads(card, str(day)) if line else []
        rows += [(lead, line(lead.score)) for lead in leads if line and lead.score > DISQUALIFIED / 2]
    return rows


@pytest.mark.parametrize(("card", "period"), PERIODS)
def test_rates_are_checked_as_they_were_stated(built: Built, card: str, period: str) -> None:
    row = built.row(f"select * from scorecard_performance where scorecard_id = '{card}' and period = '{period}'")
    rows = stated_rows(built, card, period)
    assert row["stated_leads"] == len(rows)
    if not rows:
        names = ("brier", "expected_rate", "observed_rate", "calibration_slope", "calibration_intercept", "calibration")
        assert {row[name] for name in names} == {None}
        return
    rates, converted = [rate for _, rate in rows], [lead.converted for lead, _ in rows]
    assert row["expected_rate"] == close(sum(rates) / len(rates))
    assert row["observed_rate"] == close(sum(converted) / len(converted))
    assert interval(row, "observed_rate") == close(plain.rate_interval((o.person, o.converted) for o, _ in rows))

    assert row["brier"] == close(brier_score_loss(converted, rates))
    off: dict[Any, float] = defaultdict(float)
    for lead, rate in rows:
        off[lead.person] += (rate - lead.converted) ** 2 - row["brier"]
    error = sqrt(plain.corrected(sum(value**2 for value in off.values()), len(off))) / len(rows)
    assert interval(row, "brier") == close((max(0, row["brier"] - plain.Z * error), row["brier"] + plain.Z * error))
    assert row["brier_skill"] == close(1 - row["brier"] / (row["observed_rate"] * (1 - row["observed_rate"])))

    if not LEAST <= sum(converted) <= len(converted) - LEAST:
        assert (row["calibration_slope"], row["calibration"]) == (None, "too_few_conversions")
        return
    odds = [log(rate / (1 - rate)) for rate in rates]
    if max(odds) - min(odds) < 1e-9:
        assert row["calibration_slope"] is None and row["calibration"] in ("too_high", "too_low", "as_stated")
        return
    intercept, slope, *variances = plain.variances_of_line(
        [(lead.person, log_odds, lead.converted) for (lead, _), log_odds in zip(rows, odds, strict=True)]
    )
    for name, value, variance in zip(("intercept", "slope"), (intercept, slope), variances, strict=True):
        assert row[f"calibration_{name}"] == close(value)
        reach = plain.Z * sqrt(variance)
        assert interval(row, f"calibration_{name}") == close((value - reach, value + reach))
    assert period == "all days" or slope != 0
    library = LogisticRegression(C=inf, solver="newton-cholesky", tol=1e-12).fit([[value] for value in odds], converted)
    assert (intercept, slope) == pytest.approx((library.intercept_[0], library.coef_[0][0]), abs=1e-6)
    low, high = interval(row, "observed_rate")
    flat, steep = interval(row, "calibration_slope")
    assert row["calibration"] == (
        "too_high" if row["expected_rate"] > high else "too_low" if row["expected_rate"] < low
        else "too_far_apart" if steep < 1 else "too_close" if flat > 1 else "as_stated"
    )  # fmt: skip


@pytest.mark.parametrize("card", ["tiered", "plain", "strict"])
def test_rates_of_today_are_those_of_the_newest_finished_horizon(built: Built, card: str) -> None:
    line = stated_line(built, card, SCORING_DATE)
    leads = built.seen(card, str(max(ENDED)))
    converted = {
        built.person(row["lead_id"]) for row in built.world.conversions if row["converted_at"].date() <= SCORING_DATE
    }
    rows = built.rows(
        "select rates.*, scores.is_disqualified from lead_expected_rates as rates"
        f" inner join lead_scores as scores using (lead_id, scorecard_id) where scorecard_id = '{card}'"
    )
    assert len(rows) == len(built.rows(f"select * from lead_scores where scorecard_id = '{card}'"))
    for row in rows:
        if row["lead_id"] in converted or row["is_disqualified"]:
            because = "converted_before" if row["lead_id"] in converted else "disqualified"
            assert (row["no_rate_because"], row["expected_rate"], row["expected_rate_low"]) == (because, None, None)
            continue
        if line is None:
            assert (row["no_rate_because"], row["expected_rate"]) == ("too_few_conversions", None)
            continue
        assert row["expected_rate"] == close(line(float(row["score"])))
        assert interval(row, "expected_rate") == close(line.interval(float(row["score"])))
        assert (row["no_rate_because"], str(row["calibrated_on"]), row["horizon_days"]) == (
            None,
            str(max(ENDED)),
            HORIZON,
        )
        qualified = [lead for lead in leads if not lead["is_disqualified"]]
        won = sum(lead["outcome"] == "converted" for lead in qualified)
        assert (row["calibration_leads"], row["calibration_conversions"]) == (len(qualified), won)
    assert card == "strict" or any(row["expected_rate"] for row in rows)


def test_what_was_stated_on_a_past_day_was_known_on_it(built: Built) -> None:
    """Built on that day, with nothing that came later, the rates are the ones that are checked now."""
    for card in ("tiered", "plain", "strict"):
        then = {row["lead_id"]: row["expected_rate"] for row in built.then if row["scorecard_id"] == card}
        now = built.rows(
            "select lead_id, expected_rate from int_lead_scoring__observations"
            f" where scorecard_id = '{card}' and period = '{THEN}' and expected_rate is not null"
        )
        assert now or card == "strict"
        assert {row["lead_id"]: then[row["lead_id"]] for row in now} == {
            row["lead_id"]: close(row["expected_rate"]) for row in now
        }


@pytest.mark.parametrize(("card", "period"), [pair for pair in PERIODS if pair[0] != "plain"])
def test_tiers_share_the_leads_and_the_conversions(built: Built, card: str, period: str) -> None:
    rows = built.rows(f"select * from scorecard_tier_performance where scorecard_id = '{card}' and period = '{period}'")
    seen = built.seen(card, period)
    assert {row["tier"] for row in rows} == {lead["tier"] for lead in seen if lead["tier"]}
    for row in rows:
        tier = [lead for lead in seen if lead["tier"] == row["tier"]]
        outcomes = [(built.person(lead["lead_id"]), lead["outcome"] == "converted") for lead in tier]
        assert (row["leads"], row["converted"]) == (len(tier), sum(won for _, won in outcomes))
        assert row["conversion_rate"] == close(sum(won for _, won in outcomes) / len(tier))
        assert interval(row, "conversion_rate") == close(plain.rate_interval(outcomes))
        in_tier = [
            (built.person(lead["lead_id"]), lead["tier"] == row["tier"])
            for lead in seen
            if lead["outcome"] == "converted" and lead["tier"]
        ]
        if in_tier:
            assert row["proportion_of_conversions"] == close(sum(part for _, part in in_tier) / len(in_tier))
            assert interval(row, "proportion_of_conversions") == close(plain.rate_interval(in_tier))


@pytest.mark.parametrize(("card", "period"), PERIODS)
def test_tenths_go_by_the_middle_of_equal_scores(built: Built, card: str, period: str) -> None:
    rows = built.rows(f"select * from score_calibration where scorecard_id = '{card}' and period = '{period}'")
    leads = built.leads(card, period)
    tenths: dict[int, list[Seen]] = defaultdict(list)
    for tenth, lead in zip(plain.deciles([lead.score for lead in leads]), leads, strict=True):
        tenths[tenth].append(lead)
    assert {row["decile"]: (row["leads"], row["converted"]) for row in rows} == {
        tenth: (len(members), sum(lead.converted for lead in members)) for tenth, members in tenths.items()
    }
    for row in rows:
        outcomes = [(lead.person, lead.converted) for lead in tenths[row["decile"]]]
        assert interval(row, "conversion_rate") == close(plain.rate_interval(outcomes))


@pytest.mark.parametrize(
    ("table", "outcome", "tiers", "tenths"),
    [
        ("lead_missed_conversions", "converted", {"cold", "disqualified"}, range(6, 11)),
        ("lead_false_alarms", "not_converted", {"hot"}, range(1, 2)),
    ],
)
def test_surprises_are_told_with_their_ledger(
    built: Built, table: str, outcome: str, tiers: set[str], tenths: range
) -> None:
    for card in ("tiered", "plain", "strict"):
        rows = built.rows(f"select * from {table} where scorecard_id = '{card}'")
        expected = set()
        for day in map(str, ENDED):
            seen, leads = built.seen(card, day), built.leads(card, day)
            for row, tenth in zip(seen, plain.deciles([lead.score for lead in leads]), strict=True):
                is_meant = row["tier"] in tiers if card == "tiered" or row["is_disqualified"] else tenth in tenths
                if (
                    row["outcome"] == outcome
                    and is_meant
                    and not (row["is_disqualified"] and table == "lead_false_alarms")
                ):
                    expected.add((day, row["lead_id"]))
        assert {(str(row["scoring_date"]), row["lead_id"]) for row in rows} == expected
        for row in rows:
            assert row["points_for"] + row["points_against"] == row["score"]
            assert (row["largest_deduction"] is None) == (row["points_against"] == 0)


# -- rules ------------------------------------------------------------------------------------------------------------


def test_rules_have_the_evidence_of_their_leads(built: Built) -> None:
    card = "tiered"
    seen, ledger = built.seen(card), built.rows(
        f"select * from lead_score_replay_ledger where scorecard_id = '{card}' and entry_type = 'rule'"
    )  # fmt: skip
    points = {(row["rule_id"], row["scoring_date"], row["lead_id"]): row["points"] for row in ledger}
    rows = {row["rule_id"]: row for row in built.rows(f"select * from rule_performance where scorecard_id = '{card}'")}
    assert rows["nobody"]["is_never_fired"] and rows["nobody"]["verdict"] == "never_fires"
    assert rows["anyone"]["is_always_fired"] and rows["anyone"]["verdict"] == "always_fires"
    curve = plain.logistic_curve(
        [float(row["score"]) for row in seen], [int(row["outcome"] == "converted") for row in seen]
    )
    tried = 0
    for rule_id, row in rows.items():
        with_it = [lead for lead in seen if (rule_id, lead["scoring_date"], lead["lead_id"]) in points]
        without = [lead for lead in seen if (rule_id, lead["scoring_date"], lead["lead_id"]) not in points]
        assert row["leads_with"] == len(with_it)
        if not with_it or not without:
            continue
        tried += 1
        sides = [
            [(built.person(lead["lead_id"]), lead["outcome"] == "converted") for lead in side]
            for side in (with_it, without)
        ]
        assert interval(row, "conversion_with") == close(plain.rate_interval(sides[0]))
        assert interval(row, "conversion_without") == close(plain.rate_interval(sides[1]))
        (p, n), (q, m) = map(plain.trials, sides)
        assert row["lift"] == close(p / q)
        middle = log((p * n + 0.5) / (n + 0.5)) - log((q * m + 0.5) / (m + 0.5))
        reach = plain.Z * sqrt(1 / (p * n + 0.5) - 1 / (n + 0.5) + 1 / (q * m + 0.5) - 1 / (m + 0.5))
        assert interval(row, "lift") == close((exp(middle - reach), exp(middle + reach)))
        won, lost = sum(won for _, won in sides[0] + sides[1]), sum(not won for _, won in sides[0] + sides[1])
        shares = [
            ((sum(won for _, won in side) + 0.5) / (won + 1), (sum(not won for _, won in side) + 0.5) / (lost + 1))
            for side in sides
        ]
        assert row["weight_of_evidence"] == close(log(shares[0][0] / shares[0][1]))
        assert row["information_value"] == close(sum((a - b) * log(a / b) for a, b in shares))

        odds, variance = plain.mantel_haenszel(strata(seen, rule_id, points))
        assert row["odds_ratio"] == close(exp(odds))
        error = sqrt(variance * max(len(with_it) / n, len(without) / m))
        assert interval(row, "odds_ratio") == close((exp(odds - plain.Z * error), exp(odds + plain.Z * error)))
        assert row["evident_points"] == pytest.approx(odds / plain.slope(curve), rel=1e-8)
    assert tried == 4


def strata(seen: list[Row], rule_id: str, points: dict[Any, Any]) -> list[tuple[float, float, float, float]]:
    """The leads in tenths of their scores without the rule, by whether it fires and whether they converted."""
    scores = sorted(float(row["score"]) for row in seen)
    bounds: dict[int, float] = {}
    for score in scores:
        low = int((20 * sum(o < score for o in scores) + 10 * scores.count(score)) / (2 * len(scores)))
        bounds[low] = min(bounds.get(low, score), score)
    counts: dict[int, list[float]] = defaultdict(lambda: [0.0] * 4)
    for row in seen:
        fired = points.get((rule_id, row["scoring_date"], row["lead_id"]))
        rest = float(row["score"] - (fired or 0))
        stratum = max((low for low, bound in bounds.items() if bound <= rest), default=min(bounds))
        counts[stratum][(0 if fired is not None else 2) + (row["outcome"] != "converted")] += 1
    return [(a, b, c, d) for a, b, c, d in counts.values() if a + b and c + d]


def test_redundant_rules_are_told(built: Built) -> None:
    rows = {row["rule_id"]: row for row in built.rows("select * from rule_performance where scorecard_id = 'tiered'")}
    seen = built.seen("tiered")
    sizes = {lead["lead_id"]: lead["size"] for lead in built.world.leads}
    big, large = ([float(sizes[row["lead_id"]] >= limit) for row in seen] for limit in (500, 481))
    n, both = len(seen), sum(a * b for a, b in zip(big, large, strict=True))
    phi = (both * n - sum(big) * sum(large)) / sqrt(
        sum(big) * (n - sum(big)) * sum(large) * (n - sum(large))
    )  # fmt: skip
    assert rows["big"]["closest_rule_id"] == "large"
    assert rows["big"]["closest_rule_phi"] == close(phi)
    assert rows["big"]["redundant_with"] == ("large" if phi >= 0.8 else None)
    assert rows["anyone"]["closest_rule_id"] is None


# -- stability --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", ["tiered", "strict"])
def test_stability_compares_two_spans(built: Built, card: str) -> None:
    rows = {
        (row["measure"], row["rule_id"]): row
        for row in built.rows(f"select * from scorecard_stability where scorecard_id = '{card}'")
    }
    replay = built.replay(card)
    spans = [[row for row in replay if row["scoring_date"] in days] for days in (DAYS[:2], DAYS[2:])]

    qualified = sorted(float(row["score"]) for row in spans[0] if not row["is_disqualified"])
    bounds: dict[int, float] = {}
    for score in qualified:
        low = int((20 * sum(o < score for o in qualified) + 10 * qualified.count(score)) / (2 * len(qualified)))
        bounds.setdefault(low, score)
    bins: list[dict[int, int]] = [defaultdict(int), defaultdict(int)]
    for span, counts in zip(spans, bins, strict=True):
        for row in span:
            stratum = max((low for low, bound in bounds.items() if bound <= float(row["score"])), default=min(bounds))
            counts[-1 if row["is_disqualified"] else stratum] += 1
    names = sorted({*bins[0], *bins[1]})
    index = plain.stability_index([bins[0][name] for name in names], [bins[1][name] for name in names])
    assert rows["score", None]["drift"] == close(index)
    assert rows["score", None]["band"] == ("stable" if index < 0.10 else "moved" if index < 0.25 else "shifted")

    fired = [
        sum(1 for row in built.rows(
            f"select * from lead_score_replay_ledger where scorecard_id = '{card}' and rule_id = 'visit'"
        ) if row["scoring_date"] in days)
        for days in (DAYS[:2], DAYS[2:])
    ]  # fmt: skip
    row = rows["rule", "visit"]
    assert row["drift"] == close(plain.stability_index(*([n, len(s) - n] for n, s in zip(fired, spans, strict=True))))
    assert (row["baseline_value"], row["recent_value"]) == close(
        tuple(n / len(s) for n, s in zip(fired, spans, strict=True))
    )

    rates = [
        plain.trials(
            (built.person(row["lead_id"]), row["outcome"] == "converted")
            for row in span
            if row["outcome"] in ("converted", "not_converted")
        )
        for span in spans
    ]
    row = rows["base_rate", None]
    assert row["drift"] == close(rates[1][0] - rates[0][0])
    assert interval(row, "drift") == close(plain.difference_interval(rates[1], rates[0]))
    assert row["band"] == ("shifted" if row["drift_low"] > 0 or row["drift_high"] < 0 else "stable")


def test_a_tier_that_comes_back_flaps(built: Built) -> None:
    tiers: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for row in sorted(built.replay("tiered"), key=lambda row: row["scoring_date"]):
        tiers[row["lead_id"]].append((row["scoring_date"], row["tier"]))
    flaps = [
        third == first != second
        for course in tiers.values()
        for (_, first), (_, second), (day, third) in zip(course, course[1:], course[2:], strict=False)
        if day in DAYS[2:]
    ]
    # There are no three days in the first span, so there is nothing to compare.
    assert flaps
    assert built.rows("select * from scorecard_stability where measure = 'tier_flapping'") == []


# -- champion and challenger ------------------------------------------------------------------------------------------


def both_scores(built: Built, period: str) -> list[Seen]:
    theirs = {(row["scoring_date"], row["lead_id"]): float(row["score"]) for row in built.replay("tiered:challenger")}
    return [
        Seen(
            float(row["score"]),
            built.person(row["lead_id"]),
            int(row["outcome"] == "converted"),
            theirs[row["scoring_date"], row["lead_id"]],
        )
        for row in built.seen("tiered", period)
    ]


def test_the_challenger_is_scored_in_the_replay_alone(built: Built) -> None:
    cards = {row["scorecard_id"] for row in built.rows("select distinct scorecard_id from lead_score_replay")}
    assert cards == {"tiered", "plain", "strict", "tiered:challenger"}
    assert {row["scorecard_id"] for row in built.rows("select distinct scorecard_id from lead_scores")} == cards - {
        "tiered:challenger"
    }
    assert {
        row["scorecard_id"] for row in built.rows("select distinct scorecard_id from lead_score_ledger")
    } <= cards - {"tiered:challenger"}


@pytest.mark.parametrize("period", [*map(str, ENDED), "all days"])
def test_the_difference_of_two_areas_is_paired(built: Built, period: str) -> None:
    row = built.row(f"select * from scorecard_performance_comparison where period = '{period}'")
    leads = both_scores(built, period)
    converted = [lead.converted for lead in leads]
    assert row["champion_auc"] == close(roc_auc_score(converted, [lead.score for lead in leads]))
    assert row["challenger_auc"] == close(roc_auc_score(converted, [lead.other_score for lead in leads]))
    assert row["auc_difference"] == close(row["challenger_auc"] - row["champion_auc"])
    error = sqrt(plain.variance_of_area(
        leads,
        lambda ours, theirs: plain.beats(ours.other_score, theirs.other_score) - plain.beats(ours.score, theirs.score),
    ))  # fmt: skip
    reach = plain.Z * error
    assert interval(row, "auc_difference") == close((row["auc_difference"] - reach, row["auc_difference"] + reach))

    gains = [
        (lead.person, theirs - ours)
        for lead, ours, theirs in zip(
            leads,
            plain.top_shares([lead.score for lead in leads]),
            plain.top_shares([lead.other_score for lead in leads]),
            strict=True,
        )
        if lead.converted
    ]
    gain = sum(value for _, value in gains) / len(gains)
    assert row["top_decile_capture_difference"] == close(gain)
    off: dict[Any, float] = defaultdict(float)
    for person, value in gains:
        off[person] += value - gain
    reach = plain.Z * sqrt(plain.corrected(sum(value**2 for value in off.values()), len(off))) / len(gains)
    assert interval(row, "top_decile_capture_difference") == close((gain - reach, gain + reach))


def test_each_lead_is_told_what_moves_it(built: Built) -> None:
    rows = built.rows("select * from scorecard_comparison")
    ours, theirs = (
        {(row["scoring_date"], row["lead_id"]): row for row in built.replay(card)}
        for card in ("tiered", "tiered:challenger")
    )
    assert {(row["scoring_date"], row["lead_id"]) for row in rows} == ours.keys() == theirs.keys()
    moves = set()
    for row in rows:
        old, new = ours[row["scoring_date"], row["lead_id"]], theirs[row["scoring_date"], row["lead_id"]]
        assert (row["champion_score"], row["challenger_score"]) == (old["score"], new["score"])
        assert row["score_change"] == new["score"] - old["score"]
        assert row["tier_move"] == (
            "up" if new["tier_rank"] < old["tier_rank"] else "down" if new["tier_rank"] > old["tier_rank"] else "same"
        )
        assert row["outcome"] == old["outcome"]
        assert row["score_change"] == 0 or row["moved_by"]
        moves.add(row["tier_move"])
    assert moves == {"up", "same"}
    changes = built.rows(
        "select scoring_date, lead_id, sum(points_change) as points"
        " from int_lead_scoring__entry_changes group by scoring_date, lead_id"
    )
    by_lead = {(row["scoring_date"], row["lead_id"]): row["points"] for row in changes}
    assert all(by_lead.get((row["scoring_date"], row["lead_id"]), 0) == row["score_change"] for row in rows)


def test_an_override_holds_for_the_challenger_too(built: Built) -> None:
    entries = built.rows("select * from lead_score_replay_ledger where entry_type = 'override'")
    assert {row["scorecard_id"] for row in entries} == {"tiered", "tiered:challenger"}
    assert built.rows("select * from int_lead_scoring__entry_changes where entry_type = 'override'") == []
    (audit,) = built.rows("select sum(row_count) as lines from scoring_input_audit where input = 'score_overrides'")
    assert audit["lines"] == 1


def test_moves_and_capacity_add_up(built: Built) -> None:
    comparison = built.rows("select * from scorecard_comparison")
    moves = built.rows("select * from scorecard_tier_moves")
    for period in (*DAYS, None):
        counted = {
            (row["champion_tier"], row["challenger_tier"]): row["lead_days"]
            for row in moves
            if row["scoring_date"] == period
        }
        expected: dict[tuple[str, str], int] = defaultdict(int)
        for row in comparison:
            if period in (None, row["scoring_date"]):
                expected[row["champion_tier"], row["challenger_tier"]] += 1
        assert counted == expected

    rules = built.rows("select * from rule_moves")
    assert {row["rule_id"] for row in rows_of_rules(rules)} == {"tech", "visit"}
    assert sum(row["lead_days_moved_up"] for row in rules) == sum(row["tier_move"] == "up" for row in comparison) > 0

    weeks = (DAYS[-1] - DAYS[0]).days / 7
    for row in built.rows("select * from scorecard_tier_capacity"):
        for side, card in (("champion", "tiered"), ("challenger", "tiered:challenger")):
            in_tier = [lead for lead in built.replay(card) if lead["tier"] == row["tier"]]
            days = [{lead["lead_id"] for lead in in_tier if lead["scoring_date"] == day} for day in DAYS]
            assert row[f"{side}_leads_a_day"] == close(sum(map(len, days)) / len(DAYS))
            entered = sum(len(today - before) for before, today in pairwise(days))
            assert row[f"{side}_entered_a_week"] == close(entered / weeks)
        assert row["leads_a_day_change"] == close(row["challenger_leads_a_day"] - row["champion_leads_a_day"])


def rows_of_rules(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["entry_type"] == "rule"]


# -- what a wrong variable is told, and what is not asked for ---------------------------------------------------------


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"challenger": "next"}, "lead_scoring__challenger cannot be read. Got: 'next'. Allowed: a mapping"),
        ({"challenger": {"rules": []}}, "lead_scoring__challenger cannot be read. Got: 'rules'."),
        (
            {"challenger": {"scorecard_rules": [dict(TABLES["scorecard_rules"][0], scorecard_id="new")]}},
            "the challenger's scorecard new: it challenges none. Allowed: plain, strict, tiered.",
        ),
        (
            {"challenger": {"scorecard_rules": [dict(TABLES["scorecard_rules"][0], operator="==")]}},
            "scorecard tiered:challenger, rule big: operator is unknown.",
        ),
        ({"horizon_days": 0}, "lead_scoring__horizon_days cannot be read. Got: '0'."),
        ({"baseline_to": "March"}, "lead_scoring__baseline_to cannot be used. Got: 'March'."),
        ({"baseline_to": "2026-03-11", "recent_from": "2026-03-11"}, "lead_scoring__recent_from cannot be used."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_variable_is_reported(built: Built, settings: dict[str, Any], message: str) -> None:
    asked = {"replay_dates": [str(DAYS[0])], "challenger": CHALLENGER, **settings}
    with pytest.raises(BuildError) as error:
        built.project.run(TABLES, SCORING_DATE, **asked)
    assert message in str(error.value).replace("\n", " ")


def test_a_challenger_is_not_published_as_history(built: Built) -> None:
    with pytest.raises(BuildError, match="a challenger is compared, not published"):
        built.project.run(TABLES, SCORING_DATE, replay_dates=[str(DAYS[0])], challenger=CHALLENGER, backfill=True)


def test_without_a_replay_there_are_no_such_tables(fresh_project: ScoringProject) -> None:
    """Nobody looks up in an empty table what was never measured."""
    fresh_project.score(made_up_world(leads=5), TABLES, SCORING_DATE)
    query = "select table_name from information_schema.tables where table_schema = current_schema()"
    built = {row["table_name"] for row in fresh_project.rows(query)}
    assert "lead_scores" in built
    assert not built & set(PUBLISHED)


# -- a test for projects of others ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "arguments", "failing"),
    [
        # Ten days of 0 to 9, then four days of the same, or of the upper half.
        ("n", "bins=5", False),
        ("case when day < 10 then n else 5 + n % 5 end", "bins=5", True),
        ("case when day < 10 then n else 5 + n % 5 end", "bins=5, max_index=50", False),
        ("case when n < 5 then 'a' else 'b' end", "", False),
        ("case when n < 5 and day < 10 then 'a' else 'b' end", "", True),
        # A value that was never there, and one that is missing.
        ("case when n < 5 and day >= 10 then 'new' else 'b' end", "", True),
        ("case when n >= 5 or day < 10 then n end", "bins=5", True),
        # The days before the last four and the four before those are not looked at.
        ("case when day < 6 then n else 5 + n % 5 end", "bins=5, baseline_days=4", False),
    ],
)
def test_no_drift_fails_when_values_are_spread_otherwise(
    built: Built, cells: str, arguments: str, failing: bool
) -> None:
    if built.project.warehouse.target != "duckdb":
        pytest.skip("the made-up table is written for DuckDB")
    table = (
        f"(select {cells} as cell, date '2026-01-01' + cast(day as integer) as on_day"
        " from range(14) as days(day), range(10) as cells(n)) as made_up"
    )
    options = f", {arguments}" if arguments else ""
    query = f'{{{{ lead_scoring.test_no_drift("{table}", "cell", "on_day", recent_days=4{options}) }}}}'
    shown = built.project.invoke("show", "--inline", query, "--limit", "-1", "--log-level", "none")
    rows = shown.result.results[0].agate_table.rows
    assert bool(len(rows)) == failing
