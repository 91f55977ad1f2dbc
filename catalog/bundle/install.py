"""Taking a signed catalogue in, and going back one step."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from base.clock import legal_date, to_iso
from base.errors import InputError, StorageError
from base.files import disk_error, write_atomic
from base.paths import DataDir
from catalog.bundle.changes import CatalogueChanges, compare
from catalog.bundle.check import check_content
from catalog.bundle.installed import Origin, read_catalogue
from catalog.bundle.packed_file import CatalogueFile
from catalog.bundle.parts import Files, Readers, parts_of, unpack_parts, with_parts
from catalog.bundle.signed_file import read_catalogue_file
from catalog.catalogue import Catalogue, load_catalogue
from catalog.content import DATA
from catalog.index import make_index
from exchange.installed import (
    Pointer,
    Stamp,
    installed_dir,
    read_pointer_or_none,
    version_file,
    version_key,
    versions_kept,
    write_parts,
    write_pointer,
)
from store.place import exclusive_lock

KEPT_VERSIONS = 8
_LOCK_WAIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A signed file that was read and checked, with what it would change; nothing is written."""

    file: CatalogueFile
    changes: CatalogueChanges
    parts: Files = field(repr=False)


@dataclass(frozen=True, slots=True)
class Installed:
    """The catalogue in use after an import or a step back, and what that changed."""

    version: str
    publisher: str
    changes: CatalogueChanges = field(repr=False)


def preview(
    data_dir: DataDir,
    data: bytes,
    *,
    trusted: Collection[bytes],
    moment: datetime,
    readers: Readers = (),
) -> Incoming:
    """Read, check and compare a signed file without installing it.

    `readers` are the rooms that read its further parts. Raises InputError SIGN-xx, CAT-10, CAT-11
    (content or parts), CAT-12 (same version) or CAT-13 (older).
    """
    file = read_catalogue_file(data, trusted=trusted)
    current = load_catalogue(data_dir)
    _check_order(file.version, current.version)
    check_content(file.content, file.version)
    parts = unpack_parts(file.parts, readers)
    changes = compare(current, catalogue_of(file), legal_date(moment))
    before = parts_of(data_dir, read_pointer_or_none(data_dir).current, readers)
    changes = with_parts(changes, before, parts.files, readers)
    changes = replace(changes, general=(*changes.general, *map(_unread, parts.unread)))
    return Incoming(file, changes, parts.files)


def install(
    data_dir: DataDir,
    data: bytes,
    *,
    trusted: Collection[bytes],
    moment: datetime,
    readers: Readers = (),
) -> Installed:
    """Put a signed catalogue into use, in one step; raises what `preview` raises.

    A kill at any point leaves the old catalogue or the new one in use, with its parts.
    """
    with _locked(data_dir):
        incoming = preview(data_dir, data, trusted=trusted, moment=moment, readers=readers)
        version, publisher = incoming.file.version, incoming.file.publisher
        before = read_pointer_or_none(data_dir).current
        _sweep(data_dir, {version, before.version if before else version})
        _make_folder(data_dir, version)
        parts = write_parts(data_dir, version, incoming.parts)
        write_atomic(version_file(data_dir, version), data, what="danh mục thủ tục")
        stamp = Stamp(
            version=version,
            sha256=hashlib.sha256(data).hexdigest(),
            publisher=publisher,
            installed_at=to_iso(moment),
            parts=parts,
        )
        write_pointer(data_dir, Pointer(current=stamp, previous=before, can_go_back=True))
    return Installed(version, publisher, incoming.changes)


def roll_back(data_dir: DataDir, *, moment: datetime, readers: Readers = ()) -> Installed:
    """Go back to the catalogue that was in use before the last import; one step only.

    Raises InputError CAT-14 when there is none, StorageError CAT-15 when it is damaged.
    """
    with _locked(data_dir):
        now = load_catalogue(data_dir)
        pointer = read_pointer_or_none(data_dir)
        if not pointer.can_go_back:
            raise InputError(
                "CAT-14",
                "Không có danh mục trước đó để quay lại.",
                "Chỉ quay lại được một bước, ngay sau lần nạp gần nhất.",
            )
        before = catalogue_before(data_dir, pointer)
        write_pointer(data_dir, Pointer(current=pointer.previous))
    changes = compare(now, before, legal_date(moment))
    left, back = (parts_of(data_dir, s, readers) for s in (pointer.current, pointer.previous))
    changes = with_parts(changes, left, back, readers)
    return Installed(before.version, before.origin.publisher, changes)


