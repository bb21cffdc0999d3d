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
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
# Pages whose place is not told by their folder, and the order of those that are read one after the other.
ORDER = (
    "docs/guides/first_scorecard.md", "docs/from_hubspot.md", "docs/guides/from_marketo.md",
    "docs/guides/from_account_engagement.md",
    "docs/guides/in_a_dbt_project.md", "docs/guides/on_spark.md", "docs/guides/tuning.md", "docs/guides/machines.md",
    "docs/activation.md",
    *(f"docs/rules/{name}.md" for name in (
        "index", "attribute", "event", "absence", "required", "ladder", "counting", "amount", "decay", "limits",
        "effects", "override", "tiers", "population",
    )),
)  # fmt: skip
SECTIONS = ("", "Guides", "Rules", "Tables", "Connectors", "Handbook")


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
    return [
        Page(source.removeprefix("docs/"), (ROOT / source).read_text(encoding="utf-8"), source, section_of(source))
        for source in sources
    ]


def section_of(source: str) -> str:
    """The part of the site to which a page of docs/ belongs: by its folder, unless the order says otherwise."""
    folder, _, name = source.removeprefix("docs/").rpartition("/")
    if name == "index.md" and not folder:
        return ""
    if folder:
        return {"guides": "Guides", "rules": "Rules", "connectors": "Connectors"}.get(folder, "Handbook")
    return "Guides" if source in ORDER or name.startswith("from_") else "Handbook"


def pages_of_readme() -> list[Page]:
    """A page for each section of the README: what is said there is said once."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = []
    for heading, body in headed(text, 2):
        is_of_tables = heading == "The tables"
        body = FENCE.sub(lambda fence: fence.group().replace("\n#", "\n\0"), body)
        body = re.sub(r"^#(#+ )", r"\1", body, flags=re.MULTILINE).replace("\0", "#")
        pages.append(
            Page(
                "tables/index.md" if is_of_tables else f"handbook/{anchor(heading)}.md",
                f"# {heading}\n{body}",
                "README.md",
                "Tables" if is_of_tables else "Handbook",
            )
        )
    return pages


def pages_of_record() -> list[Page]:
    """Why things are as they are, and what changed."""
    return [
        Page(f"handbook/{name.lower()}.md", (ROOT / f"{name}.md").read_text(encoding="utf-8"), f"{name}.md", "Handbook")
        for name in ("DECISIONS", "CHANGELOG")
    ]


def headed(text: str, level: int) -> list[tuple[str, str]]:
    """The headings of a level with the text below each; fenced lines are no headings."""
    hidden = FENCE.sub(lambda fence: fence.group().replace("\n#", "\n\0"), text)
    parts = re.split(rf"^{'#' * level} (.+)\n", hidden, flags=re.MULTILINE)
    return [(heading, body.replace("\0", "#")) for heading, body in zip(parts[1::2], parts[2::2], strict=True)]


def anchor(heading: str) -> str:
    """The anchor of a heading, as the site makes it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading.encode("ascii", "ignore").decode()).strip().lower())


def places(pages: Iterable[Page]) -> dict[str, str]:
    """Where on the site a file of the project, or a heading of the README, is found."""
    found = {"README.md": "index.md"}
    for page in pages:
        if page.source != "README.md":
            found[page.source] = page.path
            continue
        found[f"README.md#{anchor(page.title)}"] = page.path
        for heading, _ in headed(page.text, 2):
            found[f"README.md#{anchor(heading)}"] = f"{page.path}#{anchor(heading)}"
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
        place = found.get(f"{full}#{heading}") or found.get(full)
        if full == "README.md" and heading and f"{full}#{heading}" not in found:
            raise BrokenLinkError(f"{page.source}: README.md has no heading {heading}.")
        if place:
            goal, _, inner = place.partition("#")
            inner = inner or (heading if full != "README.md" else "")
            way = os.path.relpath(goal, Path(page.path).parent) if goal != page.path or not inner else ""
            return f"[{label}]({way}{'#' + inner if inner else ''})"
        if not (ROOT / full).exists():
            raise BrokenLinkError(f"{page.source}: {target} is not there.")
        return f"`{full}`" if label.strip("`/") in (full, Path(full).name) else f"{label} (`{full}`)"

    return replace(page, text=outside_fences(page.text, lambda text: LINK.sub(led, text)))


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
