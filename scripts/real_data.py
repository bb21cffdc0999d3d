"""The whole chain on real data, forward in time where they have any: learn, score, replay, measure, compare, report.

Points are learned from the first part of each data set, and held against points that were set by hand, on leads of the
second part, of which nobody knew anything. The data are no part of the project: LEAD_SCORING_SHARED_DATA, or --data,
names the folder that holds them. Nothing of their rows is kept; the table of figures goes into docs/guides/learning.md.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import duckdb
import yaml
from compare_scorecards import markdown, read_challenger
from reporting.source import DuckDbFile, Row
from reporting.words import area, number, percent

ROOT = Path(__file__).resolve().parents[1]
CARDS = ROOT / "tests" / "real_data"
PAGE = ROOT / "docs" / "guides" / "learning.md"
SHOWN = "bank_marketing"
"""The data set whose learned card is on the page: its licence allows it."""
# The two days on which leads are looked at: those that points are learned from, and those that nobody knew.
LEARNED_ON, HELD_OUT_ON, SCORING_DATE = "2025-01-31", "2025-05-31", "2025-07-31"
DAY = f"(case part when 1 then timestamp '{LEARNED_ON}' else timestamp '{HELD_OUT_ON}' end)"
"""In SQL the day on which a lead is looked at."""
POPULATION = "working_lead"
"""A signal of the demo: those that are not unsubscribed."""

DECISIONS = (
    "A_APPROVED", "A_REGISTERED", "A_ACTIVATED", "O_ACCEPTED", "A_DECLINED", "A_CANCELLED", "O_DECLINED",
)  # fmt: skip
"""What decides a loan application, either way."""
FILLED_IN_AFTERWARDS = (
    "Tags", "Lead Quality", "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index",
    "Asymmetrique Activity Score", "Asymmetrique Profile Score",
)  # fmt: skip
"""Columns of X Education that staff fills in once it has talked to the lead."""


@dataclass(frozen=True)
class Case:
    """A data set, and how it becomes leads, events and conversions.

    Args:
        name: how the table calls it.
        split: which leads are learned from, and which are held out.
        folder: the folder of its scorecard that was set by hand.
        prepare: makes the tables `leads` (with `part` 1 or 2), `events` (if there are any) and `conversions`.
        learn: variables of learning.
        horizon_days: a conversion counts within so many days.
    """

    name: str
    split: str
    folder: str
    prepare: Callable[[duckdb.DuckDBPyConnection, Path], None]
    learn: dict[str, Any] = field(default_factory=dict)
    horizon_days: int = 10


def bank_full(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Calls of a bank in the order of time; how long the call took is known only after it."""
    from_rows(
        connection,
        f"select row_number() over () as place, * from read_csv('{data}/bank_marketing/bank-full.csv.gz', delim=';')",
        converted="y = 'yes'",
        part="case when place <= 0.7 * (select count(*) from source) then 1 else 2 end",
        left_out=("place", "y", "duration"),
    )


def x_education(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Leads without dates, in two parts by chance."""
    from_rows(
        connection,
        f"""
        select leads.*, split.is_test
        from read_csv('{data}/x_education/Leads.csv', nullstr=['', 'Select']) as leads
        inner join read_csv('{data}/splits/x_education_by_lead_number.csv.gz') as split
            on leads."Lead Number" = split.id
        """,
        converted='"Converted" = 1',
        part="1 + is_test",
        left_out=("is_test", "Prospect ID", "Lead Number", "Converted", *FILLED_IN_AFTERWARDS),
    )


def from_rows(
    connection: duckdb.DuckDBPyConnection, source: str, converted: str, part: str, left_out: Sequence[str]
) -> None:
    """Leads that are rows of a table of attributes, each seen on the day of its part alone.

    Args:
        source: a query.
        converted: a condition.
        part: 1 or 2.
        left_out: columns that are no attributes, or not known in time.
    """
    connection.execute(f"create table source as {source}")
    connection.execute(f"create table numbered as select *, row_number() over () as row_id, {part} as part from source")
    dropped = ", ".join(f'"{name}"' for name in (*left_out, "row_id", "part"))
    connection.execute(f"""
        create table leads as
        select
            'L' || row_id as lead_id,
            part,
            {DAY} - interval 9 day as created_at,
            * exclude ({dropped})
        from numbered;
        create table conversions as
        select
            'L' || row_id as lead_id,
            {DAY} + interval 36 hour
                as converted_at
        from numbered
        where {converted};
    """)


def bpi2012(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Loan applications that are open 14 days after they came in, each moved such that this is the day of its part.

    Those of October to December are learned from, those from January to the middle of February held out.
    """
    folder = data / "bpi2012"
    decisions = ", ".join(f"'{name}|COMPLETE'" for name in DECISIONS)
    connection.execute(f"""
        set timezone = 'UTC';
        create table arrived as
        select
            contact_id::varchar as lead_id,
            created_at::timestamptz::timestamp as arrived_at,
            amount_requested,
            case when created_at < '2012-01-01' then 1 else 2 end as part
        from read_csv('{folder}/contacts.csv.gz')
        where created_at < '2012-02-15';
        create table moved as
        select
            *,
            to_days(({DAY}::date - 14 - arrived_at::date)::int)
                as shift
        from arrived;
        create table events as
        select
            event_id,
            lead_id,
            event_type,
            occurred_at::timestamptz::timestamp + shift as occurred_at,
            part
        from read_csv('{folder}/events.csv.gz') as happened
        inner join moved on moved.lead_id = happened.contact_id::varchar;
        create table leads as
        select lead_id, part, arrived_at + shift as created_at, amount_requested
        from moved
        where lead_id not in (
            select lead_id from events
            where event_type in ({decisions})
                and occurred_at::date <= {DAY}::date
        );
        create table conversions as
        select lead_id, converted_at::timestamptz::timestamp + shift as converted_at
        from read_csv('{folder}/conversions.csv.gz') as happened
        inner join moved on moved.lead_id = happened.contact_id::varchar;
    """)


CASES = (
    Case(
        "bpi2012, open applications after 14 days", "October to December → January to 14 February", "bpi2012", bpi2012,
        {
            "lead_scoring__learn_closing_events": [f"{name}|COMPLETE" for name in DECISIONS],
            # only an approved application has it
            "lead_scoring__learn_without": ["W_Wijzigen contractgegevens|SCHEDULE"],
        },
        # of the last applications so much is known
        horizon_days=15,
    ),
    Case("X Education, without what staff fills in", "by chance, 70 % → 30 %", "x_education", x_education),
    Case("bank-full, without `duration`", "first 70 % → last 30 %", "bank_marketing", bank_full),
)  # fmt: skip


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path),
              default=lambda: os.environ.get("LEAD_SCORING_SHARED_DATA"),
              help="The folder that holds the data; left out: $LEAD_SCORING_SHARED_DATA.")  # fmt: skip
