"""Recognition of a parent or child, guardianship, its supervision, adoption abroad."""

from __future__ import annotations

import pytest

from tests.unit.forms.cases import PASSPORT, Changed, E, W, assert_case, form

EVIDENCE = "Luật Hộ tịch 2014 Điều 25"
GUARDS = "Bộ luật Dân sự 2015 Điều 46"
# The child asks to have the father recognised: recogniser and recognised change places.
CHILD_ASKS = {
    "requester_name": "LÊ HOÀNG LONG", "requester_dob": "2000-07-14",
    "requester_id": "Thẻ căn cước số 025200000555", "requester_signature": "",
    "recogniser_name": "LÊ HOÀNG LONG", "recogniser_dob": "2000-07-14",
    "recogniser_id": "Thẻ căn cước số 025200000555", "recognised_as": "con",
    "recognised_name": "LÊ VĂN THỬ", "recognised_dob": "1970-01-01", "recognised_id": PASSPORT,
    "opinion_current_parent": "", "opinion_recognised": "LÊ VĂN THỬ", "recognition": "cha",
    "relationship": "",
}  # fmt: skip

RECOGNITION = [
    Changed("a foreigner: recogniser", {"recogniser_nationality": "Hoa Kỳ"},
            [("recogniser_nationality", "FORM-82", W)], "2.000779"),
    Changed("a father younger than the child", {"recognised_dob": "1989-01-01"},
            [("recogniser_dob", "FORM-34", E)], "sinh trước con"),
    Changed("a father of 12", {"recognised_dob": "2003-01-31"},
            [("recogniser_dob", "FORM-35", W)], "13 đến 60"),
    Changed("a father of 13", {"recognised_dob": "2003-02-01"}),
    Changed("the grown child recognises the father", CHILD_ASKS),
    Changed("a child older than the father", {**CHILD_ASKS, "recognised_dob": "2001-01-01"},
            [("recognised_dob", "FORM-34", E)], "sinh trước con"),
    Changed("a child of 17 asks", {**CHILD_ASKS, "recogniser_dob": "2008-11-27",
            "requester_dob": "2008-11-27", "recogniser_id": PASSPORT, "requester_id": PASSPORT},
            [("opinion_current_parent", "FORM-88", W)], EVIDENCE),
    Changed("a woman cannot be the father", {"recogniser_gender": "Nữ"},
            [("recognised_as", "FORM-87", W), ("recogniser_id", "FORM-53", W)], "cha là nam"),
    Changed("a mother by number", {"recognised_as": "mẹ", "recogniser_gender": ""},
            [("recognised_as", "FORM-87", W)], "mẹ là nữ"),
    Changed("a child of 17 years and the mother's opinion missing",
            {"recognised_dob": "2008-11-27", "opinion_current_parent": ""},
            [("opinion_current_parent", "FORM-88", W)], EVIDENCE),
    Changed("a child who is 18 today", {"recognised_dob": "2008-11-26",
            "opinion_current_parent": ""}),
    Changed("a child who is 9 today is asked", {"recognised_dob": "2017-11-26",
            "opinion_recognised": ""}, [("opinion_recognised", "FORM-88", W)], "Điều 14"),
    Changed("a child who is 9 tomorrow is not", {"recognised_dob": "2017-11-27",
            "opinion_recognised": ""}),
    Changed("father and child are one", {"recognised_name": "NGUYỄN VĂN ĐẠT",
            "recognised_dob": "1990-02-01"},
            [("recognised_name", "FORM-55", E), ("recogniser_dob", "FORM-34", E)], "hai lần"),
    Changed("the requester is the recogniser", {"relationship": "Vợ"},
            [("relationship", "FORM-60", W)], "người được đăng ký"),
    Changed("whoever recognises writes no relationship", {"relationship": ""}),
    Changed("another requester says what she is", {"requester_name": "ĐỖ THỊ MỸ HẰNG",
            "requester_dob": "1990-08-17", "requester_id": PASSPORT, "requester_signature": "",
            "relationship": ""}, [("relationship", "FORM-20", E)], "chú thích (4)"),
    *(Changed(f"the {who} is dead", {f"{who}_residence": "Đã chết năm 2020"},
              [(f"{who}_residence", "SHEET-20", W)], EVIDENCE)
      for who in ("recogniser", "recognised")),
    Changed("a father recognises no mother", {"recognition": "mẹ", "recognised_gender": "Nữ"},
            [("recognition", "FORM-99", W)], "người nhận và việc nhận"),
    Changed("a child recognises a mother who is a man", {**CHILD_ASKS, "recognition": "mẹ",
            "recognised_gender": "Nam"}, [("recognition", "FORM-87", W)], "mẹ là nữ"),
    Changed("an uncle", {"recognised_as": "chú"}, [("recognised_as", "FORM-08", E)],
            "Thông tư 04/2024"),
]  # fmt: skip

