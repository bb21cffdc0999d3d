"""Scorecard tables as CSV files: what a hand or a spreadsheet does to them, in any table and any line.

Most is asked of the check without dbt, which tells what a build tells. Builds are at the end, those of seeds in
test_consumer.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from check_scorecard import Checker
from checking.project import Package, Project
from project import OUTPUTS, ROOT, BuildError, FusionProject, ScoringProject
from reference import World

FILES = {
    "scorecards": "scorecard_id,max_score,description\ngood,100,Leads\nother,,\nthird,50,Partners\n",
    "scorecard_groups": "scorecard_id,group_id,axis\ngood,job,fit\nother,job,fit\nthird,job,fit\n",
    "scorecard_rules": (
        "scorecard_id,rule_id,group_id,rule_type,subject,operator,value,points,description\n"
        "good,director,job,attribute,job_title,has_word,director,10,Director\n"
        "other,director,job,attribute,job_title,has_word,director,20,Director\n"
        "third,clerk,job,attribute,job_title,=,clerk,5,Clerk\n"
    ),
    "scorecard_tiers": "scorecard_id,axis,tier,lower_bound,action\n"
    "good,score,hot,10,Call\ngood,score,warm,5,Write\ngood,score,cold,,Nothing\n",
    "lifecycle_stages": "stage_id,stage_rank,funnel_phase,entry_type\nknown,1,TOFU,always\nmql,2,MOFU,conversion\n"
    "customer,3,BOFU,conversion\n",
    "score_overrides": "lead_id,scorecard_id,points,starts_on,reason\nann,good,5,2026-01-01,Met\n"
    "bob,good,5,2026-01-01,Met\neve,good,-5,2026-01-01,Competitor\n",
    "event_filters": "filter_id,kind,event_type,of_event_type,seconds,max_count\n"
    "scanner,soon_after,email_click,email_sent,5,\nburst,burst,view,,5,3\nbots,burst,visit,,5,30\n",
    "trigger_rules": "trigger_id,scorecard_id,kind,value,action\nhot,good,entered_tier,hot,Call\n"
    "warm,good,entered_tier,warm,Write\ncold,good,left_tier,hot,Wait\n",
    "nurture_tracks": "track_id,track_rank,max_messages_per_week,description\nlearn,1,1,Learn\nbuy,2,1,Buy\n"
    "rest,3,0,\n",
}
COLUMNS = {
    "leads": {"lead_id": "varchar", "created_at": "timestamp", "job_title": "varchar"},
    "events": {"event_id": "varchar", "lead_id": "varchar", "event_type": "varchar", "occurred_at": "timestamp"},
}
SPREADSHEETS_NAME = "spreadsheets call it CSV UTF-8"
Told = Callable[..., list[str]]


def variables_of(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """Write tables into this folder, and name them."""
    Path("cards").mkdir(exist_ok=True)
    for table, text in files.items():
        Path(f"cards/{table}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return {f"lead_scoring__{table}": f"cards/{table}.csv" for table in files}


@pytest.fixture(scope="module")
def checker() -> Checker:
    """One for all: it has compiled its macros then."""
    return Checker(Project(Package.read(ROOT), {}))


@pytest.fixture
def told(checker: Checker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """The problems that are told of the tables with some of them changed."""
    monkeypatch.chdir(tmp_path)

    def problems(**changed: str | bytes) -> list[str]:
        variables = {
            "lead_scoring__leads": "crm.leads",
            "lead_scoring__input_columns": COLUMNS,
            **variables_of({**FILES, **changed}),
        }
        monkeypatch.setattr(checker.project, "command_line", variables)
        messages = checker.messages()
        if not messages:
            return []
        (message,) = messages
        first, *lines = message.splitlines()
        count = f"{len(lines)} problem{'' if len(lines) == 1 else 's'}"
        assert (
            first == f"lead_scoring: {count} in the scorecards. Nothing was scored; the last tables stay as they were."
        )
        return [line.removeprefix("  - ") for line in lines]

    return problems


def changed_line(table: str, number: int, change: Callable[[str], str]) -> str:
    """The text of a table, a line of which is changed; 1 is the header."""
    lines = FILES[table].splitlines()
    lines[number - 1] = change(lines[number - 1])
    return "\n".join([*lines, ""])


def place(table: str, line: int) -> str:
    return f"Fix: edit cards/{table}.csv, line {line}."


def test_the_tables_are_right(told: Told) -> None:
    assert told() == []


# -- cells too many, and too few --------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("table", FILES)
@pytest.mark.parametrize("change", [lambda line: f"{line}, or above", lambda line: line.rpartition(",")[0]],
                         ids=["a comma too many", "a cell too few"])  # fmt: skip
def test_a_line_has_as_many_cells_as_the_header(
    told: Told, table: str, number: int, change: Callable[[str], str]
) -> None:
    text = changed_line(table, number, change)
    (problem,) = told(**{table: text})
    cells, columns = text.splitlines()[number - 1].count(",") + 1, FILES[table].splitlines()[0].count(",") + 1
    assert problem == (
        f"{table}: the line has {cells} cells, and the header {columns}. Got: '{text.splitlines()[number - 1]}'. "
        f"Allowed: {columns} cells, also where they are empty; a text with a comma in it stands in double quotes. "
        + place(table, number)
    )


@pytest.mark.parametrize("table", FILES)
def test_a_name_too_many_in_the_header(told: Told, table: str) -> None:
    """No line has as many cells; each is named."""
    for name in ("", "_note"):
        problems = told(**{table: changed_line(table, 1, lambda line, name=name: f"{line},{name}")})  # type: ignore[misc]
        assert [problem[-len(place(table, 2)) :] for problem in problems] == [place(table, line) for line in (2, 3, 4)]


def test_one_trouble_of_many_lines_is_told_in_short(told: Told) -> None:
    rules = FILES["scorecard_rules"].replace("Director\n", "Director, or above\n") + "".join(
        f"good,rule_{number},job,attribute,job_title,=,clerk,5,Clerk, or below\n" for number in range(40)
    )
    problems = told(scorecard_rules=rules)
    assert len(problems) == 5
    assert "37 more lines have not as many either. Got: 'good,rule_2,job" in problems[-1]


def test_all_files_are_told_of_at_once(told: Told) -> None:
    changed = {table: changed_line(table, 3, lambda line: f"{line},") for table in FILES}
    assert [problem.partition(":")[0] for problem in told(**changed)] == list(FILES)


# -- the header -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", FILES)
@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_columns_that_are_not_separated_by_commas(told: Told, table: str, separator: str, name: str) -> None:
    (problem,) = told(**{table: "\ufeff" + FILES[table].replace(",", separator)})
    assert f"{table}: the columns are separated by {name}. Got: '" in problem
    assert problem.endswith(f"Allowed: commas. {place(table, 1)}")


@pytest.mark.parametrize("table", FILES)
def test_a_header_that_is_missing(told: Told, table: str) -> None:
    (problem,) = told(**{table: FILES[table].partition("\n")[2]})
    first = FILES[table].splitlines()[1]
    assert problem.startswith(
        f"{table}: the header is missing: here are no names of columns. Got: '{first}'. Allowed: "
    )
    assert problem.endswith(place(table, 1))


@pytest.mark.parametrize("table", FILES)
def test_a_header_that_stands_twice(told: Told, table: str) -> None:
    """As when one file is put below another, whose byte order mark comes with it."""
    header = FILES[table].splitlines()[0]
    (problem,) = told(**{table: f"{FILES[table]}\ufeff{header.upper()}\n"})
    assert problem.startswith(f"{table}: the header stands twice. Got: '{header.upper()}'.")
    assert problem.endswith(place(table, 5))


@pytest.mark.parametrize("table", FILES)
def test_a_column_that_stands_twice(told: Told, table: str) -> None:
    first = FILES[table].partition(",")[0]
    text = "".join(f"{line},{line.partition(',')[0]}\n" for line in FILES[table].splitlines())
    (problem,) = told(**{table: text})
    assert problem == f"{table}: the header has a column twice. Got: '{first}'. Allowed: each column once. " + place(
        table, 1
    )


@pytest.mark.parametrize("table", FILES)
def test_a_key_that_no_column_has(told: Told, table: str) -> None:
    """One problem, not one for each line that lacks it."""
    key = FILES[table].partition(",")[0] if table != "nurture_tracks" else "track_rank"
    (problem,) = told(**{table: changed_line(table, 1, lambda line: line.replace(key, f"{key}s"))})
    assert problem.startswith(f"{table}: the column {key} is missing. Got: '")
    assert problem.endswith(place(table, 1))


@pytest.mark.parametrize("table", FILES)
def test_a_column_that_has_no_meaning(told: Told, table: str) -> None:
    """One problem, not one for each line that lacks it, and the name that was meant."""
    *_, name = (name for name in FILES[table].splitlines()[0].split(",") if name != "description")
    (problem,) = told(**{table: changed_line(table, 1, lambda line: line.replace(name, f"{name}ss"))})
    assert problem.startswith(
        f"{table}: the table has a column that has no meaning. Got: '{name}ss'. Did you mean '{name}'? Allowed: "
    )
    assert problem.endswith(place(table, 1))


def test_a_title_above_the_header(told: Told) -> None:
    title = f"Our rules{',' * FILES['scorecard_rules'].splitlines()[0].count(',')}\n"
    (problem,) = told(scorecard_rules=title + FILES["scorecard_rules"])
    assert problem.startswith("scorecard_rules: the header is missing: here are no names of columns. Got: 'Our rules,")


def test_a_column_without_a_name(told: Told) -> None:
    (problem,) = told(scorecards="scorecard_id,,max_score\ngood,x,100\n")
    assert problem.startswith("scorecards: the header has a column without a name.")


def test_columns_that_a_spreadsheet_leaves_behind_the_last(told: Told) -> None:
    """Nothing, as long as they are empty."""
    for table in FILES:
        lines = FILES[table].splitlines()
        assert (
            told(**{table: "".join(f"{line},,\r\n" for line in [*lines, ",".join(" " for _ in lines[0].split(","))])})
            == []
        )
        (problem,) = told(
            **{table: "\n".join([f"{lines[0]},,", f"{lines[1]},,note", *(f"{line},," for line in lines[2:])])}
        )
        assert problem.startswith(f"{table}: the line has a cell for which the header has no name.")
        assert problem.endswith(place(table, 2))


# -- no line, no rule -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", list(FILES)[:4])
def test_a_table_without_lines(told: Told, table: str) -> None:
    (problem,) = told(**{table: FILES[table].splitlines()[0] + "\n\n,,,,,,\n"[:2]})
    assert problem == (
        f"{table}: the table has no line. Allowed: one line or more; where there are none, leave out "
        f"lead_scoring__{table}. Fix: edit cards/{table}.csv."
    )


@pytest.mark.parametrize("table", list(FILES)[4:])
def test_a_table_that_may_have_no_line(told: Told, table: str) -> None:
    assert told(**{table: FILES[table].splitlines()[0]}) == []


@pytest.mark.parametrize("table", FILES)
@pytest.mark.parametrize("text", ["", "\ufeff", "\r\n\r\n"], ids=["nothing", "a byte order mark", "blank lines"])
def test_an_empty_file(told: Told, table: str, text: str) -> None:
    (problem,) = told(**{table: text})
    assert problem.startswith(f"{table}: the file is empty.")
    assert problem.endswith(f"Fix: edit cards/{table}.csv.")


def test_a_scorecard_without_a_rule(told: Told) -> None:
    rules = FILES["scorecard_rules"].replace("other,director", "third,director")
    assert told(scorecard_rules=rules) == [
        "scorecard other: has no rule. Allowed: a line of scorecard_rules with this scorecard_id, or is_enabled false. "
        + place("scorecards", 3)
    ]


# -- text -------------------------------------------------------------------------------------------------------------


def test_text_as_spreadsheets_save_it(told: Told) -> None:
    """A byte order mark, Windows' ends of lines or an old Mac's, quotes, blank lines; none at the end."""
    rules = FILES["scorecard_rules"].replace("10,Director", '10,"Director, or ""chief""\nof something"')
    assert told(scorecard_rules=("\ufeff" + rules.replace("\n", "\r\n\r\n")).rstrip()) == []
    assert told(scorecard_rules=FILES["scorecard_rules"].replace("\n", "\r")) == []
    assert (
        told(scorecard_rules='"' + FILES["scorecard_rules"].replace(",", '","').replace("\n", '"\n"').rstrip('"')) == []
    )


@pytest.mark.parametrize(
    ("cell", "number"), [('"Director', 2), ('"Director, "any""', 2), ('"Director" or so', 2)], ids=str
)
def test_quotes_that_do_not_close(told: Told, cell: str, number: int) -> None:
    problems = told(scorecard_rules=FILES["scorecard_rules"].replace("10,Director", f"10,{cell}"))
    assert problems[0].startswith("scorecard_rules: a double quote in the line is none that opens or closes a cell.")
    assert problems[0].endswith(place("scorecard_rules", number))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_text_that_is_not_utf_8(told: Told, encoding: str) -> None:
    rules = FILES["scorecard_rules"].replace("20,Director", "20,Geschäftsführer")
    (problem,) = told(scorecard_rules=rules.encode(encoding))
    line = {"cp1252": 3, "utf-16": 1}[encoding]
    assert problem.startswith("scorecard_rules: the file is not UTF-8. Got: '")
    assert encoding == "utf-16" or r"Gesch\xE4ftsf\xFChrer" in problem
    assert problem.endswith(f"Allowed: UTF-8; {SPREADSHEETS_NAME}. {place('scorecard_rules', line)}")
    assert told(scorecard_rules=rules + "third,emoji,job,attribute,job_title,=,\U0001f600 Zoë,1,€\n") == []


# -- cells ------------------------------------------------------------------------------------------------------------

BAD_CELLS = {
    "scorecards": ("max_score", "third,50,", "third,much,"),
    "scorecard_groups": ("axis", "third,job,fit", "third,job,fitt"),
    "scorecard_rules": ("points", ",5,Clerk", ',"5,5",Clerk'),
    "scorecard_tiers": ("lower_bound", "warm,5,", "warm,five,"),
    "lifecycle_stages": ("entry_type", "BOFU,conversion", "BOFU,sale"),
    "score_overrides": ("starts_on", "-5,2026-01-01", "-5,1/1/2026"),
    "event_filters": ("seconds", "view,,5,", "view,,soon,"),
    "trigger_rules": ("kind", "left_tier", "gone"),
    "nurture_tracks": ("max_messages_per_week", "rest,3,0", "rest,3,none"),
}


@pytest.mark.parametrize("table", FILES)
def test_a_cell_is_told_with_file_and_line(told: Told, table: str) -> None:
    """A cell of two lines before it, and a line without anything: counted as an editor counts lines."""
    column, right, wrong = BAD_CELLS[table]
    text = FILES[table].replace(right, wrong)
    head, _, rest = text.partition("\n")
    # A column that is passed over, with a line break in its first cell.
    lines = [
        f"{head},_note",
        f'{rest.splitlines()[0]},"one\r\ntwo"',
        "",
        *(f"{line}," for line in rest.splitlines()[1:]),
    ]
    number = next(at for at, line in enumerate("\n".join(lines).splitlines(), 1) if wrong in line)
    (problem,) = told(**{table: "\n".join(lines)})
    assert problem.endswith(f" Fix: edit {column} in cards/{table}.csv, line {number}.")


def test_a_key_that_stands_twice_is_told_with_both_lines(told: Told) -> None:
    groups = FILES["scorecard_groups"] + "good,job,engagement\n"
    (problem,) = told(scorecard_groups=groups)
    assert problem == (
        "scorecard good, group job: the key scorecard_id + group_id stands more than once, also in "
        "cards/scorecard_groups.csv, line 5. Got: 'good + job'. Allowed: one line a key. "
        + place("scorecard_groups", 2)
    )


# -- in a build -------------------------------------------------------------------------------------------------------


def test_a_build_tells_the_same_and_replaces_nothing(
    project: ScoringProject, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not project.warehouse.reads_files:
        pytest.skip("files are read on DuckDB only")
    leads = [
        {"lead_id": name, "created_at": datetime(2026, 1, 1), "job_title": title}
        for name, title in (("ann", "Director"), ("bob", "Clerk"))
    ]
    project.write(World(leads=leads, lead_types={"job_title": "text"}))
    paths = {table: tmp_path / f"{table}.csv" for table in FILES}

    def build(day: str, **changed: str) -> None:
        for table, path in paths.items():
            path.write_text(changed.get(table, FILES[table]), "utf-8")
        project.build(**project.inputs, **paths, scoring_date=day)

    def rows() -> dict[str, list[str]]:
        return {table: sorted(map(repr, project.rows(f"select * from {table}"))) for table in OUTPUTS.values()}

    build("2026-06-30")
    before = rows()
    assert before["lead_scores"]
    rules = FILES["scorecard_rules"]
    for changed in (
        {"scorecard_rules": changed_line("scorecard_rules", 4, lambda line: f"{line}, or below")},
        {"scorecard_rules": rules.replace(",", ";"), "scorecard_tiers": FILES["scorecard_tiers"].splitlines()[0]},
        {"scorecard_groups": FILES["scorecard_groups"].partition("\n")[2]},
        {"scorecard_rules": rules.replace("other,director", "third,director")},
    ):
        with pytest.raises(BuildError) as error:
            build("2026-07-01", **changed)
        # The first of two spaces is dbt's.
        lines = [line.strip().removeprefix("- ") for line in str(error.value).splitlines() if "    - " in line]
        in_the_build = [re.sub(rf"{re.escape(str(tmp_path))}/", "cards/", line) for line in lines]
        assert in_the_build == told(**changed)
        assert isinstance(project, FusionProject) or str(error.value).count("lead_scoring: ") == 1
        assert rows() == before
