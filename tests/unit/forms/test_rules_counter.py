"""Residence, authority, undertakings, clauses, grants, land, one-stop and linked sheets."""

from __future__ import annotations

from datetime import date

import pytest

from forms.schema_reader import read_schema
from tests.unit.forms.cases import Changed, E, W, assert_case, form, problems_of, rules_that_find
from tests.unit.forms.conftest import DECLARATIONS, FOLDERS, TODAY
from tests.unit.forms.counter_cases import AUTHORITY, RESIDENCE

CARD = "Luật Căn cước 26/2023/QH15 Điều 12"

UNDERTAKING = [
    Changed("one witness is not enough", {"witnesses": [
            {"full_name": "BÙI THỊ MƠ", "pin": "017166000808"}]},
            [("witnesses", "FORM-77", W)], "Thông tư 04/2020/TT-BTP Điều 14"),
    Changed("no witness at all", {"witnesses": []},
            [("witnesses", "FORM-77", W)], "Thông tư 04/2020/TT-BTP Điều 14"),
    Changed("another undertaking needs none", {"witnesses": [], "kind": "Việc sinh là có thật"}),
    Changed("a witness has a name", {"witnesses": [{"pin": "017166000808"},
            {"full_name": "LÊ HOÀNG LONG", "pin": "066092000607"}]},
            [("witnesses/0/full_name", "FORM-24", E)], "Luật Hộ tịch"),
    Changed("and a number", {"witnesses": [{"full_name": "BÙI THỊ MƠ"},
            {"full_name": "LÊ HOÀNG LONG", "pin": "066092000607"}]},
            [("witnesses/0/pin", "FORM-75", W)], "Luật Hộ tịch"),
    Changed("nobody is his own witness", {"witnesses": [
            {"full_name": "BÙI THỊ MƠ", "pin": "017166000808"},
            {"full_name": "NGUYỄN ĐẠT", "pin": "025090000123"}]},
            [("witnesses/1/pin", "FORM-74", E)], CARD),
    Changed("a gap in the sentence", {"text": "Con tôi là …"}, [("text", "FORM-29", E)], "Luật"),
    Changed("the declarant signs", {"requester_signature": "LÊ AN"},
            [("requester_signature", "FORM-56", E)], "Luật Hộ tịch"),
    Changed("an unknown kind", {"kind": "Tài sản"}, [("kind", "FORM-08", E)], "Luật Hộ tịch"),
]  # fmt: skip

