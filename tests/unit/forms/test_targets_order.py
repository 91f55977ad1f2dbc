"""What is handed over to another system: items, pieces of lines, orders, texts."""

from __future__ import annotations

import unicodedata

import pytest

from forms.schema import Field, FieldType, PrintAs, Required, Section
from forms.targets import Target, targets_for
from forms.targets.items import Item, Part, items_of
from forms.targets.order import Order, arranged, default_order
from forms.targets.steps import steps_in_order
from forms.targets.writing import DateStyle, written


def line(key: str, kind: FieldType = FieldType.TEXT, **more: object) -> Field:
    return Field(key, f"{key}:", kind, Required.NO, **more)  # type: ignore[arg-type]


FORM = Section(
    "s",
    "Mẹ",
    "",
    (
        line("name", FieldType.NAME, print_as=PrintAs.CAPITALS),
        line("born", FieldType.YEAR_OR_DATE),
        line("id", FieldType.ID_DOCUMENT),
        line("sign", FieldType.SIGNATURE),
        line("photo", FieldType.PICTURE),
        line(
            "rows",
            FieldType.ROWS,
            columns=(line("who", FieldType.NAME), line("pin", FieldType.ID_NUMBER)),
        ),
        line("list", FieldType.LIST),
    ),
)
DOSSIER = Section("@a", "Chủ hồ sơ", "", (line("@a_name", FieldType.NAME),))
ITEMS = items_of([DOSSIER, FORM])
SYSTEM = Target("x", "Hệ thống thử")
CARD = "Căn cước công dân số 025190000222 do Cục Cảnh sát QLHC về TTXH cấp ngày 12/08/2021"


def texts(used: list[str], values: dict[str, object], dates: str = "dd/mm/yyyy") -> list[str]:
    steps = steps_in_order(ITEMS, used, values, DateStyle(dates))
    return [s.text for s in steps if not s.is_aside]


def test_sheet_order_asks_for_the_number_of_an_identity_paper_apart_and_not_for_signatures() -> (
    None
):
    used = default_order(ITEMS, SYSTEM).used
    assert used == (
        "@a_name", "name", "born", "id#number", "id#issue_date", "id#issuer", "rows", "list",
    )  # fmt: skip


def test_everything_else_is_left_out_but_there() -> None:
    order = default_order(ITEMS, SYSTEM)
    assert {"id", "sign", "name#given", "born#year"} <= set(order.left_out)
    assert {*order.used, *order.left_out} == {item.id for item in ITEMS}
    assert not any(item.startswith("photo") for item in order.left_out)


def test_a_system_that_does_not_ask_for_the_dossier_gets_the_form_alone() -> None:
    used = default_order(ITEMS, Target("x", "X", asks_dossier=False)).used
    assert "@a_name" not in used
    assert default_order(items_of([DOSSIER]), Target("x", "X", asks_dossier=False)).used == (
        "@a_name",
    )


def test_a_known_order_is_taken_as_it_is() -> None:
    known = Target("x", "X", items=("born#year", "gone", "name"))
    assert known.is_known
    assert default_order(ITEMS, known).used == ("born#year", "name")


def test_a_new_version_of_a_form_keeps_what_is_still_there_and_appends_what_is_new() -> None:
    saved = Order(("born", "gone", "name"), ("id#number", "id#issue_date", "id#issuer", "list"))
    now = arranged(saved, ITEMS, SYSTEM)
    assert now.used == ("born", "name", "@a_name", "rows")
    assert "list" in now.left_out
    assert "gone" not in now.left_out


def test_moving_leaving_out_and_taking_back_in() -> None:
    order = Order(("a", "b", "c"))
    assert order.moved("c", -1).used == ("a", "c", "b")
    assert order.moved("a", -1).used == ("a", "b", "c")
    assert order.moved("c", 1).used == ("a", "b", "c")
    less = order.without("b")
    assert (less.used, less.left_out) == (("a", "c"), ("b",))
    assert less.with_item("b").used == ("a", "c", "b")
    assert less.with_item("b", after="a").used == ("a", "b", "c")
    assert less.with_item("b").left_out == ()


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("dd/mm/yyyy", "05/02/1990"),
        ("ddmmyyyy", "05021990"),
        ("dd-mm-yyyy", "05-02-1990"),
        ("dd.mm.yyyy", "05.02.1990"),
        ("yyyy-mm-dd", "1990-02-05"),
    ],
)
def test_dates_are_written_as_the_system_wants_them(style: str, text: str) -> None:
    assert texts(["born"], {"born": "1990-02-05"}, style) == [text]


