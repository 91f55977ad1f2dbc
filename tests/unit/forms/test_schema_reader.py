from __future__ import annotations

from datetime import date

import pytest

from base.errors import InputError
from forms.schema import FieldType, PrintAs, Required, Slot
from forms.schema_reader import read_head, read_schema
from tests.unit.forms.conftest import FormToml

HEAD = """
id = "tk_thu"
title = "TỜ KHAI THỬ"
version = "1"
source = "Thông tư thử"
valid_from = 2026-01-01
confidence = "low"
procedures = [
  "9.000001",
]
"""
BODY = """
[[roles]]
key = "mother"
label = "Mẹ"

[[sections]]
key = "one"
title = "Phần một"

[[sections.fields]]
key = "name"
label = "Tên"
type = "name"
required = "yes"
role = "mother"
slot = "full_name"

[[sections.fields]]
key = "day"
label = "Ngày"
type = "date"

[[rules]]
rule = "not_future"
code = "FORM-30"
severity = "error"
message = "“{label}” sau {today}."
basis = "Thông tư 1/2026/TT-THU"
params = { keys = ["day"] }
"""


def test_a_folder_is_read_into_a_frozen_schema(form_folder: FormToml) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    assert (schema.id, schema.valid_from, schema.valid_to) == ("tk_thu", date(2026, 1, 1), None)
    name, day = schema.fields
    assert (name.type, name.required, name.slot) == (FieldType.NAME, Required.YES, Slot.FULL_NAME)
    assert name.print_as is PrintAs.CAPITALS
    assert (day.required, day.print_as) == (Required.NO, PrintAs.PLAIN)
    assert [rule.rule for rule in schema.rules] == ["required", "not_future"]
    assert schema.rules[0].params == {"keys": ["name"]}


def test_the_head_is_read_without_the_rest(form_folder: FormToml) -> None:
    head = read_head(form_folder(HEAD + "[[sections]]\nthis is no toml"))
    assert (head.id, head.procedures) == ("tk_thu", ("9.000001",))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("no toml at all", "line 1"),
        (HEAD.replace('id = "tk_thu"', ""), "phần đầu: thiếu mục “id”"),
        (HEAD.replace("2026-01-01", '"hôm nay"'), "valid_from"),
        (HEAD + 'owner = "ai"\n' + BODY, "owner"),
        (HEAD + BODY + "[colours]\n", "colours"),
        (HEAD + BODY + '[[situation]]\nkey = "late"\nwhen = "filled"\nfield = "night"', "night"),
        (HEAD + BODY.replace('type = "date"', 'type = "day"'), "day"),
        (HEAD + BODY.replace('type = "date"', 'typ = "date"'), "typ"),
        (HEAD + BODY.replace('key = "day"', 'key = "name"'), "“name” có hai lần"),
        (HEAD + BODY.replace('role = "mother"', 'role = "uncle"'), "uncle"),
        (HEAD + BODY.replace('slot = "full_name"', 'slot = "shoe_size"'), "shoe_size"),
        (HEAD + BODY.replace('type = "date"', 'type = "date"\nderive = "guess x"'), "guess"),
        (HEAD + BODY.replace('"not_future"', '"not_past"'), "not_past"),
        (HEAD + BODY.replace('keys = ["day"]', 'keys = ["night"]'), "night"),
        (HEAD + BODY.replace('keys = ["day"]', 'key = "day"'), "not_future"),
        (HEAD + BODY.replace("{today}", "{tomorrow}"), "tomorrow"),
        (HEAD + BODY.replace('basis = "Thông tư 1/2026/TT-THU"', 'basis = ""'), "basis"),
        (HEAD + BODY.replace('severity = "error"', 'severity = "fatal"'), "fatal"),
        (HEAD.replace('"tk_thu"', '"../x"') + BODY, "id “../x”"),
        (HEAD.replace('"tk_thu"', '"Tk thử"') + BODY, "id"),
        (HEAD + "valid_to = 2025-12-31\n" + BODY, "“valid_to” ở trước"),
        (HEAD + "pages = 0\n" + BODY, "pages = 0"),
        (HEAD + 'paper = "A3"\n' + BODY, "A3"),
        (HEAD + BODY.replace('key = "day"', 'key = "Day one"'), "khoá “Day one”"),
        (HEAD + BODY.replace('key = "day"', 'key = "not"'), "khoá “not”"),
        (HEAD + BODY.replace('key = "day"', 'key = "paper_marks"'), "khoá “paper_marks”"),
        (HEAD + BODY.replace('key = "day"', 'key = "name__row"'), "khoá “name__row”"),
        (HEAD + BODY + '[[roles]]\nkey = "mother"\nlabel = "Mẹ"\n', "“mother” có hai lần"),
        (HEAD + BODY.replace('keys = ["day"]', 'keys = "day"'), "keys"),
        (HEAD + BODY.replace('keys = ["day"]', "keys = [5]"), "keys"),
        (
            HEAD
            + BODY.replace('"not_future"', '"late"')
            .replace('keys = ["day"]', 'key = "day", days = "15"')
            .replace("{today}", "{days}"),
            "days",
        ),
        (
            HEAD
            + BODY.replace('"not_future"', '"required_when"')
            .replace('keys = ["day"]', 'keys = ["day"], when = { night = ["x"] }')
            .replace("{today}", ""),
            "night",
        ),
        (HEAD + BODY.replace("{today}", "{today!r}"), "chỉ ghi tên chữ"),
        (HEAD + BODY.replace("{today}", "{today:>9999999}"), "chỉ ghi tên chữ"),
        (HEAD + BODY.replace("{today}", "{"), "message"),
        (HEAD + BODY.replace('type = "date"', 'type = "date"\nderive = "copy night"'), "night"),
        (HEAD + "sections = 5\n", "sections"),
        (HEAD + 'rules = ["x"]\n' + BODY.split("[[rules]]")[0], "rules"),
        (HEAD + "layout = 5\n" + BODY, "layout"),
        (HEAD + BODY + '[[situation]]\nkey = "x"\nwhen = "filled"\nfields = 5', "fields"),
    ],
)
def test_a_faulty_folder_is_refused_with_the_fault(
    form_folder: FormToml, text: str, names: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_schema(form_folder(text))
    assert caught.value.code == "FORM-03"
    assert names in caught.value.detail


def test_paper_and_pages_may_be_left_out(form_folder: FormToml) -> None:
    head = read_head(form_folder(HEAD + BODY))
    assert (head.paper, head.pages) == ("A4", 1)


def test_a_folder_without_form_toml_is_refused(form_folder: FormToml) -> None:
    folder = form_folder("")
    (folder / "form.toml").unlink()
    with pytest.raises(InputError) as caught:
        read_head(folder)
    assert caught.value.code == "FORM-03"