DIVORCED = "Đã đăng ký kết hôn, nhưng đã ly hôn theo Bản án/Quyết định ly hôn"
VERIFICATION = [
    Changed("what only some letters have", dict.fromkeys(
            ("parent_body", "doc_no", "ground", "reply_by", "subject_pin", "signer_body"), "")),
    Changed("a director does not sign for the committee by right", {
            "signer_title": "Giám đốc Trung tâm", "signer_capacity": "", "signer_body": ""},
            [("signer_capacity", "SHEET-21", W)], "30/2020"),
    Changed("its chair does", {
            "signer_title": "Chủ tịch", "signer_capacity": "", "signer_body": ""}),
    Changed("nobody to write to", {"addressee": ""}, [("addressee", "FORM-20", E)], "07/2025"),
    Changed("a letter to oneself", {"addressee": "UỶ BAN NHÂN DÂN phường Nông Trang"},
            [("addressee", "SHEET-08", W)], "cơ quan khác"),
    Changed("the district is gone", {"addressee": "UBND xã A, huyện B"},
            [("addressee", "FORM-66", W)], "hai cấp"),
    Changed("the place asked about keeps its old name",
            {"asked_address": "Xã A, huyện B, tỉnh Vĩnh Phú"}),
    Changed("who has left did so on a day", {"to_date": ""}, [("to_date", "FORM-75", E)], "khoảng"),
    Changed("who is still there did not", {"to_date": "", "stay": "Vẫn cư trú tại đó"}),
    Changed("years alone are enough", {"from_date": "2018", "to_date": "2018"}),
    Changed("left before coming", {"from_date": "2018-12"}, [("to_date", "FORM-38", E)], "thứ tự"),
    Changed("there before birth", {"from_date": "1990-07"},
            [("from_date", "FORM-38", E)], "thứ tự"),
    Changed("leaves tomorrow", {"to_date": "2026-11-27"}, [("to_date", "FORM-30", E)], "đã qua"),
    Changed("comes next month", {"from_date": "2026-12", "to_date": "",
            "stay": "Vẫn cư trú tại đó"}, [("from_date", "FORM-30", E)], "đã qua"),
    Changed("answered before it is asked", {"reply_by": "2026-11-22"},
            [("reply_by", "FORM-38", E)], "thứ tự"),
    Changed("only the year of birth", {"subject_dob": "1990"},
            [("subject_dob", "FORM-28", W)], "tra cứu"),
    Changed("a status half written", {"declared_status": f"{DIVORCED} số … ngày … của …"},
            [("declared_status", "FORM-29", E), ("declared_status", "FORM-85", W)], "ghi đủ"),
    Changed("a divorce without its paper", {"declared_status": DIVORCED},
            [("declared_status", "FORM-85", W)], "chú thích (4)"),
    Changed("a wife already", {"declared_status": "Hiện tại đang có vợ là bà A"},
            [("declared_status", "FORM-86", W)], "Điều 5"),
    Changed("a wife, and a certificate wanted", {"purpose": "Cấp Giấy xác nhận tình trạng hôn nhân",
            "declared_status": "Hiện tại đang có vợ là bà A"}),
    Changed("eleven digits", {"subject_pin": "02519000022"}, [("subject_pin", "FORM-50", E)], CARD),
    Changed("two numbers for one person", {"subject_pin": "025090000123"},
            [("subject_pin", "FORM-57", E)], CARD),
    Changed("a man by the letter", {"subject_gender": "Nam"},
            [("subject_id", "FORM-53", W)], "số định danh"),
    Changed("born another year", {"subject_dob": "1991-08-17"},
            [("subject_id", "FORM-52", W)], "số định danh"),
    Changed("a passport alone", {"subject_pin": "", "subject_id": "Hộ chiếu số C1234567"}),
    Changed("an old card", {"subject_pin": "", "subject_id": "Chứng minh nhân dân số 131000456"},
            [("subject_id", "FORM-51", W)], "Điều 46"),
]  # fmt: skip

BIRTH_WITNESS = [
    Changed("a gap in the sentence", {"text": "Chị … đã sinh"}, [("text", "FORM-29", E)], "Luật"),
    Changed("nothing said", {"text": ""}, [("text", "FORM-20", E)], "1.001193"),
    Changed("the witness signs", {"witness_signature": "LÊ AN"},
            [("witness_signature", "FORM-56", E)], "Luật Hộ tịch"),
    Changed("tomorrow", {"made_date": "2026-11-27"}, [("made_date", "FORM-30", E)], "Luật Hộ tịch"),
]  # fmt: skip

CLAUSE = [
    Changed("who can neither sign nor print", {"signing": "không ký, không điểm chỉ được"},
            [("signing", "SHEET-07", E)], "Nghị định 280/2025/NĐ-CP"),
    Changed("who signs", {"signing": "ký"}),
    Changed("the words of another day", {"act_date": "2026-11-22"},
            [("date_words", "FORM-36", W)], "bằng chữ"),
    Changed("numbered before it was certified", {"cert_date": "2026-11-22"},
            [("cert_date", "FORM-38", E)], "thứ tự"),
    Changed("another certifier signs", {"certifier_signature": "Lê An"},
            [("certifier_signature", "FORM-56", E)], "Nghị định 23/2015"),
    Changed("tomorrow", {"act_date": "2026-11-27", "cert_date": "2026-11-27", "date_words": ""},
            [("act_date", "FORM-30", E), ("cert_date", "FORM-30", E)], "Nghị định 23/2015"),
    Changed("no number of the book", {"cert_no": ""}, [("cert_no", "FORM-20", E)], "23/2015"),
]  # fmt: skip

COPY_CLAUSE = [
    Changed("tomorrow", {"cert_date": "2026-11-27"}, [("cert_date", "FORM-30", E)], "23/2015"),
    Changed("a certifier with a number", {"certifier_signature": "Ước 2"},
            [("certifier_signature", "FORM-40", E), ("certifier_signature", "FORM-42", W)],
            "Điều 26"),
]  # fmt: skip

