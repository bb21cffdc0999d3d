"""A page a table: the question that it answers, a query with its result, and its columns."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from documentation.pages import DOCS, ROOT, Page

# The folders of tables in the order of the site, and what they are called there.
GROUPS = {
    "core": "Scores", "history": "History", "accounts": "Accounts", "activation": "Activation", "replay": "Replay",
    "performance": "Performance", "learning": "Learning",
}  # fmt: skip
EDITED = ("scorecards", "activation")
DESCRIPTION = re.compile(r"(One (?:row|line) per .+?\.)\s+((?:[^?]*?\?\s*)+)(.*)", re.DOTALL)
SHOWN_ROWS = 5

Node = Mapping[str, Any]
Rows = Callable[[str], tuple[Sequence[str], Sequence[Sequence[Any]]]]


def published(manifest: Mapping[str, Any]) -> list[Node]:
    """The models that people query, those under a contract, folder by folder."""
    models = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and node["package_name"] == "lead_scoring"
        and node["config"]["contract"]["enforced"]
    ]
    folders = [*GROUPS, *sorted({folder_of(node) for node in models} - {*GROUPS})]
    return sorted(models, key=lambda node: (folders.index(folder_of(node)), node["name"]))


def edited(manifest: Mapping[str, Any]) -> list[Node]:
    """The tables that people edit."""
    seeds = [node for node in manifest["nodes"].values() if node["resource_type"] == "seed"]
    return sorted((node for node in seeds if folder_of(node) in EDITED), key=lambda node: node["original_file_path"])


def folder_of(node: Node) -> str:
    """The folder of models/ or seeds/ in which a table is described."""
    return Path(node["original_file_path"]).parts[1]


def query_of(name: str) -> str:
    """The query of a table's page.

    Raises:
        FileNotFoundError: it has none yet.
    """
    return (DOCS / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def table_pages(manifest: Mapping[str, Any], rows: Rows) -> list[Page]:
    """The pages of all tables, those that people edit after those that they query."""
    models, seeds = published(manifest), edited(manifest)
    sources = {node["name"]: node["original_file_path"] for node in (*models, *seeds)}
    pages = []
    for node in models:
        query = query_of(node["name"])
        head, found = rows(query)
        example = f"```sql\n{query}```\n\n{result_of(head, found)}\n"
        pages.append(table_page(node, example, GROUPS.get(folder_of(node), folder_of(node).capitalize()), sources))
    for node in seeds:
        lines = (ROOT / node["original_file_path"]).read_text(encoding="utf-8").splitlines()[:4]
        example = f"From `{node['original_file_path']}`:\n\n```csv\n{chr(10).join(lines)}\n```\n"
        pages.append(table_page(node, example, "What people edit", sources))
    return pages


def result_of(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The first rows of a query's result on the demo."""
    if not rows:
        return "On the demo it has no rows."
    more = len(rows) - SHOWN_ROWS
    table = markdown_table(head, [map(shown, row) for row in rows[:SHOWN_ROWS]])
    return f"{table}\n\nOn the demo{f'; {more} more rows' if more > 0 else ''}."


def table_page(node: Node, example: str, group: str, sources: Mapping[str, str]) -> Page:
    """The page of one table: its description, an example, its columns."""
    match = DESCRIPTION.fullmatch(node["description"].strip())
    assert match, f"{node['name']}: the description is not grain, question, rest"
    grain, question, rest = (" ".join(part.split()) for part in match.groups())
    columns = markdown_table(
        ("Column", "Type", "Meaning") if node["resource_type"] == "model" else ("Column", "Meaning"),
        [
            (
                f"`{name}`",
                *([f"`{column['data_type']}`"] if node["resource_type"] == "model" else []),
                column["description"],
            )
            for name, column in node["columns"].items()
        ],
    )
    text = with_links(f"**{question}**\n\n{grain} {rest}", node, sources)
    return Page(
        f"tables/{node['name']}.md",
        f"# {node['name']}\n\n{text}\n\n{example}\n## Columns\n\n{with_links(columns, node, sources)}\n",
        node["original_file_path"],
        "Tables",
        group,
    )


def with_links(text: str, own: Node, sources: Mapping[str, str]) -> str:
    """A text in which the names of other tables lead to where these are described."""
    folder = Path(own["original_file_path"]).parent

    def link(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == own["name"] or name not in sources:
            return match.group()
        return f"[`{name}`]({os.path.relpath(sources[name], folder)})"

    return re.sub(r"(?<!\[)`(\w+)`(?!\])", link, text)


def markdown_table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell_text(cell) for cell in line)} |" for line in lines)


def cell_text(cell: str) -> str:
    """A text that fits into a cell."""
    return re.sub(r"\s+", " ", cell.strip()).replace("|", r"\|")


def shown(value: Any) -> str:
    """A value as pages show it; null is an empty cell."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return "" if value is None else str(value)


def read_csv(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
