"""How many digits two figures and their difference are shown with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST = 6  # decimals that tables have


def agreeing_digits(row: Mapping[str, Any], first: str, second: str, difference: str, least: int) -> int:
    """So many that the difference shown is the one between the figures shown: never 0.782, 0.783, ±0."""
    if any(row[name] is None for name in (first, second, difference)):
        return least

    def agree(digits: int) -> bool:
        shown = round(float(row[second]), digits) - round(float(row[first]), digits)
        return round(shown, digits) == round(float(row[difference]), digits)

    return next((digits for digits in range(least, MOST) if agree(digits)), MOST)
