#!/usr/bin/env python
"""Compile the signals in YAML into a file of dbt macros.

Each condition is checked, written for every database that adapters speak to, and rendered through
`templates/signals.sql.jinja`. Nothing is written when anything is wrong.

Use
---
    python scripts/generate_macros.py            writes macros/generated/signals.sql
    python scripts/generate_macros.py --check    exits with 1 if the committed file is not current
    python dbt_packages/lead_scoring/scripts/generate_macros.py --signals … --output …
                                                 the same in a project that installs this one;
                                                 --signals as often as there are folders of signals

Source: SPEC.md §7. The steps are in `signals/`, in the order in which they are called here.
"""

from __future__ import annotations

import logging
import os
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import click
from signals.condition import read_condition
from signals.dialects import macros
from signals.model import Problem
from signals.read import read_signals
from signals.render import render

OUTPUT = Path("macros/generated/signals.sql")
LONGEST_DIFF = 40


class SignalsError(Exception):
    """Everything that is wrong with the signals of a directory. Carries the problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def build(*directories: Path) -> str:
    """Return the macro file for the signals of one or more directories.

    Raises:
        SignalsError: Any file, signal or condition has a problem; all of them are reported.
    """
    signals, problems = read_signals(*directories)
    compiled = []
    for signal in signals:
        condition, refusals = read_condition(signal)
        problems += refusals
        if condition:
            compiled.append((condition, macros(condition)))

    if problems:
        raise SignalsError(sorted(problems, key=lambda problem: problem.place.order))
    return render(compiled)


def write_atomically(path: Path, text: str) -> None:
    """Replace a file as a whole: who reads it meanwhile sees the old text or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def difference(path: Path, text: str) -> list[str]:
    """Return what is to be said when a file does not hold this text: a reason and a short diff."""
    # Who has files elsewhere has no Makefile of ours.
    fix = "run `make macros`" if path == OUTPUT else "run this without --check"
    if not path.exists():
        return [f"{path.as_posix()} does not exist: {fix}."]
    committed = path.read_bytes().decode("utf-8", errors="replace")
    if committed == text:
        return []
    lines = unified_diff(committed.splitlines(), text.splitlines(), "committed", "generated", lineterm="", n=1)
    shown = list(islice(lines, LONGEST_DIFF))
    rest = sum(1 for _ in lines)
    more = [f"… {rest} more lines"] if rest else []
    return [f"{path.as_posix()} is not current: {fix}.", *shown, *more]


@click.command(help="Compile signals in YAML into a file of dbt macros.")
@click.option(
    "--signals",
    "directories",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    default=[Path("signals")],
    show_default=True,
    help="A directory of signal files. As often as there are some: names are unique over all.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=OUTPUT,
    show_default=True,
    help="The macro file.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if the file is not current.")
def main(directories: tuple[Path, ...], output: Path, check: bool) -> None:
    """Run the command line."""
    # sqlglot warns of statements that it does not know; they are refused by name below.
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    try:
        text = build(*directories)
    except SignalsError as error:
        click.echo(error, err=True)
        raise SystemExit(1) from None

    if not check:
        write_atomically(output, text)
    elif lines := difference(output, text):
        click.echo("\n".join(lines), err=True)
        raise SystemExit(1)


if __name__ == "__main__":
    main()
