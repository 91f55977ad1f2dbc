"""What one payload turned out to be: kind, person, repair, what to confirm, or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from base.errors import DeskError
from citizens.person import Person


class Kind(StrEnum):
    """What a code is (the words of the command line)."""

    CCCD = "cccd"
    CAN_CUOC = "can_cuoc"
    ID_NUMBER = "id_number"
    OLD_ID_NUMBER = "old_id_number"
    MRZ = "mrz"
    DOSSIER_CODE = "dossier_code"
    PROVISIONAL_NUMBER = "provisional_number"
    HEALTH_CARD = "health_card"
    VNEID = "vneid"
    LINK = "link"
    PAYMENT = "payment"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the clerk should know; never a refusal."""

    code: str
    message: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One payload, read. `error` set means refused: then there is no person.

    `review` names the person's fields (attribute names) that are a guess until the clerk confirms
    them. `value` is a dossier code or number in its canonical form.
    """

    kind: Kind
    payload: str = field(repr=False)
    person: Person | None = field(default=None, repr=False)
    repair: str | None = None
    review: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    error: DeskError | None = None
    value: str | None = field(default=None, repr=False)
