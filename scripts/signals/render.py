"""Renders the macro file: one macro for the list of signals, one for each condition and adapter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from signals.dialects import AGE_BEGINS, AGE_ENDS, PART_BEGINS, Macro
from signals.model import Condition, printable

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
COMMENT_WIDTH = 90


def render(signals: Iterable[tuple[Condition, list[Macro]]]) -> str:
    """Return the text of the macro file, signals in the given order.

    Source: SPEC.md §7. What must come out of the macros literally, braces too, is escaped here.
    """
    # Delimiters of its own: to this environment, the Jinja that it writes is plain text.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(literal=literal, plain_text=plain_text, comment=comment)
    return environment.get_template("signals.sql.jinja").render(signals=list(signals))


def literal(value: str | Iterable[str] | None) -> str:
    """Write a text, a list of texts or none as Jinja does.

    Example:
        >>> literal("it's")
        "'it\\\\'s'"
    """
    if value is None:
        return "none"
    if isinstance(value, str):
        return "'" + printable(value).replace("\\", "\\\\").replace("'", "\\'") + "'"
    return f"[{', '.join(map(literal, value))}]"


def plain_text(text: Any) -> str:
    """Write a text so that Jinja hands it on as it is: what would open an expression becomes one, and so does an age.

    Example:
        >>> plain_text("a {% b")
        "a {{ '{%' }} b"
    """
    escaped = re.sub(r"\{[{%#]", lambda match: f"{{{{ '{match[0]}' }}}}", str(text))

    def call(match: re.Match[str]) -> str:
        is_part = match[1].startswith(PART_BEGINS)
        inner = f"known_part({match[1][1:]})" if is_part else f"age_days({literal(match[1])})"
        return f"{{{{ lead_scoring.{inner} }}}}"

    return re.sub(f"{AGE_BEGINS}(.*?){AGE_ENDS}", call, escaped)


def comment(text: str) -> str:
    """Write a text as lines of an SQL comment."""
    lines = wrap(printable(text), COMMENT_WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f"-- {line}" for line in lines)
