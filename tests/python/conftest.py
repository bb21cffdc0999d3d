"""Fixtures: one project for all tests that build, parsed once."""

from __future__ import annotations

from pathlib import Path

import pytest
from project import ScoringProject


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> ScoringProject:
    return ScoringProject(tmp_path_factory.mktemp("project"))


@pytest.fixture
def fresh_project(tmp_path: Path) -> ScoringProject:
    """A project of this test's own, for what must not see the tables of another."""
    return ScoringProject(tmp_path)
