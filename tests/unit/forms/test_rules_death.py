"""Death, its re-registration and deaths abroad: 15 days, order of dates, the notice."""

from __future__ import annotations

import pytest

from forms.schema import FormSchema
from tests.unit.forms.cases import Changed, E, W, assert_case, form

LATE = "Luật Hộ tịch 2014 Điều 33"
NO_NOTICE = {"death_notice_no": "", "death_notice_issuer": "", "death_notice_date": ""}

DEATH = [
    Changed("a foreigner: deceased", {"deceased_nationality": "Hoa Kỳ"},
            [("deceased_nationality", "FORM-82", W)], "1.001766"),
    Changed("15 days after the death is on time",
            {"death_date": "2026-11-11", "death_notice_date": "2026-11-11"}),
    Changed("16 days after the death is late",
            {"death_date": "2026-11-10", "death_notice_date": "2026-11-11"},
            [("death_date", "FORM-33", W)], LATE),
    Changed("dead for years", {"death_date": "2019-05-04", **NO_NOTICE},
            [("death_date", "FORM-33", W), ("death_notice_no", "FORM-90", W)], LATE),
    Changed("death tomorrow", {"death_date": "2026-11-27", **NO_NOTICE},
            [("death_date", "FORM-30", E), ("made_date", "FORM-32", E),
             ("death_notice_no", "FORM-90", W)], "Thông tư 04/2024"),
    Changed("declared before the death", {"made_date": "2026-11-19"},
            [("made_date", "FORM-32", E)], "ngày làm tờ khai"),
    Changed("died on the day of the declaration",
            {"death_date": "2026-11-23", "death_notice_date": "2026-11-23"}),
    Changed("dead before the birth", {"deceased_dob": "2026-11-21", "deceased_id": ""},
            [("death_date", "FORM-38", E)], "thứ tự các ngày"),
    Changed("a newborn dies on its first day", {"deceased_dob": "2026-11-20", "deceased_id": ""}),
    Changed("born in the year of death", {"deceased_dob": "2026", "deceased_id": ""}),
    Changed("born in the year after", {"deceased_dob": "2027", "deceased_id": ""},
            [("death_date", "FORM-38", E), ("deceased_dob", "FORM-30", E)], "thứ tự các ngày"),
    Changed("130 years old", {"deceased_dob": "1896", "deceased_id": ""}),
    Changed("131 years old", {"deceased_dob": "1895", "deceased_id": ""},
            [("deceased_dob", "FORM-31", E)], "130"),
    Changed("born in 1890, dead since 1950", {"deceased_dob": "1890", "deceased_id": "",
            "death_date": "1950-01-01", **NO_NOTICE},
            [("death_date", "FORM-33", W), ("death_notice_no", "FORM-90", W)], LATE),
    Changed("the hour in figures", {"death_time": "06:10"}),
    Changed("the hour is said to be unknown", {"death_time": "không rõ"}),
    Changed("about an hour of the morning", {"death_time": "Khoảng 3 giờ sáng"}),
    Changed("a time of the morning", {"death_time": "8 giờ 30 phút sáng"}),
    Changed("an hour of day in other words", {"death_time": "gần sáng"},
            [("death_time", "FORM-39", W)], "Luật Hộ tịch 2014 Điều 34"),
    Changed("only the year of death is known",
            {"death_date": "1972", "deceased_dob": "1940", "deceased_id": "", **NO_NOTICE},
            [("death_date", "FORM-33", W), ("death_date", "FORM-28", W),
             ("death_notice_no", "FORM-90", W)], LATE),
    Changed("dead this year, who knows when", {"death_date": "2026", **NO_NOTICE},
            [("death_date", "FORM-28", W), ("death_notice_no", "FORM-90", W)], "Điều 34"),
    Changed("dead this month, who knows when", {"death_date": "00/11/2026", **NO_NOTICE},
            [("death_date", "FORM-28", W), ("death_notice_no", "FORM-90", W)], "Điều 34"),
    Changed("old papers write zeros", {"deceased_dob": "00/00/1945", "deceased_id": ""}),
    Changed("a month that is none", {"deceased_dob": "05/00/1945", "deceased_id": ""},
            [("deceased_dob", "FORM-08", E)], "Thông tư 04/2024"),
    Changed("the day of the sheet is whole", {"made_date": "00/11/2026"},
            [("made_date", "FORM-08", E)], "Thông tư 04/2024"),
    Changed("the year of death is before the birth",
            {"death_date": "1939", "deceased_dob": "1940", "deceased_id": "", **NO_NOTICE},
            [("death_date", "FORM-38", E), ("death_date", "FORM-33", W),
             ("death_date", "FORM-28", W),
             ("death_notice_no", "FORM-90", W)], "thứ tự các ngày"),
    Changed("25 o'clock", {"death_time": "25 giờ 00 phút"},
            [("death_time", "FORM-39", E)], "Luật Hộ tịch 2014 Điều 34"),
    Changed("a full hour", {"death_time": "23 giờ"}),
    Changed("the hour is not known", {"death_time": ""}),
    Changed("no cause of death", {"death_cause": ""}, [("death_cause", "FORM-20", E)],
            "Thông tư 04/2024"),
    Changed("no notice", NO_NOTICE, [("death_notice_no", "FORM-90", W)], "1.000656"),
    Changed("half of the notice", {"death_notice_issuer": "", "death_notice_date": ""},
            [("death_notice_issuer", "FORM-91", W), ("death_notice_date", "FORM-91", W)],
            "tờ khai đăng ký khai tử"),
    Changed("a notice older than the death", {"death_notice_date": "2026-11-19"},
            [("death_notice_date", "FORM-38", W)], "thứ tự các ngày"),
    Changed("a neighbour asks", {"relationship": "Hàng xóm"},
            [("relationship", "FORM-62", W)], LATE),
    Changed("the daughter-in-law asks", {"relationship": "Con dâu"}),
    Changed("the dead ask for nothing", {"requester_name": "CAO THỊ ÉN", "requester_dob": "1945",
            "requester_id": "Căn cước công dân số 025145000012", "requester_signature": ""},
            [("deceased_name", "FORM-55", E), ("requester_dob", "FORM-28", W)], "hai lần"),
    Changed("no papers of the deceased: the lines (2) are needed",
            {"deceased_id": "", "deceased_gender": "", "deceased_ethnicity": "",
             "deceased_nationality": "", "deceased_last_residence": ""},
            [("deceased_gender", "FORM-21", E), ("deceased_ethnicity", "FORM-21", E),
             ("deceased_nationality", "FORM-21", E), ("deceased_last_residence", "FORM-21", E)],
            "chú thích (2)"),
    Changed("a man's line and a woman's number", {"deceased_gender": "Nam"},
            [("deceased_id", "FORM-53", W)], "137/2015"),
    Changed("a district after the two-tier reform",
            {"deceased_last_residence": "Khu 5, huyện Lâm Thao, tỉnh Phú Thọ", "print_full": True},
            [("deceased_last_residence", "FORM-66", W)], "120/2025"),
    Changed("a district before the reform is the right name",
            {"deceased_last_residence": "Khu 5, huyện Lâm Thao, tỉnh Phú Thọ",
             "death_date": "2025-06-30", "death_notice_date": "2025-06-30"},
            [("death_date", "FORM-33", W)], LATE),
]  # fmt: skip

