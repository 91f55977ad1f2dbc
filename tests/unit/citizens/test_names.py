"""Names in capitals, and whether two people are one."""

from __future__ import annotations

import unicodedata

import pytest

from base.dates import PartialDate
from citizens.names import same_name, same_person, upper_vietnamese
from citizens.person import Person

_BORN = PartialDate(1990, 9, 9)
_LAN = Person(full_name="Nguyễn Thị Lan", personal_number="025190000222", birth=_BORN)


def test_capitals_keep_every_mark_and_are_composed() -> None:
    decomposed = unicodedata.normalize("NFD", " nguyễn  thị đạt ự ")
    assert upper_vietnamese(decomposed) == "NGUYỄN THỊ ĐẠT Ự"


def test_the_place_of_the_tone_mark_makes_no_other_name() -> None:
    assert same_name("Trần Thị Hòa", "TRẦN THỊ HOÀ")
    assert same_name("H'Blơr", "H’Blơr")
    assert not same_name("Trần Thị Hòa", "Trần Thị Hoa")
    assert not same_name("Trần Thị Hoa", "Tran Thi Hoa")


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (Person(full_name="Lê Thị Khác", personal_number="025190000222"), True),
        (Person(full_name="Nguyễn Thị Lan", personal_number="025190000111", birth=_BORN), False),
        (Person(cancelled_number="025190000222", personal_number="025190000111"), True),
        (Person(full_name="NGUYỄN THỊ LAN", birth=_BORN), True),
        (Person(full_name="Nguyễn Thị Lan", birth=PartialDate(1990)), False),
        (Person(full_name="Nguyễn Thị Lan"), False),
        (Person(name_ascii="NGUYEN THI LAN", birth=_BORN), True),
        (Person(full_name="Nguyen Thi Lan", birth=_BORN), False),
        (Person(birth=_BORN), False),
    ],
)
def test_same_person_by_number_else_by_name_and_birth(other: Person, is_same: bool) -> None:
    assert same_person(_LAN, other) is is_same
    assert same_person(other, _LAN) is is_same
