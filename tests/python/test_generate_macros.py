"""Signals: what is read, what is refused and how it is said, what is written, and what that means when it runs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from click.testing import CliRunner, Result
from generate_macros import SignalsError, build, main
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from reference import NO, YES
from signals.ages import TooLongError, ages_in, parted
from signals.condition import ALLOWED, ANSWERS, read_condition
from signals.dialects import DIALECTS, Branch, branches, write
from signals.model import Condition, Place, Signal, echo
from signals.read import LARGEST_FILE, SCHEMA, read_signals
from signals.render import comment, literal, plain_text
from sqlglot import exp

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden" / "signals"


def signal(when: str, name: str = "tested", description: str | None = None) -> Signal:
    return Signal(name, "leads", when, description, Place("signals/test.yml", 5, name))


def condition(when: str) -> Condition:
    found, problems = read_condition(signal(when))
    assert found, problems
    return found


def signal_file(directory: Path, *conditions: str, name: str = "test.yml") -> Path:
    """Write a file with a signal for each condition: s0, s1, …"""
    directory.mkdir(exist_ok=True)
    # JSON is YAML, and writes any text.
    signals = [{"name": f"s{i}", "on": "leads", "when": when} for i, when in enumerate(conditions)]
    (directory / name).write_text(json.dumps({"signals": signals}), encoding="utf-8")
    return directory


# --- whole files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(path.name for path in GOLDEN.iterdir()))
def test_golden(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The macro file or the errors of each folder: what the command line writes or prints for it."""
    monkeypatch.chdir(GOLDEN)
    expected = GOLDEN / case / "expected.sql"
    if expected.exists():
        assert build(Path(case)) == expected.read_text(encoding="utf-8")
    else:
        with pytest.raises(SignalsError) as error:
            build(Path(case))
        assert f"{error.value}\n" == (GOLDEN / case / "errors.txt").read_text(encoding="utf-8")


def test_yes_and_no_are_the_words_of_rules() -> None:
    words = {"is_true": {*YES, " yes\t", "1.00"}, "is_false": {*NO, "off ", "0.0"}}
    others = {"", "maybe", "10", "1x", "trueish", "none", "01"}
    for answer, pattern in ANSWERS.items():
        assert {word for word in others.union(*words.values()) if re.search(pattern, word)} == words[answer]


def test_committed_macros_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["--check"])
    assert (result.exit_code, result.output) == (0, "")


def test_no_line_of_a_condition_is_too_long() -> None:
    for path in [ROOT / "macros" / "generated" / "signals.sql", *GOLDEN.glob("*/expected.sql")]:
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        # A text or a pattern is one word.
        words = ("'description'", "raise_", "regexp_")
        assert [line for line in lines if len(line) > 100 and not any(word in line for word in words)] == []


def test_shipped_signals_name_their_schema() -> None:
    for path in (ROOT / "signals").glob("*.yml"):
        comment_line = path.read_text(encoding="utf-8").splitlines()[0]
        assert comment_line.startswith("# yaml-language-server: $schema=")
        assert (path.parent / comment_line.partition("=")[2]).resolve() == SCHEMA


# --- the command line -----------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    signal_file(tmp_path / "signals", "a = 1")
    return tmp_path


@pytest.fixture
def macros(project: Path) -> Path:
    return project / "macros" / "generated" / "signals.sql"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_writes_the_file_and_nothing_else(macros: Path) -> None:
    assert run().exit_code == 0
    assert "{% macro default__signal_s0() -%}" in macros.read_text(encoding="utf-8")
    assert list(macros.parent.iterdir()) == [macros]


def test_writes_the_same_bytes_again(macros: Path) -> None:
    run()
    first = macros.read_bytes()
    run()
    assert macros.read_bytes() == first
    assert b"\r" not in first


def test_other_folders(project: Path) -> None:
    signal_file(project / "elsewhere", "b = 2")
    assert run("--signals", "elsewhere", "--output", "out.sql").exit_code == 0
    assert "b = 2" in (project / "out.sql").read_text(encoding="utf-8")


def test_check_of_a_current_file(macros: Path) -> None:
    run()
    result = run("--check")
    assert (result.exit_code, result.output) == (0, "")


def test_check_of_a_missing_file(macros: Path) -> None:
    result = run("--check")
    assert result.exit_code == 1
    assert result.output == "macros/generated/signals.sql does not exist: run `make macros`.\n"
    assert not macros.exists()


def test_check_of_an_old_file(project: Path, macros: Path) -> None:
    run()
    committed = macros.read_bytes()
    signal_file(project / "signals", "a = 2")
    result = run("--check")
    assert result.exit_code == 1
    assert result.output.startswith("macros/generated/signals.sql is not current: run `make macros`.\n--- committed\n")
    assert "-    a = 1\n+    a = 2\n" in result.output
    assert macros.read_bytes() == committed


def test_check_sees_a_change_of_line_ends_and_blanks(macros: Path) -> None:
    run()
    macros.write_bytes(macros.read_bytes().replace(b"a = 1\n", b"a = 1 \r\n"))
    assert run("--check").exit_code == 1


def test_check_shows_a_short_diff(project: Path, macros: Path) -> None:
    run()
    signal_file(project / "signals", *(f"a = {i}" for i in range(100)))
    lines = run("--check").output.splitlines()
    assert len(lines) < 50
    assert lines[-1].endswith(" more lines")


