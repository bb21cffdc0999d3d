"""Fixtures: one project for all tests that build, parsed once, on the warehouse that `--target` names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

import cases
import pytest
from project import ENGINES, OUTPUTS, ScoringProject
from warehouses import TARGETS

# What Fusion says otherwise than dbt-core, by the end of a test's name.
FUSION_DIFFERS = {
    "[an unknown time zone]": "Fusion has no list of time zones to choose from: it stops with a message of its own",
    "[misspelt names]": "Fusion tells macros of the variables on the command line, not of those in dbt_project.yml",
    "[points beyond measure]": "a YAML float, 1e16, is 10000000000000000.0 by the time that a macro sees it",
    "[text with a NUL]": "Fusion does not read a NUL character from YAML",
    "test_a_time_that_is_a_number": "Fusion names the type DECIMAL(18,2) in other words",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--target", choices=TARGETS, default="duckdb", help="the warehouse to build on")
    parser.addoption("--engine", choices=ENGINES, default="core", help="the dbt that builds")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in left_out_of_samples(items):
        item.add_marker("slow")
    for item in items if config.getoption("--engine") == "fusion" else ():
        for ending, reason in FUSION_DIFFERS.items():
            if item.name.endswith(ending):
                item.add_marker(pytest.mark.skip(reason=reason))


def left_out_of_samples(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """The cases of tests marked `sampled` that `make test` has no time for."""
    for _, cases_of_test in groupby(items, lambda item: item.nodeid.split("[")[0]):
        cases_of_test = list(cases_of_test)
        if mark := cases_of_test[0].get_closest_marker("sampled"):
            step = len(cases_of_test) / mark.args[0]
            kept = {int(number * step) for number in range(mark.args[0])}
            yield from (item for number, item in enumerate(cases_of_test) if number not in kept)


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--target"))


@pytest.fixture(scope="session")
def new_project(request: pytest.FixtureRequest, target: str) -> Callable[[Path], ScoringProject]:
    """A project in a folder, on the warehouse and by the dbt that this session is about."""
    return partial(ENGINES[request.config.getoption("--engine")], target=target)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    """A project for tests of scores, tiers and stages: it builds these alone."""
    project = new_project(tmp_path_factory.mktemp("project"))
    project.models = tuple(OUTPUTS.values())
    return project


@pytest.fixture
def fresh_project(tmp_path: Path, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    """A project of this test's own, for what must not see the tables of another."""
    return new_project(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> cases.Build:
    """The tables of a golden case, built once however many tests look at them."""
    return cases.builder(tmp_path_factory.mktemp("cases"), new_project)
