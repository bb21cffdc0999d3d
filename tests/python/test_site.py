"""The documentation site: its examples are built, its guides run, its pages complete (`make test-site` looks at it)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from cases import build
from documentation.examples import DIRECTIVE, EXAMPLE, NothingToShowError, compiled_sql, with_examples
from documentation.pages import (
    DOCS,
    ROOT,
    BrokenLinkError,
    Page,
    linked,
    navigation,
    pages_of_docs,
    pages_of_record,
    places,
)
from documentation.pictures import PICTURES
from documentation.tables import read_csv
from documents import FENCE, cells
from project import ScoringProject
from reference import Result
from test_cases import differences
from test_readme import answer

PAGES = pages_of_docs()
GUIDES = {path.stem: path.read_text(encoding="utf-8") for path in (DOCS / "guides").glob("*.md")}
EXCERPT = re.compile(r"[Ff]rom `([\w/.-]+)`(?:, [^\n]*)?:\n\n```\w+\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """The example of the pages about rules, built; the guide's scorecard on the same leads, built after it."""

    result: Result
    compiled: dict[str, str]
    project: ScoringProject


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    folder = tmp_path_factory.mktemp("site")
    project = ScoringProject(folder)
    result, compiled = build(project, EXAMPLE), compiled_sql(folder / "target")
    build_as_written(project, GUIDES["first_scorecard"])
    return Example(result, compiled, project)


def build_as_written(project: ScoringProject, guide: str) -> None:
    """Score the leads of the example by the variables that a guide shows."""
    [written] = re.findall(r"\.yml`:\n\n```yaml\n(.*?)```", guide, re.DOTALL)
    settings: dict[str, Any] = yaml.safe_load(written)
    for table in ("leads", "events"):
        settings[f"lead_scoring__{table}"] = str(ROOT / settings[f"lead_scoring__{table}"])
    project.run_models({**settings, "lead_scoring__keep_history": False})


# -- rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["ledger", "scores", "tiers"])
def test_the_example_comes_out_as_its_pages_show(example: Example, table: str) -> None:
    assert differences(table, EXAMPLE / f"expected_{table}.csv", getattr(example.result, table)) == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.section == "Rules"], ids=lambda page: page.path)
def test_a_page_about_rules_shows_all_parts_of_its_example(example: Example, page: Page) -> None:
    """As they are now; `make pages` writes them."""
    asked = parts_of(page)
    assert with_examples(page.text, example.compiled) == page.text, "not current: make pages"
    if page.path.endswith("index.md"):
        assert not asked
        return
    assert {"lines", "ledger"} <= asked.keys()
    for row in read_csv(EXAMPLE / "scorecard_rules.csv"):
        if row["scorecard_id"] == asked["ledger"]:
            assert row["rule_id"] in page.text
            names = [row[name] for name in ("scorecard_id", "group_id", "rule_id")]
            # Overrides are rows of a table, not queries, and a further line is no rule of its own.
            is_query = asked["ledger"] != "override" and not row["joined_by"]
            assert not is_query or f"-- {', '.join(filter(None, names))}: " in page.text


def parts_of(page: Page) -> dict[str, str]:
    """The parts of the example that a page names, with the scorecard of each."""
    return {part: card for _, card, part in DIRECTIVE.findall(page.text)}


def test_every_scorecard_of_the_example_has_its_page() -> None:
    shown = {card for page in PAGES if (card := parts_of(page).get("ledger"))}
    assert shown == {row["scorecard_id"] for row in read_csv(EXAMPLE / "scorecards.csv")}


def test_every_rule_type_has_its_page() -> None:
    macro = (ROOT / "macros" / "scorecards" / "rule_settings.sql").read_text(encoding="utf-8")
    types = re.findall(r"^ +'(\w+)': ", macro, re.MULTILINE)
    assert {"attribute", "event", "absence", "required"} == {*types}
    assert [name for name in types if not (DOCS / "rules" / f"{name}.md").exists()] == []


def test_a_page_cannot_ask_for_what_is_not_there(example: Example) -> None:
    with pytest.raises(NothingToShowError, match="no sql for nobody"):
        with_examples("# X\n\n<!-- example: nobody, sql -->\n", example.compiled)


def test_an_older_example_is_replaced(example: Example) -> None:
    directives = "<!-- example: decay, lines -->\n\n<!-- example: decay, ledger -->\n"
    once = with_examples(directives, example.compiled)
    assert once.count("<!-- example: end -->") == 2
    assert with_examples(once.replace("decay", "event"), example.compiled) == with_examples(
        directives.replace("decay", "event"), example.compiled
    )


def test_sql_is_shown_without_the_names_of_database_and_schema(example: Example) -> None:
    assert "from leads" in example.compiled["rule_points"]
    assert [model for model, sql in example.compiled.items() if '"main"' in sql] == []


# -- guides -----------------------------------------------------------------------------------------------------------


def test_the_first_scorecard_gives_what_its_guide_shows(example: Example) -> None:
    queries = [
        (found["text"], cells(found["table"]))
        for found in FENCE.finditer(GUIDES["first_scorecard"])
        if found["language"] == "sql"
    ]
    assert len(queries) == 3
    for query, table in queries:
        assert answer(example.project, query) == table


