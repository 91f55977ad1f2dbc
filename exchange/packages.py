"""Sealed packages (`*.mcpkg`): dossiers that only the province reads and everybody can check.

A zip of three stored entries: `manifest.json` (canonical; says which desk, when, for which key,
which dossiers by hash; no personal data), `payload.bin` (HPKE: X25519, HKDF-SHA256, AES-256-GCM;
bound to the manifest), `signature.bin` (Ed25519 over both).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from base.clock import to_iso
from base.errors import InputError
from exchange.archive import read_archive, write_archive
from exchange.identity import DeskIdentity
from exchange.keys import KEY_BYTES, encryption_public, key_id
from exchange.payload import OpenedDossier, SealedItem, check_item, pack, unpack
from exchange.records import canonical_bytes, content_hash, read_canonical

__all__ = [
    "Manifest",
    "OpenedDossier",
    "PackageReport",
    "SealedItem",
    "package_id",
    "read_manifest",
    "seal_package",
    "verify_package",
]

FORMAT = "motcua.package/1"
MAX_BYTES = 256_000_000
_ROOM_FOR_THE_REST = 6_000_000  # index, manifest and zip around 256 MB of files
_NAMES = ("manifest.json", "payload.bin", "signature.bin")
_SIGNED = b"motcua.package/1 signature\n"
_SEALED = b"motcua.package/1 payload\n"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_HEX_KEY_ID = re.compile(r"[0-9a-f]{32}")


class ManifestDesk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The desk that sealed the package; `key` is its Ed25519 public key in hex."""

    id: str
    name: str
    key: str


class ManifestEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One dossier by the hash and the size of its canonical record."""

    id: str
    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a package says on its outside."""

    format: str
    desk: ManifestDesk
    recipient: str  # key id of the encryption key
    signed_at: str
    dossiers: list[ManifestEntry]

    @property
    def package_id(self) -> str:
        """The hash of the manifest: the name by which receipts speak of the package."""
        return content_hash(canonical_bytes(self))

    @property
    def dossier_ids(self) -> tuple[str, ...]:
        """The ids of the dossiers in order."""
        return tuple(entry.id for entry in self.dossiers)


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What a check of a package found; `problems` are sentences that end in their code.

    `desk` is the name that the signer gives itself: with `trusted` keys its key was among them,
    without them people compare `signer` (the key id). `content` is there when all holds and the
    private key was given.
    """

    ok: bool
    desk: str | None = None
    dossiers: tuple[str, ...] = ()
    signed_at: str | None = None
    problems: tuple[str, ...] = ()
    content: tuple[OpenedDossier, ...] | None = None
    package_id: str | None = None
    desk_id: str | None = None
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A package whose signature holds."""

    manifest: Manifest
    manifest_bytes: bytes
    payload: bytes


def seal_package(
    records: Sequence[SealedItem],
    *,
    desk: DeskIdentity,
    recipient_public: bytes,
    signed_at: datetime,
) -> bytes:
    """Return the bytes of a package. Raises InputError PKG-09 when it would be too large."""
    if not records or len({item.id for item in records}) != len(records):
        raise ValueError("a package holds at least one dossier, each once")
    _refuse_too_large(records)
    for item in records:
        check_item(item)
    manifest = canonical_bytes(
        Manifest(
            format=FORMAT,
            desk=ManifestDesk(id=desk.desk_id, name=desk.name, key=desk.public_key.hex()),
            recipient=key_id(recipient_public),
            signed_at=to_iso(signed_at),
            dossiers=[
                ManifestEntry(id=i.id, sha256=content_hash(i.record), size=len(i.record))
                for i in records
            ],
        )
    )
    recipient = X25519PublicKey.from_public_bytes(recipient_public)
    payload = _suite().encrypt(pack(records), recipient, _bound(manifest))
    key = Ed25519PrivateKey.from_private_bytes(desk.signing_key)
    signature = key.sign(_signed_part(manifest, payload))
    return write_archive(dict(zip(_NAMES, (manifest, payload, signature), strict=True)))


def package_id(data: bytes) -> str:
    """Return the id of a package that this program sealed; InputError PKG-xx otherwise."""
    return _open(data).manifest.package_id


def read_manifest(data: bytes) -> Manifest | None:
    """Return what a whole, rightly signed package says on its outside, None for anything else."""
    try:
        return _open(data).manifest
    except InputError:
        return None


def verify_package(
    data: bytes,
    *,
    private_key: bytes | None = None,
    trusted: Collection[bytes] | None = None,
) -> PackageReport:
    """Check a package of unknown origin; never raises for what the bytes are.

    `private_key` (X25519) also opens and checks the content; `trusted` are the Ed25519 public keys
    of the desks that may have sealed it.
    """
    try:
        opened = _open(data)
    except InputError as error:
        return PackageReport(ok=False, problems=(error.sentence,))
    manifest = opened.manifest
    problems: list[str] = []
    content = None
    signer = bytes.fromhex(manifest.desk.key)
    if trusted is not None and signer not in trusted:
        problems.append(_stranger().sentence)
    if private_key is not None:
        try:
            content = _read_content(opened, private_key)
        except InputError as error:
            problems.append(error.sentence)
    return PackageReport(
        ok=not problems,
        desk=manifest.desk.name,
        dossiers=manifest.dossier_ids,
        signed_at=manifest.signed_at,
        problems=tuple(problems),
        content=content if not problems else None,
        package_id=content_hash(opened.manifest_bytes),
        desk_id=manifest.desk.id,
        signer=key_id(signer),
    )