POOR = {"household_status": "Hộ nghèo", "subject_pin": "003156000012"}
PENSION = [
    Changed("75 today", {"subject_dob": "1951-11-26", "subject_pin": "003151000012"}),
    Changed("75 tomorrow", {"subject_dob": "1951-11-27", "subject_pin": "003151000012"},
            [("subject_dob", "SHEET-06", W)], "từ đủ 75 tuổi"),
    Changed("70 today, poor", {**POOR, "subject_dob": "1956-11-26"}),
    Changed("70 tomorrow, poor", {**POOR, "subject_dob": "1956-11-27"},
            [("subject_dob", "SHEET-06", W)], "từ đủ 70"),
    Changed("nearly poor is enough", {**POOR, "household_status": "Hộ cận nghèo",
            "subject_dob": "1956-01-01"}),
    Changed("70 but not poor", {"subject_dob": "1956-01-01", "subject_pin": "003156000012"},
            [("subject_dob", "SHEET-06", W)], "75"),
    Changed("the year alone may be enough", {"subject_dob": "1951", "subject_pin": "003151000012"}),
    Changed("who already has it may be younger", {"subject_dob": "1960-01-01",
            "subject_pin": "003160000012",
            "request_kind": "Đề nghị thay đổi thông tin người đang hưởng trợ cấp hưu trí xã hội"}),
    Changed("a move names the new place", {"new_residence": "",
            "request_kind": "Đề nghị nhận trợ cấp hưu trí xã hội tại nơi cư trú mới"},
            [("new_residence", "FORM-75", E)], "mục 11"),
    Changed("a change names what changed", {"changed_info": "",
            "request_kind": "Đề nghị thay đổi thông tin người đang hưởng trợ cấp hưu trí xã hội"},
            [("changed_info", "FORM-75", E)], "mục 11"),
    Changed("who asks for the first time names neither", {"new_residence": "", "changed_info": ""}),
    Changed("half an account", {"bank": ""}, [("bank", "FORM-78", W)], "mục 10"),
    Changed("no account", {"bank": "", "account_no": "", "account_name": ""}),
    Changed("a benefit without its amount", {"benefit_pension_amount": ""},
            [("benefit_pension_amount", "FORM-78", W)], "mục 7"),
    Changed("an amount without its box", {"benefit_other": False},
            [("benefit_other_amount", "FORM-78", W)], "mục 7"),
    Changed("a guardian without a name", {"guardian_name": ""},
            [("guardian_name", "FORM-24", E)], "mục II"),
    Changed("no guardian", {f"guardian_{k}": "" for k in
            ("name", "dob", "pin", "address", "phone", "relation")}),
    Changed("one's own guardian", {"guardian_name": "HÀ THỊ XUYẾN", "guardian_dob": "1945-04-10",
            "guardian_pin": "025145000012"}, [("guardian_name", "FORM-55", E)], "hai lần"),
]  # fmt: skip

FUNERAL = [
    Changed("died before birth", {"deceased_dob": "2026-11-20", "deceased_pin": "003326000012"},
            [("death_date", "FORM-38", E)], "thứ tự"),
    Changed("declared before the death", {"made_date": "2026-11-14"},
            [("made_date", "FORM-32", E)], "ngày chết"),
    Changed("dies tomorrow", {"death_date": "2026-11-27", "made_date": "2026-11-27"},
            [("death_date", "FORM-30", E), ("made_date", "FORM-30", E)], "Nghị định 176/2025"),
    Changed("the dead do not ask", {"requester_name": "Hà Thị Xuyến", "requester_signature": "",
            "requester_pin": "025145000012"}, [("requester_name", "FORM-55", E)], "hai lần"),
    Changed("older than 130", {"deceased_dob": "1890", "deceased_pin": "131000456"},
            [("deceased_dob", "FORM-31", E), ("deceased_pin", "FORM-51", W)], "130"),
    Changed("an organisation buries", {"requester_name": "Ban quản trang số 2",
            "requester_signature": ""}),
    Changed("an organisation has no number and no relationship, and somebody signs for it",
            {"requester_name": "Hội Chữ thập đỏ phường Nông Trang", "requester_pin": "",
             "relationship": "", "requester_signature": "Trương Văn Thử"}),
    Changed("a person has both", {"requester_pin": "", "relationship": "", "requester_name":
            "Trương Văn Thử", "requester_signature": ""},
            [("requester_pin", "FORM-75", W), ("relationship", "FORM-75", W)], "176/2025"),
]  # fmt: skip

