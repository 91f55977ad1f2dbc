"""One scan, whichever way it came."""

from __future__ import annotations

from dataclasses import dataclass, field

from citizens.readers.scanner_profile import KEYBOARD


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came, from which scanner, and how; for reading it and for the scanner test."""

    payload: str | bytes = field(repr=False)
    device: str = KEYBOARD
    slowest_gap_ms: float = 0.0
    has_suffix: bool = True
    home: int = 0  # the line that the keys were meant for if a hand typed them; 0 for none
