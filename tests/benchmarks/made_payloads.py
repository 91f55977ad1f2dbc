"""Payloads of cards of people who cannot exist, of every shape that cards have.

Names of the highlands and lowlands are composed from separate lists; numbers carry a province code
that was never given out. Addresses have two levels (from 01/07/2025), three or more.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from tests.unit.citizens.made_up import Card, make_card

_FIRST = """
    Y H' K' Giàng Sùng Vàng Lò Quàng Cà Lừu Thào Hờ Rơ Siu Ksor Kpă Nay Rah A Bríu Zơrâm Thạch
    Kim Chau Danh Đinh Hồ Tếnh Khoàng Lường Cầm Bàn Triệu Chảo Phàn Lý Má
"""
_LAST = """
    Niê Mlô Êban Kđăm Kbuôr Păm Pủa Tủa Dế Mỷ Dính Sình Lử Mah Châm H'Lan Blin Thuin Nhơn Brêu
    Sa-rây Sóc Phia Ươi Đắc Tả Mẩy Sếnh Chỉn Ngải Ún Ích Ỷ Âng Ốc
"""
_HAMLETS = "Buôn Ea Nao; Plei Ơi; Bản Nậm Cắn; Sóc Trà Kha; Làng Đăk Ră; Thôn K'Nak; Xóm 5B"
_UNITS = """
    Ea Đar, Ea Kar, Đắk Lắk; Ia Kha, Ia Grai, Gia Lai; Đắk Mar, Đắk Hà, Kon Tum; Đạ Long, Lâm Đồng;
    Mường Nhé, Điện Biên; Xín Mần, Hà Giang; Phường 12, Quận Gò Vấp, TP. Hồ Chí Minh;
    Nông Trang, Phú Thọ; Ý Yên, Nam Định; Phú Quốc, An Giang; Ô Môn, Ô Môn, Cần Thơ;
    Quảng Ngãi, Quảng Ngãi; TT. Cao Phong, Cao Phong, Hòa Bình; Bạch Long Vĩ, Hải Phòng
"""


def made_payload(seed: int) -> tuple[Card, str]:
    """The card of a seed and its payload: 7 or 11 parts, a lowland or a highland name."""
    rng = random.Random(f"payload {seed}")
    card = make_card(seed, capitals=seed % 10 == 9)
    if seed % 2:
        card = replace(card, name=_name(rng), residence=_residence(rng))
    if seed % 7 == 0:  # a young child's card names the parents
        issued = date(2024, 7, 1) + timedelta(days=rng.randrange(800))
        card = replace(card, issued=issued, father=_name(rng), mother=_name(rng))
    return card, card.payload


def _name(rng: random.Random) -> str:
    first, last = rng.choice(_FIRST.split()), rng.sample(_LAST.split(), rng.randrange(1, 3))
    joined = "" if first.endswith("'") and not last[0].startswith("H'") else " "
    return first + joined + " ".join(last)


def _residence(rng: random.Random) -> str:
    unit = rng.choice([" ".join(unit.split()) for unit in _UNITS.split(";")])
    return f"{rng.choice(_HAMLETS.split('; '))}, {unit}"
