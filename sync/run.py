"""One pass over the outbox: synchronous, safe to kill at any point, one bad item blocks nobody."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from base.errors import DeskError, InputError, NetworkError, StorageError
from dossiers import outbox
from dossiers.dossier import OutboxRow, OutboxState
from dossiers.workplace import Workplace
from sync.gateways.gateway import (
    Accepted,
    Gateway,
    HandedOver,
    Line,
    Outcome,
    Parcel,
    Refused,
    TryLater,
    Unknown,
)
from sync.gateways.package import PackageGateway
from sync.waits import wait_s

log = logging.getLogger(__name__)

_LEASE_S = 120
_DOWN_REASON = "Mất đường truyền hoặc chưa thấy thư mục nhận; đã lưu đủ trên máy."


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What one pass did; `waiting` and `unknown` count what still stands in the outbox."""

    sent: int = 0
    handed_over: int = 0
    accepted: int = 0
    refused: int = 0
    waiting: int = 0
    unknown: int = 0
    line: Line = Line.NO_GATEWAY
    reason: str = ""


def gateway_of(workplace: Workplace) -> Gateway | None:
    """Return the gateway that the centre profile names; None = no place to send to yet."""
    spec = workplace.profile.gateway
    if spec is None:
        return None
    if spec.kind == "package" and spec.folder:
        return PackageGateway(
            Path(spec.folder), workplace.identity, workplace.trusted_province(), workplace.clock
        )
    raise InputError(
        "SYNC-02",
        f"Không có cách gửi “{spec.kind}”.",
        "Sửa mục gateway trong hồ sơ trung tâm: kind = package và folder.",
    )


def run_once(workplace: Workplace, gateway: Gateway | None = None) -> SyncResult:
    """Drain what is due, once. A dead line is no error; it is said in the result."""
    way = gateway or gateway_of(workplace)
    outbox.follow_gateway(workplace, exists=way is not None)
    if way is None:
        return _standing(workplace, SyncResult())
    owner = f"{workplace.identity.desk_id}:{os.getpid()}"
    with outbox.drain_lease(workplace, owner, seconds=_LEASE_S) as held:
        if not held:
            return _standing(workplace, SyncResult(line=way.probe()))
        return _standing(workplace, _drain(workplace, way))


def _drain(workplace: Workplace, gateway: Gateway) -> SyncResult:
    result = SyncResult(line=gateway.probe())
    if result.line is Line.DOWN:
        return replace(result, reason=_DOWN_REASON)
    try:
        for row in outbox.uncertain(workplace):
            result = _ask(workplace, gateway, row, result)
        rows = outbox.due(workplace)
        if reason := gateway.ready():
            for row in rows:
                outbox.mark_waiting(workplace, row.id, reason)
            return replace(result, reason=reason)
        for start in range(0, len(rows), gateway.batch_size):
            batch = rows[start : start + gateway.batch_size]
            result = _send(workplace, gateway, batch, result)
    except NetworkError as error:
        return replace(result, line=Line.DOWN, reason=error.message)
    return result


def _ask(workplace: Workplace, gateway: Gateway, row: OutboxRow, result: SyncResult) -> SyncResult:
    known = gateway.lookup(row.id)
    if known is None:
        outbox.mark_waiting(workplace, row.id, "")
        return result
    return _settle(workplace, row, known, result)


def _send(
    workplace: Workplace, gateway: Gateway, rows: Sequence[OutboxRow], result: SyncResult
) -> SyncResult:
    parcels = _parcels(workplace, rows)
    outbox.begin_sending(workplace, [p.key for p in parcels])
    by_id = {row.id: replace(row, attempts=row.attempts + 1) for row in rows}
    if not parcels:
        return result
    try:
        outcomes = gateway.send(parcels)
    except (NetworkError, StorageError) as error:
        for parcel in parcels:
            _settle(workplace, by_id[parcel.key], TryLater(error.sentence), result)
        raise
    except Exception as error:  # noqa: BLE001 - a bug of one gateway must not stop the desk
        log.error("send failed: %s", type(error).__name__)
        outcomes = dict.fromkeys((p.key for p in parcels), Unknown("Chưa rõ kết quả gửi."))
    for parcel in parcels:
        outcome = outcomes.get(parcel.key, Unknown("Nơi nhận không trả lời về hồ sơ này."))
        result = _settle(workplace, by_id[parcel.key], outcome, result)
    return replace(result, sent=result.sent + _left(outcomes))


def _parcels(workplace: Workplace, rows: Sequence[OutboxRow]) -> list[Parcel]:
    parcels = []
    for row in rows:
        try:
            out = outbox.outgoing(workplace, row)
        except StorageError as error:
            outbox.mark_parked(workplace, row.id, error.sentence)
            continue
        parcels.append(Parcel(out.id, out.payload, out.attachments))
    return parcels


def _left(outcomes: Mapping[str, Outcome]) -> int:
    return sum(not isinstance(outcome, TryLater) for outcome in outcomes.values())


def _settle(
    workplace: Workplace, row: OutboxRow, outcome: Outcome, result: SyncResult
) -> SyncResult:
    match outcome:
        case HandedOver(package_id):
            outbox.mark_handed_over(workplace, row.id, package_id)
            return replace(result, handed_over=result.handed_over + 1)
        case Accepted(code):
            return _accept(workplace, row, code, result)
        case Refused(reason, field_errors):
            outbox.mark_refused(workplace, row.id, reason, field_errors)
            return replace(result, refused=result.refused + 1)
        case Unknown(reason):
            outbox.mark_unknown(workplace, row.id, reason)
        case TryLater(reason, asked_s):
            seconds = wait_s(row.attempts, asked_s, draw=random.SystemRandom())
            next_try = workplace.clock() + timedelta(seconds=seconds)
            outbox.mark_waiting(workplace, row.id, reason, next_try)
    return result


def _accept(workplace: Workplace, row: OutboxRow, code: str, result: SyncResult) -> SyncResult:
    try:
        outbox.mark_accepted(workplace, row.id, code)
    except DeskError as error:  # two dossiers under one code: somebody has to look
        outbox.mark_parked(workplace, row.id, error.sentence)
        return result
    return replace(result, accepted=result.accepted + 1)


def _standing(workplace: Workplace, result: SyncResult) -> SyncResult:
    counts = outbox.count_states(workplace)
    waiting = counts.get(OutboxState.WAITING, 0) + counts.get(OutboxState.NO_GATEWAY, 0)
    return replace(
        result,
        waiting=waiting,
        unknown=counts.get(OutboxState.UNKNOWN, 0) + counts.get(OutboxState.SENDING, 0),
    )
