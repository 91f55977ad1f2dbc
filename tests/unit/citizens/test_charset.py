"""The single steps of the repair ladder."""

from __future__ import annotations

import pytest

from citizens.charset import keyboards, lost_bytes
from citizens.charset.doubts import doubt, is_clean, misspelled, read_as_cp1258
from citizens.charset.encode_back import bytes_behind, undefined_bytes, utf8_readings
from citizens.charset.lexicon import is_common, is_unit_name, province_hint
from citizens.repair import strip_frame


def test_undefined_bytes_are_those_of_the_code_pages() -> None:
    assert undefined_bytes("cp1252") == (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    assert len(undefined_bytes("cp1258")) == 9
    assert undefined_bytes("cp437") == ()


def test_a_text_goes_back_to_bytes_through_c1_controls_too() -> None:
    assert bytes_behind("Ä\x90", "cp1252") == b"\xc4\x90"
    assert bytes_behind("Đ", "cp1252") is None


def test_every_code_page_that_explains_the_text_is_offered() -> None:
    shown = "Đạt".encode().decode("cp437")
    assert ("cp437", "Đạt") in list(utf8_readings(shown))
    assert list(utf8_readings("Đạt")) == []
    assert list(utf8_readings("Dat")) == []


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Phan Vă\u0303n|Phú Thá»", None),  # not UTF-8 behind it at all
        ("NgÆ°á»i|Phú".replace("ú", "Ãº"), "Người|Phú"),
        ("Xã|x", None),
        ("Phan NhÆ° Ã|PhÃº Thá»", "Phan Như Ý|Phú Thọ"),
        ("Ã\x81nh|Má»", "Ánh|M?"),
    ],
)
def test_lost_bytes_come_back_by_spelling_or_stay_open(shown: str, text: str | None) -> None:
    restored = lost_bytes.restore(shown)
    assert (None if restored is None else restored.text) == text


def test_only_parts_with_a_gap_are_proposals() -> None:
    restored = lost_bytes.restore("LÃª|Thá»|HÃ¹ng")
    assert restored is not None
    assert restored.touched == frozenset({1})


def test_half_broken_letters_are_not_clean() -> None:
    for text in ("Nguyễn Văn Đạt", "H'Blơr Niê", "H’Blơr", "Y Blŭk", "Số 12/3, Tổ 5"):
        assert is_clean(text)
    for text in ("HÃ ", "Ã", "Siu Ã", "Ä\x90", "VÄƒn", "Ph蘯｡m", "A\u00a0B", "Đ\ufffd", "a\tb"):
        assert not is_clean(text)


@pytest.mark.parametrize(
    ("texts", "sex", "code"),
    [
        (("Nguyễn Văn Đạt", "Khu 3, Thụy Vân"), "Nam", None),
        (("H'Blơr Niê", "Buôn Ea Nao, TP. Buôn Ma Thuột"), "Nữ", None),
        (("NGUYỄN VĂN ĐẠT", "KHU 3, THỤY VÂN"), "NAM", None),
        (("nguyễn văn đạt", "khu 3, thụy vân"), "nam", None),
        (("Ksor", "Số 9, ngõ 4, đường Âu Cơ, Đắk Hà, Kon Tum"), "Nam", None),
        (("Nguyen Van Dat", "Khu 3, Thuy Van"), "Nam", "no_diacritics"),
        (("Nguyn Vn t", "Khu 3, Thy Vn"), "Nam", "characters_lost"),
        (("Tr?n Lan", "Khu 3"), "Nữ", "characters_lost"),
        (("Nguyễn Văn inh", "Thụy Vân, Việt Trì"), "Nam", "characters_lost"),
        (("VÕ ÌNH ĐẠT HNG", "VIỆT TRÌ"), "NAM", "characters_lost"),
        (("Lê Đạt", "T 5, Việt Trì"), "Nam", "characters_lost"),
        (("Lê Đạt", "Thôn ông, Việt Trì"), "Nam", "characters_lost"),
        (("Ka Hương", "Thôn 1, Đức Trọng, Lâm Đồng"), "Nữ", None),
        (("H Mai Bya", "Buôn Ea Nao, Ea Tu, Đắk Lắk"), "Nữ", None),
        (("Ka Nguyn", "Thôn 1, Đức Trọng, Lâm Đồng"), "Nữ", "characters_lost"),
        (("Lê Ka", "Thôn 1, Đức Trọng, Lâm Đồng"), "Nữ", "characters_lost"),
        (("Ka Hoa", "Thôn 1, Lâm Hà"), "Nữ", "characters_lost"),
        (("Lê Đạt", "Xóm Chằm, H Nội"), "Nam", "characters_lost"),
        (("Lê Lâm", "Xóm Hà, Hòa Bình"), "Nam", "charset_doubtful"),
    ],
)
def test_missing_marks_and_letters_are_noticed(
    texts: tuple[str, ...], sex: str, code: str | None
) -> None:
    assert doubt(texts, sex, is_exact=False) == code


