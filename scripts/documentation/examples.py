"""What the pages about rules show of their example: lines, facts, the ledger, and the SQL that dbt compiles."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from documentation.pages import DOCS
from documentation.tables import markdown_table, read_csv

EXAMPLE = DOCS / "rules" / "example"
MODELS = ("activities", "rule_points", "adjustments")
END = "<!-- example: end -->"
DIRECTIVE = re.compile(rf"^(<!-- example: (\w+), (\w+) -->)$(?:(?:(?!\n<!-- example: \w+,).)*?\n{END}$)?", re.M | re.S)
EFFECTS = ("fired_effects", r"step_\d+", "effect_points")
LIMITS = ("group_points", "group_limits", "unlimited_points", "unlimited_scores")

Line = Mapping[str, str]


class NothingToShowError(Exception):
    """A page asks for something that its example does not have."""


def with_examples(text: str, compiled: Mapping[str, str]) -> str:
    """A page with the parts of the example that it names, such as `<!-- example: event, ledger -->`, below their names.

    Args:
        text: a page about rules, without these parts or with older ones.
        compiled: the SQL of the models, by the last word of their names, see `compiled_sql`.

    Raises:
        NothingToShowError: the example has no such part.
    """
    parts = {
        "lines": lines_of, "facts": facts_of, "ledger": ledger_of, "scores": scores_of, "overrides": overrides_of,
        "tiers": tiers_of, "stages": stages_of, "ranks": ranks_of,
    }  # fmt: skip

    def shown(match: re.Match[str]) -> str:
        directive, card, part = match.groups()
        found = sql_of(card, compiled) if part == "sql" else parts[part](card)
        if not found:
            raise NothingToShowError(f"the example has no {part} for {card}.")
        return f"{directive}\n\n{found}\n\n{END}"

    return DIRECTIVE.sub(shown, text)


def compiled_sql(target: Path) -> dict[str, str]:
    """The SQL of the models that a rule becomes, from dbt's target folder, without the names of database and schema."""
    folder = target / "compiled" / "lead_scoring" / "models" / "core" / "intermediate"
    return {
        model: re.sub(r'"\w+"\."\w+"\.("?)', r"\1", (folder / f"int_lead_scoring__{model}.sql").read_text("utf-8"))
        for model in MODELS
    }


def table(name: str, card: str = "") -> list[dict[str, str]]:
    """The rows of a table of the example; of one scorecard if it is named."""
    return [row for row in read_csv(EXAMPLE / f"{name}.csv") if not card or row["scorecard_id"] == card]


def without_empty_columns(rows: Sequence[Line]) -> list[dict[str, str]]:
    """Rows without the columns that are empty in all of them."""
    return [{name: row[name] for name in row if any(other[name] for other in rows)} for row in rows]


def lines_of(card: str) -> str:
    """The lines of a scorecard as they stand in its tables; a table without any setting is left out."""
    blocks = []
    for name in ("scorecards", "scorecard_groups", "scorecard_rules"):
        rows = without_empty_columns(table(name, card))
        plain = {"scorecard_id", "description"} if name == "scorecards" else {"scorecard_id", "group_id", "axis"}
        if name != "scorecard_rules" and not {*rows[0]} - plain:
            continue
        blocks.append(as_csv(name, rows))
    return "\n\n".join(blocks)


def as_csv(name: str, rows: Sequence[Line]) -> str:
    """Lines of a table as they stand in its file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return f"`{name}`:\n\n```csv\n{text.getvalue()}```"


def tiers_of(card: str) -> str:
    """The lines of a scorecard's tiers and grades."""
    return as_csv("scorecard_tiers", without_empty_columns(table("scorecard_tiers", card)))


def stages_of(card: str) -> str:
    """The stages, of which some go by the scorecard."""
    rows = table("lifecycle_stages")
    return as_csv("lifecycle_stages", without_empty_columns(rows)) if table("lifecycle_stages", card) else ""


def ranks_of(card: str) -> str:
    """The tier, the percentile, the grade and the stage of each lead."""
    stages = {row["lead_id"]: row["stage_id"] for row in table("expected_stages")}
    scores = {row["lead_id"]: row["score"] for row in table("expected_scores", card)}
    return as_table([
        {"lead_id": row["lead_id"], "score": scores[row["lead_id"]],
         **{name: row[name] for name in ("tier", "score_percentile", "grade")},
         "stage_id": stages[row["lead_id"]], "why": row["why"]}
        for row in table("expected_tiers", card)
    ])  # fmt: skip


