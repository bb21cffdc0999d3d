"""Hostile text in every cell, attribute and property: it arrives as it stands, or a clear error names the cell.

Never is it run as SQL or evaluated as Jinja. Each payload has a scorecard, a stage, an override and a lead of its own,
whose every text it is, so that one build shows all of them; what else it may match is worked out here in plain Python.
"""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from project import ALWAYS, CONTRACT_TYPES, INPUTS, OUTPUTS, ROOT, SQL_TYPES, BuildError, ScoringProject
from reference import Result, Row, Types, World, trimmed
from scorecard_builder import (
    ABSENCE_RULE,
    ATTRIBUTE_RULE,
    EVENT_RULE,
    FIT_GROUP,
    OVERRIDE,
    SCORECARD,
    STAGE,
    TIER,
    Cells,
    Tables,
    good_card,
    together,
)

SCORING_DATE = "2026-06-30"
PAYLOADS = {
    # SQL
    "quote": "'",
    "two quotes": "''",
    "double quote": '"',
    "dropped table": ";drop table lead_scores;--",
    "created table": "'; create table hostile_sql as select 1; --",
    "written file": "') from (values (1)); copy (select 1) to 'hostile.csv'; --",
    "comment": "/* */",
    "comment of a line": "-- x",
    "backtick": "`",
    "two dollars": "$$",
    "variable of the machine": "${env:HOME}",
    "parameters": "$1 %s :name ?",
    "percent": "%",
    "underscore": "_",
    "backslash": "\\",
    "backslash and quote": "\\'",
    "pattern": ".*[a-z](b)+^$",
    # Jinja
    "division by zero": "{{ 1/0 }}",
    "query in Jinja": "{{ run_query('create table hostile_jinja as select 1') }}",
    "variable in Jinja": "{{ var('x') }}",
    "raw": "{% raw %}",
    "end of a macro": "{% endmacro %}",
    "comment in Jinja": "{# c #}",
    # line breaks and characters without a shape
    "escaped line break": "\\n",
    "line feed": "a\nb",
    "carriage return and line feed": "a\r\nb",
    "carriage return": "a\rb",
    "line separator": "a\u2028b",
    # The bell is there for PyYAML, which carries variables: it keeps U+0085 only in a text that it has to escape.
    "next line": "a\x85b\x07",
    "vertical tab": "a\x0bb",
    "no-break space": "a\u00a0",
    "byte order mark": "\ufeffa",
    "colours of a terminal": "\x1b[31mred",
    "forged problem": "a'.\n    - scorecard good: everything is right",
    "padded": "  padded \t",
    "ten thousand": "x'" * 5_000,
    # letters
    "emoji": "😀",
    "joined emoji": "👩‍👩‍👧",
    "right to left": "\u202eعربي\u202c",
    "Hebrew": "שלום",
    "full-width": "ＦＵＬＬ",
    "dotted I": "İ",
    "sharp s": "ß",
    "sigma": "ΣΑΣ",
    "accent of its own": "cafe\u0301",
    # what files and languages take for something else
    "null": "null",
    "NULL": "NULL",
    "none": "none",
    "true": "true",
    "scientific": "1e5",
    "number in Python": "1_000",
    "bar": "a|b",
    "formula": "=1+1",
    "comma and hash": "#1,#2",
}
BREAKING = "a\x00b"  # NUL: no cell of a scorecard may hold it, data of some warehouses may
ATTRIBUTES = ("account_id", "job_title", "department", "industry", "country", "region", "lead_source", "email_type")
PROPERTIES = ("page_path", "asset", "campaign")
# Each operator has a rule for each payload in one of the builds: all of them in each would take too long.
OPERATORS = {
    "inline": ("=", "contains", "has_word"),
    "files": ("in", "!=", "<", "starts_with"),
    "relations": ("<=", ">", "not_contains", "ends_with"),
    "seeds": ("not_in", "between", ">="),
}


# -- what is compared with what ---------------------------------------------------------------------------------------


def cell(text: str) -> str:
    """The text of a cell: spaces around it are not part of it."""
    return trimmed(text)


def folded(text: str) -> str:
    """Text as comparisons see it. Letter by letter: İ is one letter, and ΣΑΣ ends like it begins."""
    return "".join(letter.lower()[0] for letter in cell(text))


