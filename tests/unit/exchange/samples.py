"""Made-up dossiers and keys for the exchange tests."""

from __future__ import annotations

from datetime import datetime

import msgspec

from base.clock import VIETNAM
from exchange.identity import DeskIdentity
from exchange.keys import encryption_public
from exchange.packages import SealedItem, seal_package
from exchange.records import Attachment, DossierRecord, Party, canonical_bytes, content_hash

SIGNED_AT = datetime(2026, 11, 26, 16, 45, tzinfo=VIETNAM)
DESK = DeskIdentity("01a21652-526b-701a-9715-bd3204ee4cae", "TRUNG TÂM MẪU", bytes(range(32)))
PROVINCE_KEY = bytes(range(100, 132))  # X25519, private
PROVINCE_SIGNING = bytes(range(200, 232))  # Ed25519, private
PROVINCE_PUBLIC = encryption_public(PROVINCE_KEY)
PICTURE = bytes(range(256)) * 20


def dossier_id(number: int) -> str:
    """Return the id of a made-up dossier."""
    return f"01a21652-526b-701a-9715-{number:012x}"


def record(number: int, *files: bytes) -> DossierRecord:
    """Return a made-up dossier with these files."""
    person = Party(full_name="NGUYỄN THỊ MẪU", personal_number="025190000222", birth="1990-02-01")
    return DossierRecord(
        id=dossier_id(number),
        provisional_number=f"SONGMAU-26-{number:06d}-X",
        desk_id=DESK.desk_id,
        receiving_unit="TRUNG TÂM MẪU",
        competent_unit="Ủy ban nhân dân xã Sông Mẫu",
        procedure_code="1.001193",
        procedure_name="Đăng ký khai sinh",
        catalogue_version="2026-11-20",
        situation={"late": False},
        channel="direct",
        applicant=person,
        submitter=person,
        requester=person,
        authorisation_paper=None,
        form_id="tk_dang_ky_khai_sinh",
        form_version="1",
        answers={"child_full_name": "NGUYỄN VĂN MẪU", "copies": 2},
        papers=[],
        attachments=[
            Attachment(
                name=f"giấy {n}.jpg",
                media_type="image/jpeg",
                size=len(data),
                sha256=content_hash(data),
            )
            for n, data in enumerate(files)
        ],
        fee=[],
        received_at="2026-11-26T08:30:00+07:00",
        due_at=None,
        result_channel="direct",
        clerk="Cán bộ mẫu",
    )


def item(number: int, *files: bytes) -> SealedItem:
    """Return a made-up dossier as the outbox holds it."""
    return SealedItem(
        dossier_id(number),
        canonical_bytes(record(number, *files)),
        {content_hash(data): data for data in files},
    )


def changed(number: int, **changes: object) -> SealedItem:
    """Return a dossier with other values in its record."""
    other = msgspec.structs.replace(record(number), **changes)
    return SealedItem(dossier_id(number), canonical_bytes(other))


def package(*items: SealedItem, desk: DeskIdentity = DESK) -> bytes:
    """Return a package of two dossiers, one with files, or of the given ones."""
    return seal_package(
        items or (item(1), item(2, PICTURE, b"%PDF-1.7")),
        desk=desk,
        recipient_public=PROVINCE_PUBLIC,
        signed_at=SIGNED_AT,
    )
