"""Tables of times: in the terminal, and as Markdown in the documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.table import Table

from speed.ours import Build

Rows = list[list[str]]
HEADINGS = ("run", "what", "seconds", "× floor", "× ours", "peak GiB", "to reach", "reached")
TEXTS = ("run", "what", "to reach", "model")


@dataclass(frozen=True)
class Line:
    """One contestant in one run.

    Args:
        run, what: which run, and who ran.
        seconds: the time of each repeat.
        floors: the time of the floor beside each of them; none: no ratio.
        ours: the times of our build that they are held against; none: no ratio.
        peaks: the most memory of each repeat, in bytes.
        to_reach: the bar, in words.
        is_reached: whether it was; none: there is no bar.
    """

    run: str
    what: str
    seconds: Sequence[float]
    floors: Sequence[float] = ()
    ours: Sequence[float] = ()
    peaks: Sequence[int] = ()
    to_reach: str = ""
    is_reached: bool | None = None

    def cells(self) -> tuple[str, ...]:
        return (
            self.run,
            self.what,
            number(median(self.seconds)),
            spread(self.seconds, self.floors),
            number(median(self.seconds) / median(self.ours)) if self.ours else "",
            f"{max(self.peaks) / 2**30:.2f}" if self.peaks else "",
            self.to_reach,
            {None: "", True: "yes", False: "no"}[self.is_reached],
        )


def number(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ratio(times: Sequence[float], others: Sequence[float]) -> float:
    """The ratio of two medians."""
    return median(times) / median(others)


def spread(times: Sequence[float], others: Sequence[float]) -> str:
    """The ratio of the medians, with the least and the greatest of the pairs that ran beside each other."""
    if not others:
        return ""
    pairs = [time / other for time, other in zip(times, others)]
    text = number(ratio(times, others))
    return f"{text} ({number(min(pairs))}–{number(max(pairs))})" if len(pairs) > 1 else text


def parts(builds: Mapping[str, Sequence[Build]]) -> Rows:
    """Where the time of dbt's command goes, for each run the median of its builds."""
    headings = ["run", "command", "start and parse", "compile models", "run models", "tests", "between"]
    rows = [headings]
    for run, some in builds.items():
        run_models = [build.seconds - build.compiling for build in some]
        columns = [
            [build.command for build in some], [build.starting for build in some], [build.compiling for build in some],
            run_models, [build.others for build in some], [build.between for build in some],
        ]  # fmt: skip
        rows.append([run, *(number(median(column)) for column in columns)])
    return rows


def models(builds: Mapping[str, Sequence[Build]]) -> Rows:
    """The seconds of each model in each run, those that took longest first."""
    names = list(dict.fromkeys(name for some in builds.values() for build in some for name in build.models))
    times = {
        name: [median([build.models.get(name, 0.0) for build in some]) for some in builds.values()] for name in names
    }
    longest = sorted(names, key=lambda name: -max(times[name]))
    return [["model", *builds], *([name, *map(number, times[name])] for name in longest)]


def contestants(lines: Sequence[Line]) -> Rows:
    """The table of all lines."""
    return [list(HEADINGS), *(list(line.cells()) for line in lines)]


def in_terminal(rows: Rows, title: str) -> Table:
    """Rows, the first of them headings, as a table of rich; a line between runs."""
    table = Table(title=title, title_justify="left")
    for heading in rows[0]:
        table.add_column(heading, justify="left" if heading in TEXTS else "right")
    for row, following in zip(rows[1:], [*rows[2:], None]):
        table.add_row(*row, end_section="what" in rows[0] and following is not None and following[0] != row[0])
    return table


def in_markdown(rows: Rows) -> str:
    """The same as Markdown."""
    rule = ["---" if heading in TEXTS else "---:" for heading in rows[0]]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [rows[0], rule, *rows[1:]])


def page(command: str, setting: str, remarks: Sequence[str], tables: Mapping[str, Rows]) -> str:
    """A section of the documentation."""
    said = "\n".join(f"- {remark}" for remark in remarks)
    shown = "\n\n".join(f"{title}\n\n{in_markdown(rows)}" for title, rows in tables.items())
    return f"```sh\n{command}\n```\n\n{setting}\n\n{shown}\n\n{said}"


def write_between_marks(path: Path, name: str, text: str) -> None:
    """Replace what stands between two marks in a file; one without them gets them at its end."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    old = path.read_text(encoding="utf-8")
    if begin not in old:
        old = f"{old.rstrip()}\n\n{begin}\n{end}\n"
    before, rest = old.split(begin, 1)
    after = rest.split(end, 1)[1]
    path.write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}", encoding="utf-8")