@pytest.mark.parametrize("args", [(), ("--check",)])
def test_nothing_is_written_when_anything_is_wrong(args: tuple[str, ...], project: Path, macros: Path) -> None:
    run()
    committed = macros.read_bytes()
    signal_file(project / "signals", "a = 2", "now() > b", name="a.yml")
    signal_file(project / "signals", "c = (select 1)", name="b.yml")
    result = run(*args)
    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.output.splitlines()] == [
        "signals/a.yml:1",
        "signals/b.yml:1",
        "signals/b.yml:1",
        "signals/test.yml:1",
    ]
    assert macros.read_bytes() == committed
    assert list(macros.parent.iterdir()) == [macros]


def test_a_write_that_fails_leaves_the_old_file(project: Path, macros: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    committed = macros.read_bytes()
    signal_file(project / "signals", "a = 2")

    def fail(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    assert isinstance(run().exception, OSError)
    assert macros.read_bytes() == committed
    assert list(macros.parent.iterdir()) == [macros]


def test_unknown_statements_are_not_logged_by_sqlglot(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    signal_file(project / "signals", "call anything()")
    assert run().exit_code == 1
    assert caplog.text == ""


# --- files that are refused -----------------------------------------------------------------------


def file_problems(directory: Path, text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    (directory / "test.yml").write_bytes(data)
    return [str(problem).removeprefix(f"{directory.as_posix()}/") for problem in read_signals(directory)[1]]


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nsignals: *c\n"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        pytest.param(BOMB, "test.yml:1: an anchor in the YAML", id="bomb"),
        pytest.param("signals: *a\n", "test.yml:1: an alias in the YAML", id="alias"),
        pytest.param("signals:\n  - &a {}\n", "test.yml:2: an anchor in the YAML", id="anchor"),
        pytest.param("signals: !!python/name:os.system\n", "test.yml:1: a tag in the YAML", id="python tag"),
        pytest.param("signals: !include x\n", "test.yml:1: a tag in the YAML", id="own tag"),
        pytest.param("%YAML 1.1\n---\nsignals: []\n", "test.yml:2: a directive in the YAML", id="directive"),
        pytest.param("signals: []\n---\nsignals: []\n", "test.yml:2: this is no YAML file", id="two documents"),
        pytest.param("signals: []\nsignals: []\n", "test.yml:2: this is no YAML file", id="repeated key"),
        pytest.param("signals: " + "[" * 100_000, "test.yml:1: deep nesting in the YAML", id="deep"),
        pytest.param("signals:\n\t- a\n", "test.yml:2: this is no YAML file", id="tab"),
        pytest.param("signals: '\n", "test.yml:2: this is no YAML file", id="open quote"),
        pytest.param(b"signals: \xff\n", "test.yml: this is no YAML file", id="not UTF-8"),
        pytest.param("signals: \x00\n", "test.yml: this is no YAML file", id="control character"),
        pytest.param("#" * (LARGEST_FILE + 1), "test.yml: the file is too large", id="too large"),
        pytest.param("", "test.yml:1: the kind of value is wrong, object", id="empty"),
        pytest.param("signals:\n", "test.yml:1: signals: the kind of value is wrong, array", id="no list"),
        pytest.param("version: 2\nsignals: []\n", "test.yml:1: Additional properties", id="other key"),
        pytest.param("? [a]\n: b\n", "test.yml:1: 'signals' is a required", id="odd key"),
    ],
)
def test_refused_file(tmp_path: Path, text: str | bytes, start: str) -> None:
    problems = file_problems(tmp_path, text)
    assert problems[0].startswith(start)
    assert all(part in problems[0] for part in (" Got: ", " Allowed: ", " Fix: "))


def test_directory_without_signal_files(tmp_path: Path) -> None:
    (tmp_path / "directory.yml").mkdir()
    assert str(read_signals(tmp_path)[1][0]).startswith(f"{tmp_path.as_posix()}: there is no signal file.")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("name", "Upper", "name: the name is not allowed. Got: Upper."),
        ("name", "1st", "name: the name is not allowed"),
        ("name", "a b", "name: the name is not allowed"),
        ("name", "a-b", "name: the name is not allowed"),
        ("name", "größe", "name: the name is not allowed"),
        ("name", "a{{b}}", "name: the name is not allowed"),
        ("name", "a" * 51, "name: the text is longer than 50 characters"),
        ("name", 5, "name: the kind of value is wrong, string is expected. Got: 5."),
        ("on", "account", "on: the value is not allowed. Got: account. Allowed: leads (who the lead is) or events"),
        ("on", True, "on: the value is not allowed. Got: true."),
        ("when", "", "when: the text is empty. Got: nothing."),
        ("when", "a" * 2001, "when: the text is longer than 2000 characters"),
        ("when", True, "when: the kind of value is wrong"),
        ("description", "", "description: the text is empty"),
        ("description", "a" * 501, "description: the text is longer than 500 characters"),
        ("description", ["a"], "description: the kind of value is wrong"),
        ("points", 5, "('points' was unexpected)"),
    ],
)
def test_refused_key(tmp_path: Path, key: str, value: object, words: str) -> None:
    item = {"name": "tested", "on": "leads", "when": "a = 1"} | {key: value}
    problems = file_problems(tmp_path, json.dumps({"signals": [item]}))
    assert len(problems) == 1
    assert words in problems[0]
    assert problems[0].startswith("test.yml:1: signal ")


def test_names_may_be_long_but_not_longer(tmp_path: Path) -> None:
    item = {"name": "a" * 50, "on": "leads", "when": "a = 1"}
    assert file_problems(tmp_path, json.dumps({"signals": [item]})) == []


