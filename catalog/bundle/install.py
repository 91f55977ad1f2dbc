"""Taking a signed catalogue in, and going back one step."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from msgspec.structs import replace as replaced

from base.clock import legal_date, to_iso
from base.errors import StorageError
from base.files import disk_error
from base.paths import DataDir
from catalog.bundle.changes import CatalogueChanges, compare
from catalog.bundle.check import check_content
from catalog.bundle.installed import (
    Origin,
    bundled_version,
    check_order,
    is_whole,
    newest_ever,
    newest_of,
    origin_of,
    read_catalogue,
    step_back,
)
from catalog.bundle.packed_file import CatalogueFile
from catalog.bundle.parts import Files, Readers, parts_of, unpack_parts, with_parts
from catalog.bundle.signed_file import read_catalogue_file
from catalog.catalogue import Catalogue, load_catalogue
from catalog.content import DATA
from catalog.index import make_index
from exchange.installed import (
    NOTHING,
    Pointer,
    Stamp,
    hashes,
    installed_dir,
    pointer_file,
    pointer_or_nothing,
    remove_version,
    version_folders,
    versions_kept,
    write_pointer,
    write_version,
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
    origin: Origin
    changes: CatalogueChanges = field(repr=False)


def preview(
    data_dir: DataDir,
    data: bytes,
    *,
    trusted: Mapping[bytes, str],
    moment: datetime,
    readers: Readers = (),
) -> Incoming:
    """Read, check and compare a signed file without installing it.

    `trusted` are the keys with the names under which this desk trusts them, `readers` the rooms
    that read its further parts. Raises InputError SIGN-xx, CAT-10, CAT-11 (content or parts),
    CAT-12 (same version) or CAT-13 (older than any that was in use here).
    """
    file = read_catalogue_file(data, trusted=trusted)
    current, stamp = load_catalogue(data_dir), pointer_or_nothing(data_dir).current
    whole = stamp is None or stamp.version != current.version or is_whole(data_dir, stamp)
    check_order(file.version, current.version, newest_ever(data_dir), is_whole=whole)
    check_content(file.content, file.version)
    parts = unpack_parts(file.parts, readers)
    changes = compare(current, catalogue_of(file), legal_date(moment))
    before = parts_of(data_dir, stamp, readers)
    changes = with_parts(changes, before, parts.files, readers)
    changes = replace(changes, general=(*changes.general, *map(_unread, parts.unread)))
    return Incoming(file, changes, parts.files)


def install(
    data_dir: DataDir,
    data: bytes,
    *,
    trusted: Mapping[bytes, str],
    moment: datetime,
    readers: Readers = (),
) -> Installed:
    """Put a signed catalogue into use, in one step; raises what `preview` raises.

    A kill at any point leaves the old catalogue or the new one in use, with its parts.
    """
    with _locked(data_dir):
        incoming = preview(data_dir, data, trusted=trusted, moment=moment, readers=readers)
        newest, pointer = newest_ever(data_dir), pointer_or_nothing(data_dir)
        if not newest and not pointer_file(data_dir).exists():
            # so that a kill from here on is never taken for a lost pointer
            write_pointer(data_dir, replaced(NOTHING, newest=bundled_version()))
        stamp = _stamp(incoming.file, data, moment)
        _sweep(data_dir, {stamp.version, *_versions_of(pointer)})
        stamp = replaced(stamp, parts=_put_down(data_dir, stamp, data, incoming.parts))
        write_pointer(
            data_dir, replaced(_with(pointer, stamp), newest=newest_of(newest, stamp.version))
        )
    return Installed(stamp.version, origin_of(stamp), incoming.changes)


def roll_back(
    data_dir: DataDir, *, moment: datetime, readers: Readers = (), to_bundled: bool = False
) -> Installed:
    """Go back to the catalogue that was in use before the last import; one step only.

    When the program brought a newer catalogue than the one in use: to that one, if it is wanted or
    nothing else is left. Raises InputError CAT-14 when there is none, StorageError CAT-15 when it
    is damaged.
    """
    with _locked(data_dir):
        now = load_catalogue(data_dir)
        pointer = pointer_or_nothing(data_dir)
        after = step_back(pointer, now.origin, now.version, to_bundled=to_bundled)
        before = _catalogue_at(data_dir, after.current)
        write_pointer(data_dir, replaced(after, newest=newest_ever(data_dir)))
    changes = compare(now, before, legal_date(moment))
    left, back = (parts_of(data_dir, s, readers) for s in (pointer.current, after.current))
    changes = with_parts(changes, left, back, readers)
    return Installed(before.version, before.origin, changes)


def last_changes(data_dir: DataDir, *, moment: datetime, readers: Readers = ()) -> CatalogueChanges:
    """Return what the catalogue in use says else than the one before it (or the bundled one)."""
    now, before = load_catalogue(data_dir), load_catalogue(DATA)
    states: tuple[Files, Files] = ({}, {})
    pointer = pointer_or_nothing(data_dir)
    if now.origin.kind == "installed" or pointer.current is None:
        states = ({}, parts_of(data_dir, pointer.current, readers))
        with contextlib.suppress(StorageError):  # swept or damaged: compare with the bundled one
            before = _catalogue_at(data_dir, pointer.previous)
            states = (parts_of(data_dir, pointer.previous, readers), states[1])
    return with_parts(compare(before, now, legal_date(moment)), *states, readers)


def _catalogue_at(data_dir: DataDir, stamp: Stamp | None) -> Catalogue:
    """Return an installed version or the delivered one; StorageError CAT-15 when it is damaged."""
    if stamp is None:
        return load_catalogue(DATA)
    try:
        return catalogue_of(read_catalogue(data_dir, stamp), stamp)
    except ValueError as error:
        raise StorageError(
            "CAT-15",
            f"Danh mục trước đó ({stamp.version}) bị hỏng hoặc đã bị xoá.",
            "Nạp lại tệp danh mục có chữ ký từ nơi phát hành (catalog import).",
            detail=str(error),
        ) from error


def catalogue_of(file: CatalogueFile, stamp: Stamp | None = None) -> Catalogue:
    """Return the catalogue inside a signed file."""
    origin = origin_of(stamp) if stamp else Origin("installed", file.publisher)
    return Catalogue(file.content, make_index(file.content), origin)


def _stamp(file: CatalogueFile, data: bytes, moment: datetime) -> Stamp:
    return Stamp(
        version=file.version,
        sha256=hashlib.sha256(data).hexdigest(),
        publisher=file.publisher,
        installed_at=to_iso(moment),
        signer=file.signer.hex(),
        claimed=file.other_name,
    )


def _put_down(data_dir: DataDir, stamp: Stamp, data: bytes, parts: Files) -> dict[str, str]:
    """Write a version; one that lies there whole already stays, old dossiers may need its forms."""
    known = replaced(stamp, parts=hashes(parts))
    if not is_whole(data_dir, known):
        _make_folder(data_dir, stamp.version)
        write_version(data_dir, stamp.version, data, parts)
    return known.parts


def _with(pointer: Pointer, stamp: Stamp) -> Pointer:
    """Return the pointer with a version in use; a damaged one that came again keeps what was."""
    if pointer.current is not None and pointer.current.version == stamp.version:
        return replaced(pointer, current=stamp)
    return replaced(pointer, current=stamp, previous=pointer.current, can_go_back=True)


def _versions_of(pointer: Pointer) -> set[str]:
    return {stamp.version for stamp in (pointer.current, pointer.previous) if stamp is not None}


def _unread(name: str) -> str:
    return f"Phần “{name}”: chương trình này chưa đọc được. Cập nhật chương trình rồi nạp lại tệp."


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
    whole = versions_kept(data_dir)
    half = [version for version in version_folders(data_dir) if version not in whole]
    for version in (*half, *whole[KEPT_VERSIONS:]):
        if version not in keep:
            remove_version(data_dir, version)
