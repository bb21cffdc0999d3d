"""Send what changed in lead_sync to a CRM that takes batches of contacts as HubSpot does.

What was confirmed is kept, contact by contact, in a file of its own: a run sends the contacts whose content is another
one, and notes each as soon as an answer says of it that it was taken. Whatever ends a run, the next one sends the rest.
A contact that was taken but not confirmed is sent again, so every change arrives at least once.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import sys
from contextlib import closing
from pathlib import Path

import click
import duckdb
import httpx
from database import opened
from pushing.contacts import Contacts, Pace
from pushing.deliveries import IN_DOUBT, Deliveries
from pushing.mapping import Contact, SyncMapping
from pushing.messages import PushError, RunEndedError, plain
from pushing.sender import BATCH_SIZE, Sender

FEW = 10
"""So many contacts may be emptied whatever their share."""
SHARE = 0.1
"""Of the contacts that the CRM has, so many may be emptied without --yes, where lead_sync has rows at all."""


def published_contacts(database: Path, mapping: SyncMapping) -> list[Contact]:
    """The rows of lead_sync that the mapping is about, as contacts.

    Raises:
        PushError: there is no such table or column.
    """
    columns = ["sync_id", "lead_id", *mapping.properties]
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in dict.fromkeys(columns))
    try:
        with opened(database) as connection:
            cursor = connection.execute(
                f"select {names} from lead_sync where scorecard_id = ? order by sync_id", [mapping.scorecard]
            )
            found = [column[0] for column in cursor.description or ()]
            return [mapping.contact(dict(zip(found, row, strict=True))) for row in cursor.fetchall()]
    except duckdb.Error as error:
        raise PushError(f"lead_sync cannot be read from {database}: {error}") from error


def check_emptied(gone: int, known: int, published: int) -> None:
    """See that a lead_sync which was built wrongly empties no CRM.

    Raises:
        PushError: too many contacts would be emptied.
    """
    if gone and (not published or gone > max(FEW, SHARE * known)):
        raise PushError(
            f"{gone} of {known} contacts that the CRM has would be emptied, for lead_sync has no rows of them."
            f" Allowed: {FEW}, or {SHARE:.0%}, while any row is left. Fix: see why they are gone, then say --yes."
        )


def account_of(url: str, token: str, portal: str) -> str:
    """Whose contacts they are: the portal that is named, or the one that the token is for."""
    if portal:
        return f"{url} portal {portal}"
    return f"{url} token {hashlib.sha256(token.encode()).hexdigest()[:16]}"


def check_address(url: str, token: str, is_needed: bool) -> None:
    """See that a request can be made of address and token.

    Raises:
        PushError: it cannot.
    """
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        address = httpx.URL()
    if address.scheme not in ("http", "https") or not address.host:
        raise PushError(f"--url is no address. Got: {plain(url)}. Allowed: one that begins with https:// or http://")
    if is_needed and not token:
        raise PushError("There is no access token. Fix: set HUBSPOT_TOKEN.")
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise PushError("The access token has blanks, or letters that none has. Fix: copy it into HUBSPOT_TOKEN again.")


def send(sender: Sender, todo: list[Contact]) -> None:
    """Send contacts, and say what came of it.

    Raises:
        PushError: the run ended before all of them were sent.
    """

    async def run() -> None:
        async with sender.contacts:
            await sender.send(todo)

    ended = ""
    try:
        asyncio.run(run())
    except RunEndedError as error:
        ended = str(error)
    click.echo(f"{sender.confirmed} rows confirmed, {len(sender.refused)} refused.")
    for sync_id, reason in list(sender.refused.items())[:10]:
        click.echo(f"  {plain(sync_id)}: {reason}")
    if ended:
        raise PushError(f"Not all was sent: {ended}. The next run sends the rest.")
    sys.exit(1 if sender.refused else 0)


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
@click.option(
    "--portal", envvar="HUBSPOT_PORTAL", default="",
    help="A name for the account that the token is for; without it another token is another account.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Empty contacts whose leads are gone, however many they are.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
def main(
    database: Path, mapping_file: Path, url: str, token: str, state: Path, requests_per_second: float, attempts: int,
    backoff: float, timeout: float, portal: str, yes: bool, dry_run: bool,
) -> None:  # fmt: skip
    """Send what changed in lead_sync since the last time."""
    mapping, token = SyncMapping.read(mapping_file), token.strip()
    check_address(url, token, is_needed=not dry_run)
    published = published_contacts(database, mapping)
    deliveries = Deliveries(state, account_of(url, token, portal), mapping.properties.values())
    with closing(deliveries.connection):
        known = deliveries.contents()
        gone = list(mapping.gone(published, known))
        changed = [contact for contact in published if known.get(contact.lead_id) != contact.content]
        todo = [*gone, *changed]
        click.echo(f"{len(todo)} of {len(published)} rows changed, in {-(-len(todo) // BATCH_SIZE)} batches.")
        if gone:
            click.echo(f"{len(gone)} of them are gone: their contacts are emptied.")
        if not yes:
            check_emptied(len(gone), len(known), len(published))
        if dry_run or not todo:
            for contact in todo[:3]:
                click.echo(contact.input)
            return
        deliveries.begin()
        # What was sent in vain before goes last, and in another order each time: it stands before no change of today,
        # and not before the same others in every run.
        random.shuffle(changed)
        changed.sort(key=lambda contact: known.get(contact.lead_id) == IN_DOUBT)
        contacts = Contacts(url, token, Pace(requests_per_second), attempts, backoff, timeout)
        send(Sender(contacts, deliveries, published), [*gone, *changed])


if __name__ == "__main__":
    main()
