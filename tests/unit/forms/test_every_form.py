"""What is asked of every line of a kind: units of today, cards in force, known provinces."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from citizens.addresses.table import load_table, parse_table
from citizens.addresses.unit_file import TABLE_FILE
from citizens.codes import card_values
from forms.rules.every_form import issue_dates
from forms.rules.every_form.cards import valid_until
from forms.rules.every_form.old_units import _fault_by
from forms.rules.every_form.spouses import by_sexes_on_cards
from forms.schema import Problem
from forms.views import judge
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import TODAY, sample_of

MARRIAGE = "tk_dang_ky_ket_hon"
WHO = ("bride", "groom")
NEW = "Khu 3, phường Nông Trang, tỉnh Phú Thọ"


def found(changes: dict[str, Any], form_id: str = MARRIAGE, code: str = "FORM-66") -> list[Problem]:
    """Return what is found while every line is printed."""
    schema = form(form_id)
    full = {s.key: True for s in schema.switches if s.key == "print_full"}
    problems = judge(schema, {**sample_of(schema), **full, **changes}, today=TODAY)
    return [problem for problem in problems if problem.code == code]


@pytest.mark.parametrize(
    ("home", "said"),
    [
        ("Khu 5, Hùng Sơn, Lâm Thao, Phú Thọ", "Nay ghi “Khu 5, xã Lâm Thao, tỉnh Phú Thọ”."),
        ("Cao Đại, Vĩnh Tường, Vĩnh Phúc", "Nay ghi “Xã Vĩnh Thành, tỉnh Phú Thọ”."),
        ("Xã Tam Dương, tỉnh Vĩnh Phúc", "còn ghi Vĩnh Phúc, tỉnh đã hợp nhất"),
        ("Bản 2, tỉnh Hà Giang", "còn ghi Hà Giang, tỉnh đã hợp nhất"),
        ("Xã Cao Xá, tỉnh Phú Thọ", "Nay ghi “Xã Bản Nguyên, tỉnh Phú Thọ”."),
        ("Thị trấn Lâm Thao, tỉnh Phú Thọ", "Nay ghi “Xã Lâm Thao, tỉnh Phú Thọ”."),
        ("Phường Gia Cẩm, TP. Việt Trì, tỉnh Phú Thọ", "“Phường Việt Trì, tỉnh Phú Thọ”"),
        ("Thành phố Việt Trì, tỉnh Phú Thọ", "hỏi xã, phường hiện nay"),
        ("Q. Gò Vấp, TP. HCM", "hỏi xã, phường hiện nay"),
        ("H. Lâm Thao, T. Phú Thọ", "hỏi xã, phường hiện nay"),
        ("Xã A, huyện B, tỉnh Phú Thọ", "còn ghi cấp huyện"),
        ("Xã A, H. B, tỉnh Phú Thọ", "còn ghi cấp huyện"),
    ],
)
def test_one_warning_says_what_an_old_place_is_called_now(home: str, said: str) -> None:
    problems = found({"bride_residence": home})
    assert [p.pointer for p in problems] == ["/bride_residence"]
    assert problems[0].severity.value == "warning"
    assert said in problems[0].message
    assert "hai cấp" in problems[0].basis


@pytest.mark.parametrize(
    "home",
    [
        NEW, "Phường Ba Đình, thành phố Hà Nội", "Đã chết", "Kuala Lumpur, Malaysia", "Xã A",
        "Trung tâm y tế huyện Lâm Thao, xã Lâm Thao, tỉnh Phú Thọ", "Khu 3, Nông Trang, Phú Thọ",
        "Quận Cam, California, Hoa Kỳ",
    ],
)  # fmt: skip
def test_a_place_of_today_or_abroad_is_left_alone(home: str) -> None:
    assert found({"bride_residence": home}) == []


def test_a_place_is_called_as_on_the_day_of_the_event() -> None:
    old = {"child_birthplace": "Trạm y tế, Cao Xá, Lâm Thao, Phú Thọ", "child_dob_words": ""}
    birth = "tk_dang_ky_khai_sinh"
    assert found({**old, "child_dob": "2025-06-30"}, birth) == []
    assert len(found({**old, "child_dob": "2025-07-01"}, birth)) == 1


def test_what_a_card_gave_to_a_line_that_stays_blank_is_only_offered_anew() -> None:
    blank = {"print_full": False}
    card = {"bride_residence": "Khu 5, Hùng Sơn, Lâm Thao, Phú Thọ", **blank}
    assert found(card) == []
    assert len(found({**card, "bride_id": "Hộ chiếu số C1234567"})) == 1
    for home in (
        "Phường 12, Quận Gò Vấp, TP. Hồ Chí Minh", "TT. Thanh Ba, Thanh Ba, Phú Thọ",
        "Buôn Ea Nao, Ea Tu, TP. Buôn Ma Thuột, Đắk Lắk", "Hùng Vương, TX. Phú Thọ, Phú Thọ",
    ):  # fmt: skip
        assert found({"bride_residence": home, **blank}) == []
        assert len(found({"bride_residence": home})) == 1


def test_a_line_that_quotes_an_old_paper_keeps_its_names() -> None:
    changes = {"prev_agency": "UBND xã Cao Xá, huyện Lâm Thao, tỉnh Phú Thọ"}
    assert found(changes, "tk_dang_ky_lai_khai_sinh") == []


def test_a_divided_commune_is_said_to_be_one_of_several() -> None:
    table = load_table()
    row = next(n for n, c in enumerate(table.old_communes) if len(c.communes) > 3 and c.name)
    (problem,) = found({"bride_residence": f"Số 5, {table.old_name(row)}"})
    assert "Nay là một trong: “Số 5, " in problem.message
    assert "nơi khác" in problem.message


def test_the_table_in_force_decides() -> None:
    """What was found by one table is not kept for the next."""
    other = parse_table(Path(TABLE_FILE).read_bytes().replace("Vĩnh Phúc".encode(), b"Vinh Xua"))
    text = "Xã A, tỉnh Vĩnh Phúc"
    assert "hợp nhất" in _fault_by(load_table(), text)
    assert "hợp nhất" not in _fault_by(other, text)


@pytest.mark.parametrize(
    ("issued", "until"),
    [
        ("2021-08-12", "2024-01-01"),  # 22: to be changed at 25
        ("2021-12-31", "2024-01-01"),
        ("2022-01-01", "2039-01-01"),  # 23: within two years, so valid to 40
        ("2037-01-01", "2059-01-01"),
        ("2058-01-01", None),  # never again
        ("2009-05-05", "2013-01-01"),
    ],
)
def test_a_card_holds_until_the_next_age_of_change(issued: str, until: str | None) -> None:
    born = date(1999, 1, 1)
    last = valid_until(born, date.fromisoformat(issued))
    assert last == (date.fromisoformat(until) if until else None)


CARD = "Căn cước công dân số 025199000321 do Cục Cảnh sát QLHC về TTXH cấp ngày "
BORN = {"bride_dob": "1999-01-01"}


@pytest.mark.parametrize(
    ("changes", "warned"),
    [
        ({**BORN, "bride_id": f"{CARD}12/08/2021"}, True),
        ({**BORN, "bride_id": f"{CARD}12/08/2022"}, False),
        ({"bride_dob": "1999", "bride_id": f"{CARD}12/08/2021"}, False),
        ({**BORN, "bride_id": "Số định danh cá nhân 025199000321"}, False),
        ({**BORN, "bride_id": "Hộ chiếu số C1234567 cấp ngày 12/08/2021"}, False),
        ({"bride_dob": "2001-11-26", "bride_id": f"{CARD}12/08/2021"}, False),  # 25 today
        ({"bride_dob": "2001-11-25", "bride_id": f"{CARD}12/08/2021"}, True),
    ],
)
def test_a_card_that_should_have_been_changed_is_told(
    changes: dict[str, str], warned: bool
) -> None:
    problems = found(changes, code="SHEET-10")
    assert [p.pointer for p in problems] == ["/bride_id"] * warned
    assert all("Điều 21" in p.basis and p.severity.value == "warning" for p in problems)


def test_a_card_in_lines_of_its_own_is_looked_at_too() -> None:
    changes = {"agent_dob": "1999-01-01", "agent_id_date": "2021-08-12"}
    problems = found(changes, "giay_uy_quyen", "SHEET-10")
    assert [p.pointer for p in problems] == ["/agent_id_date"]


@pytest.mark.parametrize(
    ("paper", "code", "severity"),
    [
        (f"{CARD}31/02/2025", "SHEET-17", "warning"),
        ("Giấy khai sinh số 01 do UBND xã A cấp ngày 30 tháng 2 năm 1975", "SHEET-17", "warning"),
        (f"{CARD}10/10/2027", "FORM-30", "error"),
        ("Hộ chiếu số C1234567, ngày cấp: 27/11/2026", "FORM-30", "error"),
        (f"{CARD}01/07/2024", "SHEET-18", "warning"),
        ("Thẻ căn cước số 025199000321 do Bộ Công an cấp ngày 30/06/2024", "SHEET-18", "warning"),
    ],
)
def test_the_day_in_the_line_of_a_paper_is_looked_at(paper: str, code: str, severity: str) -> None:
    problems = found({"bride_id": paper}, code=code)
    assert [(p.pointer, p.severity.value) for p in problems] == [("/bride_id", severity)]


def test_both_rooms_know_one_day_of_the_new_card() -> None:
    assert issue_dates.NEW_CARD_FROM == card_values.NEW_CARD_FROM


@pytest.mark.parametrize(
    "paper",
    [
        f"{CARD}30/06/2024",
        "Thẻ căn cước số 025199000321 do Bộ Công an cấp ngày 01/07/2024",
        "Hộ chiếu số C1234567 do Bộ Công an cấp ngày 26/11/2020, có giá trị đến 26/11/2030",
        "Giấy chứng nhận căn cước số 025199000321 do Bộ Công an cấp ngày 26/11/2026",
        "Căn cước công dân số 025199000321",
    ],
)
def test_a_day_of_issue_that_fits_is_left_alone(paper: str) -> None:
    codes = {"SHEET-17", "SHEET-18", "FORM-30"}
    assert [code for code in codes if found({"bride_id": paper}, code=code)] == []


@pytest.mark.parametrize(
    ("numbers", "sexes", "expected"),
    [
        (("025305000909", "025200000555"), ("Nữ", "Nam"), []),
        (("025305000909", "025200000555"), ("Nam", "Nam"), ["error"]),
        (("025205000909", "025200000555"), ("", "Nam"), ["warning"]),
        (("025205000909", "025200000555"), ("Nam", "Nam"), ["error"]),
        (("025205000909", "025200000555"), ("Nữ", "Nam"), []),
    ],
)
def test_two_cards_of_one_sex_stop_a_marriage_and_two_numbers_only_warn(
    numbers: tuple[str, str], sexes: tuple[str, str], expected: list[str]
) -> None:
    """Luật Hôn nhân và gia đình 2014 Điều 8: what a card says is surer than what a number says."""
    schema = form(MARRIAGE)
    ids = {f"{who}_id": f"Thẻ căn cước số {n}" for who, n in zip(WHO, numbers, strict=True)}
    problems = judge(schema, {**sample_of(schema), **ids}, today=TODAY)
    seen = by_sexes_on_cards(schema, problems, dict(zip(WHO, sexes, strict=True)))
    said = [p for p in seen if p.code == "SHEET-19"]
    assert [p.severity.value for p in said] == expected
    assert all(p.pointer == "/groom_id" and "Điều 8" in p.basis for p in said)
    assert [p for p in problems if p.code != "SHEET-19"] == [p for p in seen if p not in said]


def test_nobody_asks_the_dead_for_a_new_card() -> None:
    changes = {"deceased_dob": "1999-01-01", "deceased_id": f"{CARD}12/08/2021"}
    assert found(changes, "tk_dang_ky_khai_tu", "SHEET-10") == []


def test_a_number_that_begins_with_no_province_is_a_warning() -> None:
    (problem,) = found({"bride_id": "Thẻ căn cước số 003305000909"}, code="SHEET-11")
    assert (problem.pointer, problem.severity.value) == ("/bride_id", "warning")
    assert "003" in problem.message
    assert found({"bride_id": "Hộ chiếu số 003305000909"}, code="SHEET-11") == []
    members = [{"full_name": "HÀ AN", "dob": "1990-08-17", "gender": "Nữ", "relation": "Vợ",
                "pin": "003190000222"}]  # fmt: skip
    schema = form("ct01_to_khai_thay_doi_thong_tin_cu_tru")
    problems = judge(schema, {**sample_of(schema), "members": members}, today=TODAY)
    assert ("/members/0/pin", "SHEET-11") in {(p.pointer, p.code) for p in problems}