def same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def is_letter_or_digit(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("L") or category == "Nd"


def stands_alone(word: str, text: str) -> bool:
    """Whether the word is somewhere in the text without a letter or digit beside it."""
    starts = [at for at in range(len(text)) if text.startswith(word, at)]
    return any(
        not any(map(is_letter_or_digit, text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]))
        for at in starts
    )


def number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?(e[0-9]+)?", text) else None


def holds(operator: str, value: str, text: str) -> bool:
    """Whether a text column that holds the text fulfils the condition."""
    takes_several = operator not in ("=", "!=", "<", "<=", ">", ">=")
    values = [folded(part) for part in (value.split("|") if takes_several else [value])]
    found = folded(text)
    if operator in ("<", "<=", ">", ">=", "between"):
        numbers = [number(part) for part in values]
        if None not in numbers:
            return number(found) is not None and is_in_order(operator, number(found), numbers)
        return is_in_order(operator, found, values)
    return {
        "=": found in values,
        "!=": found not in values,
        "in": found in values,
        "not_in": found not in values,
        "contains": any(part in found for part in values),
        "not_contains": not any(part in found for part in values),
        "starts_with": any(found.startswith(part) for part in values),
        "ends_with": any(found.endswith(part) for part in values),
        "has_word": any(stands_alone(part, found) for part in values),
    }[operator]


def is_in_order(operator: str, found: Any, values: list[Any]) -> bool:
    is_in: dict[str, bool] = {
        "<": found < values[0],
        "<=": found <= values[0],
        ">": found > values[0],
        ">=": found >= values[0],
        "between": values[0] <= found <= values[-1],
    }
    return is_in[operator]


# -- the world and the scorecards -------------------------------------------------------------------------------------


def texts_of(project: ScoringProject) -> tuple[str, ...]:
    """What the data hold: each payload, and what only data may hold where the warehouse lets them."""
    return (*PAYLOADS.values(), *[BREAKING] * project.warehouse.holds_nul)


def hostile_world(texts: Iterable[str]) -> World:
    """A lead for each text, which is every text of the lead, of its events and of its links; one that is nobody."""
    world = World(
        lead_types=dict.fromkeys(ATTRIBUTES, "text"),
        event_types=dict.fromkeys(PROPERTIES, "text"),
        leads=[{"lead_id": "nobody", "created_at": datetime(2026, 1, 1)}],
    )
    for text in texts:
        lead_id = cell(text)
        visitor_id = f"{lead_id} visitor"
        properties = {"occurred_at": datetime(2026, 6, 1), **dict.fromkeys(PROPERTIES, text)}
        world.leads.append({"lead_id": lead_id, "created_at": datetime(2026, 1, 1), **dict.fromkeys(ATTRIBUTES, text)})
        world.events += [
            {"event_id": text, "lead_id": lead_id, "event_type": text, **properties},
            {"event_id": f"{text} once more", "lead_id": visitor_id, "event_type": text, **properties},
            {"event_id": f"{text} visit", "lead_id": lead_id, "event_type": "visit", **properties},
        ]
        world.conversions.append({"lead_id": lead_id, "converted_at": datetime(2026, 6, 2)})
        world.identities.append({"alias_id": visitor_id, "lead_id": lead_id, "linked_at": datetime(2026, 6, 3)})
    return world


def card_of(payload: str, rule: Cells, entry: Cells) -> Tables:
    """A scorecard whose every text is the payload: its lead gets 3 (rule) - 2 (limit) + 1 (override) = 2 points."""
    card = {"scorecard_id": payload}
    band = {**card, "tier": payload, "lower_bound": "1", "action": payload}
    rest = {**card, "tier": "rest"}
    return {
        "scorecards": [{**card, "description": payload}],
        "scorecard_groups": [{**card, "group_id": payload, "axis": "fit", "max_points": "1"}],
        "scorecard_rules": [
            {**card, "rule_id": payload, "group_id": payload, "points": "3", "description": payload, **rule}
        ],
        "scorecard_tiers": [
            {**band, "axis": "score"}, {**rest, "axis": "score"}, {**band, "axis": "fit"}, {**rest, "axis": "fit"},
            {**card, "axis": "engagement", "tier": payload},
        ],
        "lifecycle_stages": [{"stage_id": payload, "funnel_phase": payload, **entry}],
        "score_overrides": [
            {**card, "lead_id": payload, "points": "1", "starts_on": "2026-01-01", "author": payload, "reason": payload}
        ],
    }  # fmt: skip


