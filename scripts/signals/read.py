"""Reads signal files: YAML of the plainest kind, checked against `signals/signals.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event

from signals.model import Place, Problem, Signal, printable

SCHEMA = Path(__file__).resolve().parents[2] / "signals" / "signals.schema.json"
LARGEST_FILE = 256 * 1024
DEEPEST_NESTING = 8
"""A signal file nests three deep; far more is no signal file, and slow to read."""

FIXES = {
    "required": "add the missing key",
    "additionalProperties": "remove the key, or correct its spelling",
    "enum": "use one of the allowed values",
    "pattern": "choose another name",
    "minLength": "fill it in",
    "maxLength": "shorten it",
    "type": "write it as what is allowed, in quotes where YAML would read a text as something else",
}


class UnreadableFileError(Exception):
    """A file that is no signal file at all. Carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_signals(*directories: Path) -> tuple[list[Signal], list[Problem]]:
    """Read every `.yml` and `.yaml` file of some directories, of each in the order of their names.

    Args:
        directories: The directories, such as a project's own and one beside a scorecard; their paths are repeated in
            problems as they are given. One that is given twice is read once.

    Returns:
        The signals that have a condition to look at, and all problems found so far: a signal may be
        among the first and have some of the second. A name is taken once, over all directories.

    Source: SPEC.md §7.
    """
    signals: list[Signal] = []
    problems: list[Problem] = []
    for directory in _each_once(directories):
        files = sorted(path for path in directory.iterdir() if path.suffix in (".yml", ".yaml") and not path.is_dir())
        if not files:
            place = Place(directory.as_posix())
            allowed = "a directory with .yml files"
            problems.append(Problem(place, "there is no signal file", "nothing", allowed, "add one"))
        for path in files:
            try:
                document = load(path)
            except UnreadableFileError as error:
                problems.append(error.problem)
            else:
                violations = _violations(document)
                problems += (_violation(path, document, error) for error in violations)
                broken = {tuple(error.absolute_path) for error in violations}
                signals += _signals(path, document, broken)

    return signals, problems + list(_repeated_names(signals))


def _each_once(directories: Iterable[Path]) -> list[Path]:
    once: dict[Path, Path] = {}
    for directory in directories:
        once.setdefault(directory.resolve(), directory)
    return list(once.values())


def load(path: Path) -> Any:
    """Load one file as plain mappings, lists and scalars that know their lines.

    Raises:
        UnreadableFileError: Too large, not UTF-8, not YAML, or YAML with more than a signal file needs.
    """
    place = Place(path.as_posix())
    try:
        if (size := path.stat().st_size) > LARGEST_FILE:
            what, allowed = "the file is too large", f"{LARGEST_FILE} bytes"
            raise UnreadableFileError(Problem(place, what, f"{size} bytes", allowed, "split it"))
        text = path.read_text(encoding="utf-8-sig")
        # Before anything is built: what an alias stands for may be a billion times its size.
        for problem in _forbidden_yaml(place.path, YAML().parse(text)):
            raise UnreadableFileError(problem)
        return YAML().load(text)
    except (OSError, ValueError, YAMLError, RecursionError) as error:
        raise UnreadableFileError(_yaml_problem(place.path, error)) from error


def _forbidden_yaml(path: str, events: Iterable[Event]) -> Iterator[Problem]:
    depth = 0
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        extras = {
            "an alias": isinstance(event, AliasEvent) and f"*{event.anchor}",
            "an anchor": getattr(event, "anchor", None),
            "a tag": getattr(event, "tag", None),
            "a directive": getattr(event, "version", None) or getattr(event, "tags", None),
            "deep nesting": depth > DEEPEST_NESTING and f"{depth} levels",
        }
        what, got = next(((what, got) for what, got in extras.items() if got), (None, None))
        if what:
            place = Place(path, event.start_mark.line + 1)
            allowed = "plain mappings, lists and texts"
            yield Problem(place, f"{what} in the YAML is not allowed", got, allowed, "write it out plainly")


def _yaml_problem(path: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    return Problem(
        Place(path, mark.line + 1 if mark else None),
        "this is no YAML file that can be read",
        getattr(error, "problem", None) or str(error).splitlines()[0],
        "UTF-8, one document, no key twice",
        "correct it; a condition with : or # in it, or a quote in front, goes after `when: >-` on a line of its own",
    )


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _violations(document: Any) -> list[ValidationError]:
    return sorted(_validator().iter_errors(document), key=lambda error: list(error.absolute_path))


def _violation(path: Path, document: Any, error: ValidationError) -> Problem:
    keys, rule = list(error.absolute_path), str(error.validator)
    schema: Any = error.schema
    value: Any = error.instance
    # jsonschema's message repeats the value, which `Got` does better.
    what = {
        "type": f"the kind of value is wrong, {error.validator_value} is expected",
        "pattern": "the name is not allowed",
        "enum": "the value is not allowed",
        "minLength": "the text is empty",
        "maxLength": f"the text is longer than {error.validator_value} characters",
    }.get(rule, error.message)
    return Problem(
        Place(path.as_posix(), _line(document, keys), _label(document, keys)),
        f"{keys[-1]}: {what}" if keys and isinstance(keys[-1], str) else what,
        list(value) if rule in ("required", "additionalProperties") else value,
        schema["description"].rstrip("."),
        FIXES[rule],
    )


def _line(document: Any, keys: list[str | int]) -> int:
    line = 0
    for key in keys:
        position = (document.lc.data or {}).get(key)
        line = position[0] if position else line
        document = document[key]
    return line + 1


def _label(document: Any, keys: list[str | int]) -> str | None:
    if len(keys) < 2:
        return None
    item = document["signals"][keys[1]]
    name = item.get("name") if isinstance(item, dict) else None
    return printable(name) if isinstance(name, str) and name.strip() else f"#{int(keys[1]) + 1}"


def _signals(path: Path, document: Any, broken: set[tuple[str | int, ...]]) -> Iterator[Signal]:
    items = document.get("signals") if isinstance(document, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else []):
        keys: list[str | int] = ["signals", index, "when"]
        if isinstance(item, dict) and "when" in item and tuple(keys) not in broken:
            name = _label(document, keys) or ""
            place = Place(path.as_posix(), _line(document, keys), name)
            yield Signal(name, item.get("on", ""), item["when"], item.get("description"), place)


def _repeated_names(signals: Iterable[Signal]) -> Iterator[Problem]:
    first: dict[str, Signal] = {}
    for signal in signals:
        if first.setdefault(signal.name, signal) is not signal:
            other = first[signal.name].place
            yield Problem(
                signal.place,
                "the name is taken",
                signal.name,
                "each name once, over all files",
                f"rename this one or the one at {other.path}:{other.line}",
            )
