"""People who cannot exist, and what scanners do to their cards.

Numbers carry a province code that was never given out, or births 1900 to 1905, so that none can
belong to somebody. Names are composed from separate lists.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from citizens.person import Person, Sex

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_GAP_CODES = "003 005 007 009 013 016 018 021 023 028 029 032 039 041 043 047"
_FAMILY = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Hà Quách Triệu
    Lường Mạc Ông Ưng Âu Ích Ý Ái Ứng Ấu
"""
_MIDDLE = """
    Văn Thị Đình Hữu Minh Ngọc Thanh Xuân Quốc Đức Công Thùy Mỹ Kim Hồng Thế Ánh Ý Ước Đăng
"""
_GIVEN = """
    Đạt Lan Hùng Hương Ánh Ngọc Tuấn Phượng Uyên Yến Ích Quyên Thọ Thắng Oanh Ý Ngà Trường Mến
    Khuê Nghĩa Giang Út Ái Ân Sơn Khoẻ Toản Huyền Hiền Thủy Lộc Học Sen Thời Vượng Kiều Ươm Tiến An
"""
_STREETS = """
    Khu 3; Xóm Chằm; Tổ 5; Thôn Đông; Số 12, ngõ 45; Đội 4; Khu phố 2; Bản Nưa; Xóm Mới;
    Số 9, đường Âu Cơ
"""
_UNITS = """
    Thụy Vân, Việt Trì, Phú Thọ; Vĩnh Đồng, Kim Bôi, Hòa Bình; Ngũ Kiên, Vĩnh Tường, Vĩnh Phúc;
    Thượng Cửu, Thanh Sơn, Phú Thọ; Hùng Sơn, Lâm Thao, Phú Thọ; An Khánh, Ninh Kiều, Cần Thơ;
    Phường 12, Quận Gò Vấp, TP. Hồ Chí Minh; TT. Cao Phong, Cao Phong, Hòa Bình;
    Nông Trang, Phú Thọ; Mường Phăng, Điện Biên Phủ, Điện Biên; Ea Tu, Buôn Ma Thuột, Đắk Lắk;
    Ô Môn, Ô Môn, Cần Thơ; Ý Yên, Nam Định; Ngọc Hồi, Thanh Trì, Hà Nội;
    Ia Kha, Ia Grai, Gia Lai; Đông Ngạc, Bắc Từ Liêm, Hà Nội
"""


@dataclass(frozen=True, slots=True)
class Card:
    """One made-up card: what is printed, and its payload."""

    number: str
    old_number: str
    name: str
    birth: date
    sex: str
    residence: str
    issued: date
    father: str = ""
    mother: str = ""

    @property
    def payload(self) -> str:
        parts = [
            self.number,
            self.old_number,
            self.name,
            f"{self.birth:%d%m%Y}",
            self.sex,
            self.residence,
            f"{self.issued:%d%m%Y}",
        ]
        if self.issued >= date(2024, 7, 1):
            parts += ["", self.father, self.mother, ""]
        return "|".join(parts)

    def facts(self) -> dict[str, object]:
        """The person's attributes that reading must give."""
        facts: dict[str, object] = {
            "personal_number": self.number,
            "old_number": self.old_number or None,
            "full_name": self.name,
            "birth": self.birth,
            "sex": Sex(self.sex),
            "residence": self.residence,
            "issue_date": self.issued,
            "father_name": self.father or None,
            "mother_name": self.mother or None,
        }
        return facts


def make_card(seed: int, *, capitals: bool = False) -> Card:
    """Return the made-up card of a seed."""
    rng = random.Random(seed)
    sex = rng.choice(["Nam", "Nữ"])
    birth = date(1950, 1, 1) + timedelta(days=rng.randrange(27000))
    digit = 2 * (birth.year // 100 - 19) + (sex == "Nữ")
    number = (
        f"{rng.choice(_GAP_CODES.split())}{digit}{birth.year % 100:02d}{rng.randrange(10**6):06d}"
    )
    issued = date(2021, 1, 5) + timedelta(days=rng.randrange(2000))
    is_child = issued >= date(2024, 7, 1) and issued.year - birth.year < 14
    name = _name(rng)
    residence = f"{_one_of(rng, _STREETS)}, {_one_of(rng, _UNITS)}"
    return Card(
        number,
        rng.choice(["", f"1{rng.randrange(1000):03d}00{rng.randrange(1000):03d}"]),
        name.upper() if capitals else name,
        birth,
        sex,
        residence,
        max(issued, birth + timedelta(days=30)),
        _name(rng) if is_child else "",
        _name(rng) if is_child else "",
    )


def _one_of(rng: random.Random, places: str) -> str:
    return rng.choice([" ".join(place.split()) for place in places.split(";")])


def _name(rng: random.Random) -> str:
    middle = rng.sample(_MIDDLE.split(), rng.randrange(3))
    return " ".join([rng.choice(_FAMILY.split()), *middle, rng.choice(_GIVEN.split())])


def through(codec: str) -> Callable[[str], str]:
    """UTF-8 bytes typed through a single-byte code page; undefined bytes come as C1 controls."""
    table = [bytes((b,)).decode(codec, "ignore") or chr(b) for b in range(256)]
    return lambda text: "".join(table[b] for b in text.encode())


def losing(codec: str) -> Callable[[str], str]:
    """The same, but the undefined bytes vanish."""
    return lambda text: text.encode().decode(codec, "ignore")


def guessed_as(codec: str, errors: str = "strict") -> Callable[[str], str | None]:
    """UTF-8 bytes that a decoder took for another charset; None when it could not."""

    def damage(text: str) -> str | None:
        try:
            return text.encode().decode(codec, errors)
        except UnicodeDecodeError:
            return None

    return damage


def dropping(codec: str) -> Callable[[str], str]:
    """Characters that a code page lacks vanish, the others stay right."""
    return lambda text: text.encode(codec, "ignore").decode(codec)


def unaccented(text: str) -> str:
    """The text without its marks."""
    marks = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in marks if not unicodedata.combining(c))


def as_cp1258_bytes(text: str) -> bytes:
    """The text as Windows-1258 stores it: letters with their own mark composed, tones apart."""
    letters = []
    for char in unicodedata.normalize("NFC", text):
        tone = "".join(c for c in unicodedata.normalize("NFD", char) if c in _TONES)
        bare = "".join(c for c in unicodedata.normalize("NFD", char) if c not in _TONES)
        letters.append(unicodedata.normalize("NFC", bare) + tone)
    return "".join(letters).encode("cp1258")


def on_vietnamese_layout(text: str) -> str:
    """ASCII text typed while Windows uses the layout "Vietnamese"."""
    row = "đăâêô\u0300\u0309\u0303\u0301\u0323"
    return "".join(row[int(c)] if c.isdigit() else c for c in text)


def with_caps_lock(text: str) -> str:
    """Letters of ASCII change case, letters sent as codes do not."""
    return "".join(c.swapcase() if c.isascii() else c for c in text)


def wrong_values(card: Card, person: Person) -> set[str]:
    """Names of the values that differ from the card, whether flagged or not."""
    wrong = set()
    for key, truth in card.facts().items():
        value = getattr(person, key)
        found = value.as_date if key == "birth" and value is not None else value
        if found != truth:
            wrong.add(key)
    return wrong
