"""The BigQuery emulator (crucible) with what it lacks for scores: a BIGNUMERIC, DELETE, and FARM_FINGERPRINT.

BigQuery's BIGNUMERIC has 76 digits and DuckDB, below the emulator, ends at 38: so the emulator has none at all. What
scores need of it are 12 digits after the point, for the factor of a half life: here it has 38, 15 of them after the
point. A DELETE runs as the MERGE that it is short for, which the emulator knows; a FARM_FINGERPRINT is another number
of the text, from its MD5: nobody looks at which one it is.

    python tests/engines/bigquery_emulator.py --port 9050
"""

from __future__ import annotations

import sys

from crucible.cli import main
from crucible.dialects.bigquery import statements, types
from crucible.engine import ExecContext, Plan
from crucible.server.bigquery import encoding
from sqlglot import exp, parse_one

STORED_AS = "DECIMAL(38, 15)"
NAME_OF, PLAN_OF = types.type_name, statements._plan


def type_name(data_type: exp.DataType) -> str:
    """The name of a type that DuckDB gives back, this one too."""
    return "BIGNUMERIC" if data_type.sql("duckdb") == STORED_AS else NAME_OF(data_type)


def plan(tree: exp.Expr, context: ExecContext) -> Plan:
    for fingerprint in list(tree.find_all(exp.FarmFingerprint)):
        (text,) = fingerprint.expressions
        number = f"cast(concat('0x', substr(to_hex(md5({text.sql('bigquery')})), 1, 15)) as int64)"
        fingerprint.replace(parse_one(number, read="bigquery"))
    if isinstance(tree, exp.Delete):
        table, condition = tree.this.sql("bigquery"), tree.args["where"].this.sql("bigquery")
        tree = parse_one(
            f"merge {table} using (select 1 as nothing) on false"
            f" when not matched by source and ({condition}) then delete",
            read="bigquery",
        )
    return PLAN_OF(tree, context)


del types._UNSUPPORTED[exp.DType.BIGDECIMAL]
types._SCALAR_STORAGE[exp.DType.BIGDECIMAL] = STORED_AS
types._SCALAR_NAMES[exp.DType.BIGDECIMAL] = "BIGNUMERIC"
types.type_name = type_name
encoding._LEGACY_NAMES["BIGNUMERIC"] = "BIGNUMERIC"
statements._plan = plan

if __name__ == "__main__":
    sys.exit(main(["serve", "--dialect", "bigquery", *sys.argv[1:]]))
