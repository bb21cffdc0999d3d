"""Every table and column is described, the contract is SPEC.md §5, and what is said twice says the same."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from dbt.contracts.graph.manifest import Manifest
from documentation.tables import DESCRIPTION, query_of
from make_site import EVERYTHING, PAST
from project import ROOT, ScoringProject

NodeOf = Callable[[Path], Any]

MODELS = sorted((ROOT / "models").rglob("*.sql"))
SEEDS = sorted((ROOT / "seeds").rglob("*.csv"))
MACROS = sorted(path for path in (ROOT / "macros").rglob("*.sql") if "generated" not in path.parts)
DATA_TESTS = sorted((ROOT / "tests" / "data_tests").rglob("*.sql"))

REPEATED = {
    path: ROOT / "models" / "core" / "intermediate" / path.name.replace(f"__{scope}_", "__")
    for scope in ("replay", "account")
    for path in MODELS
    if path.name.startswith(f"int_lead_scoring__{scope}_")
}
"""Tables of another scope than leads on the scoring date, with those whose columns they repeat."""

CONTRACT = {
    "lead_score_ledger": (
        "lead_id scorecard_id scoring_date entry_type group_id rule_id event_count last_event_on points description"
    ),
    "lead_scores": (
        "lead_id scorecard_id scoring_date score fit_score engagement_score is_disqualified rules_fired last_event_on"
        " top_reasons disqualified_by"
    ),
    "lead_tiers": (
        "lead_id scorecard_id scoring_date tier tier_rank fit_grade engagement_grade grade score_rank score_percentile "
        "action"
    ),
    "lead_stages": "lead_id scoring_date stage_id stage_rank funnel_phase entered_on is_dormant",
    "scoring_input_audit": "input reason row_count",
}
"""The columns of SPEC.md §5, in its order; more may follow them."""

OTHERS = {
    "lead_scoring__connectors": sorted(path.name for path in ROOT.glob("models/connectors/*") if path.is_dir()),
    "lead_scoring__metrics": True,
    "lead_scoring__event_filters": [{"filter_id": "scanner"}],
    "lead_scoring__replay_dates": ["2026-06-01"],
}
"""Variables that put other models in the place of the demo."""


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """What dbt makes of the project, without a warehouse."""
    parsed = ScoringProject(tmp_path_factory.mktemp("parse")).parse(EVERYTHING)
    assert isinstance(parsed, Manifest)
    return parsed


@pytest.fixture(scope="module")
def node_of(manifest: Manifest, tmp_path_factory: pytest.TempPathFactory) -> NodeOf:
    """A model or seed of ours by the path of its file."""
    others = ScoringProject(tmp_path_factory.mktemp("others")).parse(OTHERS)
    nodes = {
        ROOT / node.original_file_path: node
        for node in (*others.nodes.values(), *manifest.nodes.values())
        if node.package_name == "lead_scoring" and node.resource_type in ("model", "seed")
    }
    return nodes.__getitem__


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# -- tables and columns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODELS + SEEDS, ids=name_of)
def test_table_is_described_beside_it_and_begins_with_its_grain(node_of: NodeOf, path: Path) -> None:
    node = node_of(path)
    described = path.with_name("intermediate.yml") if path in REPEATED else path.with_suffix(".yml")
    assert node.patch_path == f"lead_scoring://{name_of(described)}"
    grain = re.match(r"One (row|line) per [^.:]+\.", node.description)
    assert grain, f"the description does not begin with 'One row per …': {node.description!r}"
    assert len(node.description) > len(grain.group()) + 20, "the grain alone does not say what the table answers"


@pytest.mark.parametrize("path", MODELS + SEEDS, ids=name_of)
def test_every_column_is_described(node_of: NodeOf, path: Path) -> None:
    columns = node_of(REPEATED.get(path, path)).columns
    assert columns
    assert [name for name, column in columns.items() if not column.description.strip()] == []


@pytest.mark.parametrize("path", SEEDS, ids=name_of)
def test_seed_describes_and_types_the_columns_of_its_file(node_of: NodeOf, path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    node = node_of(path)
    assert list(node.columns) == header
    assert list(node.config.column_types) == header


@pytest.mark.parametrize("name", CONTRACT)
def test_output_table_has_the_columns_of_the_spec_under_contract(node_of: NodeOf, name: str) -> None:
    node = node_of(ROOT / "models" / "core" / "published" / f"{name}.sql")
    promised = CONTRACT[name].split()
    assert list(node.columns)[: len(promised)] == promised
    assert node.config.contract.enforced
    assert [column.name for column in node.columns.values() if not column.data_type] == []


@pytest.mark.slow
def test_exposures_are_there_when_somebody_answers_for_them(manifest: Manifest, tmp_path: Path) -> None:
    assert manifest.exposures == {}
    owned = {**EVERYTHING, "lead_scoring__exposures_owner": "Sales operations"}
    parsed = ScoringProject(tmp_path).parse(owned)
    assert isinstance(parsed, Manifest)
    ours = {exposure.name: exposure for exposure in parsed.exposures.values()}
    assert set(ours) == {
        "lead_scoring_automations",
        "lead_scoring_crm",
        "lead_scoring_dashboards",
        "lead_scoring_nurturing",
        "lead_scoring_report",
    }
    assert {exposure.owner.name for exposure in ours.values()} == {"Sales operations"}
    assert "model.lead_scoring.lead_sync" in ours["lead_scoring_crm"].depends_on.nodes


@pytest.mark.slow
def test_without_a_history_no_exposure_waits_for_it(tmp_path: Path) -> None:
    without = {"lead_scoring__exposures_owner": "Sales operations", "lead_scoring__keep_history": False}
    parsed = ScoringProject(tmp_path).parse(without)
    assert isinstance(parsed, Manifest)
    assert {exposure.name for exposure in parsed.exposures.values()} == {
        "lead_scoring_dashboards",
        "lead_scoring_nurturing",
    }


def test_doc_blocks_are_used_twice_or_more(manifest: Manifest) -> None:
    used: Counter[str] = Counter()
    for path in [*ROOT.glob("models/**/*.yml"), *ROOT.glob("seeds/**/*.yml")]:
        used.update(re.findall(r"doc\('(\w+)'\)", path.read_text(encoding="utf-8")))
    blocks = {block.name for block in manifest.docs.values() if block.package_name == "lead_scoring"}
    assert blocks
    assert {name: used[name] for name in blocks if used[name] < 2} == {}


def test_every_reason_is_described_in_the_audit(node_of: NodeOf) -> None:
    macro = (ROOT / "macros" / "inputs" / "exclusion_reasons.sql").read_text(encoding="utf-8")
    reasons = jinja_value(r"return\((\{.+\})\)", macro)
    audit = node_of(ROOT / "models" / "core" / "published" / "scoring_input_audit.sql")
    assert [
        name for names in reasons.values() for name in names if f"`{name}` (" not in audit.columns["reason"].description
    ] == []


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> ScoringProject:
    """The demo with all that can be switched on, a week after a first run. It passes all data tests."""
    project = ScoringProject(tmp_path_factory.mktemp("everything"))
    project.invoke("seed", variables=PAST)
    project.invoke("run", "--select", "+path:models/history", "+path:models/activation", variables=PAST)
    project.invoke("build", variables=EVERYTHING)
    return project


@pytest.mark.slow
def test_described_columns_are_there(node_of: NodeOf, everything: ScoringProject) -> None:
    """Under `+persist_docs` dbt warns of a column that is not there."""
    built = {
        (row["table_name"], row["column_name"])
        for row in everything.rows("select table_name, column_name from information_schema.columns")
    }
    here = [path for path in MODELS + SEEDS if not {"connectors", "metrics"} & set(path.parts)]
    described = {(path.stem, name) for path in here for name in node_of(path).columns}
    assert described - built == set()


# -- pages about tables -----------------------------------------------------------------------------------------------

PUBLISHED = [
    path
    for path in MODELS
    if not path.name.startswith(("int_", "stg_")) and "enforced: true" in path.with_suffix(".yml").read_text("utf-8")
]
"""The tables that people query, each with a page."""

MAY_BE_EMPTY = {"learned_scorecard_leaks", "scoring_health"}
"""No column of the demo knows the outcome too well, and nothing is wrong with it."""


@pytest.mark.slow
@pytest.mark.parametrize("path", PUBLISHED, ids=name_of)
def test_the_query_of_a_table_runs_on_the_demo(everything: ScoringProject, path: Path) -> None:
    query = query_of(path.stem)
    assert re.match(rf"-- .+[.?]\n(?s:.*)\bfrom {path.stem}\b", query)
    assert everything.rows(query) or path.stem in MAY_BE_EMPTY


@pytest.mark.parametrize("path", PUBLISHED, ids=name_of)
def test_a_table_says_which_question_it_answers(node_of: NodeOf, path: Path) -> None:
    assert DESCRIPTION.fullmatch(node_of(path).description.strip())


def test_no_query_is_left_over() -> None:
    written = {path.stem for path in (ROOT / "docs" / "queries").iterdir()}
    assert written == {path.stem for path in PUBLISHED}


# -- macros and data tests --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MACROS, ids=name_of)
def test_macro_file_begins_with_a_comment_that_has_an_example(path: Path) -> None:
    comment = re.match(r"\{#.*?#\}", path.read_text(encoding="utf-8"), re.DOTALL)
    assert comment, "the file does not begin with a Jinja comment"
    assert "Example" in comment.group(), "the comment above the public macro has no Example"


@pytest.mark.parametrize("path", DATA_TESTS, ids=name_of)
def test_data_test_says_what_a_failing_row_means(path: Path) -> None:
    assert re.match(r"\{# Failing rows: .+\. #\}\n", path.read_text(encoding="utf-8"))


# -- settings ---------------------------------------------------------------------------------------------------------


def test_defaults_of_the_reader_are_those_of_the_project_file() -> None:
    macro = (ROOT / "macros" / "settings" / "setting.sql").read_text(encoding="utf-8")
    defaults = jinja_value(r"set defaults = (\{.+?\n    \}) -?%\}", macro)
    declared = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    assert {f"lead_scoring__{name}": value for name, value in defaults.items()} == declared


def jinja_value(pattern: str, template: str) -> Any:
    """The value of the literal that a pattern finds in a template."""
    found = re.search(pattern, template, re.DOTALL)
    assert found, f"nothing matches {pattern}"
    literal = f"{{% set value = {found.group(1)} %}}"
    return vars(jinja2.Environment(autoescape=False).from_string(literal).module)["value"]
