"""The port through which dossiers leave a desk, the same for a folder and for a server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Line(StrEnum):
    """What the way out looks like right now."""

    UP = "up"
    DOWN = "down"
    NO_GATEWAY = "no_gateway"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One dossier to send: `key` is the idempotency key of every try (the dossier's id)."""

    key: str
    payload: bytes = field(repr=False)
    attachments: Mapping[str, Callable[[], bytes]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """It left the desk in a package; only a signed receipt makes it accepted."""

    package_id: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side has it and gave its code."""

    dossier_code: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The other side has read it and says no; each field error points into the record."""

    reason: str
    field_errors: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived: ask before sending again."""

    reason: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """Nothing left the desk; `wait_s` when the other side named a time."""

    reason: str
    wait_s: float | None = None


Outcome = HandedOver | Accepted | Refused | Unknown | TryLater


class Gateway(Protocol):
    """One way out. Methods raise NetworkError or StorageError only when nothing was sent."""

    name: str
    batch_size: int

    def probe(self) -> Line:
        """Say whether the way is open, without sending anything."""

    def ready(self) -> str | None:
        """Return why nothing can be sent although the way is open, in Vietnamese; None = ready."""

    def lookup(self, key: str) -> Outcome | None:
        """Return what the other side knows of this key; None = it has never seen it."""

    def send(self, parcels: Sequence[Parcel]) -> Mapping[str, Outcome]:
        """Send a batch and return one outcome for every key."""
