"""The line “Giấy tờ tùy thân”."""

from __future__ import annotations

from datetime import date

from citizens.identity_text import identity_line
from citizens.payloads import read_payload
from citizens.person import DocumentKind, Person

_PAYLOAD = "025190000222|{}|Nguyễn Thị Lan|09091990|Nữ|Khu 3, Thụy Vân, Phú Thọ|{}"


def _line(payload: str) -> str:
    person = read_payload(payload).person
    assert person is not None
    return identity_line(person)


def test_cccd_as_in_the_official_example() -> None:
    assert _line(_PAYLOAD.format("", "20112021")) == (
        "Căn cước công dân số 025190000222 do Cục Cảnh sát QLHC về TTXH cấp ngày 20/11/2021"
    )


def test_the_can_cuoc_of_july_2024_names_the_ministry() -> None:
    assert _line(_PAYLOAD.format("", "01072024||||")) == (
        "Thẻ căn cước số 025190000222 do Bộ Công an cấp ngày 01/07/2024"
    )


def test_what_is_unknown_is_left_out() -> None:
    assert _line("025190000222") == "Số định danh cá nhân 025190000222"
    assert _line("131000456") == "Chứng minh nhân dân số 131000456"
    assert identity_line(Person()) == ""
    card = Person(personal_number="025190000222", document=DocumentKind.CCCD)
    assert identity_line(card) == "Căn cước công dân số 025190000222"
    dated = Person(
        personal_number="025190000222",
        document=DocumentKind.CCCD,
        issue_date=date(2021, 5, 3),
    )
    assert identity_line(dated) == "Căn cước công dân số 025190000222 cấp ngày 03/05/2021"
