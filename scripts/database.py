"""The DuckDB file that dbt wrote, or a sentence that says why it cannot be opened.

As a command it says whether dbt will be able to open the file, which would otherwise try for a minute and a half and
end with a traceback:

    python scripts/database.py
"""

from __future__ import annotations

import os
from pathlib import Path

import click
import duckdb


class UnreadableDatabaseError(click.ClickException):
    """The file cannot be opened; the text says why, and what to do."""


def named() -> Path:
    """Where the profile of this project has its file."""
    return Path(os.environ.get("LEAD_SCORING_DUCKDB") or "lead_scoring.duckdb")


def opened(path: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file.

    Args:
        path: where it is.
        read_only: whether nothing is written to it.

    Raises:
        UnreadableDatabaseError: another version of DuckDB wrote it, another process holds it, or it is none.
    """
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        reason = " ".join(str(error).split("\n")[0].split())
        raise UnreadableDatabaseError(
            f"{path} cannot be opened by DuckDB {duckdb.__version__}: {reason} Fix: {remedy(str(error))}"
        ) from error


def published(path: Path, schema: str | None = None) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file to read the tables of one project by their names, in whatever schemas dbt has put them.

    Args:
        path: where it is.
        schema: that of lead_scores; none: the only one that has it.

    Raises:
        UnreadableDatabaseError: see `opened`; or several schemas have lead_scores.
    """
    connection = opened(path)
    found = connection.execute(
        "select distinct schema_name, schema_name = ? or table_name = 'lead_scores' and ? is null as is_home"
        " from (select schema_name, table_name from duckdb_tables() union all select schema_name, view_name from"
        " duckdb_views() where not internal) as tables order by is_home desc, schema_name",
        [schema, schema],
    ).fetchall()
    homes = [name for name, is_home in found if is_home]
    if len(homes) > 1 or (schema and not homes):
        raise UnreadableDatabaseError(
            f"{path} has lead_scores in {len(homes)} schemas. Got: {', '.join(homes) or schema}. Allowed: one of"
            f" {', '.join(sorted({name for name, _ in found}))}. Fix: name it with --schema."
        )
    path_of_names = ",".join('"' + name.replace('"', '""') + '"' for name in dict.fromkeys(name for name, _ in found))
    connection.execute("set search_path = '" + path_of_names.replace("'", "''") + "'")
    return connection


def remedy(reason: str) -> str:
    """What to do about a reason that DuckDB gives."""
    if "version number" in reason:
        return (
            "open it with the version of DuckDB that wrote it (a newer one reads files of older ones, not the other way"
            " round), or build anew into another file: LEAD_SCORING_DUCKDB=other.duckdb."
        )
    if "set lock" in reason:
        return "close the other program, for one at a time may write a DuckDB file."
    return "name a file that dbt wrote, or one that is not there yet, in LEAD_SCORING_DUCKDB."


def check(path: Path) -> None:
    """See that dbt can open a file, where there is one. That another build holds it is no matter: dbt waits.

    Raises:
        UnreadableDatabaseError: it cannot.
    """
    try:
        if path.exists():
            opened(path).close()
    except UnreadableDatabaseError as error:
        if "set lock" not in error.message:
            raise


@click.command(help="Say why dbt cannot open its DuckDB file, if it cannot.")
def main() -> None:
    """Run the command line."""
    check(named())


if __name__ == "__main__":
    main()
