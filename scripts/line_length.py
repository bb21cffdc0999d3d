"""List the lines of macros and models that are longer than 100 columns; ruff measures Python alone."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 100
TO_FOLLOW = {
    "macros": {"adapters", "entities", "history", "rules", "scorecards", "signals", "tables"},
    "models": {"accounts", "core", "history"},
}
"""Folders that still have longer lines."""


def long_lines() -> list[str]:
    """Where each line is that is too long."""
    return [
        f"{path}:{number}: {len(line)} columns. Allowed: {LONGEST}"
        for tree, to_follow in TO_FOLLOW.items()
        for path in sorted(file.relative_to(ROOT) for file in (ROOT / tree).rglob("*.sql"))
        if path.parts[1] not in to_follow
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]


if __name__ == "__main__":
    sys.exit("\n".join(long_lines()) or None)
