"""How an old commune is written: as on a card, in full, short, in capitals, bare."""

from __future__ import annotations

import re
from collections.abc import Callable

from base.text import fold
from citizens.addresses.table import UnitTable
from citizens.addresses.unit_file import OldCommune, OldDistrict, OldProvince

Levels = tuple[OldCommune, OldDistrict, OldProvince]
Style = Callable[[OldCommune, OldDistrict, OldProvince], str]
_SHORT = {
    "Phường": "P. ", "Xã": "X. ", "Thị trấn": "TT. ", "Quận": "Q. ", "Huyện": "H. ",
    "Thị xã": "TX. ", "Thành phố": "TP. ", "Tỉnh": "T. ",
}  # fmt: skip


def levels_of(table: UnitTable, commune: OldCommune) -> Levels:
    district = table.old_districts[commune.district]
    return commune, district, table.old_provinces[district.old_province]


def _join(commune: OldCommune, first: str, *rest: str) -> str:
    return ", ".join([first, *rest] if commune.name else rest)


def in_full(commune: OldCommune, district: OldDistrict, province: OldProvince) -> str:
    return _join(
        commune,
        f"{commune.kind} {commune.name}",
        f"{district.kind} {district.name}",
        f"{province.title} {province.name}",
    )


def on_card(commune: OldCommune, district: OldDistrict, province: OldProvince) -> str:
    """Unit words stay only at numbers, at a name equal to the upper unit's, and as “TT.”."""
    first = commune.name
    if commune.kind == "Thị trấn":
        first = f"TT. {first}"
    elif _is_number(first) or first == district.name:
        first = f"{commune.kind} {first}"
    second = district.name
    if _is_number(second) or second == province.name:
        second = f"{_SHORT[district.kind].strip()} {second}"
    return _join(commune, first, second, province.name)


def bare(commune: OldCommune, district: OldDistrict, province: OldProvince) -> str:
    """Unit words only where the name is a number, not even “TT.”."""
    first = f"{commune.kind} {commune.name}" if _is_number(commune.name) else commune.name
    second = f"Quận {district.name}" if _is_number(district.name) else district.name
    return _join(commune, first, second, province.name)


def short(commune: OldCommune, district: OldDistrict, province: OldProvince) -> str:
    return _join(
        commune,
        f"{_SHORT.get(commune.kind, '')}{commune.name}",
        f"{_SHORT[district.kind]}{district.name}",
        f"{_SHORT[province.title]}{province.name}",
    )


def in_capitals(commune: OldCommune, district: OldDistrict, province: OldProvince) -> str:
    return "SỐ 12 NGÕ 5, THÔN 2, " + in_full(commune, district, province).upper()


def without_marks_or_commas(
    commune: OldCommune, district: OldDistrict, province: OldProvince
) -> str:
    return "khu 3 " + fold(short(commune, district, province)).replace(",", "")


def nothing_but_letters(commune: OldCommune, district: OldDistrict, province: OldProvince) -> str:
    """No marks, no commas, no unit words: the hardest."""
    return "khu 3 " + fold(bare(commune, district, province)).replace(",", "")


def _is_number(name: str) -> bool:
    return re.fullmatch(r"\d+|[IVX]+", name) is not None