AGAIN = [
    Changed("a foreigner: deceased", {"deceased_nationality": "Hoa Kỳ"},
            [("deceased_nationality", "FORM-82", W)], "2.000497"),
    Changed("registered before the death", {"prev_date": "2005-03-01"},
            [("prev_date", "FORM-38", E)], "thứ tự các ngày"),
    Changed("registered in 2016", {"prev_date": "2016-05-01"},
            [("prev_date", "FORM-96", W)], "Nghị định 123/2015/NĐ-CP Điều 24"),
    Changed("nothing known of the old record",
            {"prev_date": "", "prev_cert_no": "", "prev_book": ""}),
    Changed("no cause of death is no error", {"death_cause": ""}),
    Changed("re-registration is never late", {"death_date": "2005-03-05"}),
]  # fmt: skip

ABROAD = [
    Changed("registered abroad before the death", {"foreign_date": "2025-11-30"},
            [("foreign_date", "FORM-38", E)], "thứ tự các ngày"),
    Changed("a Vietnamese agency", {"foreign_agency": "Ủy ban nhân dân xã Hùng Sơn"},
            [("foreign_agency", "FORM-98", W)], "2.000547"),
    Changed("no foreign paper", {"foreign_paper": ""},
            [("foreign_paper", "FORM-20", E)], "Thông tư 04/2024"),
]  # fmt: skip

ALL = [
    *(("tk_dang_ky_khai_tu", case) for case in DEATH),
    *(("tk_dang_ky_lai_khai_tu", case) for case in AGAIN),
    *(("tk_ghi_vao_so_khai_tu", case) for case in ABROAD),
]


@pytest.mark.parametrize(("form_id", "case"), ALL, ids=[f"{i}: {c.name}" for i, c in ALL])
def test_a_case_has_just_these_problems_with_their_article(form_id: str, case: Changed) -> None:
    assert_case(form(form_id), case)


def test_the_catalogue_is_told_of_a_late_death() -> None:
    schema: FormSchema = form("tk_dang_ky_khai_tu")
    assert schema.raw["situation"] == [
        {"key": "late", "when": "days_since_over", "field": "death_date", "days": 15}
    ]
