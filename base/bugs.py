"""A bug as it may be told to others: what kind, in which line of code, and no value."""

from __future__ import annotations

import traceback
from pathlib import Path

from base.paths import PROJECT_DIR


def describe(error: BaseException) -> list[str]:
    """Return the types and code lines of an error and its causes; texts may hold a name."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame, number in traceback.walk_tb(current.__traceback__):
            code = frame.f_code
            lines.append(f"  {_short(code.co_filename)}:{number} {code.co_qualname}")
        current = current.__cause__ or current.__context__
    return lines


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(PROJECT_DIR) if path.is_relative_to(PROJECT_DIR) else path.name)
