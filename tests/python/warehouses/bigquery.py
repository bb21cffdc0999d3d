"""BigQuery: dbt's adapter, the client library and BigQuery's dialect on an emulator (crucible, DuckDB below)."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery

from warehouses import Warehouse
from warehouses.server import free_port, started
from warehouses.statements import create_table, fill_table

NUMBERS = itertools.count(1)
PROJECT = "lead-scoring"
ENGINES = Path(__file__).resolve().parents[2] / "engines"


class BigQuery(Warehouse):
    target = "bigquery"
    name = "BigQuery"
    evidence = "on an emulator"
    packages = ("dbt-bigquery", "crucible-emulator")

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.dataset = f"scoring_{next(NUMBERS)}"
        self.client = bigquery.Client(
            PROJECT,
            credentials=AnonymousCredentials(),
            client_options={"api_endpoint": emulator()},
            default_query_job_config=bigquery.QueryJobConfig(default_dataset=f"{PROJECT}.{self.dataset}"),
        )
        self.client.create_dataset(self.dataset)

    def output(self) -> dict[str, Any]:
        return {
            "type": "bigquery", "method": "oauth-secrets", "token": "none", "threads": 1, "job_retries": 0,
            "job_execution_timeout_seconds": 120, "project": PROJECT, "dataset": self.dataset,
            "api_endpoint": emulator(),
        }  # fmt: skip

    def create(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> str:
        name = f"{self.dataset}.offered_{table}"
        # The emulator knows no decimals but its own.
        columns = {
            column: "decimal" if kind.lower().startswith("decimal") else kind for column, kind in columns.items()
        }
        self.client.query(create_table(name, columns, "bigquery")).result(timeout=60)
        for statement in fill_table(name, columns, rows, "bigquery"):
            self.client.query(statement).result(timeout=60)
        return name

    def rows(self, query: str) -> list[dict[str, Any]]:
        return [dict(row.items()) for row in self.client.query(query).result(timeout=60)]


@cache
def emulator() -> str:
    """The address of the one emulator of this process."""
    port = free_port()
    started([sys.executable, str(ENGINES / "bigquery_emulator.py"), "--port", str(port)], port)
    return f"http://127.0.0.1:{port}"


WAREHOUSE = BigQuery
