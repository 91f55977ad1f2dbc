"""Marriage, its re-registration and marriages abroad: ages on the exact day, who is who, dates."""

from __future__ import annotations

from datetime import date

import pytest

from forms.views import judge
from tests.unit.forms.cases import PASSPORT, Changed, E, W, assert_case, form
from tests.unit.forms.conftest import TODAY, sample_of

AGE = "Luật Hôn nhân và gia đình 2014 Điều 8"
SHEET = "Thông tư 04/2024/TT-BTP, tờ khai đăng ký kết hôn"
LEAP_BRIDE = {"bride_dob": "2008-02-29", "bride_id": PASSPORT, "made_date": "2026-02-20"}
FOREIGN_GROOM = {
    "groom_name": "THOMAS SAMPLE", "groom_nationality": "Hoa Kỳ", "groom_ethnicity": "",
    "groom_id": PASSPORT, "groom_signature": "",
}  # fmt: skip

MARRIAGE = [
    Changed("bride is 18 today", {"bride_dob": "2008-11-26", "bride_id": PASSPORT}),
    Changed("bride is 18 tomorrow", {"bride_dob": "2008-11-27", "bride_id": PASSPORT},
            [("bride_dob", "FORM-80", E)], AGE),
    Changed("groom is 20 today", {"groom_dob": "2006-11-26", "groom_id": PASSPORT}),
    Changed("groom is 20 tomorrow", {"groom_dob": "2006-11-27", "groom_id": PASSPORT},
            [("groom_dob", "FORM-80", E)], AGE),
    Changed("groom is 18, which is enough for a bride only",
            {"groom_dob": "2008-01-01", "groom_id": PASSPORT}, [("groom_dob", "FORM-80", E)], AGE),
    Changed("both too young", {"bride_dob": "2010-01-01", "bride_id": PASSPORT,
            "groom_dob": "2009-01-01", "groom_id": PASSPORT},
            [("bride_dob", "FORM-80", E), ("groom_dob", "FORM-80", E)], AGE),
    Changed("born on 29/02, one day before 28/02", LEAP_BRIDE,
            [("bride_dob", "FORM-80", E)], AGE, date(2026, 2, 27)),
    Changed("born on 29/02 is 18 on 28/02 of a common year", LEAP_BRIDE, [], "",
            date(2026, 2, 28)),
    Changed("born on 28/02 in a leap year", {**LEAP_BRIDE, "bride_dob": "2008-02-28"}, [], "",
            date(2026, 2, 28)),
    Changed("a year alone that may be enough", {"bride_dob": "2008", "bride_id": PASSPORT},
            [("bride_dob", "FORM-28", W)], "tra cứu dữ liệu"),
    Changed("a year alone that is not enough", {"bride_dob": "2009", "bride_id": PASSPORT},
            [("bride_dob", "FORM-80", E), ("bride_dob", "FORM-28", W)], AGE),
    Changed("born in a year far ahead", {"bride_dob": "9999-12-31", "bride_id": PASSPORT},
            [("bride_dob", "FORM-80", E), ("bride_dob", "FORM-30", E)], AGE),
    Changed("bride and groom are one person",
            {"groom_name": "ĐINH KHÁNH UYÊN", "groom_dob": "2005-03-08", "groom_id": PASSPORT,
             "groom_signature": ""}, [("groom_name", "FORM-55", E)], "hai lần"),
    Changed("one number for both", {"groom_id": "Căn cước công dân số 025305000909"},
            [("groom_id", "FORM-54", E), ("groom_id", "FORM-52", W), ("groom_id", "FORM-53", W),
             ("groom_name", "FORM-55", E)], "Luật Căn cước 26/2023/QH15 Điều 12"),
    Changed("a man's number for the bride",
            {"bride_id": "Thẻ căn cước số 025201000556", "bride_dob": "2001-03-02"},
            [("bride_id", "FORM-53", W), ("groom_id", "SHEET-19", W)], "137/2015"),
    Changed("a foreign nationality does not hide one number of two",
            {"groom_nationality": "Hoa Kỳ", "groom_id": "Căn cước công dân số 025305000909"},
            [("groom_id", "FORM-54", E), ("groom_nationality", "FORM-82", W),
             ("groom_name", "FORM-55", E)], "Luật Căn cước 26/2023/QH15 Điều 12"),
    Changed("second marriage", {"groom_marriage_order": 2},
            [("groom_marriage_order", "FORM-81", W)], "Điều 5"),
    Changed("third and second marriage", {"bride_marriage_order": 3, "groom_marriage_order": 2},
            [("bride_marriage_order", "FORM-81", W), ("groom_marriage_order", "FORM-81", W)],
            "Điều 5"),
    Changed("a marriage number zero cannot be", {"bride_marriage_order": 0},
            [("bride_marriage_order", "FORM-08", E)], "Thông tư 04/2024"),
    Changed("a foreigner's name is his own country's matter",
            {**FOREIGN_GROOM, "groom_name": "X AE A12 SAMPLE"},
            [("groom_name", "FORM-42", W), ("groom_nationality", "FORM-82", W)], "Dân sự 2015"),
    *(Changed(f"a paper of his own country: {paper}", {**FOREIGN_GROOM, "groom_id": paper},
              [("groom_nationality", "FORM-82", W)], "2.000806")
      for paper in ("Thẻ căn cước Campuchia số 110123456", "Thẻ căn cước số 900101145678",
                    "Hộ chiếu số 123456789012", "Chứng minh nhân dân số 123456789")),
    Changed("twelve digits of a foreign card leave nothing blank",
            {**FOREIGN_GROOM, "groom_id": "Thẻ căn cước Malaysia số 900101145678",
             "groom_nationality": "Malaysia", "groom_residence": ""},
            [("groom_residence", "FORM-21", E), ("groom_nationality", "FORM-82", W)],
            "chú thích (4)"),
    Changed("a passport of twelve digits says nothing of the nationality",
            {**FOREIGN_GROOM, "groom_id": "Hộ chiếu số 123456789012 do Ấn Độ cấp",
             "groom_nationality": "", "groom_ethnicity": "Kinh"},
            [("groom_nationality", "FORM-21", E)], "chú thích (4)"),
    Changed("a slip that stands in for the card",
            {"groom_id": "Giấy hẹn trả thẻ căn cước số 12345 ngày 01/11/2026"}),
    Changed("a foreign groom needs no ethnicity", FOREIGN_GROOM,
            [("groom_nationality", "FORM-82", W)], "2.000806"),
    Changed("a foreign groom needs a residence", {**FOREIGN_GROOM, "groom_residence": ""},
            [("groom_residence", "FORM-21", E), ("groom_nationality", "FORM-82", W)],
            "chú thích (4)"),
    Changed("a citizen by passport needs the lines (4)",
            {"bride_id": PASSPORT, "bride_ethnicity": "", "bride_nationality": "",
             "bride_residence": ""},
            [("bride_nationality", "FORM-21", E), ("bride_ethnicity", "FORM-21", E),
             ("bride_residence", "FORM-21", E)], "chú thích (4)"),
    Changed("signed by somebody else", {"groom_signature": "VŨ MINH KHẢI"},
            [("groom_signature", "FORM-56", E)], SHEET),
    Changed("copies without a count", {"copies_count": None}, [("copies_count", "FORM-26", E)],
            "chú thích (6)"),
    Changed("no addressee", {"addressee": ""}, [("addressee", "FORM-20", E)], "Thông tư 04/2024"),
    Changed("groom without papers", {"groom_id": ""},
            [("groom_id", "FORM-20", E)], "Thông tư 04/2024"),
    Changed("a district in a residence", {"print_full": True,
            "bride_residence": "Khu 7, huyện Phù Ninh, Phú Thọ"},
            [("bride_residence", "FORM-66", W)], "120/2025"),
]  # fmt: skip

