"""Values out of lists of keys and values, and the tables of a day each: the SQL that each warehouse gets.

DuckDB runs it here, PostgreSQL in test_connectors; that of the others is parsed in their own dialect.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from checking.macros import CompilationError, Macros
from checking.project import Package, Project
from project import ROOT
from sqlglot import parse_one

TYPES = {"bigquery": "string", "spark": "string", "databricks": "string"}


def macros(adapter: str) -> Any:
    """The macros of this package, as an adapter finds them."""
    dispatching = SimpleNamespace(
        dispatch=lambda name, package=None: made.dispatch(name, package), quote=lambda name: f'"{name}"'
    )
    types = SimpleNamespace(type_string=lambda: TYPES.get(adapter, "varchar"), type_bigint=lambda: "bigint")
    project = Project(Package.read(ROOT))
    made = Macros(project, adapter, {"adapter": dispatching, "dbt": types})
    return made.namespaces[id(project.package)]


PARAMETERS = [
    {"key": "page_title", "value": {"string_value": "Prices", "int_value": None, "double_value": None}},
    {"key": "seats", "value": {"string_value": None, "int_value": 3, "double_value": None}},
    {"key": "value", "value": {"string_value": None, "int_value": None, "double_value": 99.5}},
    {"key": "it's", "value": {"string_value": "quoted", "int_value": None, "double_value": None}},
    {"key": "seats", "value": {"string_value": None, "int_value": 4, "double_value": None}},
]
EXPECTED = {"page_title": "Prices", "seats": "3", "value": "99.5", "it's": "quoted", "none": None}


@pytest.mark.parametrize("kind", ["STRUCT", "JSON", "VARCHAR"])
def test_a_parameter_is_found_in_a_list_of_structs_in_json_and_in_text(kind: str) -> None:
    connection = duckdb.connect()
    if kind == "STRUCT":
        connection.execute(
            "create table rows as select ?::struct(key varchar, value struct(string_value varchar, int_value bigint,"
            " double_value double))[] as event_params",
            [PARAMETERS],
        )
    else:
        connection.execute(f"create table rows as select ?::{kind} as event_params", [json.dumps(PARAMETERS)])
    (_, data_type, *_), *_ = connection.execute("describe rows").fetchall()
    ours = macros("duckdb")
    found = {
        key: connection.execute(f"select {ours.parameter_text('event_params', data_type, key)} from rows").fetchone()
        for key in EXPECTED
    }
    assert found == {key: (value,) for key, value in EXPECTED.items()}
    connection.execute("update rows set event_params = null")
    assert connection.execute(
        f"select {ours.parameter_text('event_params', data_type, 'seats')} from rows"
    ).fetchall() == [(None,)]


@pytest.mark.parametrize(
    ("adapter", "data_type", "expected"),
    [
        (
            "bigquery", "struct",
            "(select coalesce(cast(value.string_value as string), cast(value.int_value as string),"
            " cast(value.double_value as string), cast(value.float_value as string))"
            " from unnest(event_params) where key = 'page_title' limit 1)",
        ),
        ("snowflake", "VARIANT", None),
        ("spark", "array<struct<key:string,value:struct<string_value:string>>>", None),
        ("databricks", "array<struct<key:string,value:struct<string_value:string>>>", None),
        ("postgres", "jsonb", None),
    ],
)  # fmt: skip
def test_it_is_sql_of_each_warehouse(adapter: str, data_type: str, expected: str | None) -> None:
    sql = macros(adapter).parameter_text("event_params", data_type, "page_title")
    assert expected is None or sql == expected
    assert "page_title" in parse_one(f"select {sql} as title from events", read=adapter).sql(adapter)


def test_a_warehouse_without_it_says_so() -> None:
    with pytest.raises(CompilationError, match="lists of keys and values cannot be read on trino"):
        macros("trino").parameter_text("event_params", "array", "page_title")


@pytest.mark.parametrize("name", ["$current_url", "[Amplitude] Page Path", "plan"])
def test_a_field_of_json_may_have_any_name(name: str) -> None:
    text = json.dumps({name: "found", "other": 1})
    for kind in ("JSON", "VARCHAR"):
        sql = macros("duckdb").nested_text("properties", kind, [name])
        row = duckdb.execute(f"select {sql} from (select ?::{kind} as properties)", [text]).fetchone()
        assert row == ("found",)
    for adapter, kind in (("bigquery", "JSON"), ("snowflake", "VARIANT"), ("spark", "string"), ("postgres", "jsonb")):
        sql = macros(adapter).nested_text("properties", kind, [name])
        assert name in parse_one(f"select {sql} as found from events", read=adapter).sql(adapter)


SHARDS = ["events_20240501", "events_20240502", "events_intraday_20240503", "pages", "EVENTS_218028", "events_old"]


@pytest.mark.parametrize(
    ("adapter", "name", "expected"),
    [
        ("duckdb", "events_#", ["events_20240501", "events_20240502", "EVENTS_218028"]),
        ("duckdb", "events_intraday_#", ["events_intraday_20240503"]),
        ("bigquery", "events_intraday_#", ["events_intraday_20240503*"]),
        ("duckdb", "visits_#", []),
    ],
)
def test_tables_of_a_day_each_are_found_by_their_digits(adapter: str, name: str, expected: list[str]) -> None:
    assert macros(adapter).shards_of(name, SHARDS) == expected


def test_on_bigquery_they_are_one_name_with_a_star() -> None:
    days = ["events_20231231", "events_20240101", "events_20240102", "events_intraday_20240103"]
    assert macros("bigquery").shards_of("events_#", days) == ["events_202*"]
