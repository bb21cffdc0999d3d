"""Send what changed in lead_sync to a CRM that takes batches of contacts as HubSpot does.

What was confirmed is kept, row by row, in a file of its own: a run sends the rows whose hash is another one, and
notes each batch as soon as it is confirmed. Whatever ends a run, the next one sends the rest. A batch that was taken
but not confirmed is sent again, so every change arrives at least once.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

# Nothing is told to the makers of the library.
os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")

import click
import dlt
import duckdb
import yaml
from database import opened
from dlt.common.destination.exceptions import DestinationTerminalException
from dlt.pipeline.exceptions import PipelineStepFailed
from dlt.sources.helpers.requests import Client
from requests import PreparedRequest, RequestException, Response

Row = dict[str, Any]

BATCH_SIZE = 100
"""As many contacts as HubSpot takes in one request."""
SPLIT_STATUSES = (400, 404, 409, 413, 422)
"""What a server says of a batch because of some of its rows: the others are sent without them."""


class PushError(click.ClickException):
    """What the person who runs the push has to know."""


@dataclass(frozen=True)
class Mapping:
    """Which rows of lead_sync are sent, and which of their columns under which name."""

    scorecard: str
    id_property: str
    properties: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Mapping:
        """Read a mapping from YAML.

        Raises:
            PushError: a part is missing or unknown.
        """
        parts = yaml.safe_load(path.read_text(encoding="utf-8"))
        needed = set(cls.__dataclass_fields__)
        if not isinstance(parts, dict) or set(parts) != needed or not isinstance(parts["properties"], dict):
            raise PushError(f"{path} is no mapping. Allowed: {', '.join(sorted(needed))}, each once.")
        return cls(**parts)

    def contact(self, row: Row) -> Row:
        """A row as the CRM takes it; a row that is gone empties its properties."""
        return {
            "id": row["lead_id"],
            "idProperty": self.id_property,
            "properties": {theirs: as_text(row.get(ours)) for ours, theirs in self.properties.items()},
        }


def as_text(value: Any) -> str:
    """A value as text; nothing is empty text, which empties a property."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return str(value)