def test_all_files_are_looked_at_and_order_is_that_of_names(tmp_path: Path) -> None:
    for name in ("c.yaml", "a.yml", "b.yml", "ignored.txt"):
        text = f"signals: [{{name: {name[0]}, on: leads, when: a = 1}}]\n"
        (tmp_path / name).write_text("not: [yaml" if name == "b.yml" else text, encoding="utf-8")
    signals, problems = read_signals(tmp_path)
    assert [found.name for found in signals] == ["a", "c"]
    assert [problem.place.path for problem in problems] == [(tmp_path / "b.yml").as_posix()]


# --- conditions that are refused ------------------------------------------------------------------

REFUSED = {
    # other than one expression
    "a = 1; b = 2": "several statements",
    "a = 1;;": "several statements",
    "select 1": "a statement, select",
    "select a from leads union select 1": "a statement, union",
    "with t as (select 1) select * from t": "a statement, select",
    "from leads": "a statement, select",
    "drop table leads": "a statement, drop",
    "delete from leads": "a statement, delete",
    "update leads set a = 1": "a statement, update",
    "insert into leads values (1)": "a statement, insert",
    "create table t (a int)": "a statement, create",
    "copy leads to 'x.csv'": "a statement, copy",
    "attach 'x.db'": "a statement, attach",
    "pragma database_list": "a statement, pragma",
    "set memory_limit = '1GB'": "a statement, set",
    "call anything()": "a statement, command",
    "a = 1 as b": "an alias",
    "a b": "an alias",
    "a = 1 order by a": "not one SQL condition",
    "a = 1 limit 1": "not one SQL condition",
    "a = ": "not one SQL condition",
    "a = 1 and": "not one SQL condition",
    "else": "not one SQL condition",
    "a = 'b": "not SQL",
    "-- nothing": "there is no condition",
    " ": "there is no condition",
    # more than one row
    "a = (select 1)": "a subquery",
    "a in (select b from leads)": "a subquery",
    "exists (select 1)": "a subquery",
    "a = any (select 1)": "a subquery",
    "count(*) > 1": "an aggregate, count",
    "sum(a) > 1": "an aggregate, sum",
    "max(a) > 1": "an aggregate, max",
    "sum(a) filter (where b) > 1": "an aggregate, filter",
    "any_value(a)": "a window or aggregate",
    "row_number() over () = 1": "a window",
    "lag(a) over (order by b) = 1": "a window",
    # functions
    "a = read_csv('/etc/passwd')": "the function read_csv",
    "a = read_text('/etc/passwd')": "the function read_text",
    "pg_read_file('/etc/passwd') = a": "the function pg_read_file",
    "getenv('HOME') = a": "the function getenv",
    "current_setting('x') = a": "the function current_setting",
    "nextval('s') = a": "the function nextval",
    "random() > a": "the function rand",
    "uuid() = a": "the function uuid",
    "gen_random_uuid() = a": "the function uuid",
    "now() > a": "the function now",
    "today() > a": "the function current_date",
    "current_date > a": "the function current_date",
    "current_timestamp > a": "the function current_timestamp",
    "localtime > a": "the function localtime",
    "current_user = a": "the function current_user",
    "version() = a": "the function current_version",
    "age(a) > b": "the function age",
    "sleep(10) = a": "the function sleep",
    "main.now() = a": "the construct dot",
    "date_trunc('day', a) = b": "the function timestamp_trunc",
    "regexp_extract(a, 'b') = 'b'": "the function regexp_extract",
    "starts_wit(a, 'b')": "the function starts_wit",
    "list_filter(a, x -> x > 1) = b": "the function filter",
    "try(a)": "the function try",
    # constructs
    "a = ?": "a placeholder",
    "a = $1": "a placeholder",
    "a = $name": "a placeholder",
    "a = #1": "a placeholder",
    "*": "a star",
    "columns('a') = 1": "a star",
    "leads.*": "a star",
    "leads.a = 1": "a table-qualified column",
    "main.leads.a = 1": "a table-qualified column",
    "a[1] = 1": "the construct bracket",
    "a = [1]": "a list outside of in",
    "(a, b) = (1, 2)": "a list outside of in",
    "{'a': 1} = a": "a struct",
    "a -> 'b' = 'c'": "the function json_extract",
    "a ->> 'b' = 'c'": "the function json_extract_scalar",
    "a > interval 1 day": "the construct interval",
    "a at time zone 'UTC' > b": "the construct attimezone",
    "a collate nocase = 'b'": "the function collate",
    "a & 1 = 1": "the construct bitwiseand",
    "a // 2 = 1": "the construct intdiv",
    "a ** 2 = 4": "the function power",
    "a similar to 'b'": "the construct similarto",
    "regexp_full_match(a, 'b')": "the function regexp_full_match",
    "a glob 'b*'": "the construct glob",
    "a like 'b!%' escape '!'": "the construct escape",
    "a between symmetric 1 and 2": "between with symmetric",
    "instr(a, 'b', 2) = 1": "str_position with position",
    "regexp_matches(a, 'b', 'i')": "regexp_like with flag",
    "cast(a as json) = b": "cast to this type",
    "a::int[] = b": "cast to this type",
    "a::struct(x int) = b": "cast to this type",
    "a::mytype = b": "cast to this type",
    "a > '2026-01-01'::timestamptz": "cast to this type",
    "a = e'\\n'": "the construct bytestring",
    "a = $$b$$": "the construct rawstring",
    "a in b": "in without a list of literals",
    "a in ()": "an empty list",
    "a in (1, b)": "something else than literals. Got: b.",
    "a in (1, null)": "something else than literals. Got: NULL.",
    "a is b": "is without null, true or false",
    "a is json": "is without null, true or false",
    "extract(epoch from a) > 1": "extract(epoch …)",
    # what databases read differently
    "a = null": "null is nothing to compare",
    "coalesce(a, null)": "null is nothing to compare",
    "1 < a < 5": "a comparison in a comparison",
    "a = b = c": "a comparison in a comparison",
    "a like 'b' = c": "a comparison in a comparison",
    "lower(a = 'b') = 'true'": "a comparison in a comparison or value",
    "a like b": "like without a plain text",
    "a like '50\\%'": "like without a plain text, or with a backslash",
    "a / b > 1": "a division by what may be zero",
    "a / 0 > 1": "a division by what may be zero",
    "a % b = 1": "a division by what may be zero",
    "left(a, -1) = 'b'": "left needs a count",
    "right(a, b) = 'b'": "right needs a count",
    "substring(a, 0, 1) = 'b'": "substring counts from 1",
    "substring(a, -2) = 'b'": "substring counts from 1",
    "round(a, b) = 1": "round needs a number of decimals",
    "regexp_matches(a, b)": "a regular expression",
    "regexp_matches(a, '(?i)b')": "a regular expression",
    "regexp_matches(a, '\\bb')": "a regular expression",
    "regexp_matches(a, '(')": "a regular expression",
    "sysdate > a": "sysdate is more than a name in some databases",
    "end": "end is more than a name in some databases",
    "user = a": "user is more than a name in some databases",
    "a = ²": "a name with special characters",
    "` = 1": "a quote, backslash or line break in a name",
    '"a`b" = 1': "a quote, backslash or line break in a name",
    '"a\\" = 1': "a quote, backslash or line break in a name",
    '"a\nb" = 1': "a quote, backslash or line break in a name",
    "a = 'b\nc'": "a line break or tab in a text",
    "a = '\u202eb'": "an invisible character, U+202E",
    "a\u00a0= 1": "an invisible character, U+00A0",
    "a = １": "a name with special characters",
    "a = @": "abs lacks an operand",
    # not yes or no
    "a + 1": "a value stands where a yes/no",
    "'a'": "a value stands where a yes/no",
    "1": "a value stands where a yes/no",
    "lower(a)": "a value stands where a yes/no",
    "a = 1 and 1": "a value stands where a yes/no",
    "not a + 1": "a value stands where a yes/no",
    "case when a then 1 end": "a value stands where a yes/no",
    "case when a + 1 then b end": "a value stands where a yes/no",
    "coalesce(a, 0)": "a value stands where a yes/no",
    "a + 1 is true": "a value stands where a yes/no",
    "cast(a as int)": "a value stands where a yes/no",
    "true": "it reads no column",
    "1 = 1": "it reads no column",
    # Jinja
    "{{ var('x') }}": "a struct",
    "a = {{ x }}": "a struct",
    "{% if a %} b {% endif %}": "not one SQL condition",
    # too much
    "(" * 500 + "a" + ")" * 500: "nested too deeply",
    "not " * 400 + "a": "nested too deeply",
    "a" + " or a" * 300: "nested too deeply",
    "a = 1" + " + 1" * 300: "nested too deeply",
}


