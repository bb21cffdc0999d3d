"""The figures of the report: each is drawn by Vega-Altair as SVG, and has its numbers in a table beside it.

Colours are names of the page's style sheet, so that a figure is light or dark as the page is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import floor
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from reporting.source import Row
from reporting.tables import Card, Story, as_day
from reporting.words import area, interval, number, percent, points

WIDTH, HEIGHT = 380, 235
SERIES, OTHER, MUTED, LINE = "var(--series)", "var(--other)", "var(--muted)", "var(--line)"
TIERS = ("var(--tier-1)", "var(--tier-2)", "var(--tier-3)", "var(--tier-4)", "var(--tier-5)")
DISQUALIFIED = "var(--disqualified)"
BINS = 20
"""Into how many bars a distribution of scores is cut."""
RULES = 14
"""How many rules a figure of rules has room for."""
NAMES = 150
"""How wide the name of a rule may be, in pixels; a browser's letters may be wider than those it was measured with."""
CURVE_POINTS = 400
"""How many points a curve has at most."""
LANGUAGE = "_".join(alt.SCHEMA_VERSION.split(".")[:2])

_serial = count(1)


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, the number that it is sorted by, how it looks, and a line below."""

    text: str
    by: Any = None
    level: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Numbers to read. Rows have a cell a column, the first of which names the row."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Figure:
    """A drawing with its title, what it says, and its numbers."""

    title: str
    note: str
    svg: Markup
    table: Table


def drawn(chart: Any, height: int = HEIGHT) -> Markup:
    """A chart as SVG that may stand in a page beside others.

    Args:
        chart: of Altair. Text from data is escaped by Vega, in attributes too.
        height: in pixels, before the page scales it.
    """
    chart = (
        chart.properties(width=WIDTH, height=height, autosize=alt.AutoSizeParams(type="fit", contains="padding"))
        .configure(background="transparent", font="system-ui, sans-serif", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=MUTED, titleColor=MUTED, gridColor=LINE, domainColor=LINE, tickColor=LINE,
            labelFontSize=13, titleFontSize=13, titleFontWeight="normal", labelLimit=NAMES, titlePadding=6,
        )
        .configure_axisX(grid=False, labelAngle=0)
        .configure_legend(
            labelColor="var(--ink)", labelFontSize=13, orient="top", direction="horizontal", symbolType="circle",
            symbolStrokeWidth=0, symbolFillColor=None, title=None, columns=4, columnPadding=26, labelLimit=120,
        )
    )  # fmt: skip
    svg = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=LANGUAGE)
    # what is clipped refers to an id, which is unique within one drawing only
    prefix = f"f{next(_serial)}-"
    svg = re.sub(r'(id="|url\(#)((?:clip|gradient)[^")]*)', rf"\1{prefix}\2", svg)
    return Markup(svg)


def data(rows: Iterable[Row]) -> Any:
    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]


def shares(field: str, title: str, **settings: Any) -> Any:
    """An axis of shares."""
    return alt.Y(f"{field}:Q", title=title, axis=alt.Axis(format="%", tickCount=5), **settings)


def colours(names: Sequence[str], palette: Sequence[str], **legend: Any) -> Any:
    scale = alt.Scale(domain=list(names), range=list(palette))
    return alt.Color("series:N", sort=list(names), scale=scale, legend=alt.Legend(**legend))


def floats(row: Row, *names: str) -> dict[str, Any]:
    """Columns as plain numbers, as a drawing needs them."""
    return {name: None if row[name] is None else float(row[name]) for name in names}


# -- one scorecard ----------------------------------------------------------------------------------------------------


def distribution(card: Card) -> Figure | None:
    """How scores are spread, among leads that converted and among the others."""
    rows = [row for row in card["curve"] if not row["is_disqualified"]]
    if not rows:
        return None
    low, high = (float(choose(row["score"] for row in rows)) for choose in (min, max))
    width = nice_width((high - low) / BINS)
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        place = width * floor(float(row["score"]) / width)
        counts[place][0] += int(row["converted"])
        counts[place][1] += int(row["leads"]) - int(row["converted"])
    totals = [sum(pair[side] for pair in counts.values()) for side in (0, 1)]
    names = ("converted", "did not convert")
    bars = [
        {
            "from": place,
            "to": place + width,
            "series": name,
            "share": pair[side] / totals[side],
            "words": f"Score {number(place, 1)} to {number(place + width, 1)}, {name}: {number(pair[side])} lead-days",
        }
        for place, pair in sorted(counts.items())
        for side, name in enumerate(names)
        if totals[side]
    ]
    chart = (
        alt.Chart(data(bars))
        .mark_bar(opacity=0.6)
        .encode(
            x=alt.X("from:Q", title="score", scale=alt.Scale(nice=False, zero=False)),
            x2="to:Q",
            y=shares("share", "share of each", stack=None),
            y2=alt.datum(0),
            color=colours(names, (SERIES, OTHER)),
            description="words:N",
        )
    )
    left_out = sum(int(row["leads"]) for row in card["curve"] if row["is_disqualified"])
    also = f" {number(left_out)} disqualified lead-days are not drawn." if left_out else ""
    table = Table(
        ("score from", "converted", "did not convert", "conversion rate"),
        [
            (
                Cell(number(place, 1), place),
                *(Cell(number(side), side) for side in pair),
                Cell(percent(pair[0] / sum(pair)), pair[0] / sum(pair)),
            )
            for place, pair in sorted(counts.items())
        ],
    )
    note = "The further right the converted leads are of the others, the better the score tells them apart."
    return Figure("How are scores spread?", note + also, drawn(chart), table)


def nice_width(width: float) -> float:
    """The next of 1, 2, 5, 10, 20 …: how wide bars are."""
    for factor in (10.0**power * digit for power in range(-2, 9) for digit in (1, 2, 5)):
        if factor >= width:
            return factor
    return width


def by_tier(card: Card) -> Figure | None:
    """How many leads of each tier convert."""
    rows = [row for row in card["tiers"] if row["conversion_rate"] is not None]
    if not rows:
        return None
    palette = tier_palette([(row["tier"], row["tier_rank"]) for row in rows])
    chart = rates(rows, "tier", None, palette)
    table = Table(
        ("tier", "lead-days", "converted", "rate", "95 % interval", "lift", "share of conversions"),
        [
            (
                Cell(row["tier"]),
                *(Cell(number(row[name]), row[name]) for name in ("leads", "converted")),
                Cell(percent(row["conversion_rate"]), row["conversion_rate"]),
                Cell(interval(row, "conversion_rate")),
                Cell(number(row["lift"], 2), row["lift"]),
                Cell(percent(row["proportion_of_conversions"]), row["proportion_of_conversions"]),
            )
            for row in rows
        ],
    )
    return Figure("How many of each tier convert?", "Bars are rates, lines their 95 % intervals.", drawn(chart), table)


def by_decile(card: Card) -> Figure | None:
    """How many of each tenth convert."""
    rows = [row for row in card["deciles"] if row["conversion_rate"] is not None]
    if not rows:
        return None
    chart = rates(rows, "decile", "tenth of the leads, 1 is the best", {row["decile"]: SERIES for row in rows})
    return Figure(
        "How many of each tenth convert?",
        "Bars should fall from left to right. Leads with equal scores share a tenth, so one may be missing.",
        drawn(chart),
        decile_table(rows),
    )


def decile_table(rows: Sequence[Row]) -> Table:
    return Table(
        ("tenth", "lead-days", "converted", "scores", "rate", "95 % interval", "stated"),
        [
            (
                *(Cell(number(row[name]), row[name]) for name in ("decile", "leads", "converted")),
                Cell(f"{points(row['lowest_score'])} to {points(row['highest_score'])}", row["lowest_score"]),
                Cell(percent(row["conversion_rate"]), row["conversion_rate"]),
                Cell(interval(row, "conversion_rate")),
                Cell(percent(row["expected_rate"]), row["expected_rate"]),
            )
            for row in rows
        ],
    )


def rates(rows: Sequence[Row], field: str, title: str | None, palette: dict[Any, str]) -> Any:
    """Bars of conversion rates with their intervals."""
    values = [
        {
            "name": str(row[field]),
            "colour": str(row[field]),
            **floats(row, "conversion_rate", "conversion_rate_low", "conversion_rate_high"),
            "words": f"{field} {row[field]}: {percent(row['conversion_rate'])} of {number(row['leads'])} lead-days,"
            f" {interval(row, 'conversion_rate')}",
        }
        for row in rows
    ]
    names = [value["name"] for value in values]
    base = alt.Chart(data(values)).encode(x=alt.X("name:N", sort=names, title=title), description="words:N")
    scale = alt.Scale(domain=names, range=[palette[row[field]] for row in rows])
    return base.mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2).encode(
        y=shares("conversion_rate", "converted"),
        color=alt.Color("colour:N", scale=scale, legend=None),
    ) + base.mark_rule(color="var(--ink)", strokeWidth=1.5).encode(
        y="conversion_rate_low:Q", y2="conversion_rate_high:Q"
    )


def tier_palette(tiers: Iterable[tuple[str, int | None]]) -> dict[Any, str]:
    """A colour for each tier, the best the strongest."""
    ranks = {tier: rank for tier, rank in tiers if tier != "disqualified"}
    order = sorted(ranks, key=lambda tier: (ranks[tier] is None, ranks[tier]))
    return {**{tier: TIERS[place % len(TIERS)] for place, tier in enumerate(order)}, "disqualified": DISQUALIFIED}


def calibration(card: Card) -> Figure | None:
    """Whether the rates of tenths are those that were stated on the day."""
    rows = [row for row in card["deciles"] if row["expected_rate"] is not None]
    if not rows:
        return None
    values = [
        {
            **floats(row, "expected_rate", "observed_rate", "observed_rate_low", "observed_rate_high"),
            "words": f"Tenth {row['decile']}: stated {percent(row['expected_rate'])},"
            f" converted {percent(row['observed_rate'])}, {interval(row, 'observed_rate')}",
        }
        for row in rows
    ]
    top = max(max(value["observed_rate_high"] or 0, value["expected_rate"]) for value in values)
    base = alt.Chart(data(values)).encode(
        x=alt.X("expected_rate:Q", title="stated", axis=alt.Axis(format="%", tickCount=5)), description="words:N"
    )
    chart = (
        diagonal(top)
        + base.mark_rule(color=SERIES).encode(y=shares("observed_rate_low", "converted"), y2="observed_rate_high:Q")
        + base.mark_circle(size=55, color=SERIES, opacity=1).encode(y="observed_rate:Q")
    )
    note = (
        "Each point is a tenth of the leads, by the rate stated on the day, before anybody knew."
        " Where its interval misses the dashed line, that rate did not come true."
    )
    return Figure("Do the rates that were stated come true?", note, drawn(chart), decile_table(rows))


def diagonal(top: float) -> Any:
    """A dashed line from nothing to the top."""
    ends = [{"x": 0.0, "y": 0.0}, {"x": top, "y": top}]
    return alt.Chart(data(ends)).mark_line(color=MUTED, strokeDash=[4, 4], aria=False).encode(x="x:Q", y="y:Q")


def roc(card: Card, other: Card | None = None) -> Figure | None:
    """The ROC curve, and that of a challenger."""
    return curve_figure(
        card, other, "proportion_of_others", "others reached", "Does the score find those who convert?",
        "For each score: which part of the conversions, and of the other leads, has that score or more."
        " The dashed line is chance.",
    )  # fmt: skip


def gain(card: Card, other: Card | None = None) -> Figure | None:
    """The gain curve, and that of a challenger."""
    return curve_figure(
        card, other, "proportion_of_leads", "leads called, best first", "How many calls for how many conversions?",
        "Which part of the conversions is reached by calling so many of the leads. The dashed line is chance.",
    )  # fmt: skip


def curve_figure(card: Card, other: Card | None, x: str, x_title: str, title: str, note: str) -> Figure | None:
    found = {"now": card, "challenger": other} if other else {"": card}
    curves = {name: curve_points(side, x) for name, side in found.items() if side and curve_points(side, x)}
    if not curves:
        return None
    values = [
        {"series": name, "order": place, "x": float(row[x]), "y": float(row["proportion_of_conversions"])}
        for name, rows in curves.items()
        for place, row in enumerate([{x: 0, "proportion_of_conversions": 0}, *rows])
    ]
    names = list(curves)
    several = {
        "color": colours(names, (SERIES, OTHER)),
        "strokeDash": alt.StrokeDash(
            "series:N", sort=names, scale=alt.Scale(domain=names, range=[[1, 0], [6, 3]]), legend=None
        ),
    }
    chart = diagonal(1) + alt.Chart(data(values)).mark_line(strokeWidth=2).encode(
        x=alt.X("x:Q", title=x_title, axis=alt.Axis(format="%", tickCount=5)),
        y=shares("y", "conversions reached"),
        order="order:Q",
        **(several if len(curves) > 1 else {"color": alt.value(SERIES)}),
    )
    tenths = [step / 10 for step in range(1, 11)]
    table = Table(
        (x_title, *(f"conversions reached {name}".strip() for name in names)),
        [
            (
                Cell(percent(share, 0), share),
                *(Cell(percent(reached), reached) for reached in (reach(rows, x, share) for rows in curves.values())),
            )
            for share in tenths
        ],
    )
    return Figure(title, note, drawn(chart), table)


def curve_points(card: Card, x: str) -> list[Row]:
    """The rows of a curve, thinned out where there are more than can be seen."""
    rows = [row for row in card["curve"] if row[x] is not None and row["proportion_of_conversions"] is not None]
    step = max(1, -(-len(rows) // CURVE_POINTS))
    return [row for place, row in enumerate(rows) if place % step == 0 or place == len(rows) - 1]


def reach(rows: Sequence[Row], x: str, share: float) -> float:
    """The height of a curve, straight between its points."""
    left = (0.0, 0.0)
    for row in rows:
        right = float(row[x]), float(row["proportion_of_conversions"])
        if right[0] >= share - 1e-12:
            width = right[0] - left[0]
            return right[1] if width <= 0 else left[1] + (right[1] - left[1]) * min(1.0, (share - left[0]) / width)
        left = right
    return 1.0


def over_time(card: Card, name: str, title: str, note: str, words: str, write: Callable[[Any], str]) -> Figure | None:
    """A figure of each replayed day with its interval."""
    rows = [row for row in card.days if row[name] is not None and row[f"{name}_low"] is not None]
    if len(rows) < 2:
        return None
    values = [
        {
            "day": as_day(row["scoring_date"]).isoformat(),
            **{key: float(row[f"{name}{end}"]) for key, end in (("value", ""), ("low", "_low"), ("high", "_high"))},
            "words": f"{row['scoring_date']}: {write(row[name])}, {interval(row, name, write)}",
        }
        for row in rows
    ]
    is_proportion = write is percent
    base = alt.Chart(data(values)).encode(
        x=time_axis(),
        description="words:N",
    )
    y = alt.Y(
        "low:Q",
        title=words,
        scale=alt.Scale(zero=is_proportion),
        axis=alt.Axis(tickCount=5, format="%" if is_proportion else ".2f"),
    )
    chart = (
        base.mark_area(color=SERIES, opacity=0.18, aria=False).encode(y=y, y2="high:Q")
        + base.mark_line(color=SERIES, strokeWidth=2, aria=False).encode(y="value:Q")
        + base.mark_circle(color=SERIES, size=28, opacity=1).encode(y="value:Q")
    )
    if not is_proportion:
        half = alt.Chart(data([{"chance": 0.5}]))
        chart = chart + half.mark_rule(color=MUTED, strokeDash=[4, 4], aria=False).encode(y="chance:Q")
    table = Table(
        ("day", "leads", "converted", words, "95 % interval"),
        [
            (
                Cell(str(as_day(row["scoring_date"]))),
                *(Cell(number(row[key]), row[key]) for key in ("leads", "converted")),
                Cell(write(row[name]), row[name]),
                Cell(interval(row, name, write)),
            )
            for row in rows
        ],
    )
    return Figure(title, note, drawn(chart, 220), table)


def ranking_over_time(card: Card) -> Figure | None:
    return over_time(
        card, "auc", "Did it predict equally well all the time?",
        "The area under the ROC curve on each day whose outcome is known. The dashed line is chance.", "AUC", area,
    )  # fmt: skip


def base_rate_over_time(card: Card) -> Figure | None:
    return over_time(
        card, "base_rate", "Did leads convert equally often all the time?",
        "The part of the leads that converted within the horizon after each day.", "converted", percent,
    )  # fmt: skip


def tier_counts(card: Card) -> Figure | None:
    """How many leads are in each tier, day by day."""
    counts: dict[tuple[Any, str], int] = defaultdict(int)
    ranks: dict[str, int | None] = {}
    for row in card["flows"]:
        counts[as_day(row["scoring_date"]), row["tier"]] += int(row["leads"])
        ranks[row["tier"]] = row["tier_rank"]
    days = sorted({day for day, _ in counts})
    if len(days) < 2:
        return None
    palette = tier_palette(ranks.items())
    order = sorted(ranks, key=lambda tier: (ranks[tier] is None, ranks[tier]))
    values = [
        {
            "day": day.isoformat(),
            "series": tier,
            "leads": counts[day, tier],
            "place": place,
            "words": f"{day}, {tier}: {number(counts[day, tier])} leads",
        }
        for day in days
        for place, tier in enumerate(order)
    ]
    chart = (
        alt.Chart(data(values))
        .mark_bar(width={"band": 0.92})
        .encode(
            x=alt.X("day:O", title=None, axis=day_axis(days)),
            y=alt.Y("leads:Q", title="leads", axis=alt.Axis(tickCount=5)),
            color=colours(order, [palette[tier] for tier in order]),
            order=alt.Order("place:Q", sort="descending"),
            description="words:N",
        )
    )
    table = Table(
        ("day", *order),
        [(Cell(str(day)), *(Cell(number(counts[day, tier]), counts[day, tier]) for tier in order)) for day in days],
    )
    return Figure("How full were the tiers?", "Leads by tier on each replayed day.", drawn(chart), table)


def tier_flows(card: Card) -> Figure | None:
    """How many leads moved into a better or a worse tier, day by day."""
    flows: dict[Any, dict[str, int]] = defaultdict(lambda: {"up": 0, "down": 0, "new": 0})
    for row in card["flows"]:
        before, after = row["tier_rank_before"], row["tier_rank"]
        if after is None or row["tier_before"] == row["tier"]:
            continue
        way = "new" if before is None else "up" if after < before else "down"
        flows[as_day(row["scoring_date"])][way] += int(row["leads"])
    days = sorted({as_day(row["scoring_date"]) for row in card["flows"]})[1:]
    if not days:
        return None
    names = {"up": "into a better tier", "down": "into a worse tier"}
    values = [
        {
            "day": day.isoformat(),
            "series": name,
            "leads": flows[day][way] * (1 if way == "up" else -1),
            "words": f"{day}: {number(flows[day][way])} leads {name}",
        }
        for day in days
        for way, name in names.items()
    ]
    chart = (
        alt.Chart(data(values))
        .mark_bar(width={"band": 0.92})
        .encode(
            x=alt.X("day:O", title=None, axis=day_axis(days)),
            y=alt.Y("leads:Q", title="leads", axis=alt.Axis(tickCount=5, labelExpr="format(abs(datum.value), ',')")),
            color=colours(list(names.values()), ("var(--tier-1)", "var(--other)")),
            description="words:N",
        )
    )
    table = Table(
        ("day", *names.values(), "new"),
        [
            (Cell(str(day)), *(Cell(number(flows[day][way]), flows[day][way]) for way in ("up", "down", "new")))
            for day in days
        ],
    )
    return Figure("How many moved between tiers?", "Since the replayed day before.", drawn(chart), table)


def name_axis() -> Any:
    """An axis of names, each without the id that makes it one of its own."""
    return alt.Axis(labelExpr="split(datum.label, '\\u200b')[0]", minExtent=NAMES + 25, ticks=False)


def day_axis(days: Sequence[Any]) -> Any:
    """An axis of bars a day that names about three of them."""
    step = max(1, -(-len(days) // 3))
    return alt.Axis(values=[day.isoformat() for day in days[::step]], labelOverlap=False, ticks=False, labelPadding=6)


def time_axis() -> Any:
    """An axis of time. Days are those of the tables, wherever the report is made."""
    axis = alt.Axis(format="%d %b %y", tickCount=4, labelOverlap="greedy", labelSeparation=12)
    return alt.X("day:T", title=None, scale=alt.Scale(type="utc"), axis=axis)


def rule_points(card: Card) -> Figure | None:
    """The points of rules, beside those that the evidence comes to."""
    rows = [row for row in card["rules"] if row["evident_points"] is not None][:RULES]
    if not rows:
        return None
    names = [unique(row) for row in rows]
    series = ("as set", "by the evidence")
    bound = clip_at(rows)
    values = [
        {
            "rule": name,
            "set": float(row["mean_points"] if row["mean_points"] is not None else row["points"]),
            "low": max(-bound, float(row["evident_points_low"])) if row["evident_points_low"] is not None else None,
            "high": min(bound, float(row["evident_points_high"])) if row["evident_points_high"] is not None else None,
            "evident": min(bound, max(-bound, float(row["evident_points"]))),
            "words": f"{row['description']}: {points(row['mean_points'])} points on the average, by the evidence"
            f" {number(row['evident_points'], 1)}, {evident_interval(row)}",
        }
        for name, row in zip(names, rows, strict=True)
    ]
    base = alt.Chart(data(values)).encode(
        y=alt.Y("rule:N", sort=names, title=None, axis=name_axis()),
        description="words:N",
    )
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=MUTED, aria=False).encode(x="zero:Q")
    scale = alt.Scale(domain=list(series), range=[OTHER, SERIES])
    chart = (
        zero
        + base.mark_rule(color=SERIES, strokeWidth=2, opacity=0.5).encode(x=alt.X("low:Q", title="points"), x2="high:Q")
        + base.transform_calculate(series="'by the evidence'")
        .mark_circle(size=60, opacity=1)
        .encode(x="evident:Q", color=alt.Color("series:N", scale=scale))
        + base.transform_calculate(series="'as set'")
        .mark_tick(thickness=3, size=14, opacity=1)
        .encode(x="set:Q", color=alt.Color("series:N", scale=scale))
    )
    note = (
        "Points where the rule fires, on the average, and what its odds ratio comes to on the score's scale, with the"
        " 95 % interval. A line that crosses 0 may be nothing."
    )
    if len(card["rules"]) > len(rows):
        note += f" The {len(rows)} rules that say most; all are in the table below."
    table = Table(
        ("rule", "points on the average", "by the evidence", "95 % interval"),
        [
            (
                Cell(row["description"]),
                Cell(points(row["mean_points"]), row["mean_points"]),
                Cell(number(row["evident_points"], 1), row["evident_points"]),
                Cell(evident_interval(row)),
            )
            for row in rows
        ],
    )
    return Figure("Which points would the evidence give?", note, drawn(chart, 60 + 22 * len(rows)), table)


def unique(row: Row) -> str:
    """A rule's description, and behind what nobody sees its id: two may have the same words."""
    return f"{row['description']}\u200b{row['rule_id']}"


