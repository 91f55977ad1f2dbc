"""Where one text can mean several communes, all of them are given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.text import clean_line
from citizens.addresses.parse import find_units
from citizens.addresses.table import load_table
from citizens.addresses.units import Form, address_to_json


def names(address: str) -> set[str]:
    return {c.commune for c in find_units(address).candidates}


def test_unit_word_tells_town_and_commune_of_one_name_apart() -> None:
    assert names("X. Thạnh An, H. Vĩnh Thạnh, TP Cần Thơ") == {"Xã Thạnh Quới"}
    assert names("TT. Thạnh An, H. Vĩnh Thạnh, TP Cần Thơ") == {"Xã Thạnh An"}


def test_without_the_unit_word_both_are_candidates() -> None:
    assert names("Thạnh An, Vĩnh Thạnh, Cần Thơ") == {"Xã Thạnh Quới", "Xã Thạnh An"}


def test_marks_tell_names_apart_and_without_marks_both_are_candidates() -> None:
    phu = names("Xã Hoằng Phú, Huyện Hoằng Hóa, Thanh Hóa")
    phu_nang = names("Xã Hoằng Phụ, Huyện Hoằng Hóa, Thanh Hóa")
    assert len(phu) == len(phu_nang) == 1
    assert phu != phu_nang
    assert names("Xa Hoang Phu, Huyen Hoang Hoa, Thanh Hoa") == phu | phu_nang


def test_name_without_marks_is_exact_where_the_rest_has_marks() -> None:
    reading = find_units("Phường Sa Pa, thị xã Sa Pa, Lào Cai")
    assert reading.understood == ("Phường Sa Pa, Thị xã Sa Pa, Tỉnh Lào Cai",)
    reading = find_units("phuong sa pa, thi xa sa pa, lao cai")
    assert len(reading.understood) == 2


def test_districts_of_one_name_are_told_apart_by_unit_word_or_commune() -> None:
    assert names("Xã Mỹ Thọ, Cao Lãnh, Đồng Tháp") == names("Xã Mỹ Thọ, H. Cao Lãnh, Đồng Tháp")
    assert names("Phường Kỳ Long, Kỳ Anh, Hà Tĩnh") == {"Phường Vũng Áng"}
    assert names("Xã Kỳ Phong, Kỳ Anh, Hà Tĩnh") == {"Xã Kỳ Xuân"}


def test_commune_that_left_its_district_is_found_under_the_old_one() -> None:
    assert names("Xã Nghi Phong, Huyện Nghi Lộc, Nghệ An") == names(
        "Xã Nghi Phong, Thành phố Vinh, Nghệ An"
    )


@pytest.mark.parametrize(
    ("address", "now"),
    [
        ("Phường Nghi Thủy, Thị xã Cửa Lò, Nghệ An", "Phường Cửa Lò"),
        ("Xã Mỹ Tân, Huyện Mỹ Lộc, Nam Định", "Phường Thiên Trường"),
        ("Xã Tân Hòa, Huyện Tân Thành, Bà Rịa - Vũng Tàu", "Phường Tân Hải"),
        ("P. Thanh Bình, TP Ninh Bình, tỉnh Ninh Bình", "Phường Hoa Lư"),
        ("Xã Vĩnh Sơn, Huyện Vĩnh Tường, Tỉnh Vĩnh Phúc", "Xã Thổ Tang"),
        ("Xã Viên Nội, Huyện Ứng Hòa, Thành phố Hà Nội", "Xã Ứng Thiên"),
        ("Phường Trung Phụng, Quận Đống Đa, Hà Nội", "Phường Văn Miếu - Quốc Tử Giám"),
        ("Xã Tân Lợi, Huyện Đồng Hỷ, Tỉnh Thái Nguyên", "Xã Trại Cau"),
        ("Phường 2, Thành phố Trà Vinh, Tỉnh Trà Vinh", "Phường Trà Vinh"),
    ],
)
def test_retired_communes_and_districts_still_lead_somewhere(address: str, now: str) -> None:
    assert names(address) == {now}


def test_retired_commune_merged_into_a_split_one_gives_all_parts() -> None:
    assert len(names("Xã Hữu Bằng, Huyện Thạch Thất, Hà Nội")) == 2


def test_kind_of_today_is_understood_beside_the_one_of_before() -> None:
    assert names("Xã Nhơn Trạch, Đồng Nai") == {"Phường Nhơn Trạch"}


def test_two_levels_with_the_unit_word_of_an_old_ward_give_old_and_new() -> None:
    found = names("Phường Trần Phú, Hà Nội")  # today a xã, before 01/07/2025 a ward too
    assert "Xã Trần Phú" in found
    assert len(found) > 1


def test_end_of_a_longer_name_is_not_the_commune() -> None:
    assert names("Phường Trần Hưng Đạo, Hà Nội") == {"Phường Cửa Nam"}


def test_end_of_an_unknown_commune_is_not_taken_for_a_known_one() -> None:
    assert names("Phú An Hòa, Châu Thành, Bến Tre") == set()  # An Hòa is another commune there
    assert names("Ấp 2 An Hòa, Châu Thành, Bến Tre") == names("An Hòa, Châu Thành, Bến Tre")


def test_city_of_old_and_city_of_today_with_one_name_are_both_read() -> None:
    assert names("Phường Đại Phúc, TP. Bắc Ninh") == {"Phường Võ Cường"}
    assert "Phường Kinh Bắc" in names("Phường Kinh Bắc, Thành phố Bắc Ninh")


def test_street_that_has_the_name_of_a_ward_keeps_its_place_in_the_detail() -> None:
    reading = find_units("12 Nguyễn Trung Trực, Ba Đình, Hà Nội")
    assert reading.detail == "12 Nguyễn Trung Trực"


def test_commune_without_province_needs_its_unit_word() -> None:
    assert len(names("Phường Tân An")) > 1
    assert names("Tân An") == set()


def test_ward_number_alone_gives_every_ward_of_that_number() -> None:
    assert len(names("Phường 1")) > 20


def test_json_has_the_shape_of_the_command_line() -> None:
    shown = address_to_json(find_units("144 Xuân Thủy, Dịch Vọng Hậu, Cầu Giấy, Hà Nội"))
    assert list(shown) == ["input", "form", "candidates", "detail"]
    assert shown["form"] == "old"
    assert shown["detail"] == "144 Xuân Thủy"
    assert shown["candidates"] == [
        {
            "province": "Thành phố Hà Nội",
            "province_code": "01",
            "commune": "Phường Nghĩa Đô",
            "commune_code": "00160",
            "text": "144 Xuân Thủy, phường Nghĩa Đô, thành phố Hà Nội",
        },
        {
            "province": "Thành phố Hà Nội",
            "province_code": "01",
            "commune": "Phường Cầu Giấy",
            "commune_code": "00166",
            "text": "144 Xuân Thủy, phường Cầu Giấy, thành phố Hà Nội",
        },
    ]


def test_city_of_ho_chi_minh_keeps_its_capital_inside_a_line() -> None:
    (candidate,) = find_units("Phường Sài Gòn, TP. Hồ Chí Minh").candidates
    assert candidate.text == "Phường Sài Gòn, Thành phố Hồ Chí Minh"


def test_logs_cannot_show_where_somebody_lives() -> None:
    shown = repr(find_units("Số 12 ngõ Bí Mật, Xã Hùng Lô, TP Việt Trì, Phú Thọ"))
    assert "Bí Mật" not in shown


_WORDS = st.sampled_from(
    ["Xã", "P.", "Phường", "TP", "Huyện", "quận", "H.", "tỉnh", "T", "Hùng Lô", "Việt Trì",
     "Phú Thọ", "Hà Nội", "Ba Đình", "Bắc Ninh", "1", "12", "VI", "Thị trấn", "thi xa", "Ea H'leo",
     "khu", ",", "-", "/", "Huế", "Hòa", "HCM", "(cũ)", "Việt Nam", "Đắk"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.lists(_WORDS, max_size=12).map(" ".join), st.text(max_size=60)))
def test_any_text_is_read_without_trouble(text: str) -> None:
    reading = find_units(text)
    table = load_table()
    assert reading.input == text
    assert reading.form in set(Form)
    if reading.form == Form.UNKNOWN:
        assert reading.candidates == ()
    if "\n" not in text and "\r" not in text:
        assert clean_line(text).startswith(reading.detail)
    for candidate in reading.candidates:
        commune = table.commune_by_code[candidate.commune_code]
        assert commune.province_code == candidate.province_code
    assert len({c.commune_code for c in reading.candidates}) == len(reading.candidates)
