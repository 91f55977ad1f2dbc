"""Which signed file is installed at a desk: one folder per version, one small pointer file.

Everything lies in `catalogue/` below the data directory:

    current.json                          the pointer: which version is in use, which was before
    2027.01.15/catalogue.signed.json      the signed file as it came
    2027.01.15/parts/units.json           parts that other rooms read, taken out of it
    2027.01.15/parts/forms/<id>/…

Only the pointer decides, and it is replaced in one step, so a kill leaves the old version or the
new one. The signed file is the last to be written into a version's folder and the first to be taken
out of it: a folder without one is not a version, whatever else lies in it. What a part means is
known to the room that reads it (`PartReader`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import msgspec

from base.errors import FieldProblem
from base.files import disk_error, write_atomic
from base.paths import DataDir

POINTER_FORMAT = "motcua.catalogue-pointer/1"
_PARTS = "parts"
_VERSION = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})(?:\.([1-9]\d{0,2}))?")
_NO_PARTS: Mapping[str, bytes] = MappingProxyType({})


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """One installed version, as it was checked when it came in; `parts` are path and SHA-256.

    `publisher` is the name under which this desk trusted the key `signer`; `claimed` is what the
    file calls its publisher when that is another name.
    """

    version: str
    sha256: str
    publisher: str
    installed_at: str
    parts: dict[str, str] = {}
    signer: str = ""
    claimed: str = ""


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """What is in use and what was before; None = what was delivered with the program.

    `newest` is the newest version that ever was in use here: nothing older comes in again.
    """

    format: str
    current: Stamp | None = None
    previous: Stamp | None = None
    can_go_back: bool = False
    newest: str = ""


SEEN = "Chạy catalog verify để biết chi tiết, rồi nạp lại tệp danh mục."
"""The next step when something installed is damaged."""
NOTHING = Pointer(format=POINTER_FORMAT)
"""The pointer of a desk that never installed anything."""


class LostPointerError(ValueError):
    """There are installed versions, but nothing says which one is in use."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


@dataclass(frozen=True, slots=True)
class PartsFound:
    """The parts below one prefix; `notice` says on the screen why they are not used."""

    files: Mapping[str, bytes] = field(default_factory=lambda: _NO_PARTS, repr=False)
    notice: str = ""