LAND = [
    Changed("a gap left open", {"change_content": "Thửa đất số …"},
            [("change_content", "FORM-29", E)], "Mẫu số 18"),
    Changed("dots left open", {"attachments": "1. ..."}, [("attachments", "FORM-29", E)], "18"),
    Changed("a company with figures in its name", {"user_name": "Công ty 36",
            "writer_signature": ""}),
    Changed("eleven digits", {"user_id": "Căn cước công dân số 02509000012"},
            [("user_id", "FORM-50", E)], CARD),
    Changed("tomorrow", {"made_at_date": "2026-11-27"}, [("made_at_date", "FORM-30", E)], "151"),
    Changed("the district is gone", {"user_address": "Xã A, huyện B, tỉnh C"},
            [("user_address", "FORM-66", W)], "hai cấp"),
]  # fmt: skip

ONE_STOP = "Thông tư 03/2025/TT-VPCP"
SUPPLEMENT = [
    Changed("a reason without its article", {"reason": "Thiếu giấy tờ"},
            [("reason", "SHEET-04", W)], ONE_STOP),
    Changed("a gap in the reason", {"reason": "Theo Điều …"}, [("reason", "FORM-29", E)], ONE_STOP),
    Changed("nothing asked for", {"items": []}, [("items", "FORM-20", E)], ONE_STOP),
]  # fmt: skip
REFUSAL = [
    Changed("a reason without its article", {"reason": "Không nhận"},
            [("reason", "SHEET-04", W)], ONE_STOP),
    Changed("no reason", {"reason": ""}, [("reason", "FORM-20", E)], ONE_STOP),
    Changed("no code yet", {"dossier_code": ""}),
]  # fmt: skip
APOLOGY = [
    Changed("the same day again", {"new_due": "2026-11-23"}, [("new_due", "FORM-76", E)], ONE_STOP),
    Changed("a day earlier", {"new_due": "2026-11-20"}, [("new_due", "FORM-76", E)], ONE_STOP),
    Changed("the day after", {"new_due": "2026-11-24"}),
    Changed("a Sunday", {"new_due": "2026-12-13"}, [("new_due", "SHEET-16", W)], ONE_STOP),
    Changed("received tomorrow", {"received_date": "2026-11-27"},
            [("received_date", "FORM-30", E), ("due_at", "FORM-70", E)], ONE_STOP),
    Changed("promised before it was received", {"due_at": "2026-11-10T08:00+07:00"},
            [("due_at", "FORM-70", E)], ONE_STOP),
    Changed("a gap in the reason", {"reason": "Vì ..."}, [("reason", "FORM-29", E)], ONE_STOP),
]  # fmt: skip
CONTROL = [
    Changed("promised before it was received", {"due_at": "2026-11-10T08:00+07:00"},
            [("due_at", "FORM-70", E)], ONE_STOP),
    Changed("a step without its time", {"steps": [{"from_unit": "A", "to_unit": "B"}]},
            [("steps/0/at", "FORM-75", W)], ONE_STOP),
    Changed("an unknown result", {"steps": [{"from_unit": "A", "to_unit": "B",
            "at": "08:00 26/11/2026", "result": "Sớm"}]},
            [("steps/0/result", "FORM-08", E)], ONE_STOP),
]  # fmt: skip
BOOK = [
    Changed("an entry without a number", {"entries": [{"dossier_code": "X", "applicant": "An",
            "procedure_name": "Khai sinh", "received_at": "08:00 26/11/2026"}]},
            [("entries/0/stt", "FORM-75", W)], ONE_STOP),
    Changed("number zero", {"entries": [{"stt": 0, "dossier_code": "X", "applicant": "An",
            "procedure_name": "Khai sinh", "received_at": "08:00 26/11/2026"}]},
            [("entries/0/stt", "FORM-08", E)], ONE_STOP),
]  # fmt: skip