def clip_at(rows: Sequence[Row]) -> float:
    """How far the axis goes: to twice the largest figure, however far an interval reaches."""
    return 2 * max(1.0, *(abs(float(row[name] or 0)) for row in rows for name in ("points", "evident_points")))


def evident_interval(row: Row) -> str:
    return interval(row, "evident_points", lambda value: number(value, 1))


def drift_figure(card: Card) -> Figure | None:
    """The stability indices of score, tiers and rules."""
    words = {row["rule_id"]: row["description"] for row in card["rules"]}
    rows = [
        row for row in card["stability"] if row["measure"] in ("score", "tier", "rule") and row["drift"] is not None
    ]
    rows = sorted(rows, key=lambda row: -row["drift"])[:RULES]
    if not rows:
        return None
    bands = {"stable": "var(--good)", "moved": "var(--caution)", "shifted": "var(--bad)"}
    values = [
        {
            "name": f"{measure_words(row, words)}\u200b{row['rule_id']}",
            "drift": float(row["drift"]),
            "series": row["band"],
            "words": f"{measure_words(row, words)}: {area(row['drift'])}, {row['band']}",
        }
        for row in rows
    ]
    bars = (
        alt.Chart(data(values))
        .mark_bar()
        .encode(
            x=alt.X("drift:Q", title="stability index"),
            y=alt.Y(
                "name:N", sort=[value["name"] for value in values], title=None,
                axis=name_axis(),
            ),
            color=colours(list(bands), list(bands.values()), columnPadding=8),
            description="words:N",
        )
    )  # fmt: skip
    limits = alt.Chart(data([{"limit": 0.1}, {"limit": 0.25}]))
    chart = bars + limits.mark_rule(color=MUTED, strokeDash=[4, 4], aria=False).encode(x="limit:Q")
    table = Table(
        ("measure", "first span", "second span", "drift", "95 % interval", "band"),
        [
            (
                Cell(measure_words(row, words)),
                *(Cell(value_words(row, name), row[name]) for name in ("baseline_value", "recent_value")),
                Cell(value_words(row, "drift"), row["drift"]),
                Cell(interval(row, "drift")),
                Cell(row["band"], level={"moved": "caution", "shifted": "bad"}.get(row["band"])),
            )
            for row in card["stability"]
        ],
    )
    note = "How much the second span of days differs from the first: below 0.10 little, from 0.25 much."
    return Figure("Are the leads still the same?", note, drawn(chart, 70 + 22 * len(rows)), table)


