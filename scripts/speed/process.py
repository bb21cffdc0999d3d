"""Every piece of work runs in a process of its own, so that its time and its memory are its own.

All of them open the same DuckDB file with the same settings.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

SCRIPTS = Path(__file__).resolve().parents[1]


class WorkFailedError(Exception):
    """A process ended with an error; the text is the end of what it wrote."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Work:
    """A process that has ended.

    Args:
        output: what it wrote.
        seconds: from its start to its end.
        cpu: how long processors worked for it, which other work on the machine hardly changes.
        peak: the most memory that it or one of its children had at a time, in bytes.
    """

    output: str
    seconds: float
    cpu: float
    peak: int


def run(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Work:
    """Run a command to its end.

    Raises:
        WorkFailedError: it ended with another code than 0.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, env=dict(environment), cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    output = process.stdout.read()
    # wait4 alone tells the memory of this child; getrusage knows the largest of all children only.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if process.returncode != 0:
        message = f"{' '.join(command[:6])} … ended with {process.returncode}:\n{output[-4000:]}"
        raise WorkFailedError(message, process.returncode)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Work(output, seconds, usage.ru_utime + usage.ru_stime, peak)


@dataclass(frozen=True)
class Engine:
    """A DuckDB file and how it is opened.

    Args:
        database: the path of the file.
        threads: how many threads DuckDB may use.
        memory_limit: how much memory DuckDB may use, e.g. `8GB`.
    """

    database: str
    threads: int
    memory_limit: str

    @property
    def settings(self) -> dict[str, Any]:
        return {"threads": self.threads, "memory_limit": self.memory_limit}

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(self.database, config=self.settings)

    def call(self, function: str, **arguments: Any) -> tuple[Any, Work]:
        """Call `module:function` of this package in a new process, with an open connection as its first argument.

        Arguments and result are what JSON can say. Returns the result, and the work that it was.
        """
        environment = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
        order = json.dumps({"engine": asdict(self), "function": function, "arguments": arguments})
        work = run([sys.executable, "-m", "speed.process", order], environment, Path.cwd())
        return json.loads(work.output.splitlines()[-1]), work


def main(order: str) -> None:
    """The other side of `Engine.call`: the result is the last line of the output."""
    told = json.loads(order)
    module, name = told["function"].split(":")
    function = getattr(importlib.import_module(f"speed.{module}"), name)
    with Engine(**told["engine"]).connect() as connection:
        result = function(connection, **told["arguments"])
    print("\n" + json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