def _refuse_too_large(records: Sequence[SealedItem]) -> None:
    size = sum(len(i.record) + sum(map(len, i.attachments.values())) for i in records)
    if size > MAX_BYTES - _ROOM_FOR_THE_REST:
        raise InputError(
            "PKG-09",
            "Gói hồ sơ quá lớn (trên 256 MB).",
            "Xuất ít hồ sơ hơn trong một gói.",
        )


def _open(data: bytes) -> _Opened:
    if len(data) > MAX_BYTES:
        raise _altered("lớn quá 256 MB")
    try:
        manifest_bytes, payload, signature = read_archive(data, _NAMES).values()
    except ValueError as error:
        raise _altered(str(error)) from error
    manifest = _parse_manifest(manifest_bytes)
    signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.desk.key))
    try:
        signer.verify(signature, _signed_part(manifest_bytes, payload))
    except InvalidSignature as error:
        raise InputError(
            "PKG-03",
            "Chữ ký của quầy không khớp: gói đã bị sửa hoặc hỏng trên đường đi.",
            "Xin quầy xuất lại gói; đừng dùng gói này.",
        ) from error
    return _Opened(manifest, manifest_bytes, payload)


def _parse_manifest(data: bytes) -> Manifest:
    try:
        raw = read_canonical(data)
        if raw.get("format") != FORMAT and str(raw.get("format")).startswith("motcua.package/"):
            raise InputError(
                "PKG-04",
                "Gói thuộc phiên bản mà chương trình này chưa đọc được.",
                "Cập nhật chương trình rồi mở lại gói.",
            )
        manifest = msgspec.convert(raw, Manifest)
        datetime.fromisoformat(manifest.signed_at)
    except ValueError as error:
        raise _bad_manifest("fields") from error
    ids = manifest.dossier_ids
    right = (
        manifest.format == FORMAT
        and _HEX_KEY.fullmatch(manifest.desk.key)
        and _HEX_KEY_ID.fullmatch(manifest.recipient)
        and all(_ID.fullmatch(i) for i in ids)
        and 0 < len(ids) == len(set(ids))
    )
    if not right:
        raise _bad_manifest("values")
    return manifest


def _read_content(opened: _Opened, private_key: bytes) -> tuple[OpenedDossier, ...]:
    if len(private_key) != KEY_BYTES:
        raise ValueError("an X25519 private key has 32 bytes")
    if key_id(encryption_public(private_key)) != opened.manifest.recipient:
        raise InputError(
            "PKG-06",
            "Gói được niêm phong cho một khoá khác.",
            "Dùng đúng khoá riêng của nơi nhận ghi trên gói.",
        )
    key = X25519PrivateKey.from_private_bytes(private_key)
    try:
        plain = _suite().decrypt(opened.payload, key, _bound(opened.manifest_bytes))
    except InvalidTag as error:
        raise InputError(
            "PKG-07",
            "Không mở được phần niêm phong của gói: quầy gửi đã niêm phong sai.",
            "Xin quầy xuất lại gói.",
        ) from error
    try:
        content = unpack(plain)
    except ValueError as error:
        raise _bad_content(str(error)) from error
    found = [(d.id, content_hash(d.record_bytes), len(d.record_bytes)) for d in content]
    if found != [(e.id, e.sha256, e.size) for e in opened.manifest.dossiers]:
        raise _bad_content("not what the manifest lists")
    return content


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _bound(manifest: bytes) -> bytes:
    return _SEALED + hashlib.sha256(manifest).digest()


def _signed_part(manifest: bytes, payload: bytes) -> bytes:
    return _SIGNED + hashlib.sha256(manifest).digest() + hashlib.sha256(payload).digest()


def _altered(reason: str) -> InputError:
    return InputError(
        "PKG-01",
        f"Gói hồ sơ không nguyên vẹn: {reason}.",
        "Chép lại nguyên tệp từ nơi gửi, hoặc xin quầy xuất lại gói.",
    )


def _bad_manifest(detail: str) -> InputError:
    return InputError(
        "PKG-02",
        "Bản kê của gói hồ sơ không hợp lệ.",
        "Xin quầy xuất lại gói; đừng dùng gói này.",
        detail=detail,
    )


def _stranger() -> InputError:
    return InputError(
        "PKG-05",
        "Gói do một quầy chưa được tin ký.",
        "Kiểm tra nguồn của gói và khoá của quầy gửi.",
    )


def _bad_content(detail: str) -> InputError:
    return InputError(
        "PKG-08",
        "Nội dung trong gói không khớp với bản kê.",
        "Xin quầy xuất lại gói; đừng nhập hồ sơ từ gói này.",
        detail=detail,
    )
