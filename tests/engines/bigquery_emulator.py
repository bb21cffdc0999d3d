"""The BigQuery emulator (crucible) with a BIGNUMERIC of 38 digits, 15 of them after the point.

BigQuery's has 76 and DuckDB, below the emulator, ends at 38: so the emulator has none at all. What scores need of it
are 12 digits after the point, for the factor of a half life.

    python tests/engines/bigquery_emulator.py --port 9050
"""

from __future__ import annotations

import sys

from crucible.cli import main
from crucible.dialects.bigquery import types
from sqlglot.expressions import DType

del types._UNSUPPORTED[DType.BIGDECIMAL]
types._SCALAR_STORAGE[DType.BIGDECIMAL] = "DECIMAL(38, 15)"
types._SCALAR_NAMES[DType.BIGDECIMAL] = "BIGNUMERIC"

if __name__ == "__main__":
    sys.exit(main(["serve", "--dialect", "bigquery", *sys.argv[1:]]))
