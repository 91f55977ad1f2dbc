from __future__ import annotations

import pytest

from base.errors import InputError
from forms.schema_reader import read_schema
from forms.targets import load_targets, sheet_order
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


@pytest.mark.parametrize(
    "text", ["", "no toml", 'name = "x"\norder = ["nobody"]', 'order = ["day"]']
)
def test_a_faulty_order_is_refused(form_folder: FormToml, text: str) -> None:
    schema = read_schema(form_folder(HEAD + BODY))
    (schema.folder / "targets").mkdir()
    (schema.folder / "targets" / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_targets(schema)
    assert caught.value.code == "FORM-03"
