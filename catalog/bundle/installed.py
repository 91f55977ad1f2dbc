"""The installed catalogue: what is in use, which version may come in, where a step back leads."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from base.errors import InputError
from base.paths import DataDir
from catalog.bundle.packed_file import CatalogueFile, take_apart
from catalog.content import CATALOGUE, DATA, Folder, Packed
from exchange.installed import (
    SEEN,
    LostPointerError,
    Pointer,
    Stamp,
    read_parts,
    read_pointer,
    read_version,
    version_file,
    version_key,
    versions_kept,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Which catalogue is in use. `notice` is for the screen: why it is not the installed one.

    `publisher` is the name under which this desk trusted the key; `claimed` is what the file calls
    its publisher when that is another name.
    """

    kind: str = "bundled"  # bundled, installed
    publisher: str = ""
    installed_at: str | None = None
    notice: str = ""
    claimed: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The installed catalogue, or none with the reason in `origin`."""

    content: Packed | None
    origin: Origin


def read_catalogue(data_dir: DataDir, stamp: Stamp) -> CatalogueFile:
    """Return an installed version with the bytes that were checked; ValueError otherwise."""
    return take_apart(read_version(data_dir, stamp))


def open_installed(data_dir: DataDir) -> Opened:
    """Return the installed catalogue when there is one and it is whole.

    For a damaged one the newest whole one from before it: the province's amounts stand there too.
    """
    try:
        pointer = read_pointer(data_dir)
    except LostPointerError as lost:
        return _lost(lost.version)
    except ValueError:
        return _not_usable("Không đọc được tệp chỉ dẫn danh mục đã cài")
    stamp = pointer.current
    if stamp is None:
        return Opened(None, Origin())
    try:
        opened = read_catalogue(data_dir, stamp)
    except ValueError:
        return _before_damaged(data_dir, stamp, pointer.previous)
    return Opened(opened.content, origin_of(stamp))


def _before_damaged(data_dir: DataDir, damaged: Stamp, previous: Stamp | None) -> Opened:
    """Return the newest whole version older than a damaged one; none: what the program brought.

    A newer one was left on purpose (a step back) and is not taken up again.
    """
    what = f"Danh mục đã cài ({damaged.version}) bị hỏng"
    for version in _older(data_dir, damaged.version):
        with contextlib.suppress(ValueError, OSError, InputError):
            stamp = previous if previous is not None and previous.version == version else None
            file = _checked_again(data_dir, version, stamp, _signers(damaged, previous))
            known = stamp or Stamp(version=version, sha256="", publisher="", installed_at="")
            origin = replace(
                origin_of(known),
                publisher=file.publisher or known.publisher,
                installed_at=known.installed_at or None,
                notice=f"{what}, đang dùng bản trước còn nguyên ({version}). {SEEN}",
            )
            return Opened(file.content, origin)
    return _not_usable(what)


def _older(data_dir: DataDir, version: str) -> Iterator[str]:
    limit = version_key(version)
    return (kept for kept in versions_kept(data_dir) if version_key(kept) < limit)


def _signers(*stamps: Stamp | None) -> Mapping[bytes, str]:
    """Return the keys that this desk took files of, as the pointer knows them."""
    known = (stamp for stamp in stamps if stamp is not None and stamp.signer)
    return {bytes.fromhex(stamp.signer): stamp.publisher for stamp in known}


def _checked_again(
    data_dir: DataDir, version: str, stamp: Stamp | None, signers: Mapping[bytes, str]
) -> CatalogueFile:
    """Return a version whose signature holds and whose bytes are those that came in, as far as
    the pointer still knows them. Raises ValueError, OSError or InputError otherwise."""
    from catalog.bundle.signed_file import read_catalogue_file  # cryptography: seldom needed

    if stamp is not None:
        data = read_version(data_dir, stamp)
    else:
        data = version_file(data_dir, version).read_bytes()
    if stamp is not None and not stamp.signer:  # put down by a program that kept no key
        return take_apart(data)
    file = read_catalogue_file(data, trusted=signers)
    if file.version != version:
        raise ValueError("version")
    return file


def origin_of(stamp: Stamp) -> Origin:
    """Return where an installed version comes from."""
    return Origin("installed", stamp.publisher, stamp.installed_at, claimed=stamp.claimed)


def _lost(version: str) -> Opened:
    notice = (
        f"Danh mục đã cài {version} không còn được dùng: tệp chỉ dẫn mất, đang dùng danh mục kèm "
        f"theo chương trình. Nạp lại tệp danh mục {version} hoặc tệp mới hơn."
    )
    return Opened(None, Origin(notice=notice))


def _not_usable(what: str) -> Opened:
    notice = f"{what}, đang dùng danh mục kèm theo chương trình. {SEEN}"
    return Opened(None, Origin(notice=notice))


class _Head(msgspec.Struct, frozen=True):
    version: str


def bundled_version() -> str:
    """Return the version of the catalogue delivered with the program."""
    return msgspec.json.decode(Folder(DATA).read(CATALOGUE), type=_Head).version


def newer_bundled(origin: Origin, version: str) -> str:
    """Return the version of the delivered catalogue when it is newer than the installed one.

    The installed one stays in use, it is the province's; but somebody has to be told.
    """
    own = bundled_version()
    is_newer = origin.kind == "installed" and version_key(own) > version_key(version)
    return own if is_newer else ""


def outdated_notice(origin: Origin, version: str) -> str:
    """Return what to say when the program brought a newer catalogue than the installed one."""
    newer = newer_bundled(origin, version)
    if not newer:
        return ""
    return (
        f"Chương trình kèm danh mục mới hơn ({newer}): xin tệp mới của nơi phát hành, hoặc dùng "
        "“Quay lại bản kèm chương trình” (catalog rollback --bundled)."
    )


def newest_ever(data_dir: DataDir) -> str:
    """Return the newest version that ever was in use here, or nothing.

    Without a pointer that says so the versions that still lie here count.
    """
    with contextlib.suppress(ValueError):
        pointer = read_pointer(data_dir)
        if pointer.newest:
            return pointer.newest
    for version in versions_kept(data_dir):
        with contextlib.suppress(ValueError, OSError):
            if take_apart(version_file(data_dir, version).read_bytes()).version == version:
                return version
    return ""


def newest_of(*versions: str) -> str:
    """Return the newest of some versions; an empty one counts as none."""
    return max(filter(None, versions), key=version_key, default="")


def check_order(coming: str, in_use: str, newest: str, *, is_whole: bool) -> None:
    """Raise InputError CAT-12 (in use already, with all its parts) or CAT-13 (older)."""
    if coming == in_use:
        if is_whole:
            raise InputError(
                "CAT-12",
                f"Danh mục phiên bản {coming} đang được dùng rồi.",
                "Không cần nạp lại.",
            )
        return
    if version_key(coming) < version_key(in_use):
        raise InputError(
            "CAT-13",
            f"Tệp có phiên bản {coming}, cũ hơn danh mục đang dùng ({in_use}), nên không nạp.",
            "Xin tệp mới nhất; muốn trở về bản ngay trước thì dùng “Quay lại” (catalog rollback).",
        )
    if newest and version_key(coming) < version_key(newest):
        raise InputError(
            "CAT-13",
            f"Tệp có phiên bản {coming}, cũ hơn danh mục từng dùng ở máy này ({newest}), "
            "nên không nạp.",
            f"Nạp lại tệp {newest} hoặc tệp mới hơn.",
        )


def is_whole(data_dir: DataDir, stamp: Stamp) -> bool:
    """Return whether a version lies on the disk as it came in, with its parts."""
    try:
        read_version(data_dir, stamp)
        read_parts(data_dir, stamp, "")
    except ValueError:
        return False
    return True


def step_back(pointer: Pointer, origin: Origin, version: str, *, to_bundled: bool) -> Pointer:
    """Return the pointer after one step back; InputError CAT-14 when there is none.

    To the version before, once. When the program brought a newer catalogue, to that one too, and
    that step can be taken back like any import.
    """
    is_outdated = bool(newer_bundled(origin, version))
    if is_outdated and (to_bundled or not pointer.can_go_back):
        return msgspec.structs.replace(
            pointer, current=None, previous=pointer.current, can_go_back=True
        )
    if pointer.can_go_back and not (to_bundled and pointer.previous):
        return msgspec.structs.replace(
            pointer, current=pointer.previous, previous=None, can_go_back=False
        )
    if to_bundled:
        raise InputError(
            "CAT-14",
            "Danh mục kèm theo chương trình không mới hơn danh mục đang dùng.",
            "Giữ danh mục đang dùng, hoặc nạp tệp danh mục cần dùng.",
        )
    raise InputError(
        "CAT-14",
        "Không có danh mục trước đó để quay lại.",
        "Chỉ quay lại được một bước, ngay sau lần nạp gần nhất.",
    )
