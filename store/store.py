"""The encrypted store of one desk: opening, creating, and its transactions."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from base.clock import Clock
from base.errors import StorageError
from base.paths import DataDir
from store.audit import AuditTrail
from store.blobs import Blobs
from store.driver import (
    Row,
    StatementError,
    connect,
    copy_database,
    damaged_error,
    integrity_problems,
    io_error,
    named_errors,
)
from store.envelope import (
    READY,
    Envelope,
    StoreKeys,
    new_envelope,
    read_envelope,
    unlock,
    write_envelope,
)
from store.keys import KeySource
from store.migrations import (
    RoomMigrations,
    pending_migrations,
    refuse_emptied,
    refuse_newer,
)
from store.place import check_place, exclusive_lock
from store.transaction import Transaction

if TYPE_CHECKING:
    from store.upgrade import Upgrade

__all__ = ["Row", "Store", "Transaction", "open_store"]

_OWN = RoomMigrations("store", Path(__file__).parent / "sql")


class Store:
    """An open store. Use it from the thread that opened it; another thread opens its own."""

    def __init__(
        self,
        connection: dbapi2.Connection,
        store_id: str,
        keys: StoreKeys,
        blobs: Blobs,
        audit_trail: AuditTrail,
        data_dir: DataDir,
    ) -> None:
        self._connection = connection
        self.data_dir = data_dir
        self._key = keys.database
        self.store_id = store_id
        self.blobs = blobs
        self.audit_trail = audit_trail

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Read and write; commit at the end of the block, roll back when it raises.

        It holds the only write lock from the start, so what is read stays true until the commit.
        """
        tx = self._begin("BEGIN IMMEDIATE", writable=True)
        try:
            with named_errors():
                yield tx
                if not self._connection.in_transaction:
                    raise StatementError("the transaction ended inside its block")
                self._connection.execute("COMMIT")
        finally:
            self._end(tx)

    @contextlib.contextmanager
    def read(self) -> Iterator[Transaction]:
        """Read one snapshot; writing is refused."""
        tx = self._begin("BEGIN", writable=False)
        try:
            with named_errors():
                self._connection.execute("PRAGMA query_only = ON")
                # BEGIN alone takes no snapshot: the first read does.
                self._connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
                yield tx
        finally:
            self._end(tx)
            self._connection.execute("PRAGMA query_only = OFF")

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy under the same key, for a backup; the file must not exist."""
        if path.exists():
            raise FileExistsError(path.name)
        copy_database(self._connection, path, self._key)

    def problems(self) -> tuple[str, ...]:
        """Return what the file's own checks find (page MACs, structure, references)."""
        with named_errors():
            return integrity_problems(self._connection)

    def close(self) -> None:
        """Close it; closing twice is fine."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self, statement: str, *, writable: bool) -> Transaction:
        if self._connection.in_transaction:
            raise StatementError("a transaction is open already: pass it on")
        with named_errors():
            self._connection.execute(statement)
        return Transaction(self._connection, self.audit_trail, writable=writable)

    def _end(self, tx: Transaction) -> None:
        tx.end()
        if self._connection.in_transaction:
            # A disk that fails here must not hide what failed first.
            with contextlib.suppress(dbapi2.Error):
                self._connection.execute("ROLLBACK")


def open_store(
    data_dir: DataDir, key_source: KeySource, migrations: Sequence[RoomMigrations], clock: Clock
) -> Store:
    """Open the store of a data folder, creating it when there is none, and bring it up to date.

    Raises StorageError KEY-xx (no key, wrong key, damaged envelope) or STORE-xx (damaged, newer,
    failed upgrade, disk). Nothing that exists is ever replaced by something empty.
    """
    return _Opening(data_dir.make(), key_source, (_OWN, *migrations), clock).open()


@dataclass(frozen=True, slots=True)
class _Opening:
    """One attempt to open a store."""

    data_dir: DataDir
    key_source: KeySource
    rooms: tuple[RoomMigrations, ...]
    clock: Clock

    def open(self) -> Store:
        check_place(self.data_dir.root, os.environ)
        envelope = self._ready_envelope()
        if envelope is None:
            with self._lock():
                envelope = self._ready_envelope() or self._create()
        keys = unlock(envelope, self._secret(envelope))
        connection = connect(self.data_dir.store_file, keys.database)
        try:
            refuse_emptied(connection)
            refuse_newer(connection, self.rooms)
            if pending_migrations(connection, self.rooms):
                self._upgrade(connection, keys)
        except BaseException:
            connection.close()
            raise
        blobs = Blobs(self.data_dir.blobs_dir, keys)
        trail = AuditTrail(keys.audit, self.clock)
        return Store(connection, envelope.store_id, keys, blobs, trail, self.data_dir)

    def _ready_envelope(self) -> Envelope | None:
        """Return the envelope of a whole store, None when one has to be (or is being) created."""
        envelope = read_envelope(self.data_dir.envelope_file)
        try:
            size = self.data_dir.store_file.stat().st_size
        except FileNotFoundError:
            size = None
        except OSError as error:
            raise io_error(f"errno {error.errno}") from error
        if envelope is None:
            if size is not None:
                raise _no_envelope_error()
            return None
        if envelope.state != READY:
            return None
        if size is None:
            raise _no_store_error()
        if size == 0:  # SQLite would take it for a new database and drop its write-ahead log
            raise damaged_error("empty file")
        return envelope

    def _create(self) -> Envelope:
        """Make secret, envelope and database in this order; a killed attempt is taken up again.

        Until the envelope says `ready` nothing was acknowledged to anybody, so an envelope
        without its database may be replaced.
        """
        import uuid_utils  # 7 ms, and only the first start needs it

        envelope = read_envelope(self.data_dir.envelope_file)
        if envelope is None or not self.data_dir.store_file.exists():
            store_id = str(uuid_utils.uuid7())
            secret = self.key_source.read(store_id) or self.key_source.create(store_id)
            envelope = new_envelope(store_id, secret)
            write_envelope(self.data_dir.envelope_file, envelope)
        keys = unlock(envelope, self._secret(envelope))
        connection = connect(self.data_dir.store_file, keys.database, create=True)
        try:
            from store.upgrade import fill

            fill(connection, self._upgrade_of(keys))
        finally:
            connection.close()
        envelope = replace(envelope, state=READY)
        write_envelope(self.data_dir.envelope_file, envelope)
        return envelope

    def _secret(self, envelope: Envelope) -> bytes:
        secret = self.key_source.read(envelope.store_id)
        if secret is None:
            raise _no_key_error(self.key_source.describe())
        return secret

    def _upgrade(self, connection: dbapi2.Connection, keys: StoreKeys) -> None:
        from store.upgrade import bring_up_to_date  # imports sqlite-utils, 60 to 130 ms

        with self._lock():
            bring_up_to_date(connection, self._upgrade_of(keys))

    def _upgrade_of(self, keys: StoreKeys) -> Upgrade:
        from store.upgrade import Upgrade

        copy = self.data_dir.root / "store.upgrade.db"
        return Upgrade(self.rooms, AuditTrail(keys.audit, self.clock), copy, keys.database)

    def _lock(self) -> contextlib.AbstractContextManager[None]:
        return exclusive_lock(self.data_dir.root / "store.lock")


def _no_envelope_error() -> StorageError:
    return StorageError(
        "KEY-05",
        "Có kho dữ liệu nhưng thiếu phong bì khoá (store.envelope.json).",
        "Đừng xoá tệp nào. Chép lại store.envelope.json từ bản sao lưu của chính kho này.",
    )


def _no_store_error() -> StorageError:
    return StorageError(
        "STORE-08",
        "Thiếu tệp kho dữ liệu (store.db) mà phong bì khoá vẫn còn.",
        "Tìm tệp trong vùng cách ly của phần mềm diệt vi-rút, hoặc khôi phục bản sao lưu.",
    )


def _no_key_error(detail: str) -> StorageError:
    return StorageError(
        "KEY-03",
        "Có kho dữ liệu nhưng máy không còn giữ khoá của kho.",
        "Mở bằng đúng tài khoản Windows (hoặc tệp khoá) đã tạo kho, hoặc khôi phục bản sao lưu.",
        detail=detail,
    )
