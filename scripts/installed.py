"""The command `check-scorecard`, where this project was installed by pip, as pre-commit and the GitHub Action do it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "scripts"))

from check_scorecard import main

__all__ = ["main"]