@pytest.mark.parametrize("when", REFUSED)
def test_refused_condition(when: str) -> None:
    found, problems = read_condition(signal(when))
    text = str(problems[0])
    assert found is None
    assert text.startswith("signals/test.yml:5: signal tested: ")
    assert REFUSED[when] in text
    assert " Got: " in text
    assert " Allowed: " in text
    assert text.endswith(".")
    assert text.isprintable()


def test_every_wrong_part_is_a_problem() -> None:
    problems = read_condition(signal("random() > 1 and (now() > a or count(*) = 2)"))[1]
    assert [problem.what for problem in problems] == [
        "the function rand is not allowed",
        "the function now is not allowed",
        "an aggregate, count, is not allowed",
    ]


def test_line_and_signal_of_a_condition(tmp_path: Path) -> None:
    text = """
    # A comment

    signals:
      - {name: fine, on: leads, when: a = 1}
      - on: leads
        when: >-
          a = 1
          and now() > b
        name: wrong
    """
    (tmp_path / "my.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SignalsError, match=r"my\.yml:7: signal wrong: the function now is not allowed\."):
        build(tmp_path)


WORDS = (
    *("a", "b", "t", "1", "0", "'x'", "'%'", "''", "null", "true", "and", "or", "not", "(", ")", "=", "<", "+", "-"),
    *("/", "%", "||", ",", "in (1, 2)", "like", "is", "between", "case", "when", "then", "else", "end", "cast(", "as"),
    *("int", "lower(", "coalesce(", "left(", "contains(", "regexp_matches(", "greatest(", "[", "]", "{", "}", ".", ";"),
    *(
        "--",
        "/*",
        "*/",
        "?",
        ":",
        "@",
        "~",
        '"',
        "`",
        "'",
        "\\",
        "select",
        "from",
        "over (",
        "->",
        "²",
        "１",
        "$1",
        "{{",
    ),
)


@settings(max_examples=300, deadline=None, derandomize="CI" in os.environ)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_any_text_is_refused_or_written_for_all(when: str) -> None:
    """Whatever stands there, it is refused with a reason, or every dialect reads what is written for it."""
    found, problems = read_condition(signal(when))
    assert (found is None) == bool(problems)
    for branch in branches(found.tree) if found else []:
        if not branch.unsupported:
            parse(branch)


# --- what is written ------------------------------------------------------------------------------


def parse(branch: Branch) -> exp.Expr:
    """Parse a branch in its own dialect, which raises unless it is one expression."""
    dialect = "duckdb" if branch.adapter == "default" else branch.adapter
    (tree,) = sqlglot.parse(branch.sql, read=dialect)
    assert isinstance(tree, exp.Condition)
    assert not list(tree.find_all(exp.Query, exp.Command))
    return tree


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*/expected.sql")), ids=lambda path: path.parent.name)
def test_branches_parse_in_their_dialect(path: Path) -> None:
    for found in read_signals(path.parent)[0]:
        for branch in branches(condition(found.when).tree):
            assert branch.unsupported or parse(branch)


def adapters(when: str) -> dict[str, str]:
    return {branch.adapter: branch.sql for branch in branches(condition(when).tree)}


def test_one_branch_where_all_read_the_same() -> None:
    assert adapters("A = 1 AND b LIKE 'x%'") == {"default": "a = 1\nand b like 'x%'"}


def test_branches_where_dialects_differ() -> None:
    assert adapters("t ilike 'x%'") == {
        "default": "t ilike 'x%'",
        "bigquery": "lower(t) like lower('x%')",
        "trino": "lower(t) like lower('x%')",
    }


def test_adapter_that_inherits_a_branch_has_its_own_if_it_differs() -> None:
    """Redshift finds postgres__ before default__, Databricks spark__."""
    assert "redshift" not in adapters("contains(t, 'x')")
    assert adapters("round(a) = 1")["redshift"] == adapters("round(a) = 1")["default"]
    assert "databricks" not in adapters("starts_with(t, 'x')")


def test_what_a_database_cannot_do_is_said_by_its_macro() -> None:
    (unsupported,) = (branch for branch in branches(condition("try_cast(t as int) = 1").tree) if branch.unsupported)
    assert unsupported == Branch("postgres", "", "it has no try_cast")


@pytest.mark.parametrize(
    ("when", "sql"),
    [
        ("A = 1 AND NOT B IS NULL", "a = 1\nand b is not null"),
        ("a = 1 /* x */ -- y\n or b", "a = 1\nor b"),
        ("a = 1 {# x #}", "a = 1"),
        ("a and b or c and d", "(a and b)\nor (c and d)"),
        ("(a and b)", "a\nand b"),
        ("not a in (1) and a not between 1 and 2", "a not in (1)\nand a not between 1 and 2"),
        ("t = 'AND' and \"AND\" = 1", "t = 'AND'\nand \"AND\" = 1"),
        ("t !~~ 'x%'", "t not like 'x%'"),
        ("t = 'it''s'", "t = 'it''s'"),
        ("a::INT = 1", "cast(a as int) = 1"),
        ("Größe > 1", "größe > 1"),
    ],
)
def test_house_style(when: str, sql: str) -> None:
    assert adapters(when)["default"] == sql


def test_columns() -> None:
    assert condition('Foo = 1 and "Foo" = bar and foo > 2').columns == ("Foo", "bar", "foo")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", ["it's", "a\\", "\\' or 1=1 --", "{{ x }}", '"', "`", "%", "技術", ""])
def test_texts_survive_in_every_dialect(text: str, dialect: str) -> None:
    sql = write(condition(f"t = '{text.replace(chr(39), chr(39) * 2)}'").tree, dialect)
    tree = sqlglot.parse_one(sql, read=dialect)
    assert isinstance(tree, exp.EQ)
    assert tree.expression == exp.Literal.string(text)


# --- what it means --------------------------------------------------------------------------------

ROWS: list[tuple[Any, ...]] = [
    ("abc", "b", 1, 2.5, True, False, "2020-02-28"),
    ("a", "abc", 0, -2.5, False, True, "2021-12-31"),
    (None, "x", None, 0.5, None, None, None),
    ("Ünïcode é", "é", -3, None, True, None, "2024-02-29"),
    ("it's", "'", 7, 1.005, None, True, "1999-01-01"),
    ("a\\b", "\\", 100, 99.5, False, False, "2020-01-01"),
    ("50%_x", "%", 5, 3.5, True, True, "2020-06-15"),
    ("", None, 2, 2.0, None, False, "2022-07-07"),
    ("  ab ", "ab", 3, 4.25, True, False, "2020-01-03"),
    ("12", "1", 12, -1.5, True, True, "2020-01-02"),
    ("same", "same", 4, 4.0, False, True, "2020-01-04"),
]

MEANINGS = (
    *("t = 'it''s'", "t = 'a\\b'", "t like 'a%'", "t not like '%b%'", "t ilike 'A%'", "t ilike 'ÜN%'"),
    *("t in ('abc', 'a')", "t not in ('abc')", "a between 1 and 5", "a not between 1 and 5", "t is null"),
    *("f is true", "f is false", "f is not true", "f is not false", "t is not null", "not f", "f and g", "f or not g"),
    *("t is distinct from u", "t is not distinct from u", "a is not distinct from b"),
    *("starts_with(t, 'a')", "starts_with(t, u)", "not starts_with(t, '50%')", "contains(t, 'A')"),
    *("ends_with(t, 'b')", "ends_with(t, u)", "ends_with(t, 'abcd')", "contains(t, 'b')", "contains(t, u)"),
    *("position('b' in t) > 0", "position('c' in t) = 3", "position('é' in t) = 9", "contains(t, '%')"),
    *("regexp_matches(t, '^[a-c]+$')", "regexp_matches(t, 'b')", "regexp_matches(t, '^\\d+$')"),
    *("length(t) = 2", "lower(t) = 'ünïcode é'", "upper(t) = 'ABC'", "trim(t) = 'ab'", "trim(t, 'ab') = 'c'"),
    *("ltrim(t) = 'ab '", "rtrim(t) = '  ab'", "replace(t, 'b', 'x') = 'axc'", "t || u = 'ab'", "t || u is null"),
    *("left(t, 2) = 'ab'", "right(t, 2) = 'bc'", "right(t, 3) = 'a'", "substring(t, 2, 2) = 'bc'"),
    *("substring(t, 2) = 'b'", "concat(t, u) = 'abcb'", "concat(t, u) = 'x'", "concat(t, u) = ''"),
    *("abs(a) = 3", "round(b) = 3", "round(b) = -3", "round(b, 1) = 4.3", "floor(b) = 2", "ceil(b) = 3"),
    *("greatest(a, b) = 2.5", "greatest(a, b, 1) > 2", "least(a, b) = 0.5", "coalesce(a, 9) > 8"),
    *("nullif(a, 1) is null", "a / 2 > 1.4", "a / 2 = 3.5", "a / nullif(a, 0) = 1", "a % 2 = 1", "-a > 2", "a + 1 = 2"),
    *("case when f then g else false end", "case a when 1 then true when 0 then f end", "if(f, a > 0, g)"),
    *("coalesce(starts_with(t, 'a'), true)", "(f is true) = (g is true)", "contains(t, 'a') = f"),
    *("year(cast(d as date)) = 2020", "month(cast(d as date)) = 2", "extract(day from cast(d as date)) = 31"),
    *("cast(d as date) >= date '2020-01-03'", "cast(a as decimal(10, 2)) = 12.00", "cast(a as bigint) = 12"),
    *("try_cast(t as int) = 12", "try_cast(d as date) is null", "f and g or not f and not g"),
)


@pytest.fixture(scope="module")
def holds() -> Iterator[Callable[[str], list[bool | None]]]:
    """Return whether a condition holds, for each of the rows."""
    with duckdb.connect() as connection:
        connection.execute("create table t (t text, u text, a int, b decimal(10, 3), f boolean, g boolean, d text)")
        connection.executemany("insert into t values (?, ?, ?, ?, ?, ?, ?)", ROWS)
        yield lambda sql: [row[0] for row in connection.execute(f"select (\n{sql}\n) from t").fetchall()]


@pytest.mark.parametrize("when", MEANINGS)
def test_every_dialect_means_the_same(when: str, holds: Callable[[str], list[bool | None]]) -> None:
    """What is written for a dialect, read back as that dialect, holds for the same rows as what was asked for."""
    expected = holds(when)
    assert len(set(expected)) > 1
    for dialect in DIALECTS:
        if "try_cast" in when and dialect in ("postgres", "clickhouse"):
            continue  # the one has none, and nobody but ClickHouse reads its own
        sql = write(condition(when).tree, dialect)
        readable = sql.replace("UTF8(", "(")
        assert holds(sqlglot.parse_one(readable, read=dialect).sql("duckdb")) == expected, (dialect, sql)


def rendered(text: str) -> dict[str, Any]:
    """Render a macro file as dbt does, without dbt: its macros by name, and `signals` as the dictionary."""
    returned: list[Any] = []
    environment = Environment(extensions=["jinja2.ext.do"], undefined=StrictUndefined)
    environment.globals["return"] = returned.append
    environment.globals["adapter"] = {"dispatch": lambda macro, package: f"{package}.{macro}"}
    module: Any = environment.from_string(text).module
    module.default__signals()
    return {**vars(module), "signals": returned[0]}


def test_generated_macros_evaluate(holds: Callable[[str], list[bool | None]], tmp_path: Path) -> None:
    macros = rendered(build(signal_file(tmp_path / "signals", *MEANINGS)))
    assert list(macros["signals"]) == [f"s{i}" for i in range(len(MEANINGS))]
    for i, when in enumerate(MEANINGS):
        assert holds(macros[f"default__signal_s{i}"]()) == holds(when), when


SHIPPED: dict[str, tuple[dict[str, object], dict[str, object], bool | None]] = {
    # signal: a row for which it holds, one for which it does not, and what it is for a row of nulls
    "pricing_visit": (
        {"event_type": "page_view", "page_path": "/pricing/team"},
        {"event_type": "page_view", "page_path": "/"},
        None,
    ),
    "careers_visit": (
        {"event_type": "page_view", "page_path": "/careers"},
        {"event_type": "form_submit", "page_path": "/careers"},
        None,
    ),
    "demo_request": (
        {"event_type": "form_submit", "asset": "demo request"},
        {"event_type": "form_submit", "asset": "e-book"},
        None,
    ),
    "big_value": ({"value": 100}, {"value": 99.99}, None),
    "enterprise": ({"employees": 1000}, {"employees": 999, "annual_revenue": 50_000_000}, None),
    "business_email": ({"email_type": "business"}, {"email_type": "free"}, None),
    "competitor": ({"is_competitor": True}, {"is_competitor": False}, None),
    "europe": ({"country": "Spain"}, {"country": "Japan"}, None),
    "working_lead": ({"is_unsubscribed": False}, {"is_unsubscribed": False, "is_competitor": True}, True),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_signals_evaluate(name: str) -> None:
    macros = rendered((ROOT / "macros" / "generated" / "signals.sql").read_text(encoding="utf-8"))
    assert set(macros["signals"]) == set(SHIPPED)
    yes, no, unknown = SHIPPED[name]
    types = {key: {str: "text", bool: "boolean"}.get(type(value), "decimal(12, 2)") for key, value in no.items()}
    types |= {column: types.get(column, "decimal(12, 2)") for column in macros["signals"][name]["columns"]}
    with duckdb.connect() as connection:
        connection.execute(f"create table t ({', '.join(f'{column} {kind}' for column, kind in types.items())})")
        for row in (yes, no, {}):
            connection.execute(
                f"insert into t values ({', '.join('?' * len(types))})", [row.get(column) for column in types]
            )
        sql = f"select (\n    {macros[f'default__signal_{name}']()}\n) from t"
        assert [row[0] for row in connection.execute(sql).fetchall()] == [True, False, unknown]


TRICKY = [
    "{{ 1 }}",
    "{% raw %}",
    "{# x #}",
    "{{{%{#",
    "it's",
    "a\\",
    "%}",
    "}}",
    "#}",
    "{%- endmacro %}",
    "'{{'",
    "\\'",
]


@pytest.mark.parametrize("text", TRICKY)
def test_jinja_in_texts_comes_out_literally(text: str, tmp_path: Path) -> None:
    item = {
        "name": "tricky",
        "on": "leads",
        "when": f"t = '{text.replace(chr(39), chr(39) * 2)}'",
        "description": f"Has {text} in it",
    }
    (tmp_path / "test.yml").write_text(json.dumps({"signals": [item]}), encoding="utf-8")
    macros = rendered(build(tmp_path))
    assert macros["signals"]["tricky"]["description"] == item["description"]
    lines = macros["default__signal_tricky"]().splitlines()
    assert [line.strip() for line in lines] == [f"-- Has {text} in it", item["when"]]


def test_descriptions_stay_comments(tmp_path: Path) -> None:
    description = "one\ntwo\r\nthree\u2028four\x85five\tsix\x0bseven \x1b[31m\u202eeight '; drop table leads; --"
    item = {"name": "tricky", "on": "leads", "when": "a = 1", "description": description}
    (tmp_path / "test.yml").write_text(json.dumps({"signals": [item]}), encoding="utf-8")
    macros = rendered(build(tmp_path))
    plain = "one two three four five six seven [31m eight '; drop table leads; --"
    assert macros["signals"]["tricky"]["description"] == plain
    assert macros["default__signal_tricky"]() == f"-- {plain}\n    a = 1"


def test_filters() -> None:
    assert literal(None) == "none"
    assert literal(["a", "it's"]) == "['a', 'it\\'s']"
    assert plain_text("{{{%") == "{{ '{{' }}{{ '{%' }}"
    assert comment("word " * 30).count("\n") == 1
    assert echo("x" * 200).endswith("x…")
    assert echo({"a": 1}) == '{"a": 1}'


def test_nothing_but_scalar_syntax_is_allowed() -> None:
    """A guard for whoever adds to the list: none of these may ever be on it."""
    never = (exp.Query, exp.AggFunc, exp.Window, exp.Anonymous, exp.Command, exp.DDL, exp.Placeholder, exp.Lambda)
    assert [node for node in ALLOWED if issubclass(node, never)] == []


def test_dbt_reads_what_is_generated(tmp_path: Path) -> None:
    """dbt cuts macro files with a parser of its own, and learns from the list of names what depends on what."""
    runner = pytest.importorskip("dbt.cli.main").dbtRunner()
    wheres = [f"t = '{text.replace(chr(39), chr(39) * 2)}'" for text in TRICKY]
    macros = tmp_path / "macros"
    macros.mkdir()
    for name in ("signals", "signal_condition"):
        (macros / f"{name}.sql").write_bytes((ROOT / "macros" / "signals" / f"{name}.sql").read_bytes())
    (macros / "generated.sql").write_text(build(signal_file(tmp_path / "signals", *wheres)), encoding="utf-8")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "tested.sql").write_text(
        "{% for name in lead_scoring.signals() %}\n{{ lead_scoring.signal_condition(name) }}\n{% endfor %}",
        encoding="utf-8",
    )
    (tmp_path / "dbt_project.yml").write_text(
        "{name: lead_scoring, profile: p, flags: {send_anonymous_usage_stats: false}}"
    )
    (tmp_path / "profiles.yml").write_text("p: {target: t, outputs: {t: {type: duckdb, path: ':memory:'}}}")

    folders = ["--project-dir", str(tmp_path), "--profiles-dir", str(tmp_path)]
    result = runner.invoke(["--quiet", "compile", *folders])
    assert result.success, result.exception
    compiled = (tmp_path / "target" / "compiled" / "lead_scoring" / "models" / "tested.sql").read_text("utf-8")
    assert [line.strip() for line in compiled.splitlines() if "t = " in line] == wheres

    manifest = json.loads((tmp_path / "target" / "manifest.json").read_text("utf-8"))
    depends_on = manifest["macros"]["macro.lead_scoring.default__signals"]["depends_on"]["macros"]
    assert "macro.lead_scoring.default__signal_s0" in depends_on

    (tmp_path / "models" / "tested.sql").write_text("{{ lead_scoring.signal_condition('unknown') }}")
    result = runner.invoke(["--quiet", "compile", *folders])
    assert "there is no signal of this name. Got: 'unknown'. Allowed: s0, s1" in str(result.exception or result.result)


# -- several folders --------------------------------------------------------------------------------------------------


def test_signals_of_several_folders_are_one_file(tmp_path: Path) -> None:
    signal_file(tmp_path / "own", "a = 1")
    beside = tmp_path / "cards" / "b2b" / "signals"
    beside.mkdir(parents=True)
    (beside / "b2b.yml").write_text(
        json.dumps({"signals": [{"name": "beside", "on": "leads", "when": "b = 2"}]}), encoding="utf-8"
    )
    output = tmp_path / "signals.sql"
    # A folder that is named twice is read once.
    folders = [f"--signals={path}" for path in (tmp_path / "own", beside, beside)]
    assert run(*folders, f"--output={output}").exit_code == 0
    text = output.read_text("utf-8")
    assert "'beside': {" in text and "b = 2" in text and "a = 1" in text
    assert run(*folders, f"--output={output}", "--check").exit_code == 0
    assert run(folders[0], f"--output={output}", "--check").exit_code == 1


def test_a_name_that_two_folders_have_is_one_error(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        signal_file(tmp_path / folder, "a = 1")
    result = run(*(f"--signals={tmp_path / folder}" for folder in ("one", "other")), f"--output={tmp_path / 'x.sql'}")
    assert result.exit_code == 1
    assert "the name is taken" in result.output
    assert (tmp_path / "one").as_posix() in result.output and (tmp_path / "other").as_posix() in result.output
    assert not (tmp_path / "x.sql").exists()


# -- ages -------------------------------------------------------------------------------------------------------------


def test_an_age_is_left_to_the_macro_that_knows_the_day(tmp_path: Path) -> None:
    text = build(signal_file(tmp_path / "signals", "AGE_DAYS(Trial_Ends_On) between -13 and 0 or a = 'age_days(b)'"))
    assert "{{ lead_scoring.age_days('trial_ends_on') }} between -13 and 0\n    or a = 'age_days(b)'" in text
    assert "'columns': ['a', 'trial_ends_on']" in text
    assert "'date_columns': ['trial_ends_on']" in text


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ("age_days(a)", "a value stands where a yes/no condition is expected"),
        ("age_days(a + 1) > 1", "age_days takes one column"),
        ("age_days() > 1", "age_days takes one column"),
        ("age_days(a, b) > 1", "age_days takes one column"),
        ("age_days(a = b) > 1", "age_days takes one column"),
    ],
)
def test_an_age_that_is_none(tmp_path: Path, when: str, what: str) -> None:
    with pytest.raises(SignalsError, match=re.escape(what)):
        build(signal_file(tmp_path / "signals", when))


