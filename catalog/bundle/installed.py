"""The installed catalogue: what of the installed signed file is the catalogue itself."""

from __future__ import annotations

from dataclasses import dataclass

from base.paths import DataDir
from catalog.bundle.packed_file import CatalogueFile, take_apart
from catalog.content import Packed
from exchange.installed import Stamp, read_pointer, read_version

_SEEN = "Chạy catalog verify để biết chi tiết, rồi nạp lại tệp danh mục."


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


def read_catalogue(data_dir: DataDir, stamp: Stamp) -> CatalogueFile:
    """Return an installed version with the bytes that were checked; ValueError otherwise."""
    return take_apart(read_version(data_dir, stamp))


def open_installed(data_dir: DataDir) -> Opened:
    """Return the installed catalogue when there is one and it is whole."""
    try:
        stamp = read_pointer(data_dir).current
    except ValueError:
        return _not_usable("Không đọc được tệp chỉ dẫn danh mục đã cài")
    if stamp is None:
        return Opened(None, Origin())
    try:
        opened = read_catalogue(data_dir, stamp)
    except ValueError:
        return _not_usable(f"Danh mục đã cài ({stamp.version}) bị hỏng")
    origin = Origin("installed", stamp.publisher, stamp.installed_at)
    return Opened(opened.content, origin)


def _not_usable(what: str) -> Opened:
    notice = f"{what}, đang dùng danh mục kèm theo chương trình. {_SEEN}"
    return Opened(None, Origin(notice=notice))
