"""Pages of the site: where they come from, what they are called, and where their links lead."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)
IMAGE = re.compile(r"(!\[[^\]]*\])\(([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
GUIDES = {
    "Start": ("demo", "first_scorecard", "own_files", "own_project", "reading_scores"),
    "From another way of scoring": ("from_sql", "from_hubspot", "from_marketo", "from_account_engagement"),
    "In production": (
        "daily_run", "history", "checking", "machines", "merged_records", "accounts", "on_spark", "backup_and_restore",
        "upgrade",
    ),
    "Outcomes": ("replay", "performance", "tuning", "comparing", "learning"),
    "Using scores": ("activation", "reverse_etl", "bi"),
}  # fmt: skip
"""The guides in the order in which they are read, by what they are about; one that is not listed comes last."""
RULES = (
    "index", "attribute", "event", "absence", "required", "conditions", "several_conditions", "ladder", "counting",
    "amount", "decay", "limits", "effects", "override", "tiers", "population",
)  # fmt: skip
ORDER = [
    *(f"docs/guides/{name}.md" for names in GUIDES.values() for name in names),
    *(f"docs/rules/{name}.md" for name in RULES),
]
RECORD = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
INDEX_OF_TABLES = "docs/reference/tables.md"
FOLDERS = {"guides": "Guides", "rules": "Rules", "connectors": "Connectors", "reference": "Reference"}
SECTIONS = ("", "Guides", "Rules", "Tables", "Connectors", "Reference", "Project")


class BrokenLinkError(Exception):
    """A link of a page leads to nothing."""


@dataclass(frozen=True)
class Page:
    """A page.

    Args:
        path: where it goes below the site.
        text: Markdown, its first line the title.
        source: the file in the project whose links its links are.
        section: which part of the site it belongs to; empty: it is the entrance.
        group: which pages of the section it stands with, if any.
    """

    path: str
    text: str
    source: str
    section: str
    group: str = ""

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.text.partition("\n")[0].removeprefix("# ").replace("`", "")


def pages_of_docs() -> list[Page]:
    """A page for each Markdown file below docs/, in the order in which they are read."""
    sources = [
        path.relative_to(ROOT).as_posix() for path in sorted(DOCS.rglob("*.md")) if path.parent.name != "example"
    ]
    sources.sort(key=lambda source: (ORDER.index(source) if source in ORDER else len(ORDER), source))
    return [page_of(source) for source in sources]


def pages_of_record() -> list[Page]:
    """How the project is kept, and what changed."""
    return [page_of(name) for name in RECORD]


def page_of(source: str) -> Page:
    """The page that a file becomes: its place is that of the file."""
    text = (ROOT / source).read_text(encoding="utf-8")
    if source == INDEX_OF_TABLES:
        return Page("tables/index.md", text, source, "Tables")
    folder, _, name = source.removeprefix("docs/").rpartition("/")
    if source == "docs/index.md":
        return Page("index.md", text, source, "")
    if folder == "decisions":
        return Page(f"decisions/{name}", text, source, "Project", "Decisions")
    guides = (group for group, names in GUIDES.items() if folder == "guides" and name.removesuffix(".md") in names)
    path = source.removeprefix("docs/") if folder else f"project/{name.lower()}"
    return Page(path, text, source, FOLDERS.get(folder, "Project"), next(guides, ""))


def places(pages: Iterable[Page]) -> dict[str, str]:
    """Where on the site a file of the project is found."""
    pages = list(pages)
    found = {"README.md": "index.md", **{page.source: page.path for page in pages}}
    for folder in ("models", "seeds"):
        for path in sorted((ROOT / folder).rglob("*.yml")):
            table = f"tables/{path.stem}.md"
            if any(page.path == table for page in pages):
                found |= {
                    path.with_suffix(suffix).relative_to(ROOT).as_posix(): table for suffix in (".yml", ".sql", ".csv")
                }
    return found


def linked(page: Page, found: Mapping[str, str]) -> Page:
    """The page with links that lead to pages. A file that is none of them is named by its path.

    Raises:
        BrokenLinkError: a link leads to nothing.
    """

    def led(match: re.Match[str]) -> str:
        label, target = match.groups()
        if "://" in target or target.startswith("mailto:"):
            return match.group()
        path, _, heading = target.partition("#")
        full = os.path.normpath((Path(page.source).parent / path).as_posix()) if path else page.source
        inner = f"#{heading}" if heading else ""
        if full in found:
            way = os.path.relpath(found[full], Path(page.path).parent) if full != page.source or not inner else ""
            return f"[{label}]({way}{inner})"
        if not (ROOT / full).exists():
            raise BrokenLinkError(f"{page.source}: {target} is not there.")
        return f"`{full}`" if label.strip("`/") in (full, Path(full).name) else f"{label} (`{full}`)"

    def drawn(match: re.Match[str]) -> str:
        label, target = match.groups()
        full = os.path.normpath((Path(page.source).parent / target).as_posix())
        if not (ROOT / full).exists():
            raise BrokenLinkError(f"{page.source}: {target} is not there.")
        return f"{label}({os.path.relpath(full.removeprefix('docs/'), Path(page.path).parent)})"

    return replace(page, text=outside_fences(page.text, lambda text: IMAGE.sub(drawn, LINK.sub(led, text))))


def outside_fences(text: str, change: Callable[[str], str]) -> str:
    """A text with a change in all of it but fenced blocks."""
    return "".join(part if number % 2 else change(part) for number, part in enumerate(FENCE.split(text)))


def navigation(pages: Iterable[Page]) -> str:
    """The site's table of contents, in TOML: every page is in it, its section's index first."""
    sections: dict[str, dict[str, list[Page]]] = {section: {} for section in SECTIONS}
    for page in pages:
        sections[page.section].setdefault(page.group, []).append(page)
    entries = []
    for section, groups in sections.items():
        lines = []
        for group, members in groups.items():
            members.sort(key=lambda page: not page.path.endswith("/index.md"))
            inner = [
                # The index of a section opens with the section itself.
                json.dumps(page.path) if page.path.endswith("/index.md") else entry(page.title, json.dumps(page.path))
                for page in members
            ]
            lines += [entry(group, f"[{', '.join(inner)}]")] if group else inner
        if lines and not section:
            entries += [entry("Home", json.dumps(page.path)) for members in groups.values() for page in members]
        elif lines:
            entries.append(entry(section, f"[{', '.join(lines)}]"))
    return f"[\n    {(',' + chr(10) + '    ').join(entries)},\n]"


def entry(title: str, value: str) -> str:
    """A line of the table of contents."""
    return f"{{ {json.dumps(title)} = {value} }}"
