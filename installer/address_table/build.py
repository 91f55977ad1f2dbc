"""Writes citizens/addresses/data/units.json and the licence beside it.

Get the package first (it is data here, not a dependency), then run this from the project:

    pip download --no-deps vietnamadminunits==1.0.4
    python -m installer.address_table.build vietnamadminunits-1.0.4-py3-none-any.whl

Changes after its date and corrections are in changes.toml, everyday names in everyday_names.toml.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from citizens.addresses.unit_file import (
    FORMAT,
    TABLE_FILE,
    OldCommune,
    OldDistrict,
    OldProvince,
    Source,
    UnitFile,
    parse_file,
)
from citizens.addresses.units import Commune, Province
from installer.address_table import package
from installer.address_table.package import PackageData, Row, old_key
from installer.address_table.rows import (
    COMMUNE_WORDS,
    DISTRICT_WORDS,
    read_aliases,
    split_name,
    without_strangers,
)

_HERE = Path(__file__).parent
LICENCE_FILE = "LICENSE-vietnamadminunits.txt"


def main(argv: list[str]) -> int:
    """Build the table from the wheel named on the command line."""
    if len(argv) != 1:
        print(__doc__)
        return 2
    data = package.read_package(Path(argv[0]))
    table = write_table(build(data, _read("changes.toml"), _read("everyday_names.toml")))
    parse_file(table)  # what the program will refuse must not be written
    TABLE_FILE.parent.mkdir(exist_ok=True)
    TABLE_FILE.write_bytes(table)
    (TABLE_FILE.parent / LICENCE_FILE).write_text(data.licence, encoding="utf-8")
    print(f"{TABLE_FILE}: {len(table):,} bytes")
    return 0


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def build(data: PackageData, changes: Row, everyday: Row) -> UnitFile:
    """Return the table."""
    provinces = _provinces(data, changes["change"])
    communes = _communes(data, changes["change"])
    province_rows = {p.code: row for row, p in enumerate(provinces)}
    old_provinces, old_province_rows = _old_provinces(data, province_rows, everyday)
    districts, district_rows = _districts(data, old_province_rows)
    return UnitFile(
        format=FORMAT,
        version=changes["version"],
        valid_from="2025-07-01",
        sources=(
            Source(
                name=package.NAME,
                version=package.VERSION,
                licence=package.LICENCE,
                licence_file=LICENCE_FILE,
                sha256=package.SHA256,
            ),
        ),
        provinces=provinces,
        communes=communes,
        old_provinces=old_provinces,
        old_districts=districts,
        old_communes=_old_communes(data, district_rows, communes, changes["target"]),
    )


def _changed(code: str, field: str, changes: list[Row]) -> tuple[str, str] | None:
    """Return the newest title or kind given by a resolution, and its date and number."""
    for change in sorted(changes, key=lambda c: c["date"], reverse=True):
        if code in change.get(field, ()):
            return change["title"], f"{change['date']:%d/%m/%Y}, Nghị quyết {change['resolution']}"
    return None


def _provinces(data: PackageData, changes: list[Row]) -> tuple[Province, ...]:
    rows = {row["provinceCode"]: row for row in data.new}
    found = []
    for code, row in sorted(rows.items()):
        title, name = split_name(row["province"])
        title, note = _changed(code, "provinces", changes) or (title, "")
        found.append(Province(code, name, title, note))
    return tuple(found)


def _communes(data: PackageData, changes: list[Row]) -> tuple[Commune, ...]:
    found = []
    for row in sorted(data.new, key=lambda r: (r["provinceCode"], r["wardCode"])):
        kind, name = split_name(row["ward"])
        kind, note = _changed(row["wardCode"], "communes", changes) or (kind, "")
        found.append(Commune(row["wardCode"], name, kind, row["provinceCode"], note))
    return tuple(found)


def _old_provinces(
    data: PackageData, province_rows: dict[str, int], everyday: Row
) -> tuple[tuple[OldProvince, ...], dict[str, int]]:
    codes = {row["provinceKey"]: row["provinceCode"] for row in data.new}
    now: dict[str, int] = {}
    for key, targets in data.targets.items():
        now[key.split("_")[0]] = province_rows[codes[targets[0][0]]]
    rows = {row["provinceKey"]: row for row in data.old}
    found = []
    for key, row in rows.items():
        title, name = split_name(row["province"])
        aliases = tuple(everyday["provinces"].get(row["provinceCode"], ()))
        found.append(OldProvince(name, title, now[key], aliases))
    return tuple(found), {key: i for i, key in enumerate(rows)}


def _districts(
    data: PackageData, old_province_rows: dict[str, int]
) -> tuple[tuple[OldDistrict, ...], dict[tuple[str, str], int]]:
    moved: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for province, written, district in data.moved:
        moved[province, district].append(written)
    rows = {(row["provinceKey"], row["districtKey"]): row for row in data.old}
    found = []
    for key, row in rows.items():
        kind, name = split_name(row["district"])
        aliases = {
            *read_aliases(row["districtAlias"], name, kind, DISTRICT_WORDS),
            *read_aliases(_encode(moved[key]), name, kind, DISTRICT_WORDS),
        }
        found.append(OldDistrict(name, kind, old_province_rows[key[0]], tuple(sorted(aliases))))
    return tuple(found), {key: i for i, key in enumerate(rows)}


def _old_communes(
    data: PackageData,
    district_rows: dict[tuple[str, str], int],
    communes: tuple[Commune, ...],
    extra: list[Row],
) -> tuple[OldCommune, ...]:
    code_rows = {commune.code: row for row, commune in enumerate(communes)}
    rows = {(r["provinceKey"], r["wardKey"]): code_rows[r["wardCode"]] for r in data.new}
    added = defaultdict(list)
    for target in extra:
        added[target["old"]].append(code_rows[target["new"]])
    targets = without_strangers(data.targets, data.old)
    found = []
    for row in data.old:
        kind, name = split_name(row["ward"]) if row["ward"] else ("", "")
        new = {rows[t] for t in targets[old_key(row)]} | set(added.get(row["wardCode"], ()))
        district = district_rows[row["provinceKey"], row["districtKey"]]
        aliases = read_aliases(row["wardAlias"], name, kind, COMMUNE_WORDS) if name else []
        found.append(OldCommune(name, kind, district, tuple(sorted(new)), tuple(aliases)))
    return tuple(sorted(found, key=lambda c: c.district))


def write_table(file: UnitFile) -> bytes:
    """Return the file as JSON with one row a line, so that a change shows as a changed line."""
    lines = ["{"]
    for name in UnitFile.__struct_fields__:
        value = getattr(file, name)
        end = "" if name == UnitFile.__struct_fields__[-1] else ","
        if isinstance(value, str):
            lines.append(f'"{name}": {_encode(value)}{end}')
        else:
            lines += [f'"{name}": [', *_rows(value), f"]{end}"]
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _rows(values: Iterable[object]) -> list[str]:
    rows = [_encode(value) for value in values]
    return [*(row + "," for row in rows[:-1]), rows[-1]]


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
