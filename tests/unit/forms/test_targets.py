from __future__ import annotations

import pytest

from base.errors import InputError
from forms.schema_reader import read_schema
from forms.targets import load_targets, sheet_order, targets_for
from forms.targets.writing import DateStyle
from tests.unit.forms.conftest import FormToml
from tests.unit.forms.test_schema_reader import BODY, HEAD


def test_without_a_known_order_the_sheet_gives_it(form_folder: FormToml) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    assert load_targets(schema) == ()
    assert [line.key for line in sheet_order(schema).lines] == ["name", "day"]


def test_a_system_has_its_own_order(form_folder: FormToml) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    (schema.folder / "targets").mkdir()
    file = schema.folder / "targets" / "he_thong_thu.toml"
    file.write_text('name = "Hệ thống thử"\norder = ["day", "name"]', encoding="utf-8")
    (target,) = load_targets(schema)
    assert (target.system, target.name) == ("he_thong_thu", "Hệ thống thử")
    assert [line.key for line in target.lines] == ["day", "name"]
    assert target.items == ("day", "name")
    assert target.dates is DateStyle.DAY_FIRST


def test_a_system_may_ask_for_pieces_of_a_line_and_write_dates_its_way(
    form_folder: FormToml,
) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    (schema.folder / "targets").mkdir()
    file = schema.folder / "targets" / "tinh.toml"
    text = 'name = "Hệ thống tỉnh"\norder = ["name#given", "day"]\ndates = "ddmmyyyy"'
    file.write_text(text, encoding="utf-8")
    first = targets_for(schema)[0]
    assert (first.system, first.items) == ("tinh", ("name#given", "day"))
    assert first.dates is DateStyle.COMPACT
    assert [t.system for t in targets_for(schema)] == ["tinh", "ho_tich", "cong_dvcqg", "khac"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no toml",
        'name = "x"\norder = ["nobody"]',
        'order = ["day"]',
        'name = "x"\norder = []',
        'name = "x"\norder = ["day", "day"]',
        'name = "x"\norder = ["day#number"]',
        'name = "x"\norder = ["day"]\ndates = "hôm qua"',
    ],
)
def test_a_faulty_order_is_refused(form_folder: FormToml, text: str) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    (schema.folder / "targets").mkdir()
    (schema.folder / "targets" / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_targets(schema)
    assert caught.value.code == "FORM-03"
