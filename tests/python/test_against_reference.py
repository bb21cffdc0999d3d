"""Random scorecards over random worlds: the SQL agrees with the reference, entry by entry."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from project import ScoringProject
from reference import Result, Row, score
from strategies import SIGNALS, worlds_and_scorecards

EXAMPLES = int(os.environ.get("LEAD_SCORING_EXAMPLES", "6"))
# The sentences of entries that nobody wrote a description for are free (SPEC §5 names none).
FREE_WORDS = ("group_limit", "score_limit")


def comparable(rows: list[Row], leave_out: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    """Rows as sorted tuples, for a comparison that forgets their order and nothing else."""
    tuples = [tuple((key, row[key]) for key in sorted(row) if key not in leave_out) for row in rows]
    return sorted(tuples, key=repr)


def ledger_without_free_words(result: Result) -> list[Row]:
    return [
        {**row, "description": None if row["entry_type"] in FREE_WORDS else row["description"]} for row in result.ledger
    ]


def assert_same(ours: Result, theirs: Result) -> None:
    for entry in ours.ledger:
        del entry["axis"]
    assert comparable(ledger_without_free_words(ours)) == comparable(ledger_without_free_words(theirs))
    assert comparable(ours.scores, ("top_reasons",)) == comparable(theirs.scores, ("top_reasons",))
    assert comparable(ours.tiers) == comparable(theirs.tiers)
    assert comparable(ours.stages) == comparable(theirs.stages)
    assert comparable(ours.audit, ("example",)) == comparable(theirs.audit)
    # What a rule needs is told in words, and what options look at is among the activities.
    assert comparable(ours.trace, ("needed",)) == comparable(theirs.trace, ("needed",))
    assert not any(" WITH " in row["activity"] for row in ours.activities)
    known = {row["activity"] for row in theirs.activities}
    assert comparable([row for row in ours.activities if row["activity"] in known]) == comparable(theirs.activities)


@pytest.mark.random
def test_random_scorecards_agree_with_the_reference(project: ScoringProject) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,
        # An example takes seconds: to look for a smaller one would take longer than to read this one.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds_and_scorecards())
    def agrees(example: Any) -> None:
        world, tables, options = example
        ours = project.score(world, tables, **options)
        assert_same(ours, score(world, tables, SIGNALS, **options))

    agrees()
