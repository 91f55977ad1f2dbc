"""What earlier dossiers said of a person: taken over with its origin, or offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from citizens.payloads import read_payload
from citizens.person import Person
from forms.earlier import MARITAL_STATUS, EarlierValues
from forms.library import load_library
from forms.prefill import FillContext, ValueOrigin, prefill
from forms.schema import FormSchema, Slot

DAY = date(2026, 11, 26)
CARD = "025190000222||Nguyễn Thị Lan|09091990|Nữ|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|12082021"
EARLIER = EarlierValues(
    {Slot.PHONE: "0900000001", Slot.ETHNICITY: "Mường", Slot.RESIDENCE: "Khu 9, xã Sông Mẫu"},
    date(2026, 11, 5),
    "MAU-26-000001-7",
)
BIRTH = load_library().get("tk_dang_ky_khai_sinh", DAY)
RESIDENCE = load_library().get("ct01_to_khai_thay_doi_thong_tin_cu_tru", DAY)

AGAIN = load_library().get("tk_dang_ky_lai_khai_sinh", DAY)
SINGLE = load_library().get("tk_cap_xac_nhan_tinh_trang_hon_nhan", DAY)
LETTER = load_library().get("giay_uy_quyen", DAY)


def lan() -> Person:
    person = read_payload(CARD).person
    assert person is not None
    return person


HISTORY = FillContext("", "", DAY, earlier={"025190000222": EARLIER})


def test_a_phone_number_comes_from_the_earlier_dossier_and_says_so() -> None:
    filled = prefill(RESIDENCE, {"subject": lan()}, context=HISTORY)
    assert filled.answers["subject_phone"] == "0900000001"
    origin = ValueOrigin("earlier", "subject", "hồ sơ ngày 05/11/2026")
    assert filled.sources["subject_phone"] == origin


def test_what_was_typed_today_is_never_replaced() -> None:
    typed = {"subject_phone": "0900000002"}
    filled = prefill(RESIDENCE, {"subject": lan()}, context=HISTORY, answers=typed)
    assert filled.answers["subject_phone"] == "0900000002"
    assert filled.sources["subject_phone"].kind == "typed"


def test_another_residence_is_offered_and_never_taken_silently() -> None:
    filled = prefill(BIRTH, {"mother": lan()}, context=HISTORY)
    assert filled.answers["mother_residence"] == "Khu 3, Thụy Vân, Việt Trì, Phú Thọ"
    assert "Khu 9, xã Sông Mẫu" in filled.suggestions["mother_residence"]
    assert filled.offer_notes["mother_residence"] == {"Khu 9, xã Sông Mẫu": "hồ sơ ngày 05/11/2026"}


def test_a_residence_from_before_the_card_was_issued_is_not_offered() -> None:
    old = replace(EARLIER, days={Slot.RESIDENCE: date(2021, 8, 11)})
    asked = replace(HISTORY, earlier={"025190000222": old})
    filled = prefill(BIRTH, {"mother": lan()}, context=asked)
    assert "mother_residence" not in filled.offer_notes


@pytest.mark.parametrize(
    ("form", "key", "what", "value", "person", "offered"),
    [
        (AGAIN, "subject_birthplace", Slot.BIRTH_PLACE, "Trạm y tế xã", {}, "Trạm y tế xã"),
        (AGAIN, "subject_hometown", Slot.ORIGIN, "Kim Bôi", {}, "Kim Bôi"),
        (AGAIN, "subject_hometown", Slot.ORIGIN, "Kim Bôi", {"place_of_origin": "Mai Châu"}, None),
        (SINGLE, "marital_status", MARITAL_STATUS, "Chưa đăng ký", {}, "Chưa đăng ký"),
        (LETTER, "principal_id_date", Slot.ISSUE_DATE, "2025-10-10", {"issue_date": None},
         "10/10/2025"),
        (LETTER, "principal_id_date", Slot.ISSUE_DATE, "2025-10-10", {}, None),
        (LETTER, "principal_name", Slot.FULL_NAME, "NGUYỄN THỊ LAN", {"full_name": None},
         "NGUYỄN THỊ LAN"),
        (BIRTH, "mother_id", Slot.IDENTITY_LINE, "Thẻ căn cước số 025190000222 do Bộ Công an",
         {"issue_date": None, "issuer": None}, "Thẻ căn cước số 025190000222 do Bộ Công an"),
        (BIRTH, "mother_id", Slot.IDENTITY_LINE, "Thẻ căn cước số 025190000222", {}, None),
    ],
)  # fmt: skip
def test_what_the_card_does_not_say_is_offered_with_its_day(
    form: FormSchema, key: str, what: str, value: str, person: dict[str, Any], offered: str | None
) -> None:
    line = form.line(key)
    assert line is not None
    role = line.role or "subject"
    said = EarlierValues({what: value}, date(2026, 11, 5), "MAU-26-000001-7")
    asked = replace(HISTORY, earlier={"025190000222": said})
    filled = prefill(form, {role: replace(lan(), **person)}, context=asked)
    assert filled.answers.get(key) != offered or offered is None
    notes = filled.offer_notes.get(key, {})
    assert notes.get(offered or value) == ("hồ sơ ngày 05/11/2026" if offered else None)


def test_what_the_clerk_typed_is_not_questioned() -> None:
    typed = {"mother_residence": "Khu 7, xã Sông Mẫu"}
    filled = prefill(BIRTH, {"mother": lan()}, context=HISTORY, answers=typed)
    assert "mother_residence" not in filled.offer_notes


def test_the_same_person_in_another_role_has_the_same_history() -> None:
    asked = FillContext(
        "", "", DAY, same_as={"requester": "mother"}, earlier={"025190000222": EARLIER}
    )
    filled = prefill(BIRTH, {"mother": lan()}, context=asked)
    assert "Khu 9, xã Sông Mẫu" in filled.suggestions["requester_residence"]


def test_somebody_elses_history_says_nothing() -> None:
    filled = prefill(BIRTH, {"father": lan()}, context=FillContext("", "", DAY, earlier={
        "025090000123": EARLIER}))  # fmt: skip
    assert "Khu 9, xã Sông Mẫu" not in filled.suggestions.get("father_residence", ())
