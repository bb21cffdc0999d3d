"""The seed of e-mail domains is what its script makes of two lists, and what is told of it is so."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from email_domains import ADDED, DOMAIN, LEAST, OUTPUT, main
from project import ROOT

MANY = [f"d{number}.example" for number in range(LEAST)]


def written(folder: Path, disposable: str, free: str) -> tuple[int, str, dict[str, str]]:
    """Run the script on two lists: exit code, what it printed, and the kinds of domains that it wrote."""
    lists = {"disposable": folder / "disposable.conf", "free": folder / "free.json"}
    lists["disposable"].write_text(disposable, encoding="utf-8")
    lists["free"].write_text(free, encoding="utf-8")
    output = folder / "seed.csv"
    arguments = [*(f"--{name}={path}" for name, path in lists.items()), f"--output={output}"]
    result = CliRunner().invoke(main, arguments)
    kinds = {}
    if output.exists():
        with output.open(encoding="utf-8", newline="") as lines:
            kinds = {row["domain"]: row["email_type"] for row in csv.DictReader(lines)}
    return result.exit_code, result.output, kinds


def test_a_domain_of_both_lists_is_disposable(tmp_path: Path) -> None:
    disposable = "# thrown away\n\nBoth.Example  \nburner.example # a comment\n" + "\n".join(MANY)
    free = json.dumps(["both.example", "mail.example", *(f"f{domain}" for domain in MANY)])
    code, output, kinds = written(tmp_path, disposable, free)
    assert code == 0 and f"{LEAST + 2} disposable, {LEAST + 1 + len(ADDED)} free" in output
    assert {name: kinds[name] for name in ("both.example", "burner.example", "mail.example", "hey.com")} == {
        "both.example": "disposable", "burner.example": "disposable", "mail.example": "free", "hey.com": "free",
    }  # fmt: skip
    assert list(kinds) == sorted(kinds)


@pytest.mark.parametrize(
    ("disposable", "said"),
    [
        ("\n".join([*MANY, "<html>"]), "Got: <html>."),
        ("\n".join(MANY[1:]), f"Got: {LEAST - 1} of them."),
    ],
    ids=["no list", "too short"],
)
def test_what_is_no_list_is_refused(tmp_path: Path, disposable: str, said: str) -> None:
    code, output, kinds = written(tmp_path, disposable, json.dumps(MANY))
    assert code == 1 and said in output and not kinds


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [f"--free={tmp_path / 'free.json'}", f"--disposable={tmp_path / 'gone.conf'}"])
    assert result.exit_code == 1 and "gone.conf" in result.output


def test_the_seed_is_as_it_is_reported() -> None:
    with OUTPUT.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    domains = [row["domain"] for row in rows]
    assert domains == sorted(set(domains))
    assert [domain for domain in domains if not DOMAIN.fullmatch(domain)] == []
    assert Counter(row["email_type"] for row in rows).keys() == {"free", "disposable"}
    decision = next((ROOT / "docs" / "decisions").glob("*-kinds-of-e-mail-addresses-are-a-seed.md"))
    for path in (ROOT / "docs" / "connectors" / "index.md", decision, ROOT / "CHANGELOG.md"):
        assert f"{len(rows):,}" in path.read_text(encoding="utf-8"), path