@click.option("--only", help="Only the data whose folder is called so; the page is then left as it is.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path("target/real_data"),
              show_default=True, help="Where databases and reports go.")  # fmt: skip
def main(data: Path | None, only: str | None, output: Path) -> None:
    """Learn, score, replay, measure, compare and report on real data, and write the figures into the page."""
    if data is None:
        raise click.UsageError("name the folder that holds the data: --data, or LEAD_SCORING_SHARED_DATA")
    cases = [case for case in CASES if only in (None, case.folder)]
    if not cases:
        raise click.UsageError(f"there is no {only}. Allowed: {', '.join(case.folder for case in CASES)}")
    lines: list[list[str]] = []
    cards: dict[str, str] = {}
    for case in cases:
        click.echo(f"{case.name} …")
        folder = (output / case.folder).resolve()
        database = run(case, data.resolve(), folder)
        lines.append(line(case, database))
        cards[case.folder] = learned_card(database)
        click.echo(f"  {folder / 'report.html'}")
    table = markdown(HEAD, lines)
    click.echo(table)
    if only is None:
        text = replaced(PAGE.read_text(encoding="utf-8"), "real data", table)
        PAGE.write_text(replaced(text, "learned card", cards[SHOWN]), encoding="utf-8")


def run(case: Case, data: Path, folder: Path) -> Path:
    """The chain on one data set.

    Args:
        case: the data set.
        data: the folder that holds all of them.
        folder: where its files go.

    Returns:
        The database, whose tables hold the figures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database, learned = folder / "lead_scoring.duckdb", folder / "learned"
    for old in (database, database.with_name(f"{database.name}.wal")):
        old.unlink(missing_ok=True)
    inputs = write_inputs(case, data, folder)
    common = {
        **inputs,
        "lead_scoring__scoring_date": SCORING_DATE,
        "lead_scoring__horizon_days": case.horizon_days,
        "lead_scoring__keep_history": False,
    }
    learn = {
        **common, **case.learn,
        "lead_scoring__scorecards": [], "lead_scoring__learn": True, "lead_scoring__learn_date": LEARNED_ON,
        "lead_scoring__learn_population": POPULATION,
    }  # fmt: skip
    dbt(database, "run", "--select", "+path:models/learning", variables=learn)
    python(
        database, "export_scorecard.py", "--output", str(learned), "--replace", "--",
        *places(database), "--vars", yaml.safe_dump(learn, width=10**9),
    )  # fmt: skip
    hand_made = card(CARDS / case.folder)
    compare = {
        **common,
        **{f"lead_scoring__{name}": lines for name, lines in hand_made.items()},
        "lead_scoring__replay_dates": [LEARNED_ON, HELD_OUT_ON],
        "lead_scoring__challenger": {**card(learned), "champion": hand_made["scorecards"][0]["scorecard_id"]},
    }
    dbt(database, "run", "--select", "+path:models/performance", "+path:models/core", variables=compare)
    python(
        database, "report.py", "--database", str(database), "--output", str(folder / "report.html"),
        "--title", f"{case.name.replace('`', '')}: {case.split}",
    )  # fmt: skip
    return database


def write_inputs(case: Case, data: Path, folder: Path) -> dict[str, str]:
    """The data as files of our inputs, and the variables that name them.

    From the day after that of its part on a lead is unsubscribed, and the scorecards are of those that are not: so each
    is replayed once, as it was then.
    """
    with duckdb.connect() as connection:
        case.prepare(connection, data)
        tables = {name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()}
        ends = f"{DAY} + interval 1 day"
        queries = {
            "leads": f"""
                select * exclude (part), created_at as valid_from, {ends} as valid_to,
                    false as is_unsubscribed, false as is_competitor
                from leads
                union all
                select * exclude (part), {ends}, null, true, false from leads
            """,
            "events": "select event_id, lead_id, event_type, occurred_at from events",
            "conversions": "select lead_id, converted_at from conversions where lead_id in (select lead_id from leads)",
        }
        written = {name: folder / f"{name}.parquet" for name in queries if name in tables}
        for name, path in written.items():
            connection.execute(f"copy ({queries[name]}) to '{path}' (format parquet)")
    return {f"lead_scoring__{name}": str(path) for name, path in written.items()}


def card(folder: Path) -> dict[str, Any]:
    """The tables of a scorecard, which is of leads whose part it is."""
    tables = read_challenger(str(folder), ROOT)
    return {**tables, "scorecards": [{**line, "population": POPULATION} for line in tables["scorecards"]]}


def places(database: Path) -> list[str]:
    """The options that keep what dbt writes beside the database."""
    return ["--target-path", str(database.parent / "target"), "--log-path", str(database.parent / "logs")]


def dbt(database: Path, *arguments: str, variables: dict[str, Any]) -> None:
    """Run dbt's command, which says itself what is wrong."""
    command = [str(Path(sys.executable).with_name("dbt")), *arguments, "--quiet", *places(database)]
    call(database, [*command, "--vars", yaml.safe_dump(variables, width=10**9)])


