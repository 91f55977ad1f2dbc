"""What earlier dossiers said of a person: taken over with its origin, or offered."""

from __future__ import annotations

from datetime import date

from citizens.payloads import read_payload
from citizens.person import Person
from forms.earlier import EarlierValues
from forms.library import load_library
from forms.prefill import FillContext, ValueOrigin, prefill
from forms.schema import Slot

DAY = date(2026, 11, 26)
CARD = "025190000222||Nguyễn Thị Lan|09091990|Nữ|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|12082021"
EARLIER = EarlierValues(
    {Slot.PHONE: "0900000001", Slot.ETHNICITY: "Mường", Slot.RESIDENCE: "Khu 9, xã Sông Mẫu"},
    date(2026, 11, 5),
    "MAU-26-000001-7",
)
BIRTH = load_library().get("tk_dang_ky_khai_sinh", DAY)
RESIDENCE = load_library().get("ct01_to_khai_thay_doi_thong_tin_cu_tru", DAY)


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
