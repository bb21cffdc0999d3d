"""dbt 2 (Fusion) as a command, with the DuckDB of its environment as the driver.

Fusion reaches a database through a driver (ADBC), which it downloads when it first needs it. The DuckDB package for
Python holds that driver, at the version that is pinned and that dbt-core uses, so that nothing is downloaded and both
engines run on the same DuckDB.

    .venv-fusion/bin/python scripts/fusion.py build
"""

from __future__ import annotations

import importlib.util
import os
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

DRIVER = "libduckdb.so"
"""What Fusion looks for in the folders of ADBC_DRIVER_PATH."""


def main() -> None:
    """Become dbt, with the arguments of this command.

    Raises:
        SystemExit: dbt is not installed beside this Python.
    """
    dbt = Path(sys.prefix) / "bin" / "dbt"
    if not dbt.exists():
        sys.exit(f"There is no dbt in {sys.prefix}. Fix: run `make .venv-fusion/.run`.")
    os.execve(dbt, [str(dbt), *sys.argv[1:]], {**os.environ, **driver_environment(os.environ)})


def driver_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables with which Fusion finds the driver; none where it has to find one by itself.

    That is so where ADBC_DRIVER_PATH names one already, and where Python is not a shared library: DuckDB's package is
    made to be loaded by Python, and asks for names of that library.
    """
    python = shared_python()
    package = importlib.util.find_spec("_duckdb")
    if "ADBC_DRIVER_PATH" in environment or python is None or package is None or package.origin is None:
        return {}
    folder = Path(sys.prefix) / "adbc"
    folder.mkdir(exist_ok=True)
    link = folder / f".{os.getpid()}"
    link.symlink_to(package.origin)
    link.replace(folder / DRIVER)
    preloaded = [str(python), *filter(None, [environment.get("LD_PRELOAD")])]
    return {"ADBC_DRIVER_PATH": str(folder), "LD_PRELOAD": " ".join(preloaded)}


def shared_python() -> Path | None:
    """This Python as a shared library, if there is one. Linux only: elsewhere Fusion finds its own driver."""
    folder, name = sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME")
    if sys.platform != "linux" or not folder or not name or ".so" not in name:
        return None
    library = Path(folder) / name
    return library if library.exists() else None


if __name__ == "__main__":
    main()