def measure_words(row: Row, rules: dict[Any, str]) -> str:
    measures = {
        "score": "Scores",
        "tier": "Tiers",
        "tier_flapping": "Leads that go back and forth",
        "base_rate": "Base rate",
    }
    return measures.get(row["measure"]) or rules.get(row["rule_id"]) or str(row["rule_id"])


def value_words(row: Row, name: str) -> str:
    """A value of stability: a mean score, a share, or an index."""
    if name == "drift" and row["measure"] in ("score", "tier", "rule"):
        return area(row[name])
    return number(row[name], 1) if row["measure"] == "score" else percent(row[name])


# -- one lead ---------------------------------------------------------------------------------------------------------


def story_figure(story: Story) -> Markup:
    """A lead's score over the replayed days, and the day on which it converted."""
    values = [
        {
            "day": step.day.isoformat(),
            "score": float(step.score),
            "words": f"{step.day}: {points(step.score)} points" + (f", {step.tier}" if step.tier else ""),
        }
        for step in story.steps
    ]
    base = alt.Chart(data(values)).encode(
        x=time_axis(),
        y=alt.Y("score:Q", title="score", axis=alt.Axis(tickCount=5)),
        description="words:N",
    )
    chart = base.mark_line(color=SERIES, strokeWidth=2, interpolate="step-after", aria=False) + base.mark_circle(
        color=SERIES, size=36, opacity=1
    )
    if story.converted_on:
        day = [
            {"day": story.converted_on.isoformat(), "words": f"Converted on {story.converted_on}", "label": "converted"}
        ]
        mark = alt.Chart(data(day)).encode(x=time_axis(), description="words:N")
        chart = chart + mark.mark_rule(color="var(--good)", strokeWidth=2, strokeDash=[5, 3])
        late = 2 * (story.converted_on - story.steps[0].day) > story.steps[-1].day - story.steps[0].day
        words = mark.mark_text(
            color="var(--good)", align="right" if late else "left", dx=-6 if late else 6, y=6, fontSize=13
        )
        chart = chart + words.encode(text="label:N")
    return drawn(chart, 200)
