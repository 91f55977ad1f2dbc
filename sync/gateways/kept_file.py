"""A file of the line as it lies on this PC: the whole one, and the beginning of a newer one.

    <folder>/whole  whole.json   the last complete file and what its server said of it
    <folder>/part   part.json    what came before the line broke
Everything is replaced in one step; a kill leaves something that is used or something that is not
looked at. The bytes are those of a signed, public file: nothing here is personal.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path

import msgspec

from base.files import disk_error, write_atomic

_WHAT = "tệp danh mục đang tải"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What a server said of a file: from where, its validators, when it was sent."""

    address: str
    etag: str = ""
    modified: str = ""
    sent: str = ""
    sha256: str = ""  # of the whole file

    @property
    def strong(self) -> str:
        """What proves byte for byte the same file (RFC 9110, 8.8 and 13.1.5); empty when nothing.

        A weak tag never does; a date does when it is older than the answer that told it, and only
        where there is no tag.
        """
        if self.etag:
            return "" if self.etag.startswith("W/") else self.etag
        with contextlib.suppress(ValueError, TypeError):
            if parsedate_to_datetime(self.modified) < parsedate_to_datetime(self.sent):
                return self.modified
        return ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A complete file with its mark."""

    mark: Mark
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought; `is_unchanged` = the file that was here before."""

    data: bytes = field(repr=False)
    is_unchanged: bool


class KeptFile:
    """One folder for one file of the line."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when something is written."""
        self._folder = folder
        self._whole, self._part = folder / "whole", folder / "part"

    def whole(self, address: str) -> Whole | None:
        """Return the complete file from this address, when it is as it came."""
        mark = self._mark("whole.json")
        if mark is None or mark.address != address:
            return None
        with contextlib.suppress(OSError):
            data = self._whole.read_bytes()
            if hashlib.sha256(data).hexdigest() == mark.sha256:
                return Whole(mark, data)
        return None

    def part(self, address: str) -> tuple[Mark, int] | None:
        """Return the mark and the length of a beginning that can be continued."""
        mark = self._mark("part.json")
        if mark is None or mark.address != address or not mark.strong:
            return None
        size = self.part_size
        return (mark, size) if size else None

    @property
    def part_size(self) -> int:
        """How many bytes of an incomplete file lie here."""
        try:
            return self._part.stat().st_size
        except OSError:
            return 0

    def begin(self, mark: Mark) -> None:
        """Start a file anew."""
        self.drop_part()
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        write_atomic(self._folder / "part.json", msgspec.json.encode(mark), what=_WHAT)

    def append(self, data: bytes) -> None:
        """Add what came; StorageError STORE-02 or STORE-03 when the disk refuses."""
        try:
            with self._part.open("ab") as stream:
                stream.write(data)
        except OSError as error:
            raise disk_error(error, _WHAT) from error

    def finish(self, mark: Mark) -> bytes:
        """The part is the whole file now; return its bytes."""
        try:
            with self._part.open("r+b") as stream:
                data = stream.read()
                os.fsync(stream.fileno())
            self._part.chmod(0o600)
            self._part.replace(self._whole)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
        whole = msgspec.structs.replace(mark, sha256=hashlib.sha256(data).hexdigest())
        write_atomic(self._folder / "whole.json", msgspec.json.encode(whole), what=_WHAT)
        self.drop_part()
        return data

    def drop_part(self) -> None:
        """Forget what came before the line broke."""
        self._remove("part.json", "part")

    def drop(self) -> None:
        """Forget everything: the next fetch asks for the whole file."""
        self._remove("part.json", "part", "whole.json", "whole")

    def _mark(self, name: str) -> Mark | None:
        try:
            return msgspec.json.decode((self._folder / name).read_bytes(), type=Mark)
        except (OSError, msgspec.MsgspecError, UnicodeError):
            return None

    def _remove(self, *names: str) -> None:
        try:
            for name in names:
                (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error, _WHAT) from error