def last_changes(data_dir: DataDir, *, moment: datetime, readers: Readers = ()) -> CatalogueChanges:
    """Return what the catalogue in use says else than the one before it (or the bundled one)."""
    now, before = load_catalogue(data_dir), load_catalogue(DATA)
    states: tuple[Files, Files] = ({}, {})
    if now.origin.kind == "installed":
        pointer = read_pointer_or_none(data_dir)
        states = ({}, parts_of(data_dir, pointer.current, readers))
        with contextlib.suppress(StorageError):  # swept or damaged: compare with the bundled one
            before = catalogue_before(data_dir, pointer)
            states = (parts_of(data_dir, pointer.previous, readers), states[1])
    return with_parts(compare(before, now, legal_date(moment)), *states, readers)


def catalogue_before(data_dir: DataDir, pointer: Pointer) -> Catalogue:
    """Return the catalogue that was in use before; StorageError CAT-15 when it is damaged."""
    if pointer.previous is None:
        return load_catalogue(DATA)
    try:
        return catalogue_of(read_catalogue(data_dir, pointer.previous), pointer.previous)
    except ValueError as error:
        raise StorageError(
            "CAT-15",
            f"Danh mục trước đó ({pointer.previous.version}) bị hỏng hoặc đã bị xoá.",
            "Nạp lại tệp danh mục có chữ ký từ nơi phát hành (catalog import).",
            detail=str(error),
        ) from error


def catalogue_of(file: CatalogueFile, stamp: Stamp | None = None) -> Catalogue:
    """Return the catalogue inside a signed file."""
    origin = Origin("installed", file.publisher, stamp.installed_at if stamp else None)
    return Catalogue(file.content, make_index(file.content), origin)


def _unread(name: str) -> str:
    return f"Phần “{name}”: chương trình này chưa đọc được. Cập nhật chương trình rồi nạp lại tệp."


def _check_order(coming: str, current: str) -> None:
    if version_key(coming) > version_key(current):
        return
    if coming == current:
        raise InputError(
            "CAT-12",
            f"Danh mục phiên bản {coming} đang được dùng rồi.",
            "Không cần nạp lại.",
        )
    raise InputError(
        "CAT-13",
        f"Tệp có phiên bản {coming}, cũ hơn danh mục đang dùng ({current}), nên không nạp.",
        "Xin tệp mới nhất; muốn trở về bản ngay trước thì dùng “Quay lại” (catalog rollback).",
    )


@contextlib.contextmanager
def _locked(data_dir: DataDir) -> Iterator[None]:
    """Let one process at a time change what is installed."""
    _make_folder(data_dir.make(), ".")
    try:
        with exclusive_lock(installed_dir(data_dir) / "install.lock", wait_s=_LOCK_WAIT_S):
            yield
    except StorageError as error:
        if error.code != "STORE-10":
            raise
        raise StorageError(
            "CAT-16",
            "Một cửa sổ khác đang nạp danh mục.",
            "Chờ cửa sổ đó xong rồi làm lại.",
        ) from error


def _make_folder(data_dir: DataDir, name: str) -> None:
    try:
        (installed_dir(data_dir) / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(error, "danh mục thủ tục") from error


def _sweep(data_dir: DataDir, keep: set[str]) -> None:
    """Remove what killed attempts left and the oldest versions; what resists stays for later."""
    root = installed_dir(data_dir)
    with contextlib.suppress(OSError):
        for path in (*root.glob(".tmp-*"), *root.glob("*/.tmp-*")):
            path.unlink()
    for version in versions_kept(data_dir)[KEPT_VERSIONS:]:
        if version not in keep:
            shutil.rmtree(root / version, ignore_errors=True)
