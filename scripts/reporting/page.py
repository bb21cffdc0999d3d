"""The page: one file that needs nothing else, readable by keyboard, on a phone, in light and dark."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from digits import agreeing_digits
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reporting import figures
from reporting.figures import Cell, Figure, Table
from reporting.source import Row
from reporting.tables import Card, Report, Story
from reporting.words import (
    KINDS,
    NONE,
    VERDICTS,
    Finding,
    area,
    findings,
    interval,
    number,
    percent,
    points,
    worst,
)  # fmt: skip

FOLDER = Path(__file__).parent
MARKS = {"good": "✓ Good.", "caution": "! Caution.", "bad": "✗ Bad."}
WORDS = {"good": "good", "caution": "caution", "bad": "bad"}
LEVELS = {
    "against_evidence": "bad", "too_many_points": "caution", "too_few_points": "caution", "never_fires": "caution",
    "always_fires": "caution", "agrees": "good",
}  # fmt: skip
MOVED_BY = 4
"""How many entries are named that moved a score from one day to the next."""


@dataclass(frozen=True)
class Tile:
    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Part:
    """A section about a scorecard."""

    anchor: str
    title: str
    figures: Sequence[Figure]
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True)
class StoryView:
    number: int
    story: Story
    svg: Markup
    last: str
    steps: Table
    entries: Table


@dataclass(frozen=True)
class View:
    card: Card
    findings: Sequence[Finding]
    tiles: Sequence[Tile]
    parts: Sequence[Part]
    stories: Sequence[tuple[str, Sequence[StoryView]]]


def page(report: Report, title: str = "Lead scores, held against what became of leads") -> str:
    """The report as HTML.

    Args:
        report: what it shows.
        title: its head.
    """
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = ((FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    views = [view(card) for card in report.cards]
    days = sorted({card.scoring_date for card in report.cards if card.scoring_date})
    return environment.get_template("page.html.j2").render(
        title=title,
        subtitle=f"As of {days[-1]}." if days else "Nothing is scored.",
        style=Markup(style), style_hash=checksum(style), script=Markup(script), script_hash=checksum(script),
        marks=MARKS,
        overview=overview(views),
        views=views,
        comparison=comparisons(report),
        learned=learned(report),
    )  # fmt: skip


def checksum(text: str) -> str:
    """What a browser is told to expect of a script or style, so that it takes no other."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def view(card: Card) -> View:
    rules = rule_table(card["rules"]) if card["rules"] else None
    parts = [
        Part("scores", "Does the score predict?", drawings(
            figures.roc(card), figures.gain(card), figures.distribution(card), figures.by_tier(card),
            figures.by_decile(card), figures.calibration(card),
        )),
        Part("time", "Does it still?", drawings(
            figures.ranking_over_time(card), figures.base_rate_over_time(card), figures.drift_figure(card),
        )),
        Part("tiers", "Tiers over time", drawings(figures.tier_counts(card), figures.tier_flows(card))),
        Part("rules", "Which rules earn their points?", drawings(figures.rule_points(card)), rules),
    ]  # fmt: skip
    return View(card, findings(card), tiles(card), parts, stories(card))


def drawings(*found: Figure | None) -> list[Figure]:
    return [figure for figure in found if figure]


def overview(views: Sequence[View]) -> Table:
    """All scorecards in a table, each with its verdict."""
    head = (
        "scorecard", "verdict", "AUC", "95 % interval", "conversions in the best tenth", "base rate", "leads",
        "converted", "outcome not yet known",
    )  # fmt: skip
    rows = []
    for one in views:
        row: Row = one.card.overall or {}
        level = worst(one.findings)
        rows.append((
            Cell(one.card.scorecard_id),
            Cell(WORDS[level], level=level),
            Cell(area(row.get("auc")), row.get("auc")),
            Cell(interval(row, "auc", area)),
            Cell(percent(row.get("top_decile_capture")), row.get("top_decile_capture")),
            Cell(percent(row.get("base_rate")), row.get("base_rate")),
            *(Cell(number(row.get(name)), row.get(name)) for name in ("leads", "converted", "censored")),
        ))  # fmt: skip
    return Table(head, rows)