def python(database: Path, script: str, *arguments: str) -> None:
    call(database, [sys.executable, str(ROOT / "scripts" / script), *arguments])


def call(database: Path, command: Sequence[str]) -> None:
    """Run a command in the project.

    Raises:
        click.ClickException: it failed.
    """
    environment = {**os.environ, "LEAD_SCORING_DUCKDB": str(database), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{command[0]} {command[1]} failed.\n{done.stdout}{done.stderr}")


HEAD = (
    "Data", "Held-out leads", "Base rate, learned from → held out", "AUC by hand", "AUC learned", "Difference",
    "Best tenth has, learned", "Rate stated → came, learned", "Score drift",
)  # fmt: skip


def line(case: Case, database: Path) -> list[str]:
    """A data set's line of the table: figures of the leads that nobody knew, with their intervals."""
    source = DuckDbFile(database)
    days = {
        (row["scorecard_id"], str(row["scoring_date"])): row
        for row in source.rows("select * from {scorecard_performance} where period <> 'all days'")
    }
    pair = source.rows(
        "select * from {scorecard_performance_comparison} where period <> 'all days' order by scoring_date"
    )[-1]
    champion, challenger = pair["scorecard_id"], pair["challenger_id"]
    first, hand, learned = (
        days[key] for key in ((champion, LEARNED_ON), (champion, HELD_OUT_ON), (challenger, HELD_OUT_ON))
    )
    shift = source.rows(
        "select * from {scorecard_stability} where measure in ('score', 'base_rate')"
        f" and scorecard_id = {source.literal(champion)}"
    )
    drift = {row["measure"]: row for row in shift}
    return [
        f"{case.name}, {case.split}",
        number(hand["leads"]),
        f"{percent(first['base_rate'])} → {percent(hand['base_rate'])}, {drift['base_rate']['band']}",
        measured(hand, "auc", area),
        measured(learned, "auc", area),
        measured(pair, "auc_difference", area),
        measured(learned, "top_decile_capture", percent),
        f"{percent(learned['expected_rate'])} → {percent(learned['observed_rate'])},"
        f" {learned['calibration'].replace('_', ' ')}",
        f"{area(drift['score']['drift'])}, {drift['score']['band']}",
    ]


def measured(row: Row, name: str, write: Callable[[Any], str]) -> str:
    return f"{write(row[name])} ({write(row[f'{name}_low'])} to {write(row[f'{name}_high'])})"


def learned_card(database: Path) -> str:
    """The ten lines of a learned card that move the scores most, as a table."""
    rules = DuckDbFile(database).rows("""
        select description, points
        from {learned_scorecard}
        order by abs(points::int) desc, rule_id
        limit 10
    """)
    return markdown(("Rule", "Points"), [[rule["description"], f"{int(rule['points']):+d}"] for rule in rules])


def replaced(text: str, name: str, table: str) -> str:
    """The page with another table between the markers of a name."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    found = re.subn(
        f"({re.escape(begin)}\n).*?({re.escape(end)})", lambda part: f"{part[1]}{table}\n{part[2]}", text, flags=re.S
    )
    if found[1] != 1:
        raise click.ClickException(f"{PAGE.name} has not once {begin} and {end}")
    return found[0]


if __name__ == "__main__":
    main()
