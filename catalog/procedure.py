"""A procedure in one version, as published: papers, time, fee, result, with source and doubt."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Confidence(StrEnum):
    """How sure an entry is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class TimeLimit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Published time limit; at most one of the units is set. No unit = not known as a number."""

    text: str = ""
    same_day: bool = False
    hours: int | None = None
    working_days: int | None = None
    calendar_days: int | None = None
    basis: str = ""
    doubt: bool = False


class FeeRate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One fee line. `amount_vnd` None = set by the province, or text and number differ.

    `when` names the situation in which the line applies, as KEY or KEY=VALUE pairs that must all
    hold (`late`, `channel=online`); empty = always. `per` is dossier, copy or page.
    """

    name: str
    kind: str  # phi or le_phi
    amount_vnd: int | None
    basis: str
    per: str = "dossier"
    when: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None


class PaperSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One paper of the dossier. `use` is submit, show or online; `when` as in FeeRate."""

    name: str
    use: str = "submit"
    original: int = 0
    copies: int = 0
    form_title: str | None = None
    form_id: str | None = None
    when: tuple[str, ...] = ()
    note: str = ""
    code: str | None = None


class Procedure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One procedure in the version that holds from `valid_from` to `valid_to` (ISO, inclusive)."""

    code: str
    name: str
    field: str
    ministry: str
    level: str
    status: str  # current, repealed, superseded, scheduled_repeal, unverified
    confidence: Confidence
    detail_level: str  # full, partial, name_only
    source: str
    time_limit: TimeLimit
    version: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    fee_text: str = ""
    fee_exempt: str = ""
    fee_set_by: str = ""
    fee_doubt: bool = False
    fees: tuple[FeeRate, ...] = ()
    papers: tuple[PaperSpec, ...] = ()
    result: str | None = None
    legal_basis: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    status_note: str = ""
    vertical_agency: str | None = None
    decentralised_from: str | None = None
    decentralised_by: str | None = None
    online_level: str | None = None
    non_territorial: bool | None = None
    interlinked: bool = False
    data_replaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    portal_url: str | None = None
