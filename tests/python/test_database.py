"""A DuckDB file that cannot be opened gives a sentence, in each script that reads one and before dbt would try."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from project import ROOT

VERSION_AT = 12  # in the header: eight bytes of checksum, "DUCK", and the number of the format
READERS = {
    "best_leads.py": [],
    "report.py": ["--output", "report.html"],
    "demo.py": [],
    "database.py": [],
    "compare_scorecards.py": ["--challenger", "next", "--database", "scores.duckdb"],
}
# Those that ask dbt, by the target of make that begins with a look at the file.
ASKING_DBT = ("backfill", "learn", "docs")


def newer(path: Path) -> Path:
    """A file as a version of DuckDB would write it that is newer than any."""
    duckdb.connect(str(path)).close()
    content = bytearray(path.read_bytes())
    content[VERSION_AT] = 255
    path.write_bytes(content)
    with pytest.raises(duckdb.IOException, match="checksum") as error:
        duckdb.connect(str(path))
    (checksum,) = re.findall(r"computed checksum (\d+)", str(error.value))
    content[: VERSION_AT - 4] = int(checksum).to_bytes(8, "little")
    path.write_bytes(content)
    return path


def of_another_kind(path: Path) -> Path:
    path.write_text("lead_id,created_at\n" * 1000, encoding="utf-8")
    return path


def printed(script: str, folder: Path, *arguments: str) -> tuple[int, str]:
    """What a script says of the file scores.duckdb."""
    environment = {**os.environ, "LEAD_SCORING_DUCKDB": "scores.duckdb"}
    command = [sys.executable, str(ROOT / "scripts" / script), *arguments]
    process = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return process.returncode, " ".join((process.stdout + process.stderr).split())


@pytest.mark.parametrize("script", READERS)
def test_a_file_of_a_newer_duckdb(tmp_path: Path, script: str) -> None:
    before = newer(tmp_path / "scores.duckdb").read_bytes()
    code, text = printed(script, tmp_path, *READERS[script])
    assert code == 1
    assert f"Error: scores.duckdb cannot be opened by DuckDB {duckdb.__version__}: " in text
    assert "version number 255" in text
    assert "Fix: open it with the version of DuckDB that wrote it" in text
    assert "Traceback" not in text
    assert (tmp_path / "scores.duckdb").read_bytes() == before


def test_a_file_that_is_none(tmp_path: Path) -> None:
    of_another_kind(tmp_path / "scores.duckdb")
    code, text = printed("best_leads.py", tmp_path)
    assert code == 1
    assert "Fix: name a file that dbt wrote" in text
    assert "Traceback" not in text


def test_a_file_that_is_held_is_no_error_to_dbt(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "scores.duckdb")):
        assert printed("database.py", tmp_path) == (0, "")
        code, text = printed("best_leads.py", tmp_path)
    assert code == 1
    assert "Fix: close the other program" in text


@pytest.mark.parametrize("target", ASKING_DBT)
def test_make_looks_at_the_file_first(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(rf"^{target}:.*\.run.*\n((?:\t.*\n)+)", makefile, flags=re.MULTILINE)
    assert recipe, target
    commands = recipe[1].splitlines()
    looks = next(at for at, command in enumerate(commands) if "scripts/database.py" in command)
    assert looks < next(at for at, command in enumerate(commands) if re.search(r"dbt\b|\(DBT\)", command))
