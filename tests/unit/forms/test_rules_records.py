"""Changes of a record, copies of it, its re-registration, births abroad."""

from __future__ import annotations

import pytest

from tests.unit.forms.cases import PASSPORT, Changed, E, W, assert_case, form

NAMES = "Bộ luật Dân sự 2015 Điều 27"
ETHNICITY = {"request_type": "xác định lại dân tộc", "content": "dân tộc Mường",
             "opinion_child": ""}  # fmt: skip
STRANGER = {
    "requester_name": "BÙI THỊ MƠ", "requester_dob": "1966-01-01", "requester_signature": "",
    "requester_id": "Căn cước công dân số 017166000808",
}  # fmt: skip

CHANGE = [
    Changed("a foreigner: subject", {"subject_nationality": "Hoa Kỳ"},
            [("subject_nationality", "FORM-82", W)], "2.000748"),
    Changed("9 today: asked", {"subject_dob": "2017-11-26", "prev_date": "2017-12-01",
            "opinion_child": ""}, [("opinion_child", "FORM-88", W)], NAMES),
    Changed("9 tomorrow: not asked", {"subject_dob": "2017-11-27", "prev_date": "2017-12-01",
            "opinion_child": ""}),
    Changed("a correction asks nobody", {"request_type": "cải chính", "opinion_child": ""}),
    Changed("15 today: asked about the ethnicity", {**ETHNICITY, "subject_dob": "2011-11-26",
            "subject_id": PASSPORT}, [("opinion_child", "FORM-88", W)], "Điều 29"),
    Changed("14 is not asked about the ethnicity", {**ETHNICITY, "subject_dob": "2011-11-27",
            "subject_id": PASSPORT}),
    Changed("an aunt asks for a child", {**STRANGER, "relationship": "Cô"},
            [("relationship", "FORM-67", W)], "Nghị định 123/2015/NĐ-CP Điều 7"),
    Changed("the guardian asks for a child", {**STRANGER, "relationship": "Người giám hộ"}),
    Changed("a neighbour asks for an adult", {**STRANGER, "relationship": "Hàng xóm",
            "subject_dob": "1990-01-01", "prev_date": "1990-02-01", "opinion_child": ""},
            [("relationship", "FORM-62", W)], "1.004859"),
    Changed("what becomes of what", {"content": "đổi chữ đệm"},
            [("content", "FORM-94", W)], "chú thích (6)"),
    *(Changed(f"what becomes of what: {content}", {"content": content}) for content in (
        "Đổi họ từ NGUYỄN sang TRẦN", "HÀ AN->HÀ ANH", "Ghi HÀ AN, đúng là HÀ ANH")),
    Changed("an addition needs no old value", {"request_type": "bổ sung thông tin hộ tịch",
            "content": "bổ sung quê quán", "opinion_child": ""}),
    Changed("registered before the birth may be what is corrected", {"prev_date": "2016-05-09"},
            [("prev_date", "FORM-38", W)], "thứ tự các ngày"),
    Changed("registered in the year of birth, no day known", {"prev_date": "2016"}),
    Changed("registered on the day of birth", {"prev_date": "2016-05-10"}),
    Changed("the record of somebody born in 1880", {"subject_dob": "1880", "subject_id": PASSPORT,
            "opinion_child": "", "relationship": "Con", **STRANGER},
            [("subject_dob", "FORM-28", W)], "tra cứu dữ liệu"),
    Changed("an unknown kind", {"request_type": "xoá"}, [("request_type", "FORM-08", E)],
            "Thông tư 04/2024"),
]  # fmt: skip

COPIES = [
    Changed("no copies", {"copies_count": None}, [("copies_count", "FORM-20", E)], "04/2024"),
    Changed("zero copies", {"copies_count": 0}, [("copies_count", "FORM-08", E)], "04/2024"),
    Changed("the record cannot be found", {"prev_date": "", "prev_no": ""},
            [("prev_date", "FORM-95", W)], "2.000635"),
    Changed("the date alone is enough", {"prev_no": "", "prev_book": ""}),
    Changed("two numbers of one person", {"subject_pin": "025090000123"},
            [("subject_pin", "FORM-57", E)], "Luật Căn cước 26/2023/QH15 Điều 12"),
    Changed("the daughter asks", {**STRANGER, "relationship": "Con"}),
    Changed("a stranger asks", {**STRANGER, "relationship": "Hàng xóm"},
            [("relationship", "FORM-62", W)], "Luật Hộ tịch 2014 Điều 63"),
    Changed("a stranger says bản thân", {**STRANGER},
            [("relationship", "FORM-60", W)], "người được đăng ký"),
    Changed("registered before the birth", {"prev_date": "1999-12-29"},
            [("prev_date", "FORM-38", W)], "thứ tự các ngày"),
    Changed("only the year is known", {"prev_date": "2000"}),
    Changed("a hundred copies", {"copies_count": 100}, [("copies_count", "SHEET-12", W)],
            "số bản sao"),
    Changed("twenty copies", {"copies_count": 20}),
]  # fmt: skip

