"""Reads the MIT data of vietnamadminunits out of its wheel; the package itself never runs."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tempfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "vietnamadminunits"
VERSION = "1.0.4"
SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
LICENCE = "MIT"

Key = tuple[str, str]  # province key and commune key of the package
Row = dict[str, Any]


@dataclass(frozen=True)
class PackageData:
    """The rows of the package, and which commune of today every old one went to."""

    new: list[Row]
    old: list[Row]
    targets: dict[str, list[Key]]
    moved: list[tuple[str, str, str]]  # province key, district key as written, district it is in
    licence: str


def old_key(row: Row) -> str:
    """Return how the package names an old commune in its conversion."""
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def read_package(wheel: Path) -> PackageData:
    """Read a wheel of exactly the version that this script knows."""
    content = wheel.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{wheel} is not {NAME} {VERSION} (SHA-256 differs)")
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        data = f"{NAME}/data/"
        new, old = _read_tables(files.read(data + "dataset.db"))
        conversion = json.loads(files.read(data + "converter_2025.json"))
        parser = json.loads(files.read(data + "parser_legacy.json"))
        licence = files.read(f"{NAME}-{VERSION}.dist-info/licenses/LICENSE").decode("utf-8")
    return PackageData(new, old, _read_targets(conversion), _read_moved(parser), licence)


def _read_tables(database: bytes) -> tuple[list[Row], list[Row]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dataset.db"
        path.write_bytes(database)
        connection = sqlite3.connect(path)
        connection.row_factory = sqlite3.Row
        try:
            new = connection.execute("SELECT * FROM admin_units").fetchall()
            old = connection.execute("SELECT * FROM admin_units_legacy").fetchall()
        finally:
            connection.close()
    return [dict(row) for row in new], [dict(row) for row in old]


def _read_targets(conversion: Row) -> dict[str, list[Key]]:
    targets: defaultdict[str, list[Key]] = defaultdict(list)
    for province, communes in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in communes.items():
            for old in olds:
                targets[old].append((province, commune))
    for province, olds in conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            targets[old] += [(province, part["newWardKey"]) for part in parts]
    return dict(targets)


def _read_moved(parser: Row) -> list[tuple[str, str, str]]:
    """Districts whose communes partly moved to another one before 2025."""
    return [
        (province, written, district)
        for province, divided in parser["DICT_PROVINCE_DISTRICT_DIVIDED"].items()
        for written, parts in divided.items()
        for district in parts["districts"]
        if district != written
    ]
