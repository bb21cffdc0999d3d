"""Fixtures: one project for all tests that build, parsed once, on the warehouse that `--target` names."""

from __future__ import annotations

from pathlib import Path

import cases
import pytest
from project import ScoringProject
from warehouses import TARGETS


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--target", choices=TARGETS, default="duckdb", help="the warehouse to build on")


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--target"))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, target: str) -> ScoringProject:
    return ScoringProject(tmp_path_factory.mktemp("project"), target)


@pytest.fixture
def fresh_project(tmp_path: Path, target: str) -> ScoringProject:
    """A project of this test's own, for what must not see the tables of another."""
    return ScoringProject(tmp_path, target)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, target: str) -> cases.Build:
    """The tables of a golden case, built once however many tests look at them."""
    return cases.builder(tmp_path_factory.mktemp("cases"), target)
