"""Trino, in translation: see `translated`."""

from __future__ import annotations

import codecs
from typing import Any, ClassVar

from sqlglot import exp

from warehouses.translated import SCHEMA, Translated


class Trino(Translated):
    target = "trino"
    name = "Trino"
    packages = ("dbt-trino", "sqlglot", "duckdb")
    types: ClassVar = {"TIMESTAMP": "timestamp(6)", "TIMESTAMP WITH TIME ZONE": "timestamp(6) with time zone"}
    functions: ClassVar = {
        "with_timezone(moment, zone)": "timezone(zone, moment)",
        "from_big_endian_64(number)": "number",  # the hash below it is a number already
    }

    def output(self) -> dict[str, Any]:
        return {
            "type": "trino", "method": "none", "user": "nobody", "host": "127.0.0.1", "port": 1,
            "database": "lake", "schema": SCHEMA, "threads": 1,
        }  # fmt: skip

    def rewritten(self, node: exp.Expr) -> exp.Expr | None:
        if isinstance(node, exp.UnicodeString):
            return exp.Literal.string(codecs.decode(node.name.replace("\\0", "\\u0"), "unicode_escape"))
        if isinstance(node, exp.RegexpReplace):
            node.args["replacement"] = exp.Literal.string(node.args["replacement"].name.replace("$", "\\"))
        return super().rewritten(node)


WAREHOUSE = Trino
