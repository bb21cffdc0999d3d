"""List lines of SQL (macros, models, documented queries) of more than 100 columns; ruff measures Python alone."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 100
TREES = ("macros", "models", "docs/queries")


def long_lines() -> list[str]:
    """Where each line is that is too long."""
    return [
        f"{path}:{number}: {len(line)} columns. Allowed: {LONGEST}"
        for tree in TREES
        for path in sorted(file.relative_to(ROOT) for file in (ROOT / tree).rglob("*.sql"))
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]


if __name__ == "__main__":
    sys.exit("\n".join(long_lines()) or None)
