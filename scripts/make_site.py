"""Write the pages of the documentation site: what docs/ holds, and what dbt makes of the project.

The demo is scored, with everything that can be switched on, for the results of the queries; dbt's manifest has the
columns of all tables. Zensical turns the pages into the site.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import yaml
from database import opened
from documentation.pages import (
    DOCS,
    ROOT,
    Page,
    linked,
    navigation,
    pages_of_docs,
    pages_of_record,
    places,
)  # fmt: skip
from documentation.tables import edited, published, table_pages

PAST = {"lead_scoring__scoring_date": "2026-06-22", "lead_scoring__score_overrides": []}
"""The demo a week before its last day. Overrides were entered later: a replay of that day says otherwise."""

EVERYTHING: dict[str, Any] = {
    "lead_scoring__learn": True,
    "lead_scoring__replay_dates": ["2026-02-28", "2026-03-31", "2026-04-30", "2026-06-22"],
    "lead_scoring__horizon_days": 60,
    "lead_scoring__challenger": {
        "scorecard_groups": [
            {"scorecard_id": "buyer_finance", "group_id": "person", "axis": "fit", "max_points": 20},
            {"scorecard_id": "buyer_finance", "group_id": "interest", "axis": "engagement", "max_points": 30},
        ],
        "scorecard_tiers": [
            {"scorecard_id": "buyer_finance", "axis": "score", "tier": "likely", "lower_bound": 25},
            {"scorecard_id": "buyer_finance", "axis": "score", "tier": "unlikely"},
        ],
    },
}
"""Variables with which every table has rows on the demo."""


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / "target" / "site",
    help="Where the pages go, and the database that their results come from.  [default: target/site]",
)
@click.option("--reuse", is_flag=True, help="Take what dbt built the last time: for those who write pages.")
def main(output: Path, reuse: bool) -> None:
    """Write the pages and the settings that Zensical makes the site from."""
    if not reuse:
        build(output)
    pages = write_site(output)
    click.echo(f"{len(pages)} pages in {output}")


def build(output: Path) -> None:
    """Let dbt make all that pages show.

    Raises:
        click.ClickException: dbt cannot.
    """
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    os.environ["LEAD_SCORING_DUCKDB"] = str(output / "lead_scoring.duckdb")
    dbt(output, "seed", variables=PAST)
    dbt(output, "run", variables=PAST)
    dbt(output, "run", variables=EVERYTHING)


def dbt(output: Path, *command: str, variables: Mapping[str, Any]) -> None:
    """Run a dbt command on the database of the site."""
    # In a process of its own, which lets go of the file when it ends.
    run = subprocess.run([
        Path(sys.executable).with_name("dbt"), *command, "--quiet",
        "--vars", yaml.safe_dump(dict(variables), width=10**9), "--target", "duckdb", "--project-dir", ROOT,
        "--profiles-dir", ROOT, "--target-path", output / "demo", "--log-path", output / "logs",
    ])  # fmt: skip
    if run.returncode:
        raise click.ClickException(f"dbt {command[0]} failed, see above.")


def write_site(output: Path) -> list[Page]:
    """Write the pages, from what dbt built before."""
    manifest = json.loads((output / "demo" / "manifest.json").read_text(encoding="utf-8"))
    with opened(output / "lead_scoring.duckdb") as connection:

        def rows(query: str) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
            result = connection.execute(query)
            return [column[0] for column in result.description or []], result.fetchall()

        pages = all_pages(manifest, table_pages(manifest, rows))

    for folder in ("pages", "theme", "html"):
        shutil.rmtree(output / folder, ignore_errors=True)
    for page in pages:
        path = output / "pages" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")
    shutil.copytree(DOCS / "images", output / "pages" / "images")
    assets = {"site.css": "pages/assets", "worker.js": "pages/assets", "main.html": "theme"}
    for name, folder in assets.items():
        (output / folder).mkdir(exist_ok=True)
        shutil.copy(DOCS / "theme" / name, output / folder)
    settings = (DOCS / "theme" / "zensical.toml").read_text(encoding="utf-8")
    (output / "zensical.toml").write_text(settings.replace("nav = []", f"nav = {navigation(pages)}"), encoding="utf-8")
    return pages


def all_pages(manifest: Mapping[str, Any], tables: Sequence[Page]) -> list[Page]:
    """Every page of the site, in the order of its table of contents."""
    pages = [*pages_of_docs(), *tables, *pages_of_record()]
    found = places(pages)
    names = [node["name"] for node in (*published(manifest), *edited(manifest))]
    return [linked(with_mentions(page, pages, names), found) for page in pages]


def with_mentions(page: Page, pages: Sequence[Page], names: Sequence[str]) -> Page:
    """The page of a table with the guides and pages of reference that are about it."""
    name = Path(page.path).stem
    if page.section != "Tables" or name not in names:
        return page
    mentions = [
        f"[{other.title}]({os.path.relpath(other.source, Path(page.source).parent)})"
        for other in pages
        if other.section in ("Guides", "Reference") and f"{name}.yml)" in other.text
    ]
    return replace(page, text=page.text + (f"\nMore: {', '.join(mentions)}.\n" if mentions else ""))


if __name__ == "__main__":
    sys.exit(main())
