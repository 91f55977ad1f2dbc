"""What every command knows: where the data is, what time it is, how to read a value."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from base.clock import Clock, fixed_clock, parse_moment, system_clock
from base.errors import InputError
from base.files import read_at_most
from base.paths import DataDir, default_data_dir

_LARGEST_VALUE = 4_000_000
MAX_BYTES = 64_000_000
"""The longest file that a command reads; no signed file or package is longer."""


@dataclass(frozen=True, slots=True)
class Context:
    """One call of the command line."""

    data_dir: DataDir
    clock: Clock
    options: Namespace


def context_of(options: Namespace) -> Context:
    """Read the global options. Raises InputError CLI-03 for a moment that is none."""
    data_dir = DataDir(Path(options.data_dir)) if options.data_dir else default_data_dir()
    clock = fixed_clock(parse_moment(options.now)) if options.now else system_clock
    return Context(data_dir, clock, options)


def read_file(path: str, most: int = MAX_BYTES) -> bytes:
    """Return a file's bytes (`-` = stdin).

    Raises InputError CLI-02 when it cannot be read, CLI-22 when it is longer than `most`: it is
    never read beyond that, and never cut.
    """
    named = "ở đầu vào (stdin)" if path == "-" else f"trong tệp {Path(path).name}"
    data = sys.stdin.buffer.read(most + 1) if path == "-" else _read(path, most)
    if len(data) > most:
        raise InputError(
            "CLI-22",
            f"Dữ liệu {named} lớn hơn {most // 1_000_000} MB nên không đọc.",
            "Kiểm tra xem có chọn đúng tệp không.",
        )
    return data


def _read(path: str, most: int) -> bytes:
    try:
        return read_at_most(Path(path), most)
    except OSError as error:
        raise InputError(
            "CLI-02",
            f"Không đọc được tệp {Path(path).name}.",
            "Kiểm tra tên tệp và quyền đọc.",
            detail=f"errno {error.errno}",
        ) from error


def read_value(text: str) -> str:
    """Return a personal value: as given, from `@file`, or from stdin with `-`."""
    if text == "-" or text.startswith("@"):
        data = read_file(text.removeprefix("@"), _LARGEST_VALUE)
        return data.decode("utf-8", errors="surrogateescape")
    return text


def read_pairs(texts: Sequence[str], what: str) -> dict[str, str]:
    """Return KEY=VALUE options as a dictionary.

    Raises InputError CLI-05 without `=`, CLI-21 for a key given twice: none is dropped silently.
    """
    pairs = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key:
            raise InputError("CLI-05", f"{what} phải có dạng TÊN=GIÁ TRỊ.", "Sửa lại lệnh.")
        if key in pairs:
            raise InputError(
                "CLI-21", f"{what}: “{key}” được ghi hai lần.", "Giữ một giá trị cho mỗi tên."
            )
        pairs[key] = value
    return pairs
