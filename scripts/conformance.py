"""Build the golden cards on every engine, compare what comes out, and write the tables of the pages.

Each engine is a target of the tests' warehouses and runs in a process of its own, with a limit of time. What it has
built is kept in target/conformance until a file of the project or a version of the engine changes: a run that was cut
off goes on where it was. Its tables are compared with the figures that were worked out by hand (the expected files of
each card), and row by row with what DuckDB made of the card. A figure is a cell of a table outside its key.
"""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
import sysconfig
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from importlib.metadata import PackageNotFoundError, distributions
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "python"))

from cases import FOLDERS, builder  # noqa: E402
from project import OUTPUTS, ScoringProject  # noqa: E402
from reference import Result, Row  # noqa: E402
from test_cases import KEYS, read_expected  # noqa: E402
from warehouses import TARGETS, Warehouse, warehouse  # noqa: E402
from warehouses.translated import Translated  # noqa: E402

PAGE, CARDS_PAGE = (ROOT / "docs" / "reference" / name for name in ("conformance.md", "warehouses.md"))
KEPT = ROOT / "target" / "conformance"
# What tables are made of: the project, the cards, and what builds them.
SOURCES = ("dbt_project.yml", "macros", "models", "tests/cases", "tests/golden_cards", "tests/python/warehouses")
BEGIN, END = "<!-- conformance: begin -->", "<!-- conformance: end -->"
YARDSTICK = "duckdb"
Built = Result | str
"""The tables of a card, or why they could not be built."""


@dataclass
class Figures:
    """How many figures were compared, and those that differ, in words."""

    compared: int = 0
    differing: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        self.compared += other.compared
        self.differing += other.differing


@dataclass
class Comparison:
    """One card on one engine."""

    by_hand: Figures = field(default_factory=Figures)
    with_yardstick: Figures = field(default_factory=Figures)
    failure: str | None = None

    @property
    def agrees(self) -> bool:
        return self.failure is None and not self.differing

    @property
    def differing(self) -> list[str]:
        return self.by_hand.differing + self.with_yardstick.differing

    def cell(self) -> str:
        """As the table shows it."""
        if self.failure is not None:
            return "not built"
        if self.differing:
            return f"{len(self.differing)} of {self.by_hand.compared + self.with_yardstick.compared} differ"
        parts = [figures.compared for figures in (self.by_hand, self.with_yardstick) if figures.compared]
        return " + ".join(str(part) for part in parts)


@click.command()
@click.option("--engine", "engines", multiple=True, type=click.Choice(TARGETS), help="Left out: all that are here.")
@click.option("--card", "cards", multiple=True, type=click.Choice(list(FOLDERS)), help="Left out: all of them.")
@click.option("--minutes", default=30, show_default=True, type=click.IntRange(min=1), help="What an engine may take.")
@click.option("--write", is_flag=True, help="Write the pages though engines were named.")
@click.option("--tables", type=click.Path(path_type=Path), hidden=True, help="Only build, and put the tables there.")
def main(engines: Sequence[str], cards: Sequence[str], minutes: int, write: bool, tables: Path | None) -> None:
    """Compare the engines on the golden cards.

    What comes out is written to the pages of docs/reference when neither engines nor cards are named. With
    --write some engines are enough; the others are listed as not run.
    """
    cards = cards or list(FOLDERS)
    if tables is not None:
        (engine,) = engines
        build_here(engine, cards, tables)
        return

    console = Console()
    chosen = [engine for engine in TARGETS if engine in (engines or TARGETS)]
    found = {engine: cls for engine in chosen if (cls := installed(engine)) is not None}
    missing = [engine for engine in TARGETS if engine not in {YARDSTICK, *found}]
    if YARDSTICK not in found:
        found = {YARDSTICK: warehouse(YARDSTICK), **found}
    built: dict[str, dict[str, Built]] = {}
    for engine in found:
        console.print(f"{engine}: {len(cards)} cards", highlight=False)
        built[engine] = built_apart(engine, cards, minutes)
    compared = {
        engine: {card: comparison(card, built[engine][card], built[YARDSTICK][card], engine) for card in cards}
        for engine in found
    }
    console.print(terminal_table(compared))
    for line in dict.fromkeys(
        f"{engine}: {line}" if outcome.failure else f"{engine}, {card}: {line}"
        for engine, comparisons in compared.items()
        for card, outcome in comparisons.items()
        for line in ([outcome.failure] if outcome.failure else outcome.differing)
    ):
        console.print(line, markup=False, highlight=False)
    if cards == list(FOLDERS) and (write or not engines):
        for file, table in ((PAGE, page(found, missing, compared)), (CARDS_PAGE, summary(found, missing, compared))):
            file.write_text(between_markers(file.read_text(encoding="utf-8"), table), "utf-8")
            console.print(f"Written: {file.relative_to(ROOT)}", highlight=False)
    if not all(outcome.agrees for comparisons in compared.values() for outcome in comparisons.values()):
        raise SystemExit(1)


