"""The pictures of docs/images, drawn from what the pages show: nothing in them is typed a second time.

python scripts/documentation/pictures.py    draws them; a test sees that they are current
"""

from __future__ import annotations

import csv
import re
import sys
import textwrap
from dataclasses import dataclass
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from documentation.pages import DOCS, ROOT

RULE = ("fit_engagement", "pricing")
LEAD = "L0118"
LINE = 17
STYLE = """\
    text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; white-space: pre }
    .title { font: 600 14px system-ui, sans-serif } .name { fill: #57606a } .sum { font-weight: 700 }
    .panel { fill: #f6f8fa; stroke: #d0d7de } .arrow { stroke: #57606a; fill: none } .tip { fill: #57606a }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .name { fill: #9198a1 } .panel { fill: #151b23; stroke: #3d444d }
      .arrow { stroke: #9198a1 } .tip { fill: #9198a1 }
    }"""


@dataclass(frozen=True)
class Panel:
    """A box with a title and lines of text; a line may be a name and a value."""

    title: str
    lines: tuple[str | tuple[str, str], ...]
    width: int


def one_line() -> str:
    """A line of a scorecard, the SQL that it becomes, and its entry in the ledger of a lead, side by side."""
    with (ROOT / "seeds" / "scorecards" / "scorecard_rules.csv").open(encoding="utf-8", newline="") as file:
        [line] = [row for row in csv.DictReader(file) if (row["scorecard_id"], row["rule_id"]) == RULE]
    shown = [(name, value) for name, value in line.items() if value and name != "is_enabled"]
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    [sql] = re.findall(r"rule_points\.sql`:\n\n```sql\n(.*?)```", page, re.DOTALL)
    ledger = (DOCS / "guides" / "reading_scores.md").read_text(encoding="utf-8")
    table = ledger[ledger.index("| axis | group_id |") :].partition("\n\n")[0].splitlines()
    head, *rows = ([cell.strip() for cell in row.strip("|").split("|")] for row in table if "---" not in row)
    entries = [dict(zip(head, row, strict=True)) for row in rows]
    [entry] = [row for row in entries if row["description"] == line["description"]]
    others = [row for row in entries if row is not entry]
    total = sum(float(row["points"]) for row in entries)
    return svg([
        Panel("A line of a scorecard", tuple(shown), 270),
        Panel("The SQL that it becomes", tuple(wrapped(textwrap.dedent(sql))), 545),
        Panel(f"Its entry in the ledger of {LEAD}", (
            *((name, entry[name]) for name in ("description", "event_count", "last_event_on", "points")), "",
            (f"and {len(others)} more", f"{total - float(entry['points']):.2f}"), ("score", f"{total:.2f}"),
        ), 290),
    ])  # fmt: skip


def wrapped(sql: str, width: int = 70) -> list[str]:
    """The lines of a query; one that is longer goes on below, further in."""
    lines: list[str] = []
    for line in sql.rstrip().splitlines():
        indent = re.match(r" *(?:-- )?", line)
        begun = indent.group() if indent else ""
        below = begun if begun.endswith("-- ") else f"{begun}    "
        lines += textwrap.wrap(line, width, subsequent_indent=below, break_long_words=False) or [""]
    return lines


def svg(panels: list[Panel]) -> str:
    """Panels beside each other, with an arrow from each to the next."""
    gap, top, margin = 36, 44, 14
    height = top + margin + LINE * max(len(panel.lines) for panel in panels)
    width = sum(panel.width for panel in panels) + gap * (len(panels) - 1)
    parts, left = [], 0
    for number, panel in enumerate(panels):
        parts += [
            f'<rect class="panel" x="{left + 0.5}" y="0.5" width="{panel.width - 1}" height="{height - 1}" rx="6"/>',
            f'<text class="title" x="{left + margin}" y="24">{escape(panel.title)}</text>',
        ]
        for row, line in enumerate(panel.lines):
            y = top + LINE * row + 6
            text = escape(line) if isinstance(line, str) else in_two_columns(line, left + panel.width - margin, y)
            parts.append(f'<text x="{left + margin}" y="{y}">{text}</text>')
        left += panel.width
        if number + 1 < len(panels):
            y = height // 2
            parts += [
                f'<path class="arrow" d="M{left + 6} {y}h{gap - 18}"/>',
                f'<path class="tip" d="M{left + gap - 14} {y - 5}l9 5l-9 5z"/>',
            ]
        left += gap
    return document(width, height, "; ".join(panel.title for panel in panels), parts)