@pytest.mark.parametrize(
    ("iso", "text"), [("1990", "1990"), ("1990-02", "02/1990"), ("không rõ", "không rõ")]
)
def test_what_is_not_known_of_a_date_is_not_made_up(iso: str, text: str) -> None:
    assert texts(["born"], {"born": iso}) == [text]
    assert texts(["born#day"], {"born": iso}) == ([""] if text[-1].isdigit() else ["", text])


def test_pieces_of_a_date_and_of_a_name() -> None:
    values: dict[str, object] = {"born": "1990-02-05", "name": "Nguyễn Thị Thu Lan"}
    assert texts(["born#day", "born#month", "born#year"], values) == ["05", "02", "1990"]
    pieces = texts(["name#family", "name#middle", "name#given"], values)
    assert pieces == ["Nguyễn", "Thị Thu", "Lan"]


@pytest.mark.parametrize(
    ("card", "pieces"),
    [
        (CARD, ["025190000222", "12/08/2021", "Cục Cảnh sát QLHC về TTXH"]),
        ("Chứng minh nhân dân số 131000456", ["131000456", "", ""]),
        ("025 190 000 222", ["025190000222", "", ""]),
        ("Hộ chiếu số C1234567, cấp ngày 01/02/2020", ["C1234567", "01/02/2020", ""]),
        ("giấy tờ viết tay", ["giấy tờ viết tay", "", ""]),
        ("CCCD số 025190000222 cấp ngày 10-10-2025", ["025190000222", "10/10/2025", ""]),
        (
            "Thẻ căn cước số 025190000222 do Bộ Công an cấp ngày 01 tháng 02 năm 2015",
            ["025190000222", "01/02/2015", "Bộ Công an"],
        ),
        (
            "CCCD số 025190000222 cấp ngày 12/08/2021 tại Cục Cảnh sát QLHC về TTXH",
            ["025190000222", "12/08/2021", "Cục Cảnh sát QLHC về TTXH"],
        ),
        (
            "CCCD số 025190000222, cấp ngày 12/08/2021, Cục Cảnh sát QLHC về TTXH",
            ["025190000222", "12/08/2021", "Cục Cảnh sát QLHC về TTXH"],
        ),
        (
            "CCCD 025190000222 do Bộ Công an, cấp ngày 12/08/2021,",
            ["025190000222", "12/08/2021", "Bộ Công an"],
        ),
        (
            "CCCD: 025190000222; nơi cấp: Bộ Công an; ngày cấp: 10.10.2025",
            ["025190000222", "10/10/2025", "Bộ Công an"],
        ),
        ("Số định danh cá nhân 025190000222", ["025190000222", "", ""]),
    ],
)
def test_an_identity_paper_gives_its_number_day_and_issuer(card: str, pieces: list[str]) -> None:
    assert texts(["id#number", "id#issue_date", "id#issuer"], {"id": card}) == pieces


@pytest.mark.parametrize(
    ("card", "number"),
    [
        ("Giấy khai sinh số 01/2014, quyển số 02 do UBND xã Mẫu cấp ngày 15/11/2014", "01/2014"),
        ("Giấy khai sinh quyển số 02, số 01/2014 do UBND xã Mẫu cấp ngày 15/11/2014", "01/2014"),
        ("Thẻ căn cước số 025190000222 do Bộ Công an cấp ngày 31/02/2015", "025190000222"),
        ("CCCD số 025190000222 do Bộ Công an, có giá trị đến 2030", "025190000222"),
    ],
)
def test_what_is_in_no_part_of_a_paper_brings_the_whole_line_behind_the_parts(
    card: str, number: str
) -> None:
    used = ["id#number", "id#issue_date", "id#issuer", "born"]
    steps = steps_in_order(ITEMS, used, {"id": card, "born": "1990"}, DateStyle.DAY_FIRST)
    assert [s.id for s in steps] == [*used[:3], "id", "born"]
    assert steps[0].text == number
    assert (steps[3].text, steps[3].is_aside) == (card, False)
    assert "chưa tách hết" in steps[3].label