def hostile_cards(turn: int = 0) -> Tables:
    """A scorecard and a stage for each payload; with the turn, another kind of rule and another way into the stage."""
    cards = []
    for rank, payload in enumerate(PAYLOADS.values()):
        rules: list[Cells] = [
            {"rule_type": "event", "subject": payload, "min_count": "2"},
            {"rule_type": "absence", "subject": "nothing", "given_subject": payload, "given_min_count": "2"},
        ]
        entries: list[Cells] = [
            {"entry_type": "tier", "scorecard_id": payload, "value": payload},
            {"entry_type": "attribute", "subject": "job_title", "operator": "=", "value": payload},
            {"entry_type": "event", "subject": payload},
        ]
        rule, entry = (ways[(rank + turn) % len(ways)] for ways in (rules, entries))
        cards.append(card_of(payload, rule, {"stage_rank": str(rank), **entry}))
    return together(cards)


def value_of(operator: str, payload: str) -> str:
    return f"{payload}|{payload}" if operator == "between" and "|" not in payload else payload


def operator_card(way: str) -> Tables:
    """A scorecard with a rule for every payload and operator of the way of delivery.

    They look at one property of events after the other when written inline, and else at one attribute after the other.
    """
    looks_at: list[Cells] = (
        [{"rule_type": "event", "subject": "visit", "property": name} for name in PROPERTIES]
        if way == "inline"
        else [{"rule_type": "attribute", "subject": name} for name in ATTRIBUTES]
    )
    card = {"scorecard_id": "operators"}
    return {
        "scorecards": [card],
        "scorecard_groups": [{**card, "group_id": "texts", "axis": "fit"}],
        "scorecard_rules": [
            {**card, "rule_id": f"{operator} {name}", "group_id": "texts", "points": "1",
             **looks_at[(column + row) % len(looks_at)], "operator": operator, "value": value_of(operator, payload)}
            for column, operator in enumerate(OPERATORS[way])
            for row, (name, payload) in enumerate(PAYLOADS.items())
        ],
    }  # fmt: skip


def hostile_tables(way: str, turn: int = 0) -> Tables:
    return together([hostile_cards(turn), operator_card(way)])


# -- the ways in which it is delivered --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Built:
    """What came out of a build: the output tables, the staged inputs, and the names of all relations."""

    texts: tuple[str, ...]  # of the data that went in
    result: Result
    staged: dict[str, list[Row]]
    relations: set[str]
    wakes: bool  # whether an event of a payload's type keeps a lead awake


def relations_of(project: ScoringProject) -> set[str]:
    return {row["name"] for row in project.rows("select table_name as name from information_schema.tables")}


def assert_nothing_was_run(relations: set[str], models: Iterable[str] = ALWAYS) -> None:
    """All models are there, and nothing that a payload would have made."""
    assert relations >= {*models}
    assert [name for name in relations if name.startswith("hostile")] == []
    assert not Path("hostile.csv").exists()


def built(project: ScoringProject, wakes: bool = True) -> Built:
    return Built(
        texts_of(project),
        Result(**{name: project.rows(f"select * from {table}") for name, table in OUTPUTS.items()}),
        {name: project.rows(f"select * from stg_lead_scoring__{name}") for name in INPUTS},
        relations_of(project),
        wakes,
    )


def write_csv(path: Path, rows: Iterable[Mapping[str, Any]], columns: Iterable[str] | None = None) -> Path:
    """Write rows as a CSV file (RFC 4180), with these columns or all that they have."""
    rows = list(rows)
    columns = columns or dict.fromkeys(column for row in rows for column in row)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(columns))
        writer.writeheader()
        writer.writerows(rows)
    return path


def inputs_of(world: World) -> Tables:
    return {name: getattr(world, name) for name in INPUTS}


def inline(project: ScoringProject) -> Built:
    """Scorecards as variables."""
    project.write(hostile_world(texts_of(project)))
    project.run(hostile_tables("inline"), SCORING_DATE)
    return built(project)


def files(project: ScoringProject, directory: Path) -> Built:
    """Everything in CSV files."""
    tables: Tables = {**inputs_of(hostile_world(texts_of(project))), **hostile_tables("files", turn=2)}
    project.run({}, SCORING_DATE, **{name: write_csv(directory / f"{name}.csv", rows) for name, rows in tables.items()})
    return built(project)