def of_events(tmp_path: Path, when: str) -> str:
    """The macros of one signal on events, called late."""
    (tmp_path / "a.yml").write_text(
        json.dumps({"signals": [{"name": "late", "on": "events", "when": when}]}), encoding="utf-8"
    )
    return build(tmp_path)


def test_ages_of_events_are_looked_at_apart(tmp_path: Path) -> None:
    text = of_events(tmp_path, "a = 'demo' or (b = 'trial' and age_days(due_on) > 3)")
    assert (
        """default__signal_late() -%}
    -- late: what does not depend on the day
    (a = 'demo' or b = 'trial')
    and (a = 'demo' or due_on is not null)
"""
        in text
    )
    assert "default__part_1_of_signal_late() -%}\n    -- late: whatever the day\n    a = 'demo'\n" in text
    assert "{{ lead_scoring.known_part(1) }}\n    or {{ lead_scoring.age_days('due_on') }} > 3\n" in text


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ("age_days(due_on) > value", r"compared with numbers alone\. Got: age_days\(due_on\) > value\."),
        ("coalesce(age_days(due_on), length(a)) > 3", "compared with numbers alone"),
        (" or ".join(f"(a = {n} and age_days(b) = {n})" for n in range(8)), "too many of its alternatives"),
    ],
)
def test_ages_of_events_that_cannot_be_looked_at_apart(tmp_path: Path, when: str, what: str) -> None:
    with pytest.raises(SignalsError, match=what):
        of_events(tmp_path, when)