def test_an_exact_symbol_is_doubted_only_for_what_no_card_has() -> None:
    assert doubt(("Lê Đạt", "T 5, Việt Trì"), "Nam", is_exact=True) is None
    assert doubt(("Lê ?ạt", "Việt Trì"), "Nam", is_exact=True) == "characters_lost"
    assert doubt(("Le Dat", "Viet Tri"), "Nam", is_exact=True) == "no_diacritics"


def test_windows_1258_shown_as_cp1252_is_read_again() -> None:
    shown = "Nguyễn Văn".encode("cp1258", "ignore").decode("cp1252")
    assert read_as_cp1258("Vãn") == "Văn"
    assert read_as_cp1258(shown) is not None
    assert read_as_cp1258("Hòa") is None  # would give a letter that Vietnamese lacks
    assert misspelled("TrâÌn Thiò Lan") == 2


def test_hex_dump_must_be_whole_utf8() -> None:
    text = "025090000123|Đạt|x"
    assert keyboards.from_hex(text.encode().hex(" ").upper()) == text
    assert keyboards.from_hex(text.encode().hex()) == text
    assert keyboards.from_hex(text.encode().hex()[:-2] + "C4") is None
    assert keyboards.from_hex("1234") is None


def test_characters_that_came_two_or_three_times_are_taken_once() -> None:
    text = "025090000123||Đạt"
    for times in (2, 3):
        assert keyboards.undouble("".join(c * times for c in text)) == text
    assert keyboards.undouble(text) is None


def test_digits_of_the_vietnamese_layout_go_back_one_to_one() -> None:
    typed = "".join("đăâêô\u0300\u0309\u0303\u0301\u0323"[int(c)] for c in "012345678901")
    assert keyboards.from_vietnamese_layout(typed) == ("012345678901", True)
    assert keyboards.from_vietnamese_layout("đường Âu Cơ") is None
    assert keyboards.from_vietnamese_layout("ê07201267459") is None  # one stray letter


@pytest.mark.parametrize("sign", ["\r\n", "\r", ";", "~", "\x1d"])
def test_another_delimiter_is_found_after_the_number(sign: str) -> None:
    text = "025090000123||Lê, Đạt|01021990|Nam|Khu 3, X|12082021"
    assert keyboards.restore_delimiters(text.replace("|", sign)) == text
    assert keyboards.restore_delimiters(text) is None


def test_caps_lock_is_seen_by_words_cased_the_wrong_way_round() -> None:
    assert keyboards.caps_lock_was_on("nGUYễN văN ĐạT", "nAM")
    assert keyboards.caps_lock_was_on("ỨNG ÂN vIệT tRì", "nữ")
    assert not keyboards.caps_lock_was_on("nguyễn văn đạt", "nam")
    assert not keyboards.caps_lock_was_on("Nguyễn Văn Đạt", "nam")


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeff025090000123|x",
        "]Q1025090000123|x\r\n",
        "~025090000123|x\t",
        "\x02025090000123|x\x03",
    ],
)
def test_frames_of_scanners_are_taken_off(raw: str) -> None:
    assert strip_frame(raw) == "025090000123|x"


def test_province_names_are_known_in_every_damaged_form() -> None:
    assert is_unit_name("Phú Thọ")
    assert is_unit_name("Tỉnh Hoà Bình")
    assert is_unit_name("Hòa Bình")
    assert not is_unit_name("Thụy Vân")
    assert is_common("Thọ")
    assert not is_common("Thờ")
    for shown in ("Phu Tho", "Ph Th", "Ph? Th?", "Ph?? Th???"):
        assert province_hint(f"Khu 3, Viet Tri, {shown}") == "Phú Thọ"
    assert province_hint("Khu 3, Nowhere") is None