def relations(project: ScoringProject) -> Built:
    """Everything in tables of the warehouse. Events of the payloads' types are done to the lead, as a variable says."""
    world = hostile_world(texts_of(project))
    types = {"leads": world.lead_types, "events": world.event_types}
    names = {}
    for name in INPUTS:
        columns = {column: SQL_TYPES[kind] for column, kind in {**CONTRACT_TYPES[name], **types.get(name, {})}.items()}
        rows = [[row.get(column) for column in columns] for row in getattr(world, name)]
        names[name] = project.warehouse.create(name, columns, rows)
    for name, lines in hostile_tables("relations", turn=3).items():
        columns = dict.fromkeys((column for line in lines for column in line), "varchar")
        rows = [[line.get(column) for column in columns] for line in lines]
        names[name] = project.warehouse.create(name, columns, rows)
    project.run({}, SCORING_DATE, **names, outbound_event_types=["visit", *PAYLOADS.values()])
    return built(project, wakes=False)


def seeds(directory: Path, target: str) -> Built:
    """Everything in the seeds of a copy of the project: what a person does who edits the shipped tables."""
    copy = directory / "copy"
    project = ScoringProject(directory, target, root=copy)
    if not project.warehouse.reads_files:
        pytest.skip("here dbt reads seeds itself: the word null is nothing to it, and a carriage return a line feed")
    for folder in ("macros", "models", "seeds"):
        shutil.copytree(ROOT / folder, copy / folder)
    shutil.copy(ROOT / "profiles.yml", copy)
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    settings["vars"]["lead_scoring__outbound_event_types"] = ["visit", *PAYLOADS.values()]
    # What is done with scores names the shipped scorecards.
    settings["vars"].update(lead_scoring__trigger_rules=[], lead_scoring__nurture_tracks=[])
    (copy / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    tables: Tables = {
        **{f"scorecards/{name}": rows for name, rows in hostile_tables("seeds", turn=1).items()},
        **{f"demo/demo_{name}": rows for name, rows in inputs_of(hostile_world(texts_of(project))).items()},
    }
    for name, rows in tables.items():
        path = copy / "seeds" / f"{name}.csv"
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        write_csv(path, rows, header)
    project.invoke("build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
    return built(project, wakes=False)


SLOW = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    """A project that builds everything: text goes everywhere."""
    return new_project(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def deliver(project: ScoringProject, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """A build of each way of delivery, once."""
    return cache(
        lambda way: {
            "inline": lambda: inline(project),
            "files": lambda: files(project, tmp_path_factory.mktemp("files")),
            "relations": lambda: relations(project),
            "seeds": lambda: seeds(tmp_path_factory.mktemp("seeds"), project.warehouse.target),
        }[way]()
    )


@pytest.fixture(params=["inline", *(pytest.param(way, marks=SLOW) for way in ("files", "relations", "seeds"))])
def delivered(request: pytest.FixtureRequest, deliver: Callable[[str], Built]) -> Built:
    return deliver(request.param)


# -- what comes out ---------------------------------------------------------------------------------------------------


def rows_of(rows: list[Row], **cells: Any) -> list[Row]:
    return [row for row in rows if all(row[column] == found for column, found in cells.items())]


@pytest.mark.sampled(8)
@pytest.mark.parametrize("name", PAYLOADS)
def test_the_text_comes_out_as_it_stands(delivered: Built, name: str) -> None:
    """In every column of every output table that holds a text of the scorecard, for the lead of the payload."""
    text = cell(PAYLOADS[name])
    key = {"scorecard_id": text, "lead_id": text}
    ledger = rows_of(delivered.result.ledger, **key)
    (limit,) = (entry["description"] for entry in rows_of(ledger, entry_type="group_limit"))
    columns = ("entry_type", "group_id", "rule_id", "points", "description")
    assert {tuple(entry[column] for column in columns) for entry in ledger} == {
        ("rule", text, text, 3, text),
        ("group_limit", text, None, -2, limit),
        ("override", None, None, 1, text),
    }
    assert text in limit
    (scores,) = rows_of(delivered.result.scores, **key)
    assert (scores["score"], scores["top_reasons"]) == (2, f"{text} (+3); {limit} (-2); {text} (+1)")
    (tiers,) = rows_of(delivered.result.tiers, **key)
    assert [tiers[column] for column in ("tier", "action", "fit_grade", "engagement_grade", "grade")] == [
        *(text, text, text, text, text + text)
    ]


@pytest.mark.parametrize("name", PAYLOADS)
def test_only_the_lead_of_the_text_gets_points(delivered: Built, name: str) -> None:
    """And whose text differs in its case only: without the override, 3 - 2 = 1 point."""
    text = cell(PAYLOADS[name])
    found = {row["lead_id"]: row["score"] for row in rows_of(delivered.result.scores, scorecard_id=text)}
    expected = {cell(other): int(same(other, text)) + int(cell(other) == text) for other in delivered.texts}
    assert found == {**expected, "nobody": 0}


def test_every_lead_is_in_its_stage(delivered: Built) -> None:
    expected: dict[str, tuple[str | None, ...]] = dict.fromkeys(("nobody", *map(cell, delivered.texts)), (None, None))
    for payload in PAYLOADS.values():
        highest = [cell(other) for other in PAYLOADS.values() if same(other, payload)][-1]
        expected[cell(payload)] = (highest, highest)
    stages = delivered.result.stages
    assert {row["lead_id"]: (row["stage_id"], row["funnel_phase"]) for row in stages} == expected


def test_a_list_of_texts_in_a_variable_is_literal(delivered: Built) -> None:
    awake = {row["lead_id"] for row in delivered.result.stages if not row["is_dormant"]}
    assert awake == ({cell(text) for text in delivered.texts} if delivered.wakes else {BREAKING} & {*delivered.texts})


@pytest.mark.parametrize("column", ["lead_id", *ATTRIBUTES])
def test_attributes_arrive(delivered: Built, column: str) -> None:
    nobody, texts = ("nobody", map(cell, delivered.texts)) if column == "lead_id" else (None, delivered.texts)
    expected = {nobody, *texts}
    assert {row[column] for row in delivered.staged["leads"]} == expected


@pytest.mark.parametrize("column", ["event_id", "event_type", *PROPERTIES])
def test_properties_of_events_arrive(delivered: Built, column: str) -> None:
    expected = set(delivered.texts)
    if column == "event_id":
        expected |= {f"{text} {more}" for text in delivered.texts for more in ("once more", "visit")}
    elif column == "event_type":
        expected |= {"visit"}
    assert {row[column] for row in delivered.staged["events"]} == expected


def test_every_row_counts(delivered: Built) -> None:
    counted = [row for row in delivered.result.audit if row["row_count"]]
    assert rows_of(delivered.result.audit, reason="counted") == counted
    texts = len(delivered.texts)
    assert {row["input"]: row["row_count"] for row in counted} == {
        "leads": texts + 1, "events": 3 * texts, "conversions": texts, "identities": texts,
        "score_overrides": len(PAYLOADS),
    }  # fmt: skip


def test_nothing_was_run(delivered: Built) -> None:
    assert_nothing_was_run(delivered.relations)


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("way", ["inline", *(pytest.param(way, marks=SLOW) for way in list(OPERATORS)[1:])])
def test_a_condition_takes_the_text_literally(deliver: Callable[[str], Built], way: str, name: str) -> None:
    """% is no wildcard, a backslash no escape, a full stop no pattern: each rule fires for whom Python says."""
    operators = OPERATORS[way]
    fired: dict[str, set[str]] = {operator: set() for operator in operators}
    found = deliver(way)
    for entry in rows_of(found.result.ledger, scorecard_id="operators", entry_type="rule"):
        operator, _, payload_name = entry["rule_id"].partition(" ")
        if payload_name == name:
            fired[operator].add(entry["lead_id"])
    assert fired == {
        operator: {cell(text) for text in found.texts if holds(operator, value_of(operator, PAYLOADS[name]), text)}
        for operator in operators
    }


# -- cells that can hold no such text: a clear error ------------------------------------------------------------------

# The word before a line's own id in the place of a problem, that id's column, and a correct line.
LINES: dict[str, tuple[str, str, Cells]] = {
    "scorecards": ("scorecard", "scorecard_id", SCORECARD),
    "scorecard_groups": ("group", "group_id", FIT_GROUP),
    "scorecard_rules": ("rule", "rule_id", ATTRIBUTE_RULE),
    "scorecard_tiers": ("tier", "tier", TIER),
    "lifecycle_stages": ("stage", "stage_id", STAGE),
    "score_overrides": ("lead", "lead_id", OVERRIDE),
}
# Cells that hold a word, a number, a day or a name.
STRICT_CELLS = {
    "scorecards": "entity population min_score max_score is_enabled",
    "scorecard_groups": "scorecard_id axis combine min_points max_points",
    "scorecard_rules": "scorecard_id group_id rule_type subject property operator value points award min_count "
    "max_count window_days max_per_day half_life_days decay_percent decay_every_days max_points given_min_count "
    "valid_from valid_to is_enabled",
    "scorecard_tiers": "scorecard_id axis lower_bound is_strict",
    "lifecycle_stages": "stage_rank entry_type scorecard_id subject operator value",
    "score_overrides": "scorecard_id points starts_on ends_on",
}
# The rest of a line of which such a cell is part, where it is another one than that of the table.
EVENT_CELLS: Cells = {**EVENT_RULE, "property": "page_path", "operator": "is_null", "value": None}
SCORE_STAGE: Cells = {"entry_type": "score", "scorecard_id": "good", "operator": "=", "value": "1"}
OTHER_LINES: dict[tuple[str, str], Cells] = {
    **{("scorecard_rules", column): EVENT_CELLS for column in STRICT_CELLS["scorecard_rules"].split()[8:-1]},
    ("scorecard_rules", "property"): EVENT_CELLS,
    ("scorecard_rules", "value"): {"subject": "employees", "operator": "="},
    ("scorecard_rules", "given_min_count"): {**ABSENCE_RULE, "given_subject": "page_view"},
    **{("lifecycle_stages", column): SCORE_STAGE for column in ("scorecard_id", "operator", "value")},
    ("lifecycle_stages", "subject"): {**SCORE_STAGE, "entry_type": "attribute"},
}
# Those in which every payload is looked at: a cell, and one that is also part of the place.
READ_CELLS = [("scorecard_rules", "points"), ("scorecard_rules", "scorecard_id")]
# The others are right in a cell that holds yes or no, or a number.
REFUSED = {name: payload for name, payload in PAYLOADS.items() if name not in ("true", "scientific")}


def strict_cells(name: str) -> list[tuple[str, str]]:
    """Tables and columns where the payload stands in a strict cell: a third of them in turn, and the cells to read."""
    cells = [(table, column) for table, columns in STRICT_CELLS.items() for column in columns.split()]
    turn = list(REFUSED).index(name)
    return [of for at, of in enumerate(cells) if (at + turn) % 3 == 0 or of in READ_CELLS]


def strict_line(name: str, table: str, column: str, number: int) -> Cells:
    """A line that is correct but for one cell, in which the payload stands."""
    _, own_column, cells = LINES[table]
    own = {own_column: f"{column} of {name}"}
    rank = {"stage_rank": str(1_000 + number)} if table == "lifecycle_stages" else {}
    return {**cells, **rank, **OTHER_LINES.get((table, column), {}), **own, column: REFUSED[name]}


def columns_of(table: str) -> list[str]:
    """The columns of a scorecard table, as the shipped seed has them."""
    path = ROOT / "seeds" / "scorecards" / f"{table}.csv"
    return path.read_text(encoding="utf-8").splitlines()[0].split(",")


def problems_of(project: ScoringProject, tables: Tables) -> list[str]:
    """The problems that the message of a build lists, which has to fail with an error of ours."""
    types: Types = {"job_title": "text", "employees": "number"}
    project.write(World(lead_types=types, event_types={"page_path": "text"}))
    if project.manifest is None:  # dbt parses the project with tables that are right
        project.run(good_card(), SCORING_DATE)
    with pytest.raises(BuildError) as error:
        project.run(together([good_card(), tables]), SCORING_DATE)
    header, *problems = str(error.value).split("\n    - ")
    assert header.splitlines()[1].startswith("  lead_scoring: "), header
    return problems


@pytest.fixture(scope="module")
def problems(project: ScoringProject) -> list[str]:
    """What is told about each payload in its strict cells, and as the name of a column."""
    lines: Tables = {table: [] for table in LINES}
    stands_in = [(name, *of) for name in REFUSED for of in strict_cells(name)]
    for number, (name, table, column) in enumerate(stands_in):
        lines[table].append(strict_line(name, table, column, number))
    lines["scorecards"].append({"scorecard_id": "columns", **dict.fromkeys(REFUSED.values(), "x")})
    # Ids that are allowed where another one stands.
    lines["scorecards"] += [{"scorecard_id": f"known {payload}"} for payload in REFUSED.values()]
    return problems_of(project, lines)


@pytest.fixture(scope="module")
def nul_problems(project: ScoringProject) -> list[str]:
    """What is told about a NUL in each cell."""
    lines: Tables = {
        table: [{**cells, column: BREAKING} for column in columns_of(table)] for table, (_, _, cells) in LINES.items()
    }
    return problems_of(project, lines)


@pytest.mark.parametrize("name", REFUSED)
def test_a_text_that_cannot_stand_there_is_reported(problems: list[str], name: str) -> None:
    """With the line and the cell, and the text itself unless it has to be told in another way."""
    text = cell(REFUSED[name])
    got = f"Got: '{text}'." if text.isprintable() and len(text) < 50 else "Got: '"
    for table, column in strict_cells(name):
        place = f"{LINES[table][0]} {column} of {name}: {column} "
        fix = f"edit {column} in lead_scoring__{table}, entry "
        told = [problem for problem in problems if place in problem and fix in problem]
        assert [problem for problem in told if got in problem], (place, told)


@pytest.mark.parametrize("table", LINES)
def test_a_nul_is_reported(nul_problems: list[str], table: str) -> None:
    for column in columns_of(table):
        wrong = f": {column} holds a NUL character. Got: 'a␀b'."
        fix = f"Fix: edit {column} in lead_scoring__{table}, entry "
        assert [problem for problem in nul_problems if wrong in problem and fix in problem], wrong


@pytest.mark.parametrize("name", REFUSED)
def test_a_column_that_has_no_meaning_is_reported(problems: list[str], name: str) -> None:
    """But for names that begin with _, which loaders of data use."""
    text = REFUSED[name]
    start = "scorecards: the table has a column that has no meaning. Got: '"
    if text.isprintable() and len(text) < 50:
        start += f"{text}'."
    is_reported = any(problem.startswith(start) for problem in problems)
    assert is_reported != text.startswith("_")


def test_nothing_was_run_on_the_way_to_an_error(project: ScoringProject, problems: list[str]) -> None:
    models = ALWAYS if project.warehouse.keeps_views else OUTPUTS.values()
    assert_nothing_was_run(relations_of(project), models)


def is_shown(character: str) -> bool:
    """Whether a terminal shows the character and does not obey it, as it does line breaks or a change of direction."""
    changes_direction = unicodedata.bidirectional(character) in ("LRE", "RLE", "LRO", "RLO", "PDF")
    return unicodedata.category(character) not in ("Cc", "Zl", "Zp") and not changes_direction


@pytest.mark.parametrize("name", REFUSED)
def test_a_problem_is_one_line_that_can_be_read(problems: list[str], name: str) -> None:
    """A text neither tears the list of problems, nor forges a line of it, nor floods it."""
    for wrong in (f"rule points of {name}: points ", f"rule scorecard_id of {name}: scorecard_id "):
        (told,) = (problem for problem in problems if wrong in problem)
        what = told.partition(" Allowed: ")[0]
        assert [character for character in what if not is_shown(character)] == []
        assert len(what) < 500
        assert re.search(r" in lead_scoring__scorecard_rules, entry \d+\.$", told)


def test_what_is_allowed_can_be_read(problems: list[str]) -> None:
    """Even where these are ids that hold such texts."""
    (told,) = (problem for problem in problems if "rule scorecard_id of quote: scorecard_id " in problem)
    assert [character for character in told if not is_shown(character)] == []
    assert cell(PAYLOADS["ten thousand"]) not in told


def test_a_nul_in_a_variable_is_reported(project: ScoringProject) -> None:
    project.write(hostile_world(PAYLOADS.values()))
    with pytest.raises(BuildError, match=r"lead_scoring: .*lead_scoring__outbound_event_types"):
        project.run(good_card(), SCORING_DATE, outbound_event_types=[BREAKING])


# -- names of columns -------------------------------------------------------------------------------------------------

NAMES = {
    "SQL, Jinja and all letters": (
        "it's", "a;b", "a--b", "a/*b*/", "a.b", "a(b)", "a`b", "a\\b", "100%", "$1", ":name", "?", "{{ 1/0 }}",
        "{% raw %}", "Job Title", "UPPER", "select", "Order", "from", "group", "values", "null", "true", "rowid", "1st",
        "ÄÖÜ", "İstanbul", "ß", "ΣΑΣ", "名前", "عربي", "e\u0301", "😀", "x" * 200,
    ),
    "double quotes": ('a"b', '"', 'a""b', 'a", (select 42) as "y'),
    "names that models use themselves": (
        "created_on", "is_valid", "row_rank", "exclusion_reason", "lead_age_days", "occurred_on", "age_days",
        "duplicate_number", "events_of_day", "converted_on", "link_rank", "linked_at", "alias_id", "scorecard_id",
        "group_id", "rule_id", "axis", "points", "description", "event_count", "tier", "signal_enterprise",
        "surviving_id", "record_id", "record_1", "rank_1", "record_rank", "value_1", "version_rank", "event_type_text",
        "is_reset",
    ),
    "names that renaming could meet": (
        "created_on", "created_on_value", "lead_age_days", "lead_age_days_value", "occurred_on", "occurred_on_value",
        "age_days", "age_days_value", "lead_id_value",
    ),
}  # fmt: skip
KEYS = {
    "leads": {"lead_id": "varchar", "created_at": "timestamp"},
    "events": {"event_id": "varchar", "lead_id": "varchar", "event_type": "varchar", "occurred_at": "timestamp"},
    "conversions": {"lead_id": "varchar", "converted_at": "timestamp"},
    "identities": {"alias_id": "varchar", "lead_id": "varchar", "linked_at": "timestamp"},
}


def write_tables(
    project: ScoringProject, names: Sequence[str], mapping: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """The inputs as tables with such columns besides their keys: text 0, text 1 … for ann, nothing for bob."""
    tables = {}
    for name, types in KEYS.items():
        columns = {**{mapping[name][key]: kind for key, kind in types.items()}, **dict.fromkeys(names, "varchar")}
        rows = []
        for lead_id in ("ann", "bob"):
            keys = {
                **dict.fromkeys(types, datetime(2026, 6, 1)), "lead_id": lead_id, "event_type": "visit",
                "event_id": f"{lead_id} event", "alias_id": f"{lead_id} visitor",
            }  # fmt: skip
            texts = [f"text {number}" if lead_id == "ann" else None for number, _ in enumerate(names)]
            rows.append([keys[key] for key in types] + texts)
        tables[name] = project.warehouse.create(name, columns, rows)
    return tables


def run_with_columns(project: ScoringProject, names: Sequence[str]) -> list[tuple[str, str]]:
    """Which rule fires for whom, of one for each column of leads and one for each of events."""
    mapping = {name: {key: f"{names[0]} {key}" for key in types} for name, types in KEYS.items()}
    rules: list[Cells] = [
        {**cells, "operator": "=", "value": f"text {number}"}
        for number, name in enumerate(names)
        for cells in (
            {**ATTRIBUTE_RULE, "rule_id": f"leads {number}", "subject": name},
            {**EVENT_RULE, "rule_id": f"events {number}", "subject": "visit", "property": name},
        )
    ]
    card = {**good_card(), "scorecard_rules": rules}
    project.run(card, SCORING_DATE, **write_tables(project, names, mapping), column_mapping=mapping)
    return [(row["rule_id"], row["lead_id"]) for row in project.rows("select rule_id, lead_id from lead_score_ledger")]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES.keys())
def test_a_column_may_have_any_name(project: ScoringProject, names: Sequence[str]) -> None:
    """Columns of leads and events are found by their names, keys (whose names begin so, too) by the mapping of them."""
    names = [name for name in names if len(name.encode()) <= project.warehouse.longest_name]
    expected = [(f"{name} {number}", "ann") for name in ("leads", "events") for number, _ in enumerate(names)]
    assert sorted(run_with_columns(project, names)) == sorted(expected)


@pytest.mark.parametrize("name", ["a\nb", "a\r\nb", "a\rb"])
def test_a_name_of_several_lines_is_reported(project: ScoringProject, name: str) -> None:
    with pytest.raises(BuildError, match=r"lead_scoring: lead_scoring__\w+ cannot be read.\n.*line break") as error:
        run_with_columns(project, [name])
    assert name.replace("\r", "\\r").replace("\n", "\\n") in str(error.value)
    assert name not in str(error.value)


def test_names_that_differ_in_case_are_not_mixed_up(project: ScoringProject) -> None:
    """A table of DuckDB can have such columns beyond ASCII, one of other databases with any letters."""
    names = ("ärger", "Ärger")
    try:
        told, fired = None, run_with_columns(project, names)
    except BuildError as error:
        told, fired = str(error), []
    if told is None:
        assert sorted(fired) == [(f"{name} {number}", "ann") for name in ("events", "leads") for number in (0, 1)]
    else:
        assert all(word in told for word in ("lead_scoring: ", *names))
