"""The table of times: in the terminal, and as Markdown in the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.table import Table

HEADINGS = ("run", "what", "seconds", "× floor", "× ours", "peak GiB", "to reach", "reached")
BEGIN, END = "<!-- benchmark: begin -->", "<!-- benchmark: end -->"


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


def in_terminal(lines: Sequence[Line], title: str) -> Table:
    """The lines as a table of rich."""
    table = Table(title=title)
    for heading in HEADINGS:
        table.add_column(heading, justify="left" if heading in ("run", "what", "to reach") else "right")
    run = lines[0].run if lines else ""
    for line in lines:
        if line.run != run:
            table.add_section()
            run = line.run
        table.add_row(*line.cells())
    return table


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def write_between_marks(path: Path, text: str) -> None:
    """Replace what stands between the two marks of a file; a file without them gets them at its end."""
    page = path.read_text(encoding="utf-8") if path.exists() else "# Benchmark\n"
    if BEGIN not in page:
        page = f"{page.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}{BEGIN}\n{text.strip()}\n{END}{after}", encoding="utf-8")
