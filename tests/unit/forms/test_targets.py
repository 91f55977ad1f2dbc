from __future__ import annotations

from datetime import date

import pytest

from base.errors import InputError
from forms.library import LIBRARY_DIR, load_library
from forms.schema_reader import read_schema
from forms.targets import load_targets, targets_for
from forms.targets.writing import DateStyle
from tests.unit.forms.conftest import FormToml
from tests.unit.forms.test_schema_reader import BODY, HEAD


def test_a_form_without_a_file_knows_the_order_of_no_system(form_folder: FormToml) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    assert load_targets(schema) == ()


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
        'name = "x"\norder = ["day"]\ncompared = false',
        'name = "x"\norder = ["day"]\ncompared = false\nsource = "Nghị định"',
    ],
)
def test_a_faulty_order_is_refused(form_folder: FormToml, text: str) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    (schema.folder / "targets").mkdir()
    (schema.folder / "targets" / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_targets(schema)
    assert caught.value.code == "FORM-03"


@pytest.mark.parametrize(
    "form_id", ["tk_dien_tu_lien_thong_khai_sinh", "tk_dien_tu_lien_thong_khai_tu"]
)
def test_an_electronic_declaration_goes_to_the_portal_line_by_line_as_it_is_numbered(
    form_id: str,
) -> None:
    schema = load_library().get(form_id, date(2026, 11, 26))
    portal = next(t for t in targets_for(schema) if t.system == "cong_dvcqg")
    assert portal.items == tuple(line.key for line in schema.fields)
    assert not portal.is_compared
    assert portal.source.startswith("Nghị định 63/2024/NĐ-CP")
    assert portal.confidence == "low"
    assert portal.asks_dossier


def test_no_other_order_is_claimed_to_be_known() -> None:
    files = {path.relative_to(LIBRARY_DIR).as_posix() for path in LIBRARY_DIR.glob("*/targets/*")}
    assert files == {
        "tk_dien_tu_lien_thong_khai_sinh/targets/cong_dvcqg.toml",
        "tk_dien_tu_lien_thong_khai_tu/targets/cong_dvcqg.toml",
    }
