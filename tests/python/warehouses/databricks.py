"""Databricks, in translation: see `translated`. Its SQL is Spark's, which `spark` runs on the engine itself."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlglot import exp

from warehouses.translated import SCHEMA, Translated


class Databricks(Translated):
    target = "databricks"
    name = "Databricks"
    packages = ("dbt-databricks", "sqlglot", "duckdb")
    types: ClassVar = {
        "VARCHAR": "string", "TIMESTAMP": "timestamp_ntz", "TIMESTAMP WITH TIME ZONE": "timestamp",
    }  # fmt: skip
    functions: ClassVar = {
        "btrim(string, letters)": "trim(string, letters)",
        "make_dt_interval(d, h, m, s)":
            "to_days(d) + to_hours(h) + to_minutes(m) + to_microseconds(cast(s * 1000000 as bigint))",
        "unix_micros(moment)": "epoch_us(moment)",
    }  # fmt: skip

    def output(self) -> dict[str, Any]:
        return {
            "type": "databricks", "host": "127.0.0.1", "http_path": "/sql/1.0/warehouses/none", "token": "none",
            "catalog": "lake", "schema": SCHEMA, "threads": 1,
        }  # fmt: skip

    def rewritten(self, node: exp.Expr) -> exp.Expr | None:
        if isinstance(node, exp.TsOrDsAdd):
            return exp.cast(node.copy(), "date")  # days after a date are a date
        return super().rewritten(node)


WAREHOUSE = Databricks