SIX = {"birth_cert_no": "", "requester_name": "ĐỖ THỊ MỸ HẰNG"}
LINKED_BIRTH = [
    Changed("six tomorrow", {**SIX, "child_dob": "2020-11-27"},
            [("child_dob", "FORM-33", W)], "Luật Hộ tịch 2014 Điều 15"),
    Changed("six today", {**SIX, "child_dob": "2020-11-26"},
            [("child_dob", "SHEET-05", E), ("child_dob", "FORM-33", W)], "63/2024"),
    Changed("60 days", {"child_dob": "2026-09-27"}),
    Changed("61 days", {"child_dob": "2026-09-26"}, [("child_dob", "FORM-33", W)], "Điều 15"),
    Changed("a number of the old kind", {"birth_cert_no": "123/2026"},
            [("birth_cert_no", "FORM-79", W)], "Thông tư 22/2025/TT-BYT"),
    Changed("an old number of an older birth", {"birth_cert_no": "123", "child_dob": "2025-09-30"},
            [("child_dob", "FORM-33", W)], "Điều 15"),
    Changed("no giấy chứng sinh", {"birth_cert_no": "", "birth_cert_issuer": ""}),
    Changed("the time in figures", {"child_birth_time": "8:30"}),
    Changed("a time that is none", {"child_birth_time": "8:75"},
            [("child_birth_time", "FORM-39", W)], "giờ sinh"),
    Changed("a father without a marriage", {"parents_marriage": ""},
            [("father_name", "FORM-63", W)], "Nghị định 123/2015/NĐ-CP Điều 15"),
    Changed("the number of the marriage is not known", {"parents_marriage": "không rõ"}),
    Changed("a stranger's family name", {"child_name": "TRẦN MINH CHÂU"},
            [("child_name", "FORM-46", W)], "Bộ luật Dân sự 2015 Điều 26"),
    Changed("another ethnicity", {"child_ethnicity": "Thái"},
            [("child_ethnicity", "FORM-65", W)], "dân tộc theo cha hoặc mẹ"),
    Changed("eleven digits", {"householder_pin": "01716600080"},
            [("householder_pin", "FORM-50", E)], CARD),
    Changed("a mother with a man's number", {"mother_pin": "003090000124",
            "mother_birth": "1990-08-18"}, [("mother_pin", "FORM-53", W),
            ("mother_pin", "FORM-57", W)], "số định danh"),
    Changed("a mother born after the child", {"mother_birth": "2026-11-21", "mother_pin": "",
            "requester_dob": "1990-08-17"},
            [("mother_birth", "FORM-34", E), ("mother_birth", "FORM-57", W)], "sinh trước con"),
    Changed("a father of twelve", {"father_birth": "2014-03-21", "father_pin": ""},
            [("father_birth", "FORM-35", W)], "13 đến 60"),
]  # fmt: skip
LINKED_DEATH = [
    Changed("15 days", {"death_date": "2026-11-11"}),
    Changed("16 days", {"death_date": "2026-11-10"}, [("death_date", "FORM-33", W)], "Điều 33"),
    Changed("died before birth", {"deceased_dob": "2026-11-21", "deceased_pin": ""},
            [("death_date", "FORM-38", E), ("deceased_pin", "FORM-20", E)], "thứ tự"),
    Changed("no number of the insurance", {"social_insurance_no": ""},
            [("social_insurance_no", "FORM-75", W)], "63/2024"),
    Changed("none is needed for the other grant", {"social_insurance_no": "", "benefit_kind":
            "Mai táng phí (bảo trợ xã hội, hưu trí xã hội, người có công, cựu chiến binh, "
            "thanh niên xung phong…)"}),
    Changed("no giấy báo tử", {"death_notice": ""}, [("death_notice", "FORM-90", W)], "1.000656"),
    Changed("the time in figures", {"death_time": "6:10"}),
    Changed("a time that is none", {"death_time": "26:10"},
            [("death_time", "FORM-39", W)], "giờ chết"),
    Changed("the dead do not declare", {"requester_name": "HÀ THỊ XUYẾN",
            "requester_pin": "025145000012"}, [("deceased_name", "FORM-55", E)], "hai lần"),
]  # fmt: skip