def document(width: int, height: int, title: str, parts: list[str]) -> str:
    """A picture of these parts, in the colours of the reader's scheme."""
    body = "\n  ".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" xml:space="preserve" role="img"'
        f' aria-label="{title}">\n  <style>\n{STYLE}\n  </style>\n  {body}\n</svg>\n'
    )


def in_two_columns(line: tuple[str, str], right: int, y: int) -> str:
    """A name, and its value at the right edge."""
    name, value = line
    kind = ' class="sum"' if name == "score" else ""
    return (
        f'<tspan class="name">{escape(name)}</tspan>'
        f'<tspan{kind} x="{right}" y="{y}" text-anchor="end">{escape(value)}</tspan>'
    )


BOXES = (
    # left, top, title, lines
    (0, 0, "Your data", ("leads", "events", "conversions", "identities")),
    (0, 176, "Your scorecards", ("scorecards", "scorecard_rules", "scorecard_tiers …", "signals in YAML")),
    (300, 0, "Prepared once", ("int_lead_scoring__leads", "int_lead_scoring__identity_map",
                               "int_lead_scoring__activities")),
    (300, 176, "Read, checked, compiled", ("one message with every problem,", "before a table is replaced;",
                                           "then a query for each rule")),
    (640, 88, "Points", ("int_lead_scoring__rule_points", "int_lead_scoring__adjustments")),
    (980, 0, "Published", ("lead_score_ledger", "lead_scores", "lead_tiers", "lead_stages", "lead_rule_trace")),
    (980, 176, "Kept", ("lead_score_history", "lead_score_changes", "lead_stage_history")),
    (640, 300, "Measured", ("lead_score_replay", "scorecard_performance", "learned_scorecard")),
    (980, 300, "Acted on", ("lead_sync", "lead_triggers", "lead_sales_queue")),
)  # fmt: skip
ARROWS = (
    "M230 50H290", "M230 226H290", "M570 50H605V120H630", "M570 226H605V140H630", "M910 130H945V50H970",
    "M1095 124V166", "M1095 266V290", "M775 160V290", "M630 350H115V286",
)  # fmt: skip
"""From box to box; the last one is what outcomes say of the points."""


def architecture() -> str:
    """The way of the data: from inputs and scorecards to points, to what is published, and back to the scorecards."""
    parts = [
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="1" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="tip" d="M0 0l10 5l-10 5z"/></marker></defs>'
    ]
    for left, top, title, lines in BOXES:
        width = 230 if left in (0, 980) else 270
        parts += [
            f'<rect class="panel" x="{left + 0.5}" y="{top + 0.5}" width="{width}" height="{32 + LINE * len(lines)}"'
            ' rx="6"/>',
            f'<text class="title" x="{left + 12}" y="{top + 20}">{escape(title)}</text>',
        ]
        parts += [
            f'<text x="{left + 12}" y="{top + 40 + LINE * row}">{escape(line)}</text>' for row, line in enumerate(lines)
        ]
    parts += [f'<path class="arrow" marker-end="url(#tip)" d="{way}"/>' for way in ARROWS]
    return document(1212, 386, "The way of the data", parts)


PICTURES = {"one_line.svg": one_line, "architecture.svg": architecture}
"""What draws each picture."""

if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (DOCS / "images" / name).write_text(draw(), encoding="utf-8")
