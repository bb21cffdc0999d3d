"""The pages that people read: README.md, CONTRIBUTING.md and docs/, and the blocks and tables that they show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from project import ROOT

FENCE = re.compile(
    r"(?:`(?P<name>[\w./-]+)`:\n\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```\n(?:\n(?P<table>(?:\|[^\n]*\n)+))?",
    re.MULTILINE | re.DOTALL,
)
PATHS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *(path for path in sorted((ROOT / "docs").rglob("*.md")) if path.parent.name != "example"),
]
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in PATHS}
"""The text of each page by its path in the project."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its page, the file that it is (or is from) if any, and the Markdown table right below."""

    page: str
    name: str
    language: str
    text: str
    table: tuple[tuple[str, ...], ...]


def sections(text: str, level: int = 2) -> dict[str, str]:
    """The text below each heading of a level, by heading."""
    parts = re.split(rf"^{'#' * level} (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def cells(table: str | None) -> tuple[tuple[str, ...], ...]:
    """The rows of a Markdown table without the line below its head; an escaped bar is a bar."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in (table or "").splitlines()]
    return tuple(
        tuple(cell.strip().replace(r"\|", "|") for cell in row) for number, row in enumerate(rows) if number != 1
    )


def tables(page: str) -> list[tuple[tuple[str, ...], ...]]:
    """All Markdown tables of a page."""
    return [cells(found) for found in re.findall(r"(?:^\|.*\n)+", PAGES[page], flags=re.MULTILINE)]


BLOCKS = [
    Block(page, found["name"] or "", found["language"], found["text"], cells(found["table"]))
    for page, text in PAGES.items()
    for found in FENCE.finditer(text)
]
"""All fenced blocks."""