AGAIN = [
    Changed("a foreigner: bride", {"bride_nationality": "Hoa Kỳ"},
            [("bride_nationality", "FORM-82", W)], "2.000513"),
    Changed("bride was 18 that day", {"prev_date": "2008-07-07"}),
    Changed("bride was not yet 18", {"prev_date": "2008-07-06"},
            [("bride_dob", "FORM-80", W)], AGE),
    Changed("groom was not yet 20", {"prev_date": "2008-03-04"},
            [("groom_dob", "FORM-80", W), ("bride_dob", "FORM-80", W)], AGE),
    Changed("registered on the last day of 2015", {"prev_date": "2015-12-31"}),
    Changed("registered on 01/01/2016", {"prev_date": "2016-01-01"},
            [("prev_date", "FORM-96", W)], "Nghị định 123/2015/NĐ-CP Điều 24"),
    Changed("the day is not remembered", {"prev_date": "không rõ", "prev_cert_no": "",
            "prev_book": ""}),
    Changed("no reason", {"reason": ""}, [("reason", "FORM-20", E)], "Thông tư 04/2024"),
]  # fmt: skip

ABROAD = [
    Changed("wife was 18 that day", {"foreign_date": "2018-07-05"}),
    Changed("wife was not yet 18", {"foreign_date": "2018-07-04"},
            [("wife_dob", "FORM-80", W)], "Nghị định 123/2015/NĐ-CP Điều 34"),
    Changed("husband was not yet 20", {"foreign_date": "2016-02-19", "wife_dob": "1990-01-01",
            "wife_id": PASSPORT, "requester_name": "LÊ THỊ THỬ", "requester_signature": "",
            "requester_id": PASSPORT},
            [("husband_dob", "FORM-80", W)], "Điều 8"),
    Changed("nobody is a citizen", {"wife_nationality": "Nhật Bản"},
            [("wife_nationality", "FORM-97", W)], "2.002189"),
    Changed("the husband is the citizen", {"wife_nationality": "Nhật Bản",
            "husband_nationality": "Việt Nam"}),
    Changed("a commune is no foreign agency", {"foreign_agency": "UBND xã Hùng Sơn"},
            [("foreign_agency", "FORM-98", W)], "2.002189"),
    Changed("an earlier marriage without its paper",
            {"previous_marriage_statement": "Đã từng kết hôn nhưng hôn nhân đã chấm dứt theo …"},
            [("previous_marriage_statement", "FORM-85", W),
             ("previous_marriage_statement", "FORM-29", W)], "Điều 34"),
    Changed("an earlier marriage with its paper", {"previous_marriage_statement":
            "Vợ: hôn nhân đã chấm dứt theo Bản án số 5/2020"}),
]  # fmt: skip