def tiles(card: Card) -> list[Tile]:
    """The figures that say most."""
    row = card.overall
    if row is None:
        return []
    return [
        Tile("AUC", area(row["auc"]), interval(row, "auc", area)),
        Tile("Conversions in the best tenth", percent(row["top_decile_capture"]), interval(row, "top_decile_capture")),
        Tile("Lift of the best tenth", f"{number(row['top_decile_lift'], 2)} ×", interval(
            row, "top_decile_lift", lambda value: number(value, 2)
        )),
        Tile("Base rate", percent(row["base_rate"]), interval(row, "base_rate")),
        Tile("Widest gap (KS)", area(row["ks"]), interval(row, "ks", area)),
        Tile("Brier, stated rates", number(row["brier"], 4), (row["calibration"] or "none yet").replace("_", " ")),
        Tile("Leads, one a day", number(row["leads"]), f"{number(row['people'])} people"),
        Tile("Converted", number(row["converted"]), f"{number(row['censored'])} not yet known"),
    ]  # fmt: skip


def rule_table(rows: Sequence[Row]) -> Table:
    """The evidence on each rule."""
    head = (
        "rule", "verdict", "points", "points on the average", "points by the evidence", "fires for", "converted with",
        "converted without", "lift", "information value", "says the same as",
    )  # fmt: skip
    words = {row["rule_id"]: row["description"] for row in rows}
    return Table(
        head,
        [
            (
                Cell(row["description"]),
                Cell(VERDICTS[row["verdict"]], level=LEVELS.get(row["verdict"])),
                Cell(points(row["points"]), row["points"]),
                Cell(number(row["mean_points"], 1), row["mean_points"]),
                measured(row, "evident_points", lambda value: number(value, 1)),
                Cell(percent(row["support"]), row["support"]),
                Cell(percent(row["conversion_with"]), row["conversion_with"]),
                Cell(percent(row["conversion_without"]), row["conversion_without"]),
                measured(row, "lift", lambda value: number(value, 2)),
                Cell(area(row["information_value"]), row["information_value"]),
                Cell(words.get(row["redundant_with"], NONE)),
            )
            for row in rows
        ],
    )


def measured(row: Row, name: str, write: Callable[[Any], str]) -> Cell:
    """A figure and its interval below it."""
    value = row[name]
    return Cell(NONE) if value is None else Cell(write(value), value, note=interval(row, name, write))


# -- leads ------------------------------------------------------------------------------------------------------------


def stories(card: Card) -> list[tuple[str, list[StoryView]]]:
    """Leads by why they are told of."""
    views = [story_view(place, story) for place, story in enumerate(card.stories, 1) if story.steps]
    return [(KINDS[kind], list(group)) for kind, group in groupby(views, lambda one: one.story.kind)]


def story_view(place: int, story: Story) -> StoryView:
    last = story.steps[-1]
    entries = Table(
        ("entry", "points"), [(Cell(words), Cell(points(value, True), value)) for words, value in story.entries]
    )
    steps = [
        (
            Cell(str(step.day)),
            Cell(points(step.score), step.score),
            Cell(points(step.change, True) if step.change else ""),
            Cell(step.tier or NONE),
            Cell(moved_by(step.moved_by), level="words"),
        )
        for step in reversed(story.steps)
        if step.change is None or step.change or step.moved_by
    ]
    return StoryView(
        place, story, figures.story_figure(story),
        f"On {last.day} it has {points(last.score)} points" + (f" and is {last.tier}." if last.tier else "."),
        Table(("day", "score", "change", "tier", "moved by"), steps), entries,
    )  # fmt: skip


def moved_by(moves: Sequence[tuple[str, Any]]) -> str:
    """The entries that moved a score most."""
    named = [f"{words} ({points(value, True)})" for words, value in moves[:MOVED_BY]]
    return "; ".join(named) + (f"; and {len(moves) - MOVED_BY} more" if len(moves) > MOVED_BY else "")