class PartReader(Protocol):
    """A room that reads parts of a signed file besides the catalogue itself."""

    @property
    def prefix(self) -> str:
        """What the paths of its unpacked parts begin with."""
        ...

    def reads(self, name: str) -> bool:
        """Return whether a file of that name is this room's."""
        ...

    def unpack(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Return what is kept of its files, by path; raise `PartsError` when they do not fit."""
        ...

    def changes(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
        """Yield in plain words what differs between two unpacked states; empty = delivered ones."""
        ...


class PartsError(ValueError):
    """Parts of a signed file that do not fit, with one problem per mistake."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__(problems[0].message if problems else "")
        self.problems = problems


def version_key(version: str) -> tuple[int, ...]:
    """Return what orders versions: a day and a number on that day. ValueError for another shape."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(version)
    year, month, day = (int(part) for part in match.groups()[:3])
    date(year, month, day)
    return (year, month, day, int(match[4] or 0))


def installed_dir(data_dir: DataDir) -> Path:
    """Return the folder of installed versions."""
    return data_dir.root / "catalogue"


def pointer_file(data_dir: DataDir) -> Path:
    """Return the file that says which version is in use."""
    return installed_dir(data_dir) / "current.json"


def version_file(data_dir: DataDir, version: str) -> Path:
    """Return where the signed file of a version lies."""
    return installed_dir(data_dir) / version / "catalogue.signed.json"


def parts_dir(data_dir: DataDir, version: str) -> Path:
    """Return where the parts of a version lie."""
    return installed_dir(data_dir) / version / _PARTS


def version_folders(data_dir: DataDir) -> list[str]:
    """Return the names of all folders of versions, newest first, half ones too."""
    found = []
    for path in installed_dir(data_dir).glob("*/"):
        with contextlib.suppress(ValueError):
            version_key(path.name)
            found.append(path.name)
    return sorted(found, key=version_key, reverse=True)


def versions_kept(data_dir: DataDir) -> list[str]:
    """Return the versions that lie in the folder with their signed file, newest first."""
    return [name for name in version_folders(data_dir) if version_file(data_dir, name).is_file()]


def read_pointer(data_dir: DataDir) -> Pointer:
    """Return what the pointer says; ValueError when it cannot be read, or is lost."""
    try:
        data = pointer_file(data_dir).read_bytes()
    except FileNotFoundError as error:
        if kept := versions_kept(data_dir):
            raise LostPointerError(kept[0]) from error
        return NOTHING
    except OSError as error:
        raise ValueError(f"errno {error.errno}") from error
    pointer = msgspec.json.decode(data, type=Pointer)
    if pointer.format != POINTER_FORMAT:
        raise ValueError("format")
    return pointer


def pointer_or_nothing(data_dir: DataDir) -> Pointer:
    """Return what the pointer says; an unreadable one counts as none (the catalogue tells)."""
    try:
        return read_pointer(data_dir)
    except ValueError:
        return NOTHING


def write_pointer(data_dir: DataDir, pointer: Pointer) -> None:
    """Put another version into use; StorageError STORE-02 or STORE-03 when the disk refuses."""
    data = msgspec.json.format(msgspec.json.encode(pointer), indent=1)
    write_atomic(pointer_file(data_dir), data, what="tệp chỉ dẫn danh mục")


def read_version(data_dir: DataDir, stamp: Stamp) -> bytes:
    """Return the signed file of a version with the bytes that were checked; ValueError else."""
    try:
        data = version_file(data_dir, stamp.version).read_bytes()
    except OSError as error:
        raise ValueError(f"errno {error.errno}") from error
    if hashlib.sha256(data).hexdigest() != stamp.sha256:
        raise ValueError("bytes differ")
    return data


def write_version(
    data_dir: DataDir, version: str, data: bytes, parts: Mapping[str, bytes]
) -> dict[str, str]:
    """Write a version that is not in use; return what the stamp says of its parts.

    What lay there under that version goes first. StorageError STORE-02 or STORE-03.
    """
    what = "danh mục thủ tục"
    root = parts_dir(data_dir, version)
    try:
        version_file(data_dir, version).unlink(missing_ok=True)
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path, content in parts.items():
            (root / path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (root / path).open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:
        raise disk_error(error, what) from error
    write_atomic(version_file(data_dir, version), data, what=what)
    return hashes(parts)


def remove_version(data_dir: DataDir, version: str) -> None:
    """Take a version off the disk; a file that is open elsewhere stays for later."""
    with contextlib.suppress(OSError):
        version_file(data_dir, version).unlink(missing_ok=True)
        shutil.rmtree(installed_dir(data_dir) / version, ignore_errors=True)


def hashes(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each part."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in parts.items()}


def read_parts(data_dir: DataDir, stamp: Stamp | None, prefix: str) -> Mapping[str, bytes]:
    """Return the parts of a version below a prefix as they were checked; ValueError otherwise."""
    found: dict[str, bytes] = {}
    if stamp is None:
        return found
    root = parts_dir(data_dir, stamp.version)
    for path, known in stamp.parts.items():
        if path.startswith(prefix):
            try:
                found[path] = (root / path).read_bytes()
            except OSError as error:
                raise ValueError(f"{path}: errno {error.errno}") from error
            if hashlib.sha256(found[path]).hexdigest() != known:
                raise ValueError(f"{path}: bytes differ")
    return found


def parts_in_use(data_dir: DataDir, prefix: str, what: str) -> PartsFound:
    """Return the parts in use below a prefix, and for damaged ones those of the version before.

    Where that one is damaged too, none; the notice tells.
    """
    pointer = pointer_or_nothing(data_dir)
    stamp, before = pointer.current, pointer.previous
    try:
        return PartsFound(read_parts(data_dir, stamp, prefix))
    except ValueError:
        damaged = f"{what} đã cài ({stamp.version if stamp else ''}) bị hỏng, đang dùng bản"
    with contextlib.suppress(ValueError):
        if before is not None and (files := read_parts(data_dir, before, prefix)):
            return PartsFound(files, f"{damaged} của danh mục {before.version}. {SEEN}")
    return PartsFound(notice=f"{damaged} kèm theo chương trình. {SEEN}")
