"""Figures and their difference are shown so that they agree."""

from __future__ import annotations

import pytest
from digits import MOST, agreeing_digits
from hypothesis import given
from hypothesis import strategies as st

UNITS = st.integers(0, 10**6)


@pytest.mark.parametrize(
    ("first", "second", "digits"),
    [(0.70, 0.75, 3), (0.7824, 0.7826, 4), (0.7824, 0.7824, 3), (0.78249, 0.78251, 4), (None, 0.5, 3)],
)
def test_as_many_digits_as_it_takes(first: float | None, second: float, digits: int) -> None:
    row = {"now": first, "then": second, "change": None if first is None else second - first}
    assert agreeing_digits(row, "now", "then", "change", 3) == digits


@given(UNITS, UNITS)
def test_the_difference_shown_is_that_of_the_figures_shown(first: int, second: int) -> None:
    row = {"now": first / 10**MOST, "then": second / 10**MOST, "change": (second - first) / 10**MOST}
    digits = agreeing_digits(row, "now", "then", "change", 1)
    shown = {name: f"{value:.{digits}f}" for name, value in row.items()}
    assert round(float(shown["then"]) - float(shown["now"]), digits) == float(shown["change"])