GUARDIANSHIP = [
    Changed("a foreigner: guardian", {"guardian_nationality": "Hoa Kỳ"},
            [("guardian_nationality", "FORM-82", W)], "1.001669"),
    Changed("guardian and ward are one person", {"ward_id": "Căn cước công dân số 049164876288",
            "ward_name": "TRẦN ÁNH NGÂN", "ward_dob": "1964-02-11"},
            [("ward_name", "FORM-55", E), ("ward_dob", "FORM-92", W)], "hai lần"),
    Changed("a guardian of 17", {"guardian_dob": "2008-11-27", "guardian_id": PASSPORT,
            "requester_id": PASSPORT, "requester_dob": "2008-11-27"},
            [("guardian_dob", "FORM-89", W)], GUARDS),
    Changed("a guardian who is 18 today", {"guardian_dob": "2008-11-26", "guardian_id": PASSPORT,
            "requester_id": PASSPORT, "requester_dob": "2008-11-26"}),
    Changed("a ward who is 18 today", {"ward_dob": "2008-11-26", "ward_id": PASSPORT},
            [("ward_dob", "FORM-92", W)], GUARDS),
    Changed("a ward who is 18 tomorrow", {"ward_dob": "2008-11-27", "ward_id": PASSPORT}),
    Changed("somebody else than the guardian asks", {"requester_name": "BÙI THỊ MƠ",
            "requester_dob": "1966-01-01", "requester_signature": "",
            "requester_id": "Căn cước công dân số 017166000808"},
            [("requester_name", "FORM-62", W)], "1.004837"),
    Changed("a reason without its kind", {"reason": "Cháu không còn cha, mẹ"},
            [("reason", "FORM-93", W)], GUARDS),
    Changed("an appointed guardian", {"reason": "Giám hộ cử theo văn bản ngày 01/11/2026"}),
]  # fmt: skip

END = [
    Changed("a foreigner: ward", {"ward_nationality": "Hoa Kỳ"},
            [("ward_nationality", "FORM-82", W)], "2.000756"),
    Changed("registered before the ward was born", {"prev_date": "2001-03-01"},
            [("prev_date", "FORM-38", E)], "thứ tự các ngày"),
    Changed("a book number that the old paper does not have", {"prev_book": ""}),
    Changed("a number that nobody remembers", {"prev_no": "không rõ", "prev_date": "không rõ"}),
    Changed("no number at all", {"prev_no": ""}, [("prev_no", "FORM-20", E)], "Thông tư 04/2024"),
]  # fmt: skip

SUPERVISION = [
    Changed("the guardian supervises himself", {"guardian_name": "QUÁCH ĐÌNH ƯỚC",
            "guardian_dob": "1988-03-05", "guardian_id": "Thẻ căn cước số 017088000777",
            "guardian_gender": "Nam"}, [("guardian_name", "FORM-55", E)], "hai lần"),
    Changed("a supervisor of 17", {"supervisor_dob": "2008-11-27", "supervisor_id": PASSPORT},
            [("supervisor_dob", "FORM-89", W)], GUARDS),
    Changed("no agreement", {"basis": ""}, [("basis", "FORM-20", E)], "28a"),
]  # fmt: skip

ADOPTION = [
    Changed("a single father", dict.fromkeys(
        ("adoptive_mother_name", "adoptive_mother_dob", "adoptive_mother_gender",
         "adoptive_mother_ethnicity", "adoptive_mother_nationality", "adoptive_mother_residence",
         "adoptive_mother_id"), "") | {"relationship": "Người được ủy quyền"}),
    Changed("nobody adopts", dict.fromkeys(
        ("adoptive_mother_name", "adoptive_father_name"), "") | {
        "relationship": "Người được ủy quyền"},
            [("adoptive_father_name", "FORM-25", E), ("adoptive_father_name", "FORM-24", W),
             ("adoptive_mother_name", "FORM-24", W)], "nuôi con nuôi"),
    Changed("a mother without papers", {"adoptive_mother_id": ""},
            [("adoptive_mother_id", "FORM-23", E)], "nuôi con nuôi"),
    Changed("adopted by a younger man", {"adoptive_father_dob": "2023-01-15",
            "adoptive_father_id": PASSPORT},
            [("adoptive_father_dob", "FORM-34", E)], "sinh trước con"),
    Changed("decided before the birth", {"foreign_date": "2023-01-14"},
            [("foreign_date", "FORM-38", E)], "thứ tự các ngày"),
]  # fmt: skip

ABROAD = [
    Changed("guardianship, but called father", {"event_kind": "giám hộ"},
            [("relation", "FORM-99", W)], "chú thích (4), (5)"),
    Changed("guardianship", {"event_kind": "giám hộ", "relation": "người giám hộ"}),
    Changed("recognition, but called guardian", {"relation": "người giám hộ"},
            [("relation", "FORM-99", W)], "chú thích (4), (5)"),
    Changed("a guardian may be younger", {"event_kind": "giám hộ", "relation": "người giám hộ",
            "party_b_dob": "1960-01-01"}),
    Changed("nobody is a citizen", {"party_a_nationality": "Hoa Kỳ",
            "party_b_nationality": "Hoa Kỳ"}, [("party_a_nationality", "FORM-97", W)], "2.000547"),
    Changed("a father younger than the child", {"party_b_dob": "1989-01-01"},
            [("party_a_dob", "FORM-34", E)], "sinh trước con"),
]  # fmt: skip

ALL = [
    *(("tk_nhan_cha_me_con", case) for case in RECOGNITION),
    *(("tk_dang_ky_giam_ho", case) for case in GUARDIANSHIP),
    *(("tk_cham_dut_giam_ho", case) for case in END),
    *(("tk_giam_sat_viec_giam_ho", case) for case in SUPERVISION),
    *(("tk_ghi_vao_so_nuoi_con_nuoi", case) for case in ADOPTION),
    *(("tk_ghi_vao_so_giam_ho_nhan_cmc", case) for case in ABROAD),
]


@pytest.mark.parametrize(("form_id", "case"), ALL, ids=[f"{i}: {c.name}" for i, c in ALL])
def test_a_case_has_just_these_problems_with_their_article(form_id: str, case: Changed) -> None:
    assert_case(form(form_id), case)
