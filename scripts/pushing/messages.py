"""What the person who runs the push is shown."""

from __future__ import annotations

import click

LONGEST = 300


class PushError(click.ClickException):
    """What the person who runs the push has to know."""


class RunEndedError(Exception):
    """Nothing more is sent in this run; the text says why."""


def plain(text: object) -> str:
    """A text of others in one line, without what a terminal would obey."""
    beginning = str(text)[: 2 * LONGEST]
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in beginning).split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