BIRTH_AGAIN = [
    Changed("a foreigner: father", {"father_nationality": "Hoa Kỳ"},
            [("father_nationality", "FORM-82", W)], "2.000522"),
    Changed("registered on the last day of 2015", {"prev_date": "2015-12-31"}),
    Changed("registered in 2016", {"prev_date": "2016-01-01"},
            [("prev_date", "FORM-96", W)], "Nghị định 123/2015/NĐ-CP Điều 24"),
    Changed("registered before the birth", {"prev_date": "1965-12-31"},
            [("prev_date", "FORM-38", E)], "thứ tự các ngày"),
    Changed("registered in a year of which no more is known", {"prev_date": "1985"}),
    Changed("registered in 2016, the day is not known", {"prev_date": "2016"},
            [("prev_date", "FORM-96", W)], "Nghị định 123/2015/NĐ-CP Điều 24"),
    Changed("the old record is not known",
            {"prev_date": "không rõ", "prev_cert_no": "", "prev_book": ""}),
    Changed("words of another day", {"subject_dob_words": "Ngày hai, tháng một, năm một nghìn"},
            [("subject_dob_words", "FORM-36", W)], "bằng chữ"),
    Changed("a mother of 12", {"mother_birth": "1953-01-02"},
            [("mother_birth", "FORM-35", W), ("mother_id", "FORM-52", W)], "13 đến 60"),
    Changed("born when nothing could be registered before 2016", {"subject_dob": "2017-01-01",
            "subject_dob_words": "", "requester_dob": "2017-01-01", "requester_id": PASSPORT,
            "mother_birth": "1990", "mother_id": PASSPORT, "father_birth": "1990",
            "father_id": PASSPORT, "prev_date": ""}, [("subject_dob", "FORM-96", W)], "Điều 24"),
    Changed("a father born later", {"father_birth": "1967"},
            [("father_birth", "FORM-34", E)], "sinh trước con"),
    Changed("a father born in 1880 is no error of age but of distance", {"father_birth": "1880"},
            [("father_birth", "FORM-35", W)], "13 đến 60"),
    Changed("no father known", dict.fromkeys(
        ("father_name", "father_birth", "father_ethnicity", "father_nationality",
         "father_residence", "father_id"), "")),
    Changed("father nameless", {"father_name": ""}, [("father_name", "FORM-24", W)], "Điều 15"),
    Changed("mother and child are one person", {"mother_id": "Căn cước công dân số 017166000808",
            "mother_name": "BÙI THỊ MƠ", "mother_birth": "1966-01-01"},
            [("mother_name", "FORM-55", E), ("mother_birth", "FORM-34", E),
             ("relationship", "FORM-60", W)], "hai lần"),
    Changed("the child calls herself mother", {"relationship": "Mẹ"},
            [("relationship", "FORM-60", W), ("relationship", "FORM-60", W)], "Đối chiếu"),
]  # fmt: skip

BIRTH_ABROAD = [
    Changed("registered on the day of birth", {"foreign_date": "2024-04-05"}),
    Changed("registered abroad before the birth", {"foreign_date": "2024-04-04"},
            [("foreign_date", "FORM-38", E)], "thứ tự các ngày"),
    Changed("a Vietnamese agency", {"foreign_agency": "UBND phường Nông Trang"},
            [("foreign_agency", "FORM-98", W)], "2.000547"),
    Changed("a mother of 12", {"mother_birth": "2012-01-01"},
            [("mother_birth", "FORM-35", W), ("mother_birth", "FORM-57", W)], "13 đến 60"),
]  # fmt: skip

ALL = [
    *(("tk_thay_doi_cai_chinh_bo_sung", case) for case in CHANGE),
    *(("tk_cap_ban_sao_trich_luc", case) for case in COPIES),
    *(("tk_dang_ky_lai_khai_sinh", case) for case in BIRTH_AGAIN),
    *(("tk_ghi_vao_so_khai_sinh", case) for case in BIRTH_ABROAD),
]


@pytest.mark.parametrize(("form_id", "case"), ALL, ids=[f"{i}: {c.name}" for i, c in ALL])
def test_a_case_has_just_these_problems_with_their_article(form_id: str, case: Changed) -> None:
    assert_case(form(form_id), case)
