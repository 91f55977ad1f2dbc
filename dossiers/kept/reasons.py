"""The usual reasons why a warning is kept, and which is proposed."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path

import msgspec

MOST_LETTERS = 200
_FILE = Path(__file__).parent / "reasons.toml"


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One usual reason; it is proposed for warnings with these codes."""

    text: str
    first_for: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: tuple[Reason, ...]


@cache
def usual_reasons() -> tuple[Reason, ...]:
    """Return the usual reasons in the order in which they are offered."""
    return msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), _File).reason


def proposed(codes: Collection[str]) -> Reason:
    """Return the reason to propose for warnings with these codes."""
    usual = usual_reasons()
    return next((r for r in usual if codes and set(codes) <= set(r.first_for)), usual[0])
