"""Which signed catalogue is installed: one folder per version, one small pointer file.

Everything lies in `catalogue/` below the data directory. Only the pointer decides, and it is
replaced in one step, so a kill leaves the old catalogue or the new one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from base.files import write_atomic
from base.paths import DataDir
from catalog.bundle.packed_file import CatalogueFile, take_apart
from catalog.content import Packed

POINTER_FORMAT = "motcua.catalogue-pointer/1"
_SEEN = "Chạy catalog verify để biết chi tiết, rồi nạp lại tệp danh mục."


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """One installed version, as it was checked when it came in."""

    version: str
    sha256: str
    publisher: str
    installed_at: str


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """What is in use and what was before; None = the catalogue delivered with the program."""

    format: str = POINTER_FORMAT
    current: Stamp | None = None
    previous: Stamp | None = None
    can_go_back: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Which catalogue is in use. `notice` is for the screen: why it is not the installed one."""

    kind: str = "bundled"  # bundled, installed
    publisher: str = ""
    installed_at: str | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The installed catalogue, or none with the reason in `origin`."""

    content: Packed | None
    origin: Origin


def catalogue_dir(data_dir: DataDir) -> Path:
    """Return the folder of installed catalogues."""
    return data_dir.root / "catalogue"


def pointer_file(data_dir: DataDir) -> Path:
    """Return the file that says which version is in use."""
    return catalogue_dir(data_dir) / "current.json"


def version_file(data_dir: DataDir, version: str) -> Path:
    """Return where the signed file of a version lies."""
    return catalogue_dir(data_dir) / version / "catalogue.signed.json"


def read_pointer(data_dir: DataDir) -> Pointer:
    """Return what the pointer says; ValueError when it cannot be read."""
    try:
        data = pointer_file(data_dir).read_bytes()
    except FileNotFoundError:
        return Pointer()
    except OSError as error:
        raise ValueError(f"errno {error.errno}") from error
    pointer = msgspec.json.decode(data, type=Pointer)
    if pointer.format != POINTER_FORMAT:
        raise ValueError("format")
    return pointer


def write_pointer(data_dir: DataDir, pointer: Pointer) -> None:
    """Put another version into use; StorageError STORE-02 or STORE-03 when the disk refuses."""
    data = msgspec.json.format(msgspec.json.encode(pointer), indent=1)
    write_atomic(pointer_file(data_dir), data, what="tệp chỉ dẫn danh mục")


def read_version(data_dir: DataDir, stamp: Stamp) -> CatalogueFile:
    """Return an installed version with the bytes that were checked; ValueError otherwise."""
    try:
        data = version_file(data_dir, stamp.version).read_bytes()
    except OSError as error:
        raise ValueError(f"errno {error.errno}") from error
    if hashlib.sha256(data).hexdigest() != stamp.sha256:
        raise ValueError("bytes differ")
    return take_apart(data)


def open_installed(data_dir: DataDir) -> Opened:
    """Return the installed catalogue when there is one and it is whole."""
    try:
        stamp = read_pointer(data_dir).current
    except ValueError:
        return _not_usable("Không đọc được tệp chỉ dẫn danh mục đã cài")
    if stamp is None:
        return Opened(None, Origin())
    try:
        opened = read_version(data_dir, stamp)
    except ValueError:
        return _not_usable(f"Danh mục đã cài ({stamp.version}) bị hỏng")
    origin = Origin("installed", stamp.publisher, stamp.installed_at)
    return Opened(opened.content, origin)


def _not_usable(what: str) -> Opened:
    notice = f"{what}, đang dùng danh mục kèm theo chương trình. {_SEEN}"
    return Opened(None, Origin(notice=notice))