def facts_of(card: str) -> str:
    """What the rules of a scorecard look at: the leads with these attributes, and the events of these types."""
    rules = table("scorecard_rules", card)
    subjects = {rule[name] for rule in rules for name in ("subject", "given_subject", "since_subject")}
    events = [row for row in table("events") if row["event_type"] in subjects or "*" in subjects]
    leads = table("leads")
    asks_age = any(rule["rule_type"] == "absence" for rule in rules)
    has_population = any(row["population"] for row in table("scorecards", card))
    kept = [name for name in leads[0] if name in subjects or name == "lead_id"]
    kept += ["created_at"] * asks_age + ["country"] * has_population
    blocks = ["Leads:\n\n" + as_table([{name: row[name] for name in kept} for row in leads])] * (len(kept) > 1)
    if events:
        shown = [{name: row[name] for name in row if name != "event_id"} for row in events]
        blocks.append("Events:\n\n" + as_table(without_empty_columns(shown)))
    return "\n\n".join(blocks)


def ledger_of(card: str) -> str:
    """The entries of a scorecard's ledger, each with the computation."""
    rows = table("expected_ledger", card)
    for row in rows:
        row["rule_id"] = row["rule_id"] or f"({row['entry_type'].replace('_', ' ')})"
    kept = ["lead_id", "group_id", "rule_id", "event_count", "last_event_on", "points", "why"]
    return as_table(without_empty_columns([{name: row[name] for name in kept} for row in rows]))


def scores_of(card: str) -> str:
    """The scores, and the tiers if the scorecard has any."""
    tiers = {row["lead_id"]: row["tier"] for row in table("expected_tiers", card)}
    rows = [{**row, "tier": tiers.get(row["lead_id"], "")} for row in table("expected_scores", card)]
    kept = ["lead_id", "score", "is_disqualified", "tier", "why"]
    if not any(row["is_disqualified"] == "true" for row in rows):
        kept.remove("is_disqualified")
    return as_table(without_empty_columns([{name: row[name] for name in kept} for row in rows]))


def overrides_of(card: str) -> str:
    """The corrections of a scorecard's scores."""
    rows = table("score_overrides", card)
    return as_table(rows) if rows else ""


def as_table(rows: Sequence[Line]) -> str:
    """Rows as a table in Markdown."""
    return markdown_table([*rows[0]], [row.values() for row in rows])


def sql_of(card: str, compiled: Mapping[str, str]) -> str:
    """The SQL that the rules of a scorecard become, with the conditions of what they count, and with limits those."""
    rules = [
        block
        for block in re.split(r"\n+ *union all\n+", compiled["rule_points"])
        if re.search(rf"^ *-- {card}, ", block, re.MULTILINE)
    ]
    if not rules:
        return ""
    rules[0] = rules[0][rules[0].index(f"-- {card}, ") :]
    blocks = [fenced("\n\nunion all\n\n".join(textwrap.dedent("    " + rule.strip()) for rule in clean(rules)))]
    activities = dict.fromkeys(re.findall(r"activity = '((?:[^']|'')+)'", "".join(rules)))
    conditions = [found for activity in activities for found in condition_of(activity, compiled["activities"])]
    if conditions:
        blocks += ["Which events these activities are:", fenced("\n".join(conditions))]
    if any(row["entry_type"] == "group_limit" for row in table("expected_ledger", card)):
        steps = [step for name in LIMITS for step in step_of(name, compiled["adjustments"])]
        blocks += ["Groups and limits:", fenced(",\n\n".join(steps))]
    if any(row["entry_type"] in ("factor", "ceiling", "floor") for row in table("expected_ledger", card)):
        steps = [step for name in EFFECTS for step in step_of(name, compiled["adjustments"])]
        blocks += ["Factors, ceilings and floors:", fenced(",\n\n".join(steps))]
    return "\n\n".join(blocks)


def clean(entries: Sequence[str]) -> list[str]:
    """Queries without what comes after the last of them."""
    return [re.split(r"\n\)\n", entry)[0].rstrip() for entry in entries]


def condition_of(activity: str, sql: str) -> list[str]:
    """The condition of an activity, if it is more than an event type; the query of one that is a signal."""
    name = re.escape(activity.replace("''", "'"))
    cases = re.findall(rf"^ *-- {name}\n *when \d+ then\n *(?:\([^;]+?\n *\)|[^\n]+)$", sql, re.MULTILINE)
    signals = re.findall(rf"^ *-- {name}\n *select\n.*?(?=\n\n)", sql, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(found) for found in (cases + signals)[:1]]


def step_of(name: str, sql: str) -> list[str]:
    """A named step of a query."""
    return [match.strip() for match in re.findall(rf"^{name} as \(\n.*?^\)", sql, re.MULTILINE | re.DOTALL)]


def fenced(sql: str) -> str:
    """SQL as a block of a page."""
    return f"```sql\n{sql}\n```"
