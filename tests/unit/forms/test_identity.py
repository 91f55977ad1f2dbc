from __future__ import annotations

import pytest

from forms.derive.identity import (
    birth_year_of_number,
    join_number_groups,
    miscounted_number_in,
    old_number_in,
    personal_number_in,
    sex_of_number,
)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Căn cước công dân số 025190000222 do Bộ Công an cấp ngày 20/11/2021", "025190000222"),
        ("025 190 000 222", "025190000222"),
        ("025.190.000.222", "025190000222"),
        ("CMND 131000456, số định danh 025190000222", "025190000222"),
        ("Chứng minh nhân dân số 131000456", None),
        ("Số 0251900002221 (13 số)", None),
        ("Giấy khai sinh số 01/2014, quyển số 02", None),
        ("", None),
        ("Hộ chiếu số 123456789012 do Ấn Độ cấp ngày 01/01/2022", None),
        ("Thẻ căn cước Malaysia (MyKad) số 900101145678", None),
        ("Thẻ căn cước của Lào số 025190000222", None),
        ("Thẻ căn cước số 900101145678 do Bộ Nội vụ Malaysia cấp ngày 01/01/2020", None),
        ("Thẻ Aadhaar số 123456789012", None),
        ("Hộ chiếu số C1234567 (số định danh 025190000222)", "025190000222"),
        ("Giấy khai sinh số 01/2014 do UBND xã Mỹ Đức cấp, số định danh 025190000222",
         "025190000222"),
        ("CCCD của mẹ Nguyễn Thị Nga: 025190000222", "025190000222"),
        ("Chứng minh nhân dân số 025190000222", "025190000222"),
        ("Giấy chứng nhận căn cước số 025190000222", "025190000222"),
        ("Căn cước công dân số 025190000222 do Công an tỉnh Phú Thọ cấp", "025190000222"),
    ],
)  # fmt: skip
def test_the_personal_number_is_found_in_a_line(line: str, number: str | None) -> None:
    assert personal_number_in(line) == number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Chứng minh nhân dân số 131000456", "131000456"),
        ("131 000 456", "131000456"),
        ("Hộ chiếu số 131000456", None),
        ("Chứng minh nhân dân Lào số 131000456", None),
        ("Chứng minh nhân dân số 131000456 do Công an tỉnh Phú Thọ cấp", "131000456"),
        ("Căn cước công dân số 025190000222", None),
    ],
)
def test_an_old_card_is_known_by_its_word_or_alone(line: str, number: str | None) -> None:
    assert old_number_in(line) == number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Căn cước công dân số 02519000022 do Bộ Công an cấp ngày 20/11/2021", "02519000022"),
        ("Thẻ căn cước số 025 190 000 22", "02519000022"),
        ("Số định danh 131000456", "131000456"),
        ("0251900002", "0251900002"),
        ("131000456", None),
        ("Hộ chiếu số C1234567", None),
        ("Căn cước công dân số 025190000222", None),
        ("Giấy khai sinh số 01/2014", None),
        ("Thẻ căn cước Campuchia số 110123456", None),
        ("Giấy hẹn trả thẻ căn cước số 12345", None),
    ],
)
def test_a_number_of_wrong_length_is_found_where_a_card_is_named(
    line: str, number: str | None
) -> None:
    assert miscounted_number_in(line) == number


def test_groups_for_reading_aloud_are_joined_and_nothing_else() -> None:
    assert join_number_groups("số 025 190 000 222 cấp ngày 20/11/2021, tổ 5") == (
        "số 025190000222 cấp ngày 20/11/2021, tổ 5"
    )
    assert join_number_groups("Tổ 12 34 khu 5") == "Tổ 12 34 khu 5"


@pytest.mark.parametrize(
    ("number", "sex", "year"),
    [("025090000123", "Nam", 1990), ("025190000222", "Nữ", 1990), ("025200000555", "Nam", 2000),
     ("025321000345", "Nữ", 2021), ("049164876288", "Nữ", 1964)],
)  # fmt: skip
def test_century_and_sex_come_from_the_fourth_digit(number: str, sex: str, year: int) -> None:
    assert sex_of_number(number) == sex
    assert birth_year_of_number(number) == year
