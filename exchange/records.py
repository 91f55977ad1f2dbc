"""Frozen wire records: what a desk says about a dossier, and its canonical bytes.

Names on the wire are ours; a gateway maps them to a foreign system. Dates are ISO, moments ISO with
Vietnam's offset, amounts whole đồng (None = unknown).
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import rfc8785


class _AboutPeople(msgspec.Struct, frozen=True, kw_only=True):
    """What it says of people stands in no log and in no text of an error."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Party(_AboutPeople, frozen=True, kw_only=True, omit_defaults=True):
    """One person in a dossier."""

    full_name: str
    personal_number: str | None = None
    old_number: str | None = None
    birth: str | None = None
    sex: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None


class Paper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One paper handed in: `kind` is original, certified_copy, photocopy or electronic_copy.

    `extra`: received, but none of the papers that the procedure asks for.
    """

    name: str
    kind: str
    count: int = 1
    extra: bool = False


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the dossier by content: lower-case hex SHA-256 of its plain bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


class FeeItem(msgspec.Struct, frozen=True, kw_only=True):
    """One fee line; `kind` is phi or le_phi."""

    name: str
    kind: str
    amount_vnd: int | None
    basis: str


class FilledForm(_AboutPeople, frozen=True, kw_only=True):
    """One more form of a dossier beside its main declaration.

    `part` is event (the same request for one more person or event) or companion (such as a letter
    of authorisation); `situation` holds what was decided for an event of its own. `companion` is
    the paper's key, KEY#2 for the second of its kind; `event` the declaration that it is or goes
    with, counted from the main one, 0 for the whole request. `made_by` is citizen or office: what
    the receiving office writes is not handed in. Records from before have none of these.
    """

    part: str
    name: str
    form_id: str
    form_version: str
    answers: dict[str, Any]
    situation: dict[str, str | bool | int] = {}
    companion: str = ""
    event: int = 0
    made_by: str = "citizen"


class AcceptedWarning(_AboutPeople, frozen=True, kw_only=True):
    """What a rule warned of when the dossier was accepted; it stands in nobody's way.

    `pointer` names the line (`/further/NUMBER/LINE` on a further form), `basis` the article;
    `reason` is the clerk's, empty when none was given.
    """

    pointer: str
    code: str
    message: str
    basis: str
    reason: str = ""


ONE_FORM = "motcua.dossier/1"
SEVERAL_FORMS = "motcua.dossier/2"  # who knows only /1 must not drop the further forms unseen


class DossierRecord(_AboutPeople, frozen=True, kw_only=True):
    """One dossier as it was accepted; frozen in the outbox in the same transaction.

    `form_id`, `form_version` and `answers` are the main declaration's. Records from before there
    were further forms or warnings read as having none.
    """

    schema: str = ONE_FORM
    id: str  # UUIDv7, also the idempotency key of every send
    provisional_number: str
    desk_id: str
    receiving_unit: str
    competent_unit: str
    procedure_code: str
    procedure_name: str
    catalogue_version: str
    situation: dict[str, str | bool | int]
    channel: str  # direct, online, post
    applicant: Party
    submitter: Party
    requester: Party | None
    authorisation_paper: str | None
    form_id: str | None
    form_version: str | None
    answers: dict[str, Any]
    papers: list[Paper]
    attachments: list[Attachment]
    fee: list[FeeItem]
    received_at: str
    due_at: str | None
    result_channel: str
    clerk: str
    further: list[FilledForm] = []
    warnings: list[AcceptedWarning] = []

    @property
    def events(self) -> int:
        """How many people or events the request is for."""
        return 1 + sum(form.part == "event" for form in self.further)


def canonical_bytes(record: msgspec.Struct | dict[str, Any]) -> bytes:
    """Return the one byte string that stands for a record (RFC 8785 canonical JSON)."""
    return rfc8785.dumps(msgspec.to_builtins(record))


def read_canonical(data: bytes) -> dict[str, Any]:
    """Return the JSON object in the bytes; ValueError unless they are its canonical bytes.

    So no two byte strings stand for the same object: a changed space or a doubled key is refused.
    """
    try:
        value = msgspec.json.decode(data)
        if not isinstance(value, dict) or rfc8785.dumps(value) != data:
            raise ValueError("not canonical JSON")
    except (RecursionError, UnicodeError) as error:
        raise ValueError("not canonical JSON") from error
    return value


def content_hash(data: bytes) -> str:
    """Return the lower-case hex SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()
