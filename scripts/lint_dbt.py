"""Tell of YAML and Jinja that a later dbt refuses: dbt-autofix, with the schemas of the Fusion that is pinned here.

dbt-autofix would ask a server for the schemas of the newest Fusion, and then find something else every week.

    .venv-autofix/bin/python scripts/lint_dbt.py
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from dbt_autofix import retrieve_schemas
from dbt_autofix.refactor import changeset_all_files

ROOT = Path(__file__).resolve().parents[1]
KNOWN = "'+query_settings'"
"""A setting of dbt-clickhouse that Fusion has no word for."""


def schema(kind: str) -> dict[str, Any]:
    """The JSON schema of a kind of file: `schema` for the .yml beside models, `project` for dbt_project.yml."""
    command = [str(ROOT / ".venv-fusion" / "bin" / "dbt"), "man", "--schema", kind]
    printed: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return printed


def findings(changeset: Any) -> list[str]:
    """What dbt-autofix says of a file."""
    texts = []
    for found in getattr(changeset, "refactors", [changeset]):
        texts += [*found.refactor_warnings, *(deprecation.log for deprecation in found.deprecation_refactors)]
    return texts


def main() -> None:
    """Print what would be changed, and fail if anything would."""
    retrieve_schemas.get_fusion_yml_schema = lambda client, version: schema("schema")
    retrieve_schemas.get_fusion_dbt_project_schema = lambda client, version: schema("project")
    specs = retrieve_schemas.SchemaSpecs("the one of .venv-fusion")
    changesets = [changeset for kind in changeset_all_files(ROOT, specs, dry_run=True) for changeset in kind]
    wrong = [changeset for changeset in changesets if any(KNOWN not in text for text in findings(changeset))]
    for changeset in wrong:
        changeset.print_to_console(json_output=False)
    print(f"dbt-autofix looked at {len(changesets)} files and would change {len(wrong)}.")
    sys.exit(1 if wrong or not changesets else 0)


if __name__ == "__main__":
    main()
