"""Text that is read as something: words of any script, and numbers that are kept as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest
from project import ScoringProject
from reference import BLANKS, Tables, World
from scorecard_builder import ATTRIBUTE_RULE, EVENT_RULE, OVERRIDE, Cells, good_card
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


# Those that look like spaces and are none to Unicode: they belong to the text.
NO_SPACES = ("\x1c", "\u200b", "\u2060", "\ufeff", "\u00ad")


def test_every_space_of_unicode_is_left_out_at_both_ends(project: ScoringProject) -> None:
    """In attributes, event types and properties, and in every kind of cell."""
    spaces = {space: f"lead {ord(space):04x}" for space in (*BLANKS, *NO_SPACES)}
    world = World(
        leads=[
            {"lead_id": lead_id, "created_at": datetime(2026, 1, 1), "job_title": f"{space}{space}Chief\u00a0of{space}"}
            for space, lead_id in spaces.items()
        ],
        events=[
            {"event_id": lead_id, "lead_id": lead_id, "occurred_at": datetime(2026, 6, 1),
             "event_type": f"{space}demo{space}", "page_path": f"{space}/a{space}"}
            for space, lead_id in spaces.items()
        ],
        lead_types={"job_title": "text"},
        event_types={"page_path": "text"},
    )  # fmt: skip
    chief = {**ATTRIBUTE_RULE, "operator": "in", "value": f"nobody|{BLANKS}chief\u00a0of{BLANKS}|nobody"}
    rules: list[Cells] = [
        {column: f"{BLANKS}{cell}{BLANKS}" for column, cell in chief.items()},
        {**EVENT_RULE, "rule_id": "demo", "subject": f"{BLANKS}Demo{BLANKS}", "property": "page_path", "operator": "=",
         "value": f"{BLANKS}/A{BLANKS}"},
    ]  # fmt: skip
    override = {**OVERRIDE, "lead_id": f"{BLANKS}lead 00a0{BLANKS}", "points": "1"}
    result = project.score(
        world, {**good_card(), "scorecard_rules": rules, "score_overrides": [override]}, SCORING_DATE
    )
    scores = {row["lead_id"]: int(row["score"]) for row in result.scores}
    assert scores == {
        lead_id: 0 if space in NO_SPACES else 16 if space == "\u00a0" else 15 for space, lead_id in spaces.items()
    }
