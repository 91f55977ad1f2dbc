"""The centre profile: who this desk is, as `desk init` stores it."""

from __future__ import annotations

import msgspec


class Signer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Someone who signs papers of the centre, with the days on which that holds (ISO dates)."""

    name: str
    title: str
    valid_from: str | None = None
    valid_to: str | None = None


class OfficeHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Office hours of a working day as pairs of HH:MM, with the days on which they hold."""

    spans: list[tuple[str, str]] = msgspec.field(
        default_factory=lambda: [("07:30", "11:30"), ("13:30", "17:00")]
    )
    valid_from: str | None = None
    valid_to: str | None = None


class Gateway(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where dossiers go. `package` writes sealed packages into a folder."""

    kind: str
    folder: str | None = None


class CentreProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that papers say about the centre. No secrets."""

    parent_org: str  # ĐƠN VỊ CHỦ QUẢN, such as UBND XÃ …
    unit: str  # TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ …
    centre: str  # the centre's name inside a sentence
    authority: str  # Ủy ban nhân dân xã …: the usual competent unit and addressee
    place: str  # place name before a date, such as the commune
    province: str
    tag: str  # desk tag in provisional numbers: 2 to 8 capitals or digits, one per desk
    phone: str = ""
    clerk: str = ""
    unit_code: str = ""  # mã định danh of the unit, where the province has given one
    doc_suffix: str = "TTPVHCC"  # TTPVHCC or BPTNTKQ (Thông tư 03/2025/TT-VPCP, Mẫu 01)
    hours: list[OfficeHours] = msgspec.field(default_factory=lambda: [OfficeHours()])
    saturday_reception: bool = False
    signers: list[Signer] = msgspec.field(default_factory=list)
    gateway: Gateway | None = None