# -- a challenger, and learned points ---------------------------------------------------------------------------------


def comparisons(report: Report) -> list[dict[str, Any]]:
    """What each challenger would change."""
    shown = {card.scorecard_id: card for card in report.cards}
    tables = report.tables
    pairs = sorted(
        {(row["scorecard_id"], row["challenger_id"]) for row in (*tables["capacity"], *tables["comparison"])}
    )
    return [comparison(shown[name], challenger, tables) for name, challenger in pairs if name in shown]


def comparison(card: Card, challenger: str, tables: dict[str, list[Row]]) -> dict[str, Any]:
    of_pair = {
        name: [
            row
            for row in tables[name]
            if (row["scorecard_id"], row["challenger_id"]) == (card.scorecard_id, challenger)
        ]
        for name in ("comparison", "capacity", "scorecard_tier_moves", "rule_moves")
    }
    curve = [row for row in tables["curve"] if row["scorecard_id"] == challenger]
    other = Card(challenger, card.scoring_date, 0, None, [], {"curve": curve})
    overall = [row for row in of_pair["comparison"] if row["period"] == "all days"]
    days = [row for row in of_pair["comparison"] if row["period"] != "all days" and row["auc_difference"] is not None]
    found = [compared(row, "On all days together") for row in overall]
    found += [compared(row, f"On {row['period']}, the last day of which it is known") for row in days[-1:]]
    return {
        "title": f"{card.scorecard_id}, and {challenger}",
        "findings": found
        or [Finding("caution", "No outcome is known yet, so nobody knows which of them predicts better.")],
        "figures": drawings(figures.roc(card, other), figures.gain(card, other)),
        "tables": [
            (name, table)
            for name, table in (
                ("Both, day by day", day_table(days)),
                ("How full each tier would be", capacity_table(of_pair["capacity"])),
                ("Who would move", move_table(of_pair["scorecard_tier_moves"])),
                ("What moves them", rule_move_table(of_pair["rule_moves"])),
            )
            if table.rows
        ],
    }


def compared(row: Row, when: str) -> Finding:
    """Whether the challenger predicts better, by the interval of the difference."""
    low, high = row["auc_difference_low"], row["auc_difference_high"]
    if low is None or high is None:
        return Finding("caution", f"{when} there are too few outcomes to compare the two.")
    auc = auc_of(row)
    measured = (
        f"AUC {auc(row['champion_auc'])} now, {auc(row['challenger_auc'])} then,"
        f" difference {auc(row['auc_difference'])}, 95 % interval {interval(row, 'auc_difference', auc)}."
    )
    if low > 0:
        return Finding("good", f"{when} it would have predicted better: {measured}")
    if high < 0:
        return Finding("bad", f"{when} it would have predicted worse: {measured}")
    return Finding("caution", f"{when} it would have predicted neither better nor worse, beyond chance: {measured}")


def auc_of(row: Row) -> Callable[[Any], str]:
    """An AUC in as many digits as make the difference shown that of both."""
    digits = agreeing_digits(row, "champion_auc", "challenger_auc", "auc_difference", 3)
    return lambda value: number(value, digits)


def day_table(rows: Sequence[Row]) -> Table:
    """Both areas under the ROC curve on each day, and the interval of the difference."""
    return Table(
        ("day", "leads", "converted", "AUC now", "AUC then", "difference", "best tenth now", "best tenth then"),
        [
            (
                Cell(row["period"]),
                *(Cell(number(row[name]), row[name]) for name in ("leads", "converted")),
                *(Cell(auc_of(row)(row[f"{side}_auc"]), row[f"{side}_auc"]) for side in ("champion", "challenger")),
                measured(row, "auc_difference", auc_of(row)),
                *(
                    Cell(percent(row[f"{side}_top_decile_capture"]), row[f"{side}_top_decile_capture"])
                    for side in ("champion", "challenger")
                ),
            )
            for row in rows
        ],
    )


