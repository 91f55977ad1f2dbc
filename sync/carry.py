"""Carrying the outbox by hand: a package on a USB stick, receipts home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from base.errors import InputError
from dossiers import outbox
from dossiers.workplace import Workplace
from exchange.receipts import read_receipt
from sync.gateways.gateway import Parcel
from sync.gateways.package import NO_KEY_REASON, PackageGateway


@dataclass(frozen=True, slots=True)
class Exported:
    """One package that was written, and how many dossiers it holds."""

    path: Path
    package_id: str
    dossiers: int


def export_outbox(workplace: Workplace, folder: Path) -> Exported:
    """Seal everything that waits into one package; the rows are then `handed_over`.

    Raises InputError SYNC-01 without the province's key, SYNC-03 when nothing waits.
    """
    province = workplace.trusted_province()
    if province is None:
        raise InputError("SYNC-01", "Chưa có khoá của tỉnh.", NO_KEY_REASON)
    rows = outbox.exportable(workplace)
    if not rows:
        raise InputError("SYNC-03", "Không có hồ sơ nào chờ gửi.", "Tiếp nhận hồ sơ trước (F2).")
    folder.mkdir(parents=True, exist_ok=True)
    gateway = PackageGateway(folder, workplace.identity, province, workplace.clock)
    outs = [outbox.outgoing(workplace, row) for row in rows]
    parcels = [Parcel(o.id, o.payload, o.attachments) for o in outs]
    package_id, path = gateway.write(parcels)
    for row in rows:
        outbox.mark_handed_over(workplace, row.id, package_id)
    return Exported(path, package_id, len(rows))


@dataclass(frozen=True, slots=True)
class ImportedReceipt:
    """What a receipt changed."""

    accepted: int
    refused: int


def import_receipt(workplace: Workplace, data: bytes) -> ImportedReceipt:
    """Apply a receipt signed by the trusted province; doing so twice changes nothing more.

    Raises InputError SIGN-xx or PKG-xx (not that province's receipt), SYNC-04 (for another desk, or
    it judged other content than this desk froze); nothing is changed then.
    """
    province = workplace.trusted_province()
    if province is None:
        raise InputError("SYNC-01", "Chưa có khoá của tỉnh.", NO_KEY_REASON)
    receipt = read_receipt(data, province)
    if receipt.desk_id != workplace.identity.desk_id:
        raise _foreign_receipt("desk")
    for answer in receipt.answers:
        if not outbox.froze(workplace, answer.dossier_id, answer.sha256):
            raise _foreign_receipt("content")
    for answer in receipt.answers:
        if answer.dossier_code:
            outbox.mark_accepted(workplace, answer.dossier_id, answer.dossier_code)
        else:
            errors = tuple(answer.field_errors)
            outbox.mark_refused(workplace, answer.dossier_id, answer.reason, errors)
    accepted = sum(bool(a.dossier_code) for a in receipt.answers)
    return ImportedReceipt(accepted, len(receipt.answers) - accepted)


def _foreign_receipt(detail: str) -> InputError:
    return InputError(
        "SYNC-04",
        "Phiếu trả lời này không phải cho hồ sơ của máy này.",
        "Kiểm tra lại tệp tỉnh gửi về; mỗi quầy có phiếu riêng.",
        detail=detail,
    )
