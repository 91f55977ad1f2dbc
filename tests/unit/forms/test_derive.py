from __future__ import annotations

from typing import Any

import pytest

from forms.derive import complete, derive_value
from forms.derive.case import Case
from forms.schema import FormSchema


@pytest.mark.parametrize(
    ("call", "answers", "value"),
    [
        ("date_in_words child_dob", {"child_dob": "2026-11-12"},
         "Ngày mười hai, tháng mười một, năm hai nghìn không trăm hai mươi sáu"),
        ("date_in_words child_dob", {"child_dob": "31/02/2026"}, None),
        ("date_in_words mother_birth", {"mother_birth": "1990"}, None),
        ("moment_in_words x", {"x": "2026-08-03T23:10:00+00:00"},
         "Sáu giờ, mười phút, ngày bốn, tháng tám, năm hai nghìn không trăm hai mươi sáu"),
        ("moment_in_words x", {"x": "hôm qua"}, None),
        ("copy a b", {"b": "hai"}, "hai"),
        ("surname father_name", {"father_name": "nguyễn văn đạt"}, "NGUYỄN"),
        ("surname mother_name", {"mother_name": "H'Blơr Niê"}, "NIÊ"),
        ("surname mother_name", {"mother_name": "H’ HEN ÊBAN"}, "ÊBAN"),
        ("surname father_name", {"father_name": "Y Blŏ Niê Kdăm"}, "NIÊ KDĂM"),
        ("surname father_name", {"father_name": "Y Vêng"}, None),
        ("surname father_name", {"father_name": "Hồ Văn Y"}, "HỒ"),
        ("vietnamese_by_number mother", {"mother_id": "CCCD 025190000222"}, "Việt Nam"),
        ("vietnamese_by_number mother", {"mother_id": "Hộ chiếu số 123456789012"}, None),
        ("vietnamese_by_number mother",
         {"mother_id": "Giấy chứng nhận căn cước số 025190000222"}, None),
        ("vietnamese_by_number mother", {"mother_id": "Hộ chiếu C1234567"}, None),
        ("context authority", {}, None),
        ("relationship requester mother=Bản_thân", {"requester_id": "025190000222",
         "mother_id": "Thẻ căn cước số 025190000222"}, "Bản thân"),
        ("relationship requester mother=Mẹ father=Cha", {"requester_id": "025090000123",
         "father_id": "025090000123", "mother_id": "025190000222"}, "Cha"),
        ("relationship requester mother=Mẹ", {"requester_id": "025190000222", "mother_id":
         "025190000222", "requester_name": "AN", "mother_name": "LAN"}, None),
        ("relationship requester mother=Mẹ", {"requester_name": "Bùi Thị Mơ",
         "requester_dob": "1966-01-01", "mother_name": "BÙI THỊ MƠ", "mother_birth": "01/01/1966"},
         "Mẹ"),
        ("relationship requester mother=Mẹ", {"requester_name": "BÙI THỊ MƠ",
         "requester_dob": "1966-01-01", "mother_name": "BÙI THỊ MƠ", "mother_birth": "1966"}, None),
    ],
)  # fmt: skip
def test_a_derivation_gives_a_value_or_nothing(
    birth: FormSchema, call: str, answers: dict[str, Any], value: str | None
) -> None:
    assert derive_value(call, Case(birth, answers)) == value


def test_completing_never_replaces_what_is_there(birth: FormSchema) -> None:
    given = {"child_dob": "2026-11-12", "child_dob_words": "như trên", "child_nationality": "Lào"}
    assert complete(birth, given) == given
    assert complete(birth, {"requester_name": "AN"}) == {
        "requester_name": "AN",
        "requester_signature": "AN",
        "child_nationality": "Việt Nam",
    }