AGES = st.sampled_from([
    "age_days(x) > 2", "age_days(x) between 0 and 4 or age_days(y) = 1", "age_days(y) is null", "a", "b = 1",
    "coalesce(age_days(x), 3) > 2", "a is null", "age_days(x) < age_days(y)", "b in (1, 2)",
])  # fmt: skip
CONDITIONS = st.recursive(
    AGES.map("({})".format),
    lambda inner: st.one_of(
        inner.map("(not {})".format),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda three: f"({' '.join(three)})"),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, derandomize="CI" in os.environ)
@given(CONDITIONS.filter(lambda when: "age_days" in when))
def test_parts_of_a_condition_hold_together_where_it_holds(when: str) -> None:
    """Known or not: what the stream keeps and what is looked at on the day are the condition, in three values."""
    try:
        found = parted(sqlglot.parse_one(when, read="duckdb"))
    except TooLongError:
        assume(False)
    assert not ages_in(found.kept) and not any(map(ages_in, found.alternatives))
    dated = found.dated.sql("duckdb").lower()
    for number, alternative in enumerate(found.alternatives, 1):
        dated = dated.replace(f"known_part({number})", f"({alternative.sql('duckdb').lower()})")
    query = (
        f"select count(*) from rows where (({when}) is true) <> ((({found.kept.sql('duckdb')}) and ({dated})) is true)"
    )
    rows = "unnest([true, false, null]) as a(a), unnest([1, 3, null]) as b(b), unnest([1, 3, null]) as x(x)"
    query = f"with rows as (select a, b, x, y from {rows}, unnest([1, 5, null]) as y(y)) {query}"
    assert duckdb.sql(re.sub(r"age_days\((\w)\)", r"\1", query, flags=re.IGNORECASE)).fetchone() == (0,)