OUR_OWN = [
    Changed("as it is", {}),
    Changed("a page of no procedure", {"title": ""}, [("title", "FORM-20", E)], "không phải mẫu"),
]

STOP = [
    Changed(
        "stopped before it was received",
        {"stop_request_date": "2026-11-19"},
        [("stop_request_date", "FORM-38", E)],
        "thứ tự",
    ),
    Changed(
        "stopped tomorrow",
        {"stop_request_date": "2026-11-27"},
        [("stop_request_date", "FORM-30", E)],
        "thứ tự",
    ),
    Changed("no reason given", {"reason": "", "return_note": ""}),
]
BY_FORM = {
    "phieu_huong_dan_thu_tuc": OUR_OWN,
    "ct01_to_khai_thay_doi_thong_tin_cu_tru": RESIDENCE,
    "giay_uy_quyen": AUTHORITY,
    "van_ban_cam_doan": UNDERTAKING,
    "van_ban_de_nghi_xac_minh_tinh_trang_hon_nhan": VERIFICATION,
    "van_ban_lam_chung_viec_sinh": BIRTH_WITNESS,
    "loi_chung_chung_thuc_chu_ky": CLAUSE,
    "loi_chung_chung_thuc_ban_sao": COPY_CLAUSE,
    "de_nghi_huu_tri_xa_hoi_mau_01": PENSION,
    "to_khai_ho_tro_mai_tang_htxh_mau_02": FUNERAL,
    "dat_dai_mau_18_bien_dong": LAND,
    "ms_phieu_yeu_cau_bo_sung": SUPPLEMENT,
    "ms_phieu_tu_choi": REFUSAL,
    "ms_phieu_xin_loi_gia_han": APOLOGY,
    "ms_thong_bao_dung": STOP,
    "ms_phieu_kiem_soat": CONTROL,
    "ms_so_theo_doi": BOOK,
    "tk_dien_tu_lien_thong_khai_sinh": LINKED_BIRTH,
    "tk_dien_tu_lien_thong_khai_tu": LINKED_DEATH,
}
ALL = [(form_id, case) for form_id, cases in BY_FORM.items() for case in cases]


@pytest.mark.parametrize(
    ("form_id", "case"), ALL, ids=[f"{form_id}: {case.name}" for form_id, case in ALL]
)
def test_a_case(form_id: str, case: Changed) -> None:
    assert_case(form(form_id), case)


def test_every_rule_finds_just_the_words_it_declares() -> None:
    seen = set().union(*(rules_that_find(form(form_id), case) for form_id, case in ALL))
    assert seen >= {
        "required_when", "rows_wanted", "twelve_digits", "numbers_differ", "old_enough_when",
        "says_no", "like", "day_after_moment", "under_age", "together", "says",
        "other_text", "says_itself", "working_day",
    }  # fmt: skip


def test_every_form_that_is_filled_has_its_cases() -> None:
    others = {"ms_giay_tiep_nhan_hen_tra"} | {folder.name for folder in DECLARATIONS}
    previews = {f.name for f in FOLDERS if read_schema(f).sheet == "preview"}
    assert {folder.name for folder in FOLDERS} - others - previews == set(BY_FORM)


def test_the_letter_asks_again_when_the_new_law_holds() -> None:
    schema = form("van_ban_de_nghi_xac_minh_tinh_trang_hon_nhan")
    assert problems_of(schema, {}, date(2027, 3, 1)) == [("", "FORM-37", "warning")]
    assert problems_of(schema, {}, date(2027, 2, 28)) == []


def test_the_linked_declarations_say_that_the_portal_has_a_new_text_since_september() -> None:
    for form_id in ("tk_dien_tu_lien_thong_khai_sinh", "tk_dien_tu_lien_thong_khai_tu"):
        for day, is_said in ((TODAY, True), (date(2026, 9, 1), True), (date(2026, 8, 31), False)):
            found = problems_of(form(form_id), {}, day)
            assert (("", "FORM-37", "warning") in found) is is_said