@pytest.mark.slow
def test_a_query_and_its_scorecard_give_the_same(tmp_path: Path) -> None:
    """The query of the guide on the files of the example, and the scorecard that it becomes."""
    query, asked = (found for found in FENCE.finditer(GUIDES["from_sql"]) if found["language"] == "sql")
    with duckdb.connect() as connection:
        for table in ("leads", "events"):
            connection.execute(f"create view {table} as from read_csv('{EXAMPLE / table}.csv')")
        by_hand = connection.execute(query["text"]).fetchall()
    project = ScoringProject(tmp_path)
    build_as_written(project, GUIDES["from_sql"])
    result = answer(project, asked["text"])
    assert result == cells(asked["table"])
    assert [(lead, f"{score:.2f}", tier) for lead, score, tier in by_hand] == [*result[1:]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_an_excerpt_of_a_page_stands_in_its_file(page: Page) -> None:
    for name, text in EXCERPT.findall(page.text):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert [line for line in text.splitlines() if line not in lines] == [], name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_names_variables_and_targets_that_are_there(page: Page) -> None:
    declared = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    assert {*re.findall(r"\blead_scoring__\w+", page.text)} - {*declared} == set()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"(?:`|^)make ([a-z-]+)", page.text, re.MULTILINE)
    assert [target for target in targets if not re.search(rf"make {target}\b|\b{target}:", makefile)] == []


# -- the site ---------------------------------------------------------------------------------------------------------


def tables_for_links() -> list[Page]:
    """A page, without its text, for each table that has one."""
    names = [path.stem for path in (DOCS / "queries").glob("*.sql")]
    names += [path.stem for folder in ("scorecards", "activation") for path in (ROOT / "seeds" / folder).glob("*.csv")]
    sources = {path.stem: path for folder in ("models", "seeds") for path in (ROOT / folder).rglob("*.yml")}
    return [
        Page(f"tables/{name}.md", f"# {name}\n", sources[name].relative_to(ROOT).as_posix(), "Tables", "Group")
        for name in names
    ]


def test_every_link_leads_to_a_page_or_a_file() -> None:
    pages = [*PAGES, *tables_for_links(), *pages_of_record()]
    found = places(pages)
    for page in pages:
        linked(page, found)


def test_a_link_to_nothing_is_reported() -> None:
    page = Page("x.md", "# X\n\n[there](nowhere.md)\n", "docs/x.md", "Guides")
    with pytest.raises(BrokenLinkError, match=r"docs/x\.md"):
        linked(page, places([page]))


def test_links_go_to_pages_and_other_files_are_named() -> None:
    text = "# X\n\n[Types](reference/inputs.md#types), [ours](../macros/rules/decay_factor.sql)\n\n```md\n[a](b)\n```\n"
    page = Page("x.md", text, "docs/x.md", "Handbook")
    assert linked(page, places([page, *PAGES])).text == (
        "# X\n\n[Types](reference/inputs.md#types), ours (`macros/rules/decay_factor.sql`)\n\n```md\n[a](b)\n```\n"
    )


def test_every_page_is_in_the_table_of_contents_once() -> None:
    pages = [*PAGES, *tables_for_links(), *pages_of_record()]
    contents = tomllib.loads(f"nav = {navigation(pages)}")["nav"]
    assert sorted(paths(contents)) == sorted(page.path for page in pages)
    files = {path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md") if path.parent != EXAMPLE}
    assert {page.source for page in PAGES} == files


def paths(entries: Any) -> list[str]:
    """The pages of a table of contents."""
    if isinstance(entries, str):
        return [entries]
    values = entries.values() if isinstance(entries, dict) else entries
    return [path for value in values for path in paths(value)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_begins_with_a_title_and_a_sentence(page: Page) -> None:
    assert re.match(r"# .+\n\n(?!```)[A-Z`].+", page.text)
    assert page.text.count("\n# ") == 0 or "```" in page.text


def test_every_decision_is_in_their_index_by_its_number() -> None:
    records = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name != "index.md")
    rows = re.findall(r"^\| \[(\d+)\]\(([\w.-]+)\) \| (.+) \|$", (DOCS / "decisions" / "index.md").read_text(), re.M)
    titles = [path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for path in records]
    assert sorted(rows) == [(path.name[:4], path.name, title) for path, title in zip(records, titles, strict=True)]
    assert len({path.name[:4] for path in records}) == len(records)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_pages_show(name: str) -> None:
    drawn = (DOCS / "images" / name).read_text(encoding="utf-8")
    assert drawn == PICTURES[name](), "not current: make pages"
    models = {path.stem for path in (ROOT / "models").rglob("*.sql")}
    assert {*re.findall(r">((?:int_)?lead_\w+)<", drawn)} - models - {"lead_id"} == set()


def test_settings_of_the_site_ask_no_other_host() -> None:
    settings = tomllib.loads((DOCS / "theme" / "zensical.toml").read_text(encoding="utf-8"))["project"]
    assert settings["theme"]["font"] is False
    for file in (DOCS / "theme").iterdir():
        assert "http" not in file.read_text(encoding="utf-8"), file