# -- building ---------------------------------------------------------------------------------------------------------


def installed(engine: str) -> type[Warehouse] | None:
    """The warehouse of an engine whose packages are here."""
    try:
        cls = warehouse(engine)
        versions(cls)
        return cls
    except (ImportError, PackageNotFoundError):
        return None


def environment(cls: type[Warehouse]) -> Path:
    """The environment that has an engine's packages: those that are translated have one of their own."""
    return ROOT / ".venv-translated" if issubclass(cls, Translated) else Path(sys.prefix)


def versions(cls: type[Warehouse]) -> list[str]:
    """The packages that make up an engine, as pip names them.

    Raises:
        PackageNotFoundError: one of them is not there.
    """
    folder = sysconfig.get_path("purelib", vars={"base": str(environment(cls))})
    found = []
    for package in cls.packages:
        distribution = next(iter(distributions(name=package, path=[folder])), None)
        if distribution is None:
            raise PackageNotFoundError(package)
        found.append(f"{package} {distribution.version}")
    return found


def fingerprint(cls: type[Warehouse]) -> str:
    """Another one when the tables of an engine may have become others: its versions and all files they are made of."""
    digest = hashlib.sha256("\n".join(versions(cls)).encode())
    for source in SOURCES:
        for file in sorted([ROOT / source, *(ROOT / source).rglob("*")]):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def built_apart(engine: str, cards: Sequence[str], minutes: int, kept: Path = KEPT) -> dict[str, Built]:
    """The tables of all cards, built by a process that is stopped when it takes too long.

    What it had built until then counts; so it does where the process broke off. It is kept in a folder, and what is
    there is not built again.
    """
    kept.mkdir(parents=True, exist_ok=True)
    tables = kept / f"{engine}_{fingerprint(warehouse(engine))}.pickle"
    for old in set(kept.glob(f"{engine}_*")) - {tables}:
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="lead_scoring_conformance_") as folder:
        log = Path(folder) / "log.txt"
        python = environment(warehouse(engine)) / "bin" / "python"
        command = [str(python), __file__, "--engine", engine, "--tables", str(tables)]
        command += [argument for card in cards for argument in ("--card", card)]
        failure = "no tables were written"
        with log.open("w") as said:
            try:
                subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, timeout=minutes * 60, check=True)
            except subprocess.TimeoutExpired:
                failure = f"took more than {minutes} minutes"
            except subprocess.CalledProcessError:
                failure = log.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
        read = read_tables(tables)
        return {card: read.get(card, failure) for card in cards}


def read_tables(file: Path) -> dict[str, Built]:
    read: dict[str, Built] = pickle.loads(file.read_bytes()) if file.exists() else {}
    return read


def build_here(engine: str, cards: Iterable[str], tables: Path) -> None:
    """Build cards one after the other in this process, but those that are in the file, which grows with each."""
    built = {card: outcome for card, outcome in read_tables(tables).items() if isinstance(outcome, Result)}
    with tempfile.TemporaryDirectory(prefix="lead_scoring_conformance_") as folder:
        build = builder(Path(folder), partial(ScoringProject, target=engine))
        for card in cards:
            if card in built:
                continue
            try:
                built[card] = build(card)
            except Exception as error:  # whatever an adapter or a driver raises
                built[card] = str(error)
            written = tables.with_suffix(".part")
            written.write_bytes(pickle.dumps(built))
            written.replace(tables)


# -- comparing --------------------------------------------------------------------------------------------------------


def comparison(card: str, built: Built, yardstick: Built, engine: str) -> Comparison:
    """What came out of a card, next to what was worked out by hand and, elsewhere than on DuckDB, to DuckDB's."""
    if isinstance(built, str):
        return Comparison(failure=built)
    outcome = Comparison()
    for name in OUTPUTS:
        found: list[Row] = getattr(built, name)
        file = FOLDERS[card] / f"expected_{name}.csv"
        if file.exists():
            columns, lines = read_expected(file)
            outcome.by_hand.add(compared_rows(name, columns, [dict(cells) for cells, _ in lines], found))
        if engine != YARDSTICK and isinstance(yardstick, Result):
            rows: list[Row] = getattr(yardstick, name)
            columns = list((rows or found or [{}])[0])
            outcome.with_yardstick.add(compared_rows(name, columns, rows, found))
    return outcome


