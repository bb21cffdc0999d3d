"""Text that is read as something: words of any script, and numbers that are kept as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest
from project import ScoringProject
from reference import Tables, World
from scorecard_builder import ATTRIBUTE_RULE, Cells, good_card
from test_hostile_text import folded, stands_alone

SCORING_DATE = "2026-06-30"
TITLES = (
    "Développeur", "veloppeur", "DÉVELOPPEUR (H/F)", "développeurs", "ΔΙΕΥΘΥΝΤΗΣ ΠΩΛΗΣΕΩΝ", "διευθυντησ",
    "υποδιευθυντησ", "Директор по продажам", "зам-директор", "директора", "مدير المبيعات", "مدير٣", "المدير",
    "营业 部长", "营业部长", "ＶＰ", "vp/sales", "svp", "vp2", "vp²", "🚀founder🚀", "cofounder", "founder’s office",
    "_cto_", "cto\u0301", "İstanbul cto", "ıcto", "straße 5", "straßen", "५", "५ cto", "५cto", "École", "école-cto",
)  # fmt: skip
WORDS = (
    "développeur", "Développeur", "veloppeur", "ΔΙΕΥΘΥΝΤΗΣ", "директор", "ДИРЕКТОР", "مدير", "部长", "vp", "ｖｐ",
    "founder", "cto", "straße", "5", "५", "ÉCOLE", "🚀",
)  # fmt: skip
# What text holds, and whether the number in it is above 5: none is, where no decimal of 38 digits has room for it.
NUMBERS = {
    "7": True, "5": False, "-7": False, "+7.5": True, " 12 ": True, "1e3": True, "1E+3": True, ".6e1": True, "7.": True,
    "9" * 28: True, "0." + "0" * 60 + "7": False, "0" * 40 + "7": True, "1e-50": False,
    "9" * 29: False, "9" * 300: False, "1e400": False, "1e99999": False, "-1e400": False,
    "1_000": False, "1,000": False, "seven": False, "7 EUR": False, "0x10": False, "": False, ".": False, "e5": False,
    "NaN": False, "Infinity": False, "٧": False,
}  # fmt: skip


def fired(project: ScoringProject, texts: Iterable[str], rules: list[Cells]) -> dict[str, set[str]]:
    """The texts of job titles for which each rule fires."""
    world = World(
        leads=[{"lead_id": f"{at}", "created_at": datetime(2026, 1, 1), "job_title": t} for at, t in enumerate(texts)],
        lead_types={"job_title": "text"},
    )
    card: Tables = {**good_card(), "scorecard_rules": [{**ATTRIBUTE_RULE, **rule} for rule in rules]}
    ledger = project.score(world, card, SCORING_DATE).ledger
    titles = {row["lead_id"]: row["job_title"] for row in world.leads}
    found: dict[str, set[str]] = {str(rule["rule_id"]): set() for rule in rules}
    for entry in ledger:
        found[entry["rule_id"]].add(titles[entry["lead_id"]])
    return found


@pytest.fixture(scope="module")
def words_found(project: ScoringProject) -> dict[str, set[str]]:
    rules: list[Cells] = [{"rule_id": word, "operator": "has_word", "value": word} for word in WORDS]
    return fired(project, TITLES, rules)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_ends_where_no_letter_or_digit_of_any_script_follows(
    words_found: dict[str, set[str]], word: str
) -> None:
    assert words_found[word] == {title for title in TITLES if stands_alone(folded(word), folded(title))}


def test_a_text_is_compared_as_the_number_in_it(project: ScoringProject) -> None:
    rules: list[Cells] = [{"rule_id": "above 5", "operator": ">", "value": "5"}]
    assert fired(project, NUMBERS, rules) == {"above 5": {text for text, is_above in NUMBERS.items() if is_above}}
