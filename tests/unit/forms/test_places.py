"""Old addresses: offered anew where the line wants today's units, left alone where it quotes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from base.errors import InputError
from citizens.person import DocumentKind, Person
from forms.choices.agencies import Home, agency_options
from forms.choices.place_search import begin, search_places, written
from forms.choices.places import today_of
from forms.library import load_library
from forms.prefill import FillContext, prefill
from forms.schema import Field, FieldType, FormSchema, PlaceForm, Required, Slot
from forms.schema_reader import read_schema
from forms.views import schema_json
from tests.unit.forms.conftest import TODAY, sample_of

OLD = "Khu 3, phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ"
NEW = "Khu 3, phường Việt Trì, tỉnh Phú Thọ"
CONTEXT = FillContext("Ủy ban nhân dân xã Sông Mẫu", "Sông Mẫu", TODAY)


def offers(schema: FormSchema, **answers: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401
    given = {**sample_of(schema), **answers}
    filled = prefill(schema, {}, context=CONTEXT, answers=given)
    assert all(filled.answers[key] == value for key, value in answers.items())  # none rewritten
    return {key: value for key, value in filled.suggestions.items() if key in answers}


def test_an_old_address_is_offered_as_it_is_called_today_and_stays_as_typed(
    birth: FormSchema,
) -> None:
    assert offers(birth, mother_residence=OLD) == {"mother_residence": (NEW,)}
    assert offers(birth, mother_residence=NEW) == {}
    assert offers(birth, mother_residence="Đã chết") == {}


def test_the_address_of_a_card_keeps_its_year_beside_the_offer(birth: FormSchema) -> None:
    mother = Person(
        full_name="Nguyễn Thị Lan", residence="Khu 3, Gia Cẩm, Việt Trì, Phú Thọ",
        personal_number="025190000222", issue_date=date(2021, 8, 12), document=DocumentKind.CCCD,
    )  # fmt: skip
    filled = prefill(birth, {"mother": mother}, context=CONTEXT)
    assert filled.answers["mother_residence"] == mother.residence
    assert "2021" in filled.sources["mother_residence"].note
    assert filled.suggestions["mother_residence"] == (NEW,)


def test_every_part_of_a_split_commune_is_offered() -> None:
    from citizens.addresses.table import load_table

    table = load_table()
    row = next(n for n, c in enumerate(table.old_communes) if len(c.communes) > 2 and c.name)
    texts = today_of(f"Số 5, {table.old_name(row)}")
    assert len(texts) == len(table.old_communes[row].communes)
    assert all(text.startswith("Số 5, ") for text in texts)


@pytest.mark.parametrize(
    ("day", "wanted"), [("2024-05-01", ()), ("2025-06-30", ()), ("2025-07-01", (NEW,))]
)
def test_a_place_is_called_as_on_the_day_of_the_event(day: str, wanted: tuple[str, ...]) -> None:
    schema = load_library().get("tk_dang_ky_khai_tu", TODAY)
    found = offers(schema, death_place=OLD, death_date=day)
    assert found.get("death_place", ()) == wanted


def test_what_an_old_paper_says_stays() -> None:
    schema = load_library().get("tk_dang_ky_lai_khai_sinh", TODAY)
    assert offers(schema, subject_birthplace=OLD, prev_agency=f"UBND {OLD}") == {}


def test_a_place_at_an_event_names_the_line_with_its_day(birth: FormSchema, tmp_path: Path) -> None:
    text = (birth.folder / "form.toml").read_text(encoding="utf-8")
    folder = tmp_path / birth.id
    folder.mkdir()
    for wrong in (text.replace('event = "child_dob"', 'event = "nothing"'),
                  text.replace(', event = "child_dob"', "")):  # fmt: skip
        (folder / "form.toml").write_text(wrong, encoding="utf-8")
        with pytest.raises(InputError, match="FORM-03"):
            read_schema(folder)


def test_the_form_shows_which_units_a_place_wants(birth: FormSchema) -> None:
    lines = {f["key"]: f for s in schema_json(birth)["sections"] for f in s["fields"]}
    assert lines["child_birthplace"]["place_form"] == "at_event"
    assert lines["child_birthplace"]["event"] == "child_dob"
    assert "place_form" not in lines["mother_residence"]  # an address is of today


def test_the_picker_begins_with_what_stands_in_the_line() -> None:
    start = begin(OLD, "Tỉnh Phú Thọ")
    assert (start.detail, start.province_code) == ("Khu 3", "25")
    assert [place.title for place in start.places] == ["Phường Việt Trì"]
    assert written(start.places[0], start.detail) == NEW
    empty = begin("", "Tỉnh Phú Thọ")
    assert (empty.detail, empty.province_code, empty.places) == ("", "25", ())
    facility = begin("Trạm y tế xã", "")
    assert (facility.detail, facility.province_code) == ("Trạm y tế xã", "")


def test_an_old_name_leads_to_today_and_is_itself_offered_only_where_it_may_stand() -> None:
    today = search_places("gia cẩm việt trì", "25", with_old=False)
    assert [place.title for place in today] == ["Phường Việt Trì"]
    assert "Gia Cẩm" in today[0].detail
    both = search_places("gia cẩm việt trì", "25", with_old=True)
    assert written(both[0], "Khu 3") == OLD


def test_the_chosen_province_comes_first() -> None:
    here = search_places("tân", "25", with_old=False)
    assert here[0].detail.endswith("Phú Thọ")


def agency(hint: str = "", form: PlaceForm | None = None, slot: Slot | None = None) -> Field:
    return Field(
        "a", "Cơ quan", FieldType.AGENCY, Required.NO, hint=hint, place_form=form, slot=slot
    )


def options(line: Field, text: str) -> list[str]:
    home = Home("Ủy ban nhân dân xã Sông Mẫu", "Tỉnh Phú Thọ")
    return [option.name for option in agency_options(line, text, home)]


def test_the_centre_comes_first_then_the_communes_of_its_province() -> None:
    found = options(agency(), "")
    assert found[0] == "Ủy ban nhân dân xã Sông Mẫu"
    assert all(name.endswith("tỉnh Phú Thọ") for name in found[1:])


def test_short_words_and_old_names_give_the_agency_of_today() -> None:
    assert options(agency(), "ubnd gia cẩm, việt trì") == [
        "Ủy ban nhân dân phường Việt Trì, tỉnh Phú Thọ"
    ]
    police = options(agency("Công an xã, phường, đặc khu …"), "gia cẩm, việt trì")
    assert police == ["Công an phường Việt Trì, tỉnh Phú Thọ"]


def test_a_line_that_quotes_an_old_paper_gets_the_old_agency_too() -> None:
    assert options(agency(form=PlaceForm.AS_WRITTEN), "ubnd gia cẩm, việt trì") == [
        "Ủy ban nhân dân phường Gia Cẩm, thành phố Việt Trì, tỉnh Phú Thọ",
        "Ủy ban nhân dân phường Việt Trì, tỉnh Phú Thọ",
    ]


def test_cards_have_two_issuers() -> None:
    assert options(agency(slot=Slot.ISSUER), "") == ["Bộ Công an", "Cục Cảnh sát QLHC về TTXH"]
