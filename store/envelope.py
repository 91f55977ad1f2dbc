"""The key envelope: the store's random data key, wrapped once per way of opening it.

A JSON file beside the store. Slot 1 is wrapped by the key source's secret; more slots (a clerk's
password, the supervisor's recovery key) can be added without touching the store. The digest tells
a damaged envelope from a wrong key; the key check value tells a wrong key from a damaged store.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from base.errors import StorageError
from base.files import write_atomic
from store.driver import io_error

FORMAT = "motcua.envelope/1"
CREATING = "creating"  # nothing was ever acknowledged to the clerk yet
READY = "ready"
_SECRET_KIND = "secret"
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """The keys that a store works with, each derived from the data key for one purpose."""

    database: bytes = field(repr=False)
    blobs: bytes = field(repr=False)
    blob_names: bytes = field(repr=False)
    audit: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key wrapped in one way; `more` keeps what a later kind of slot needs."""

    number: int
    kind: str
    nonce: bytes
    wrapped: bytes
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the envelope file says."""

    store_id: str
    state: str
    key_check: bytes
    slots: tuple[Slot, ...]


def new_envelope(store_id: str, secret: bytes) -> Envelope:
    """Return an envelope around a fresh random data key, in state `creating`."""
    data_key = secrets.token_bytes(32)
    envelope = Envelope(store_id, CREATING, _key_check(data_key, store_id), ())
    nonce = secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(secret).encrypt(nonce, data_key, _bound(envelope, 1, _SECRET_KIND))
    return replace(envelope, slots=(Slot(1, _SECRET_KIND, nonce, wrapped),))


def unlock(envelope: Envelope, secret: bytes) -> StoreKeys:
    """Return the store's keys; raise StorageError KEY-04 (wrong key) or KEY-07 (no such slot)."""
    slot = next((s for s in envelope.slots if s.kind == _SECRET_KIND), None)
    if slot is None:
        raise _newer_error("no secret slot")
    try:
        data_key = AESGCM(secret).decrypt(
            slot.nonce, slot.wrapped, _bound(envelope, slot.number, slot.kind)
        )
    except InvalidTag as error:
        raise _wrong_key_error() from error
    if not hmac.compare_digest(_key_check(data_key, envelope.store_id), envelope.key_check):
        raise _damaged_error("key check")
    return StoreKeys(
        database=_derive(data_key, "database"),
        blobs=_derive(data_key, "blobs"),
        blob_names=_derive(data_key, "blob names"),
        audit=_derive(data_key, "audit"),
    )


def write_envelope(path: Path, envelope: Envelope) -> None:
    """Write the envelope so that the old or the new one is there after a power cut."""
    body: dict[str, Any] = {
        "format": FORMAT,
        "store_id": envelope.store_id,
        "state": envelope.state,
        "key_check": envelope.key_check.hex(),
        "slots": [
            {
                **slot.more,
                "number": slot.number,
                "kind": slot.kind,
                "nonce": slot.nonce.hex(),
                "wrapped": slot.wrapped.hex(),
            }
            for slot in envelope.slots
        ],
    }
    body["digest"] = _digest(body)
    text = json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomic(path, text.encode() + b"\n", what="phong bì khoá")


def read_envelope(path: Path) -> Envelope | None:
    """Return the envelope, None when there is no file.

    Raises StorageError KEY-06 (damaged), KEY-07 (made by a newer version), STORE-13 (unreadable).
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise io_error(f"errno {error.errno}") from error
    try:
        body = json.loads(data)
        digest = body.pop("digest")
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise _damaged_error("not an envelope") from error
    if digest != _digest(body):
        raise _damaged_error("digest")
    if body.get("format") != FORMAT:
        raise _newer_error(f"format {body.get('format')}")
    return _parse(body)


def _parse(body: dict[str, Any]) -> Envelope:
    try:
        slots = tuple(_parse_slot(dict(slot)) for slot in body["slots"])
        store_id, state = _text(body["store_id"]), _text(body["state"])
        return Envelope(store_id, state, bytes.fromhex(body["key_check"]), slots)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged_error("fields") from error


def _parse_slot(slot: dict[str, Any]) -> Slot:
    number, kind = int(slot.pop("number")), _text(slot.pop("kind"))
    nonce, wrapped = bytes.fromhex(slot.pop("nonce")), bytes.fromhex(slot.pop("wrapped"))
    return Slot(number, kind, nonce, wrapped, slot)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _digest(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _bound(envelope: Envelope, number: int, kind: str) -> bytes:
    parts = (FORMAT, envelope.store_id, envelope.key_check.hex(), str(number), kind)
    return "|".join(parts).encode()


def _derive(data_key: bytes, purpose: str) -> bytes:
    info = f"motcua.store/1 {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(data_key)


def _key_check(data_key: bytes, store_id: str) -> bytes:
    return hmac.digest(_derive(data_key, "check"), store_id.encode(), "sha256")


def _wrong_key_error() -> StorageError:
    return StorageError(
        "KEY-04",
        "Khoá đang dùng không phải là khoá của kho dữ liệu này; kho không bị hỏng.",
        "Mở bằng đúng tài khoản Windows (hoặc đúng tệp khoá) đã tạo kho.",
    )


def _damaged_error(detail: str) -> StorageError:
    return StorageError(
        "KEY-06",
        "Phong bì khoá (store.envelope.json) bị hỏng nên chưa mở được kho dữ liệu.",
        "Đừng xoá tệp nào. Chép lại store.envelope.json từ bản sao lưu của chính kho này.",
        detail=detail,
    )


def _newer_error(detail: str) -> StorageError:
    return StorageError(
        "KEY-07",
        "Phong bì khoá do một bản mới hơn của chương trình tạo.",
        "Cài bản mới của chương trình rồi mở lại; dữ liệu còn nguyên.",
        detail=detail,
    )
