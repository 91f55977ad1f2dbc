"""Writes addresses of today: “khu 3, phường Việt Trì, tỉnh Phú Thọ”."""

from __future__ import annotations

from citizens.addresses.table import UnitTable
from citizens.addresses.units import Candidate, Commune, Province

_IN_CAPITALS = frozenset({"Thành phố Hồ Chí Minh", "Thủ đô Hà Nội"})  # also inside a sentence


def address_line(detail: str, commune: Commune, province: Province) -> str:
    """Return the whole address; unit words are small letters unless they begin it."""
    units = ", ".join((_inside(commune.full_name), _inside(province.full_name)))
    return f"{detail}, {units}" if detail else units[:1].upper() + units[1:]


def _inside(full_name: str) -> str:
    return full_name if full_name in _IN_CAPITALS else full_name[:1].lower() + full_name[1:]


def compose(table: UnitTable, row: int, detail: str) -> Candidate:
    """Return the candidate of one commune."""
    commune = table.communes[row]
    province = table.province_by_code[commune.province_code]
    return Candidate(
        province=province.full_name,
        province_code=province.code,
        commune=commune.full_name,
        commune_code=commune.code,
        text=address_line(detail, commune, province),
    )
