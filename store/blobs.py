"""Encrypted attachments: one AES-GCM file per content, named by a keyed hash of it."""

from __future__ import annotations

import contextlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from base.errors import StorageError
from base.files import disk_error, write_atomic
from store.driver import io_error
from store.envelope import StoreKeys

_MAGIC = b"MCB1"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_NAME = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """The attachments of one store. The same content is kept once; a name tells nothing.

    Whoever names one calls `put` before the transaction and `ensure` inside it. Files are removed
    inside a transaction only: the write lock stands between the two.
    """

    def __init__(self, folder: Path, keys: StoreKeys) -> None:
        self._folder = folder
        self._name_key = keys.blob_names
        self._cipher = AESGCM(keys.blobs)

    def put(self, data: bytes) -> str:
        """Keep the content durably and return its name; call it before the row that names it.

        Raises StorageError STORE-02 or STORE-03.
        """
        name = hmac.digest(self._name_key, data, "sha256").hex()
        if self._holds(name):
            with contextlib.suppress(OSError):
                os.utime(self._path(name))  # as good as new: no leftover of long ago
        else:  # also a damaged file is written anew
            nonce = secrets.token_bytes(_NONCE_BYTES)
            sealed = self._cipher.encrypt(nonce, data, name.encode())
            self._make_folder()
            write_atomic(self._path(name), _MAGIC + nonce + sealed, what="tệp đính kèm")
        return name

    def ensure(self, name: str, data: bytes) -> None:
        """Keep the content if it was swept since `put`; call it in the transaction that names it.

        Raises StorageError STORE-02 or STORE-03.
        """
        if not self._path(name).exists():
            self.put(data)

    def get(self, name: str) -> bytes:
        """Return the content; raise StorageError STORE-11 (missing) or STORE-12 (damaged)."""
        try:
            data = self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise _missing_error() from error
        except OSError as error:
            raise io_error(f"errno {error.errno}") from error
        start = len(_MAGIC) + _NONCE_BYTES
        if data[: len(_MAGIC)] != _MAGIC or len(data) < start + _TAG_BYTES:
            raise _damaged_error()
        try:
            return self._cipher.decrypt(data[len(_MAGIC) : start], data[start:], name.encode())
        except InvalidTag as error:
            raise _damaged_error() from error

    def delete(self, name: str) -> None:
        """Remove the content, if it is there; call it after the row that named it is gone."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, "tệp đính kèm") from error

    def names(self) -> Iterator[str]:
        """Return the names of everything kept, for backups and for finding leftovers."""
        if self._folder.is_dir():
            yield from (p.name for p in self._folder.iterdir() if _NAME.fullmatch(p.name))

    def last_put_before(self, moment: float) -> list[str]:
        """Return what was last put before a moment of the file system's clock."""
        return [name for name in self.names() if self._is_older(self._path(name), moment)]

    def delete_older(self, name: str, moment: float) -> bool:
        """Remove the content unless it was put since; call it in a transaction.

        False when it stays: also one that another program holds, for the next sweep.
        """
        path = self._path(name)
        if not self._is_older(path, moment):
            return False
        try:
            path.unlink()
        except OSError:
            return False
        return True

    def delete_half_written(self, moment: float) -> int:
        """Remove what writers left that were killed before a moment; return how many files."""
        gone = 0
        for path in self._folder.glob(".tmp-*"):
            with contextlib.suppress(OSError):
                if self._is_older(path, moment):
                    path.unlink()
                    gone += 1
        return gone

    def _is_older(self, path: Path, moment: float) -> bool:
        try:
            return path.stat().st_mtime < moment
        except OSError:  # gone, or not to be had: nobody's to remove
            return False

    def _holds(self, name: str) -> bool:
        try:
            self.get(name)
        except StorageError:
            return False
        return True

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("not the name of a blob")
        return self._folder / name

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise disk_error(error, "tệp đính kèm") from error


def _missing_error() -> StorageError:
    return StorageError(
        "STORE-11",
        "Không tìm thấy tệp đính kèm trong kho dữ liệu.",
        "Quét lại giấy tờ này, hoặc khôi phục từ bản sao lưu.",
    )


def _damaged_error() -> StorageError:
    return StorageError(
        "STORE-12",
        "Tệp đính kèm trong kho dữ liệu bị hỏng hoặc bị sửa.",
        "Quét lại giấy tờ này, hoặc khôi phục từ bản sao lưu.",
    )
