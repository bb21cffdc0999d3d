"""`make demo CONNECTOR=…` scores a connector's sample tables, and says what to look at next."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT


def test_make_hands_the_name_on() -> None:
    command = ["make", "--dry-run", "demo", "CONNECTOR=hubspot"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "scripts/connector_demo.py hubspot" in printed and "scripts/demo.py" not in printed


@pytest.mark.slow
@pytest.mark.parametrize(("connector", "lead"), [("hubspot", "900001"), ("rudderstack", "u1")])
def test_it_prints_the_best_leads_and_what_to_look_at(tmp_path: Path, connector: str, lead: str) -> None:
    database = tmp_path / "demo.duckdb"
    command = [sys.executable, str(ROOT / "scripts" / "connector_demo.py"), connector, "--database", str(database)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    first = next(line for line in done.stdout.splitlines() if re.match(r"│ +1 │", line))
    assert lead in first
    assert f"on scorecard from_{connector}" in done.stdout
    assert f"docs/connectors/{connector}.md" in done.stdout
    assert "leads counted" in done.stdout


def test_an_unknown_name_is_told_with_those_that_there_are() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "connector_demo.py"), "hubspott"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "'hubspot'" in done.stderr and "'posthog'" in done.stderr