class Deliveries:
    """What the CRM has confirmed: the hash of each row, in a SQLite file. A batch is noted whole or not at all."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = sqlite3.connect(path, check_same_thread=False)
        self.connection.execute(
            "create table if not exists deliveries"
            " (destination text, sync_id text, lead_id text, row_hash text, primary key (destination, sync_id))"
        )
        self.connection.commit()

    def hashes(self, destination: str) -> dict[str, tuple[str, str]]:
        """The lead and the hash of each row that is confirmed, by its key."""
        rows = self.connection.execute(
            "select sync_id, lead_id, row_hash from deliveries where destination = ?", [destination]
        )
        return {sync_id: (lead_id, row_hash) for sync_id, lead_id, row_hash in rows}

    def note(self, destination: str, rows: Iterable[Row]) -> None:
        """Keep that these rows arrived; what is gone and was emptied is forgotten."""
        with self.connection:
            for row in rows:
                self.connection.execute(
                    "delete from deliveries where destination = ? and sync_id = ?", [destination, row["sync_id"]]
                )
                if row["row_hash"]:
                    self.connection.execute(
                        "insert into deliveries values (?, ?, ?, ?)",
                        [destination, row["sync_id"], row["lead_id"], row["row_hash"]],
                    )


def published_rows(database: Path, mapping: Mapping) -> list[Row]:
    """The rows of lead_sync that the mapping is about.

    Raises:
        PushError: there is no such table or column.
    """
    columns = ["sync_id", "lead_id", "row_hash", *mapping.properties]
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in dict.fromkeys(columns))
    try:
        with opened(database) as connection:
            cursor = connection.execute(
                f"select {names} from lead_sync where scorecard_id = ? order by sync_id", [mapping.scorecard]
            )
            found = [column[0] for column in cursor.description or ()]
            return [dict(zip(found, row, strict=True)) for row in cursor.fetchall()]
    except duckdb.Error as error:
        raise PushError(f"lead_sync cannot be read from {database}: {error}") from error


def changes(rows: Sequence[Row], confirmed: dict[str, tuple[str, str]]) -> Iterator[Row]:
    """The rows that the CRM does not have as they are, and those that it has though they are gone."""
    for row in rows:
        if confirmed.get(row["sync_id"], ("", ""))[1] != row["row_hash"]:
            yield row
    published = {row["sync_id"] for row in rows}
    # A lead that left one scorecard's population is still in the CRM.
    for sync_id, (lead_id, _) in confirmed.items():
        if sync_id not in published:
            yield {"sync_id": sync_id, "lead_id": lead_id, "row_hash": ""}


@dataclass
class Pace:
    """At most so many requests a second."""

    per_second: float
    next_at: float = field(default=0.0, init=False)

    def wait(self) -> None:
        """Sleep until the next request may be sent."""
        now = time.monotonic()
        time.sleep(max(0.0, self.next_at - now))
        self.next_at = max(now, self.next_at) + 1 / self.per_second


@dataclass
class Contacts:
    """The batch API for contacts.

    Rows that the server refuses are found by halving the batch, unless the answer names them. What it does not answer
    (429, 5xx, time-outs) is asked again, later each time and never before the server's `Retry-After`.
    """

    url: str
    token: str
    pace: Pace
    attempts: int = 8
    backoff: float = 1.0
    timeout: float = 30.0
    refused: dict[str, str] = field(default_factory=dict)
    ended_by: str = ""

    def __post_init__(self) -> None:
        self.client = Client(
            request_timeout=self.timeout,
            raise_for_status=False,
            request_max_attempts=self.attempts,
            request_backoff_factor=self.backoff,
            session_attrs={"auth": self._sign},
        )

    def _sign(self, request: PreparedRequest) -> PreparedRequest:
        """Asked for each request, those that the client tries again too: it waits its turn."""
        self.pace.wait()
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request

    def send(self, batch: Sequence[tuple[Row, Row]]) -> Iterator[list[Row]]:
        """Send rows, each with the contact that it becomes, and yield those that were confirmed.

        Raises:
            DestinationTerminalException: the server answers, but not to us (401, 403), or not at all.
        """
        try:
            answer = self.client.post(self.url, json={"inputs": [contact for _, contact in batch]})
        except RequestException as error:
            raise self._end(f"{self.url} does not answer: {error}") from error
        if answer.status_code in (200, 201, 202, 204):
            yield [row for row, _ in batch]
        elif answer.status_code == 207:
            yield from self._send_partly(batch, answer)
        elif answer.status_code in SPLIT_STATUSES:
            yield from self._send_halves(batch, message_of(answer))
        else:
            raise self._end(f"{self.url} answered {answer.status_code}: {message_of(answer)}")

    def _end(self, reason: str) -> DestinationTerminalException:
        self.ended_by = reason
        return DestinationTerminalException(reason)

    def _send_partly(self, batch: Sequence[tuple[Row, Row]], answer: Response) -> Iterator[list[Row]]:
        """Some rows were taken: the answer names the others, or we ask for each half."""
        body = answer.json()
        reasons = {
            str(lead_id): str(error.get("message", error.get("category", "refused")))
            for error in body.get("errors", [])
            for lead_id in error.get("context", {}).get("ids", [])
        }
        named = {str(row["lead_id"]) for row, _ in batch} & set(reasons)
        # An error that names no row of ours may be about any of them.
        if len(named) < int(body.get("numErrors", len(body.get("errors", [])))):
            yield from self._send_halves(batch, message_of(answer))
            return
        for row, _ in batch:
            if str(row["lead_id"]) in named:
                self.refused[row["sync_id"]] = reasons[str(row["lead_id"])]
        yield [row for row, _ in batch if str(row["lead_id"]) not in named]

    def _send_halves(self, batch: Sequence[tuple[Row, Row]], message: str) -> Iterator[list[Row]]:
        if len(batch) == 1:
            self.refused[batch[0][0]["sync_id"]] = message
            return
        middle = len(batch) // 2
        yield from self.send(batch[:middle])
        yield from self.send(batch[middle:])


def message_of(answer: Response) -> str:
    """What the server said, in one line."""
    try:
        message = answer.json().get("message", "")
    except (ValueError, AttributeError):
        message = ""
    return str(message or answer.reason or answer.status_code)


def push(
    rows: Sequence[Row], mapping: Mapping, contacts: Contacts, deliveries: Deliveries, name: str, folder: Path
) -> int:
    """Send rows through a pipeline whose destination are the contacts; the number of rows that were confirmed."""
    by_key = {row["sync_id"]: row for row in rows}
    confirmed = 0

    @dlt.destination(
        batch_size=BATCH_SIZE, name="contacts", loader_parallelism_strategy="sequential", max_parallel_load_jobs=1
    )
    def contacts_api(items: list[Row], table: Any) -> None:
        nonlocal confirmed
        batch = [by_key[item["sync_id"]] for item in items]
        for arrived in contacts.send([(row, mapping.contact(row)) for row in batch]):
            deliveries.note(name, arrived)
            confirmed += len(arrived)

    pipeline = dlt.pipeline(
        pipeline_name="lead_sync", destination=contacts_api, pipelines_dir=str(folder), progress=None
    )
    # What a run before left behind is among the changes of this one, as far as it did not arrive.
    pipeline.abort_packages()
    pipeline.run(dlt.resource([{"sync_id": key} for key in by_key], name="lead_sync"))
    return confirmed


@click.command()
@click.option(
    "--database",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=lambda: os.environ.get("LEAD_SCORING_DUCKDB", "lead_scoring.duckdb"),
    show_default="$LEAD_SCORING_DUCKDB or lead_scoring.duckdb",
    help="The DuckDB file that dbt wrote.",
)
@click.option(
    "--mapping", "mapping_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=Path("integrations/push/hubspot.yml"), show_default=True, help="Which columns go to which properties.",
)  # fmt: skip
@click.option(
    "--url", default="https://api.hubapi.com/crm/v3/objects/contacts/batch/update", show_default=True,
    help="Where batches of contacts are taken.",
)  # fmt: skip
@click.option("--token", envvar="HUBSPOT_TOKEN", default="", help="The access token; better in $HUBSPOT_TOKEN.")
@click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), default=Path(".push/state.sqlite"), show_default=True,
    help="The file that keeps what was confirmed.",
)  # fmt: skip
@click.option("--requests-per-second", default=8.0, show_default=True, type=click.FloatRange(min=0.01), help="At most.")
@click.option(
    "--attempts", default=8, show_default=True, type=click.IntRange(min=1), help="How often a request is tried."
)
@click.option(
    "--backoff", default=1.0, show_default=True, type=click.FloatRange(min=0), help="Seconds; doubled each time."
)
@click.option(
    "--timeout", default=30.0, show_default=True, type=click.FloatRange(min=0.01), help="Seconds for an answer."
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
def main(
    database: Path, mapping_file: Path, url: str, token: str, state: Path, requests_per_second: float, attempts: int,
    backoff: float, timeout: float, dry_run: bool,
) -> None:  # fmt: skip
    """Send what changed in lead_sync since the last time."""
    mapping = Mapping.read(mapping_file)
    deliveries = Deliveries(state)
    name = f"{url} {mapping.scorecard}"
    published = published_rows(database, mapping)
    with closing(deliveries.connection):
        todo = list(changes(published, deliveries.hashes(name)))
        click.echo(f"{len(todo)} of {len(published)} rows changed, in {-(-len(todo) // BATCH_SIZE)} batches.")
        if dry_run or not todo:
            for row in todo[:3]:
                click.echo(mapping.contact(row))
            return
        if not token:
            raise PushError("There is no access token. Fix: set HUBSPOT_TOKEN.")
        contacts = Contacts(url, token, Pace(requests_per_second), attempts, backoff, timeout)
        try:
            confirmed = push(todo, mapping, contacts, deliveries, name, state.parent / "dlt")
        except PipelineStepFailed as error:
            reason = contacts.ended_by or str(error)
            raise PushError(f"Not all was sent: {reason}. The next run sends the rest.") from error
        click.echo(f"{confirmed} rows confirmed, {len(contacts.refused)} refused.")
        for sync_id, reason in list(contacts.refused.items())[:10]:
            click.echo(f"  {sync_id}: {reason}")
        sys.exit(1 if contacts.refused else 0)


if __name__ == "__main__":
    main()
