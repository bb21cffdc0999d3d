"""Write the examples of docs/rules into its pages: lines, facts, the ledger by hand, and the SQL that dbt compiles.

python scripts/rule_pages.py            writes them, after a change of the example or of the SQL of rules
python scripts/rule_pages.py --check    tells whether they are current
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
from documentation.examples import EXAMPLE, NothingToShowError, compiled_sql, with_examples
from documentation.pages import ROOT

sys.path.insert(0, str(ROOT / "tests" / "python"))

from cases import build
from project import ScoringProject


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is not current.")
def main(check: bool) -> None:
    """Write the examples of docs/rules into its pages."""
    with tempfile.TemporaryDirectory() as folder:
        build(ScoringProject(Path(folder)), EXAMPLE)
        compiled = compiled_sql(Path(folder) / "target")
    late = []
    for path in sorted(EXAMPLE.parent.glob("*.md")):
        old = path.read_text(encoding="utf-8")
        try:
            new = with_examples(old, compiled)
        except NothingToShowError as error:
            raise click.ClickException(f"{path.relative_to(ROOT)}: {error}") from error
        if new == old:
            continue
        late.append(path.relative_to(ROOT).as_posix())
        if not check:
            path.write_text(new, encoding="utf-8")
    for name in late:
        click.echo(f"{name} is not current: run this without --check." if check else f"Written: {name}")
    if check and late:
        sys.exit(1)


if __name__ == "__main__":
    main()
