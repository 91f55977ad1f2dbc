"""Certificates and extracts as a look before the register prints them: what must agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.schema import Sheet
from forms.schema_reader import read_schema
from tests.unit.forms.cases import Changed, E, W, assert_case, form, problems_of
from tests.unit.forms.conftest import FOLDERS

PREVIEWS = [
    folder
    for folder in FOLDERS
    if read_schema(folder).sheet is Sheet.PREVIEW and not folder.name.startswith("ms_")
]
AGE = "Luật Hôn nhân và gia đình 2014 Điều 8"

BIRTH = [
    Changed("the words of another day", {"dob_words": "Ngày bảy, tháng năm, năm hai nghìn"},
            [("dob_words", "FORM-36", W)], "bằng chữ"),
    Changed("registered before the birth", {"reg_date": "2021-05-05"},
            [("reg_date", "FORM-38", E)], "thứ tự"),
    Changed("a mother born after the child", {"mother_birth": "2022"},
            [("mother_birth", "FORM-34", E)], "sinh trước con"),
    Changed("eleven digits", {"pin": "02532100034"}, [("pin", "FORM-50", E)], "Điều 12"),
    Changed("no number yet", {"pin": ""}),
    Changed("no father", {f"father_{k}": "" for k in
            ("name", "birth", "ethnicity", "nationality", "residence")}),
]  # fmt: skip
MARRIAGE = [
    Changed("she is 18 on the day", {"wife_dob": "2000-11-20", "wife_id": "Hộ chiếu số C1234567"}),
    Changed("she is 18 tomorrow", {"wife_dob": "2000-11-21", "wife_id": "Hộ chiếu số C1234567"},
            [("wife_dob", "FORM-80", E)], AGE),
    Changed("he is 20 on the day", {"husband_dob": "1998-11-20",
            "husband_id": "Hộ chiếu số C1234567"}),
    Changed("he is 20 tomorrow", {"husband_dob": "1998-11-21",
            "husband_id": "Hộ chiếu số C1234567"}, [("husband_dob", "FORM-80", E)], AGE),
    Changed("one number for both", {"husband_id": "Căn cước công dân số 025190000222"},
            [("husband_id", "FORM-54", E), ("husband_name", "FORM-55", E)], "Luật Căn cước"),
]  # fmt: skip
DEATH = [
    Changed("a man by the sheet, a woman by the number", {"gender": "Nam"},
            [("id_doc", "FORM-53", W)], "số định danh"),
    Changed("born tomorrow", {"dob": "2026-11-27", "pin": "", "id_doc": ""},
            [("dob", "FORM-30", E), ("death_time", "FORM-38", E)], "Thông tư 04/2020"),
]  # fmt: skip
DEATH_COPY = [
    Changed("dies tomorrow", {"death_time": "2026-11-27T08:00+07:00", "death_words": ""},
            [("death_time", "FORM-30", E), ("reg_date", "FORM-38", E)], "Thông tư 04/2020"),
    Changed("entered before the death", {"reg_date": "2026-08-01"},
            [("reg_date", "FORM-38", E)], "thứ tự các ngày"),
]  # fmt: skip
DEATH_ORIGINAL = [
    Changed("the dead do not ask", {"declarant": "HÀ THỊ XUYẾN",
            "declarant_id": "Căn cước công dân số 025145000012"},
            [("name", "FORM-55", E)], "khai hai lần"),
]  # fmt: skip
STATUS = [
    Changed("a gap in the status", {"status": "Đã ly hôn theo bản án số …"},
            [("status", "FORM-29", E)], "Thông tư 04/2020"),
    Changed("no past period", {"period": ""}),
]  # fmt: skip
ALL = [
    *(("giay_khai_sinh", case) for case in BIRTH),
    *(("trich_luc_khai_sinh_ban_sao", case) for case in BIRTH),
    *(("giay_chung_nhan_ket_hon", case) for case in MARRIAGE),
    *(("trich_luc_ket_hon_ban_sao", case) for case in MARRIAGE),
    *(("trich_luc_khai_tu_ban_chinh", case) for case in (*DEATH, *DEATH_ORIGINAL)),
    *(("trich_luc_khai_tu_ban_sao", case) for case in (*DEATH, *DEATH_COPY)),
    *(("giay_xac_nhan_tinh_trang_hon_nhan", case) for case in STATUS),
]


@pytest.mark.parametrize(("form_id", "case"), ALL, ids=[f"{i}: {c.name}" for i, c in ALL])
def test_a_case(form_id: str, case: Changed) -> None:
    assert_case(form(form_id), case)


@pytest.mark.parametrize("folder", PREVIEWS, ids=lambda f: f.name)
def test_a_certificate_may_look_different_from_march_2027(folder: Path) -> None:
    schema = read_schema(folder)
    assert ("", "FORM-37", "warning") in problems_of(schema, {}, date(2027, 3, 1))
    assert problems_of(schema, {}, date(2027, 2, 28)) == []


def test_the_time_of_death_in_words_is_worked_out() -> None:
    from forms.derive import complete
    from tests.unit.forms.conftest import sample_of

    schema = form("trich_luc_khai_tu_ban_chinh")
    sample = sample_of(schema)
    without = {k: v for k, v in sample.items() if k != "death_words"}
    assert complete(schema, without)["death_words"] == sample["death_words"]