DIVORCE = [
    Changed("decided before the marriage", {"decision_date": "2018-03-09"},
            [("decision_date", "FORM-38", E)], "thứ tự các ngày"),
    Changed("decided on the day of the marriage", {"decision_date": "2018-03-10"}),
    Changed("declared before the decision", {"decision_date": "2026-11-24"},
            [("made_date", "FORM-32", E)], "ngày làm tờ khai"),
    Changed("nobody is a citizen", {"wife_nationality": "Nhật Bản"},
            [("wife_nationality", "FORM-97", W)], "2.000554"),
    Changed("a choice that the sheet does not have", {"request_kind": "ly thân"},
            [("request_kind", "FORM-08", E)], "Thông tư 04/2024"),
]  # fmt: skip

STATUS = [
    Changed("for a marriage in Vietnam", {"purpose":
            "Để đăng ký kết hôn với ông Lê Hoàng Long tại UBND phường Nông Trang"},
            [("purpose", "FORM-83", W)], "66.7/2025/NQ-CP"),
    Changed("for a marriage without name and place", {"purpose": "Đăng ký kết hôn"},
            [("purpose", "FORM-84", W), ("purpose", "FORM-83", W)], "Điều 22"),
    Changed("for a marriage abroad without the name", {"purpose": "Để kết hôn ở nước ngoài"},
            [("purpose", "FORM-84", W)], "Nghị định 123/2015/NĐ-CP Điều 22"),
    Changed("for a marriage at an embassy here", {"purpose": "Để kết hôn với ông John Smith, "
            "tại Đại sứ quán Hoa Kỳ ở Hà Nội (nước ngoài)", "subject_gender": "Nữ"},
            [("purpose", "SHEET-14", W)], "Nghị định 123/2015/NĐ-CP Điều 22"),
    Changed("for a marriage at our embassy abroad", {"purpose": "Để kết hôn với ông John Smith, "
            "tại Đại sứ quán Việt Nam tại Hoa Kỳ, nước ngoài", "subject_gender": "Nữ"}),
    *(Changed(f"leads abroad: {purpose}", {"purpose": purpose, "subject_gender": "Nữ"})
      for purpose in (
        "Để đăng ký kết hôn với ông KIM JI HOON, quốc tịch Hàn Quốc, tại thành phố Seoul, Hàn Quốc",
        "Để kết hôn với ông NGUYỄN VĂN A tại Đại sứ quán Việt Nam tại Nhật Bản",
        "Để kết hôn với ông NGUYỄN VĂN A tại Tổng Lãnh sự quán Việt Nam tại Fukuoka",
        "Để đăng ký kết hôn với ông JOHN SMITH, quốc tịch Hoa Kỳ, tại UBND phường Nông Trang",
        "Để đăng ký kết hôn với công dân Đài Loan đang ở xã Lâm Thao")),
    *(Changed(f"plans no marriage: {purpose}", {"purpose": purpose}) for purpose in (
        "Mua bán nhà đất. Giấy này không có giá trị sử dụng để đăng ký kết hôn",
        "Vay vốn, không có giá trị để kết hôn", "Vay vốn (không dùng cho việc kết hôn)",
        "Để ghi chú kết hôn")),
    *(Changed(f"a marriage at home: {purpose}", {"purpose": purpose},
              [("purpose", "FORM-83", W)], "66.7/2025/NQ-CP") for purpose in (
        "Để đăng ký kết hôn với người cùng xã, bà TRẦN THỊ NGA, tại UBND xã Bình Mỹ",
        "Không có giá trị vay vốn. Để đăng ký kết hôn với ông LÊ VĂN ĐỨC ở UBND xã Phú Mỹ",
        "Không có chồng, nay để kết hôn với ông A, quốc tịch Việt Nam, tại UBND xã Lâm Thao")),
    Changed("for a visa", {"purpose": "Bổ sung hồ sơ xin thị thực tại Đại sứ quán Hoa Kỳ"}),
    Changed("for a marriage of two of one sex", {"purpose": "Để kết hôn với người cùng giới tính "
            "tại Canada, nước ngoài"}, [("purpose", "SHEET-15", W)], "Điều 22"),
    Changed("a man marries no man", {"purpose": "Để kết hôn với ông Smith tại nước ngoài",
            "subject_gender": "Nam"}, [("purpose", "SHEET-15", W), ("subject_id", "FORM-53", W)],
            "Điều 22"),
    Changed("for a marriage abroad", {"purpose":
            "Để kết hôn với ông Thomas Sample tại thành phố Mẫu, nước ngoài"}),
    Changed("married and about to marry", {"marital_status": "Hiện tại đang có chồng là ông A",
            "purpose": "Để kết hôn với ông B tại nước ngoài"},
            [("marital_status", "FORM-86", W)], "Luật Hôn nhân và gia đình 2014 Điều 5"),
    Changed("married, for a loan", {"marital_status": "Hiện tại đang có chồng là ông A"}),
    Changed("divorced without the judgment", {"marital_status":
            "Đã đăng ký kết hôn, nhưng đã ly hôn; hiện tại chưa đăng ký kết hôn với ai"},
            [("marital_status", "FORM-85", W)], "chú thích (4)"),
    *(Changed(f"a period that ends before it begins: {period}",
              {"marital_status": f"{period} chưa đăng ký kết hôn với ai"},
              [("marital_status", "FORM-38", W)], "thứ tự các ngày") for period in (
        "Từ ngày 05/05/2010 đến ngày 04/05/2009", "Từ 2010 đến 2009", "Từ tháng 5/2010 đến 4/2010",
        "Từ ngày 5 tháng 5 năm 2010 cho đến hết ngày 4 tháng 5 năm 2010")),
    *(Changed(f"a period in order: {period}",
              {"marital_status": f"{period} chưa đăng ký kết hôn với ai"}) for period in (
        "Từ ngày 05/05/2009 đến ngày 04/05/2010", "Từ 2010 đến 2010", "Từ ngày 05/05/2010 đến nay",
        "Từ 31/02/2010 đến 2009", "Từ năm 2010 đến tháng 3/2010")),
    Changed("divorced with the judgment", {"marital_status":
            "Đã ly hôn theo Bản án số 12/2020 ngày 01/02/2020 của Tòa án nhân dân; hiện tại chưa "
            "đăng ký kết hôn với ai"}),
    Changed("a choice with places to fill", {"marital_status":
            "Từ ngày … tháng … năm … đến ngày 01/01/2020 chưa đăng ký kết hôn với ai"},
            [("marital_status", "FORM-29", W)], "chú thích (4)"),
    Changed("asks for himself and calls himself husband", {"relationship": "Chồng"},
            [("relationship", "FORM-60", W)], "người được đăng ký"),
    Changed("the mother asks", {"relationship": "Mẹ", "requester_name": "BÙI THỊ MƠ",
            "requester_dob": "1966-01-01", "requester_signature": "",
            "requester_id": "Căn cước công dân số 017166000808"}),
    Changed("a neighbour asks", {"relationship": "Hàng xóm", "requester_name": "BÙI THỊ MƠ",
            "requester_dob": "1966-01-01", "requester_signature": "",
            "requester_id": "Căn cước công dân số 017166000808"},
            [("relationship", "FORM-62", W)], "1.004873"),
]  # fmt: skip

ALL = [
    *(("tk_dang_ky_ket_hon", case) for case in MARRIAGE),
    *(("tk_dang_ky_lai_ket_hon", case) for case in AGAIN),
    *(("tk_ghi_chu_ket_hon", case) for case in ABROAD),
    *(("tk_ghi_chu_ly_hon", case) for case in DIVORCE),
    *(("tk_cap_xac_nhan_tinh_trang_hon_nhan", case) for case in STATUS),
]


@pytest.mark.parametrize(("form_id", "case"), ALL, ids=[f"{i}: {c.name}" for i, c in ALL])
def test_a_case_has_just_these_problems_with_their_article(form_id: str, case: Changed) -> None:
    assert_case(form(form_id), case)


def test_a_warning_says_to_which_procedure_it_sends() -> None:
    schema = form("tk_dang_ky_ket_hon")
    answers = {**sample_of(schema), "groom_nationality": "Hàn Quốc"}
    found = {p.code: p.sends_to for p in judge(schema, answers, today=TODAY)}
    assert found["FORM-82"] == ("2.000806",)
    assert {sends for code, sends in found.items() if code != "FORM-82"} <= {()}
