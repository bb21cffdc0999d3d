"""What dbt makes of the project's files, kept between tests, processes and sessions.

To parse takes as long as several builds, and what comes of it depends on the files, on the variables and on how
relations are called, and on no data. It is kept as bytes, so that each project has an object of its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

FILES = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests/data_tests")
LONGEST = 100
"""Bytes of a namespace."""


@cache
def fingerprint(root: Path) -> str:
    """A hash of what dbt reads while parsing: the project's files, and dbt itself with its adapters."""
    found = hashlib.sha256(str(root).encode())
    for name in sorted(f"{one.name} {one.version}" for one in distributions() if (one.name or "").startswith("dbt")):
        found.update(name.encode())
    for part in FILES:
        for file in sorted([root / part] if (root / part).is_file() else (root / part).rglob("*.*")):
            found.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def parsed(root: Path, namespace: str, key: object, parse: Callable[[], Any]) -> Any:
    """The manifest of a project, from the folder `target` or from `parse`.

    Args:
        root: the project, whose files do not change during a session.
        namespace: a text that stands in names of relations of one project and of no other; as long as another's.
        key: what else the manifest depends on.
        parse: gives the manifest if there is none.
    """
    path = folder_of(root) / hashlib.sha256(repr((len(namespace), key)).encode()).hexdigest()
    with locked(path):
        if not path.exists():
            manifest = parse()
            path.write_bytes(namespace.encode().ljust(LONGEST) + pickle.dumps(manifest))
            return manifest
    kept = path.read_bytes()
    manifest = pickle.loads(kept[LONGEST:].replace(kept[:LONGEST].rstrip(), namespace.encode()))
    # dbt 1.12 restores them one place off: sources are then looked for among refs. It makes them anew when asked.
    for name in [name for name in vars(manifest) if name.endswith("_lookup")]:
        setattr(manifest, name, None)
    return manifest


def folder_of(root: Path) -> Path:
    """Where manifests of these very files are; what was made of others before serves nobody."""
    folder = root / "target" / "parsed" / fingerprint(root)
    with locked(root / "target" / "parsed"):
        if not folder.exists():
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.mkdir(parents=True)
    return folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time is about this path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
