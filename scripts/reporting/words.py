"""Figures in words: how numbers are written, and what a scorecard's evidence comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.source import Row
from reporting.tables import Card

NONE = "–"
CHANCE = 0.5
WEAK, STRONG = 0.7, 0.8
"""Areas under the ROC curve below which a score is called weak, and from which it is called strong."""
WIDE = 0.15
"""The width of an interval from which it is said that it is wide."""
VERDICTS = {
    "agrees": "agrees",
    "too_many_points": "too many points",
    "too_few_points": "too few points",
    "against_evidence": "against evidence",
    "no_evidence": "no evidence",
    "never_fires": "never fires",
    "always_fires": "always fires",
    "no_outcomes": "no outcomes",
}
KINDS = {
    "asked": "Asked for",
    "missed": "Low score, converted",
    "alarm": "High score, did not convert",
    "mover": "Moved most",
}


@dataclass(frozen=True)
class Finding:
    """A sentence about the evidence, and how it stands: good, caution or bad."""

    level: str
    text: str


def percent(value: Any, digits: int = 1) -> str:
    """A share, such as 12.3 %."""
    return NONE if value is None else f"{100 * float(value):.{digits}f} %"


def number(value: Any, digits: int = 0) -> str:
    """A number with a real minus sign."""
    if value is None:
        return NONE
    text = f"{float(value):,.{digits}f}"
    return (text.lstrip("-") if not text.strip("-0.,") else text).replace("-", "−")


def points(value: Any, signed: bool = False) -> str:
    """Points without trailing noughts."""
    if value is None:
        return NONE
    text = f"{Decimal(str(value)):{'+' if signed else ''},.2f}"
    return (text.rstrip("0").rstrip(".")).replace("-", "−")


def interval(row: Row, name: str, write: Any = percent) -> str:
    """The 95 % interval of a figure, as `low to high`."""
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    return NONE if low is None or high is None else f"{write(low)} to {write(high)}"


def area(value: Any) -> str:
    return number(value, 3)


def findings(card: Card) -> list[Finding]:
    """What the evidence comes to, the verdict on the ranking first."""
    found = [ranking(card.overall), *filter(None, map(drift, card["stability"]))]
    if card["stability"] and not any(row["measure"] == "base_rate" for row in card["stability"]):
        found.append(Finding(
            "caution", "Whether leads convert as often as before is not known: outcomes are known in one of the two"
                       " spans only, see lead_scoring__baseline_to.",
        ))  # fmt: skip
    moved = [row for row in card["stability"] if row["measure"] == "rule" and row["band"] == "shifted"]
    if moved:
        found.append(
            Finding(
                "caution",
                f"{len(moved)} of the rules {'fires' if len(moved) == 1 else 'fire'} otherwise than before.",
            )
        )
    odd = [row for row in card["rules"] if row["verdict"] == "against_evidence"]
    if odd:
        names = ", ".join(str(row["description"]) for row in odd)
        found.append(
            Finding("bad", f"The points of {len(odd)} {plural('rule', len(odd))} have the wrong sign: {names}.")
        )
    return found


def ranking(row: Row | None) -> Finding:
    """Whether the score ranks leads that convert above others, by the interval of its AUC."""
    if row is None:
        return Finding("caution", "No day was replayed, so nothing is known of what became of leads.")
    if row["auc"] is None or not row["leads"]:
        return Finding(
            "caution", "No outcome is known yet: no replayed day is a horizon ago, or nobody converted since."
        )
    auc, low, high = row["auc"], row["auc_low"], row["auc_high"]
    measured = f"AUC {area(auc)}, 95 % interval {area(low)} to {area(high)}"
    if low is None or high is None:
        return Finding("caution", f"Too few outcomes for an interval: AUC {area(auc)}.")
    wide = " The interval is wide: there are few conversions." if high - low >= WIDE else ""
    if high < CHANCE:
        return Finding("bad", f"The score ranks leads the wrong way round: {measured}.{wide}")
    if low <= CHANCE:
        return Finding("bad", f"The score cannot be told from chance: {measured}.{wide}")
    if auc < WEAK:
        return Finding("caution", f"The score predicts weakly: {measured}.{wide}")
    strength = "well" if auc >= STRONG else "fairly"
    return Finding("good" if not wide else "caution", f"The score predicts {strength}: {measured}.{wide}")


def drift(row: Row) -> Finding | None:
    """What a measure of stability says, where it is worth a sentence."""
    level = {"stable": "good", "moved": "caution", "shifted": "bad"}[row["band"]]
    before, after = row["baseline_value"], row["recent_value"]
    if row["measure"] == "base_rate" and before is not None and after is not None:
        both = f"from {percent(before)} to {percent(after)}, difference {interval(row, 'drift')}"
        if level == "good":
            return Finding(level, f"The base rate has not moved beyond chance: {both}.")
        return Finding(
            level, f"The base rate has shifted {both}: what was learned or set on the first span need not hold now."
        )
    if row["measure"] in ("score", "tier") and row["drift"] is not None:
        words = {"good": "are spread as before", "caution": "have moved", "bad": "are spread otherwise than before"}
        return Finding(level, f"The {row['measure']}s {words[level]}: stability index {area(row['drift'])}.")
    return None


def worst(found: Sequence[Finding]) -> str:
    """The level of the worst finding."""
    return max((finding.level for finding in found), key=["good", "caution", "bad"].index)


def plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