def compared_rows(name: str, columns: Sequence[str], expected: list[Row], found: list[Row]) -> Figures:
    """Compare two tables cell by cell, the rows of one key in any order; a row too few or too many differs whole."""
    keys = [column for column in columns if column in KEYS[name]]
    cells = [column for column in columns if column not in KEYS[name]]
    figures = Figures()
    theirs, ours = by_key(expected, keys, columns), by_key(found, keys, columns)
    for key in sorted({*theirs, *ours}, key=repr):
        for wanted, got in zip_longest(theirs.get(key, []), ours.get(key, [])):
            figures.compared += len(cells)
            figures.differing += [
                f"{OUTPUTS[name]} {key}, {column}: {shown(wanted, column)} expected, {shown(got, column)} found"
                for column in cells
                if wanted is None or got is None or wanted[column] != got[column]
            ]
    return figures


def by_key(rows: Iterable[Row], keys: Sequence[str], columns: Sequence[str]) -> Mapping[tuple[Any, ...], list[Row]]:
    """The rows of each key, in an order of their own."""
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: repr([plain(row[column]) for column in columns])):
        found[tuple(row[key] for key in keys)].append(row)
    return found


def plain(cell: Any) -> Any:
    """A number without zeros at its end, which engines write or leave out."""
    return Decimal(cell).normalize() if isinstance(cell, (int, Decimal)) else cell


def shown(row: Row | None, column: str) -> str:
    return "no row" if row is None else str(row[column])


# -- showing ----------------------------------------------------------------------------------------------------------


def terminal_table(compared: Mapping[str, Mapping[str, Comparison]]) -> Table:
    table = Table(title="Figures that are equal: worked out by hand + DuckDB's")
    table.add_column("card")
    for engine in compared:
        table.add_column(engine, justify="right")
    for card in next(iter(compared.values())):
        table.add_row(card, *(comparisons[card].cell() for comparisons in compared.values()))
    return table


def page(
    found: Mapping[str, type[Warehouse]],
    missing: Sequence[str],
    compared: Mapping[str, Mapping[str, Comparison]],
) -> str:
    """The table of the page: what each engine is, and how it did."""
    lines = [
        "| Engine | Evidence | With | Cards that agree | Figures by hand | Figures of DuckDB |",
        "|---|---|---|--:|--:|--:|",
    ]
    for engine, cls in found.items():
        outcomes = compared[engine].values()
        agree = sum(outcome.agrees for outcome in outcomes)
        lines.append(
            f"| {cls.name} | {cls.evidence} | {', '.join(versions(cls))} | {agree} of {len(outcomes)} "
            f"| {counted(outcome.by_hand for outcome in outcomes)} "
            f"| {counted(outcome.with_yardstick for outcome in outcomes) if engine != YARDSTICK else ''} |"
        )
    return "\n".join(lines + not_run(missing))


def not_run(missing: Sequence[str]) -> list[str]:
    """The lines below a table that name the engines that it lacks."""
    return ["", f"Not run: {', '.join(missing)}."] if missing else []


def summary(
    found: Mapping[str, type[Warehouse]],
    missing: Sequence[str],
    compared: Mapping[str, Mapping[str, Comparison]],
) -> str:
    """The table of warehouses.md: each card on each engine, and what stands behind an engine's figures."""
    lines = [
        "| Card | " + " | ".join(cls.name for cls in found.values()) + " |",
        "|---|" + "--:|" * len(found),
        "| | " + " | ".join(cls.evidence for cls in found.values()) + " |",
    ]
    for card in next(iter(compared.values())):
        lines.append(f"| `{card}` | " + " | ".join(compared[engine][card].cell() for engine in found) + " |")
    return "\n".join(lines + not_run(missing))


def counted(figures: Iterable[Figures]) -> str:
    """How many figures are equal, of how many."""
    together = Figures()
    for part in figures:
        together.add(part)
    equal = together.compared - len(together.differing)
    return f"{equal}" if equal == together.compared else f"{equal} of {together.compared}"


def between_markers(text: str, table: str) -> str:
    """A page with what stands between the markers replaced.

    Raises:
        click.ClickException: the page has no markers.
    """
    start, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise click.ClickException(f"The page has no lines {BEGIN} and {END} to put the table between.")
    return f"{start}{BEGIN}\n{table}\n{END}{tail}"


if __name__ == "__main__":
    main()