def test_the_whole_line_is_always_there_to_be_reached_but_pasted_only_when_it_is_needed() -> None:
    used = ["id#number", "id#issuer"]
    steps = steps_in_order(ITEMS, used, {"id": CARD}, DateStyle.DAY_FIRST)
    assert (steps[-1].id, steps[-1].text, steps[-1].is_aside) == ("id", CARD, True)
    asked_for = steps_in_order(ITEMS, ["id", *used], {"id": CARD}, DateStyle.DAY_FIRST)
    assert [s.id for s in asked_for] == ["id", *used]
    assert not any(s.is_aside for s in asked_for)


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("H'Blơr Niê", ["Niê", "", "H'Blơr"]),
        ("H’Hen Niê", ["Niê", "", "H’Hen"]),
        ("Y Bhăm Niê", ["Niê", "", "Y Bhăm"]),
        ("H'Wing Niê Kdăm", ["", "", "", "H'WING NIÊ KDĂM"]),
        ("Y Bhăm", ["", "", "", "Y BHĂM"]),
        ("Hà Văn Hợp", ["Hà", "Văn", "Hợp"]),
        ("Ý Nhi", ["Ý", "", "Nhi"]),
        ("Lan", ["", "", "Lan"]),
    ],
)
def test_names_that_end_in_the_family_name_are_split_so_or_handed_over_whole(
    name: str, pieces: list[str]
) -> None:
    assert texts(["name#family", "name#middle", "name#given"], {"name": name}) == pieces


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        (
            "Khu 3, xã Sông Mẫu, tỉnh Phú Thọ",
            ["Khu 3", "xã Sông Mẫu", "tỉnh Phú Thọ"],
        ),
        ("xã Sông Mẫu, tỉnh Phú Thọ", ["", "xã Sông Mẫu", "tỉnh Phú Thọ"]),
        ("Khu 3, Thụy Vân, Việt Trì", ["Khu 3, Thụy Vân, Việt Trì", "", ""]),
    ],
)
def test_an_address_in_the_form_of_today_gives_its_units(address: str, pieces: list[str]) -> None:
    place = line("at", FieldType.ADDRESS)
    parts = (Part.DETAIL, Part.COMMUNE, Part.PROVINCE)
    assert [written(place, p, address, DateStyle.DAY_FIRST) for p in parts] == pieces


def test_a_moment_gives_time_and_day_in_vietnam() -> None:
    at = line("at", FieldType.DATETIME)
    value = "2026-11-25T20:05:00+00:00"
    assert written(at, None, value, DateStyle.DOTS) == "03:05 26.11.2026"
    assert written(at, Part.TIME, value, DateStyle.DOTS) == "03:05"
    assert written(at, Part.DATE, value, DateStyle.DOTS) == "26.11.2026"


def test_text_is_composed_and_names_are_as_on_the_sheet() -> None:
    decomposed = unicodedata.normalize("NFD", "Trần Thị Mến")
    assert texts(["name"], {"name": decomposed}) == ["TRẦN THỊ MẾN"]


def test_numbers_are_ungrouped_and_marked_to_be_shown_in_groups() -> None:
    step, whole = steps_in_order(
        ITEMS, ["id#number"], {"id": "025 190 000 222"}, DateStyle.DAY_FIRST
    )
    assert whole.is_aside
    assert step.text == "025190000222"
    assert step.is_number


def test_yes_and_no_and_nothing() -> None:
    flag = line("f", FieldType.BOOL)
    said = [written(flag, None, v, DateStyle.DAY_FIRST) for v in (True, False, None)]
    assert said == ["Có", "Không", ""]


def test_a_table_is_handed_over_cell_by_cell_and_a_list_entry_by_entry() -> None:
    values = {"rows": [{"who": "A", "pin": "025190000222"}, {"who": "B"}], "list": ["x", "y"]}
    steps = steps_in_order(ITEMS, ["rows", "list"], values, DateStyle.DAY_FIRST)
    assert [(s.id, s.text) for s in steps] == [
        ("rows/0/who", "A"), ("rows/0/pin", "025190000222"), ("rows/1/who", "B"),
        ("rows/1/pin", ""), ("list/0", "x"), ("list/1", "y"),
    ]  # fmt: skip
    assert steps[2].section == "rows, dòng 2"
    assert steps[1].is_number


def test_an_empty_table_is_still_a_line_to_reach() -> None:
    (step,) = steps_in_order(ITEMS, ["rows"], {}, DateStyle.DAY_FIRST)
    assert (step.id, step.text) == ("rows", "")


def test_a_dossier_without_a_form_can_go_to_the_province_and_the_portal_not_to_hotich() -> None:
    assert [t.system for t in targets_for(None)] == ["tinh", "cong_dvcqg", "khac"]
    assert not any(t.is_known for t in targets_for(None))


def test_no_personal_value_shows_in_a_step() -> None:
    (step,) = steps_in_order(ITEMS, ["name"], {"name": "Trần Thị Mến"}, DateStyle.DAY_FIRST)
    assert "MẾN" not in repr(step)


def test_items_keep_their_line() -> None:
    found: list[Item] = [item for item in ITEMS if item.id == "born#day"]
    assert [i.label for i in found] == ["born: ngày"]
    assert found[0].line.key == "born"