def capacity_table(rows: Sequence[Row]) -> Table:
    measures = (
        ("champion_leads_a_day", "challenger_leads_a_day", "leads_a_day_change"),
        ("champion_entered_a_week", "challenger_entered_a_week", "entered_a_week_change"),
    )
    return Table(
        ("tier", "leads on a day in the mean, now", "then", "change", "new a week, now", "then", "change"),
        [
            (
                Cell(row["tier"]),
                *(
                    Cell(number(row[name], agreeing_digits(row, *names, 1)), row[name])
                    for names in measures
                    for name in names
                ),
            )
            for row in rows
        ],
    )


def move_table(rows: Sequence[Row]) -> Table:
    return Table(
        ("tier now", "tier then", "lead-days", "with a known outcome", "converted", "rate", "95 % interval"),
        [
            (
                Cell(row["champion_tier"] or NONE),
                Cell(row["challenger_tier"] or NONE),
                *(Cell(number(row[name]), row[name]) for name in ("lead_days", "lead_days_with_outcome", "converted")),
                Cell(percent(row["conversion_rate"]), row["conversion_rate"]),
                Cell(interval(row, "conversion_rate")),
            )
            for row in rows
        ],
    )


def rule_move_table(rows: Sequence[Row]) -> Table:
    names = ("lead_days_changed", "points_change", "lead_days_moved_up", "lead_days_moved_down")
    return Table(
        ("rule or limit", "lead-days with other points", "points over all of them", "moved up", "moved down"),
        [(Cell(row["description"]), *(Cell(number(row[name]), row[name]) for name in names)) for row in rows],
    )


def learned(report: Report) -> dict[str, Any] | None:
    """The learned scorecard, beside the one that is in use."""
    tables = report.tables
    if not tables["learned"]:
        return None
    name = tables["learned"][0]["scorecard_id"]
    hand_made = [card for card in report.cards if card.scorecard_id != name and card["rules"]]
    best = max(hand_made, key=lambda card: (card.overall or {}).get("auc") or 0, default=None)
    bins = {row["subject"]: row for row in tables["bins"] if row["subject"]}
    found = [
        Finding(
            "caution" if row["is_left_out"] else "good",
            f"{row['subject']} ranks leads by itself too well, AUC {area(row['auc'])}:"
            + (" it is left out until somebody allows it." if row["is_left_out"] else " somebody allowed it."),
        )
        for row in tables["leaks"]
    ]
    found.append(Finding("caution", "The points were learned from these very leads: how they do on others, a replay of"
                                    " later days or `make compare` says."))  # fmt: skip
    return {
        "name": name if name != "learned" else "The learned scorecard",
        "other": best.scorecard_id if best else NONE,
        "findings": found,
        "table": Table(
            ("rule", "axis", "points", "information value"),
            [
                (
                    Cell(row["description"]), Cell(row["group_id"]), Cell(points(row["points"]), row["points"]),
                    *[
                        Cell(area(value), value)
                        for value in [(bins.get(row["subject"]) or {}).get("information_value")]
                    ],
                )
                for row in tables["learned"]
            ],
        ),
        "other_table": Table(
            ("rule", "points", "by the evidence", "information value"),
            [
                (
                    Cell(row["description"]), Cell(points(row["points"]), row["points"]),
                    Cell(number(row["evident_points"], 1), row["evident_points"]),
                    Cell(area(row["information_value"]), row["information_value"]),
                )
                for row in (best["rules"] if best else [])
            ],
        ),
        "tiers": Table(
            ("tier", "from points", "leads", "converted", "rate"),
            [
                (
                    Cell(row["tier"]), Cell(row["lower_bound"] or NONE, row["lower_bound"] or float("-inf")),
                    *(Cell(number(row[key]), row[key]) for key in ("lead_count", "conversion_count")),
                    Cell(percent(row["conversion_rate"]), row["conversion_rate"]),
                )
                for row in tables["learned_tiers"]
            ],
        ),
    }  # fmt: skip


def write(report: Report, output: Path, title: str | None = None) -> None:
    """Write the page as one file."""
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page(report, title) if title else page(report), encoding="utf-8")
