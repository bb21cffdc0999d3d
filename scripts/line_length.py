"""List the lines of macros and models that are longer than 100 columns; ruff measures Python alone."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 100
TREES = ("macros", "models")
TO_FOLLOW = {
    f"macros/{folder}/{name}.sql"
    for folder, names in {
        "adapters": ("id_key", "inline_rows", "lead_key", "number_of_row", "type_name"),
        "tables": ("activities", "activities_to_read", "activity_watermarks", "first_copies", "lead_keys"),
    }.items()
    for name in names
}
"""Files that still have longer lines."""


def long_lines() -> list[str]:
    """Where each line is that is too long."""
    return [
        f"{path}:{number}: {len(line)} columns. Allowed: {LONGEST}"
        for tree in TREES
        for path in sorted(file.relative_to(ROOT) for file in (ROOT / tree).rglob("*.sql"))
        if path.as_posix() not in TO_FOLLOW
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]


if __name__ == "__main__":
    sys.exit("\n".join(long_lines()) or None)
