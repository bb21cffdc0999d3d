"""What no build can make anew is backed up, and restored after everything else is gone."""

from __future__ import annotations

from pathlib import Path

import yaml
from project import HISTORY, LOGS, ROOT, ScoringProject
from reference import Row
from test_activation import ACTIVATION, STORY, score
from test_activation import fired as fired_triggers

COPIES = "lead_scoring_backup"
TABLES = (*HISTORY, *(name for name in ACTIVATION if name != "lead_sales_queue"))


def published(project: ScoringProject) -> dict[str, list[Row]]:
    return {table: sorted(project.rows(f"select * from {table}"), key=repr) for table in TABLES}


def operate(project: ScoringProject, operation: str) -> None:
    """Run a command as docs/guides/backup_and_restore.md has it."""
    [command] = [line for line in documented() if operation in line]
    assert command.startswith(f"dbt run-operation lead_scoring.{operation} --args '{{schema: {COPIES}}}'")
    project.invoke("run-operation", f"lead_scoring.{operation}", "--args", yaml.safe_dump({"schema": COPIES}))


def documented() -> list[str]:
    return (ROOT / "docs" / "guides" / "backup_and_restore.md").read_text("utf-8").splitlines()


def test_a_restore_goes_on_where_the_backup_was_made(fresh_project: ScoringProject) -> None:
    """Triggers fire once, cooldowns go on, `changed_at` and the history stay as they were."""
    project = fresh_project
    project.models = (*HISTORY, *ACTIVATION)
    for day in ("2026-01-31", "2026-02-01", "2026-02-08"):
        score(project, STORY, day)
    operate(project, "back_up_logs")
    later = {}
    for day in ("2026-02-11", "2026-02-18", "2026-03-05"):
        score(project, STORY, day)
        later[day] = published(project)

    lose_everything(project)
    operate(project, "restore_logs")
    for day, expected in later.items():
        score(project, STORY, day)
        assert published(project) == expected
    # She has crossed the bound again on the 11th, when this trigger rests.
    fired = fired_triggers(later["2026-03-05"]["lead_triggers"])
    assert {on for trigger, lead, on in fired if (trigger, lead) == ("hot", "ann")} == {"2026-02-01", "2026-03-05"}


def lose_everything(project: ScoringProject) -> None:
    """Drop every table but the copies."""
    rows = project.rows("""
        select table_name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE'
    """)
    for row in rows:
        project.warehouse.drop(row["table_name"])


def test_every_log_is_backed_up_and_documented(tmp_path: Path) -> None:
    """A log is what a full refresh spares, but for the numbers of leads, which are given anew."""
    nodes = ScoringProject(tmp_path).parse({}).nodes.values()
    spared = {node.name for node in nodes if node.config.get("full_refresh") is False}
    logs = {node.name for node in nodes if "lead_scoring_log" in node.tags}
    assert spared - logs == {"int_lead_scoring__lead_keys"}
    assert logs == set(LOGS)
    assert {line.split("`")[1] for line in documented() if line.startswith("| `int_lead_scoring__")} >= logs
