"""Ethnic groups and nationalities: the lists are whole, and found by folded syllables."""

from __future__ import annotations

import pytest

from forms.choices.lists import ethnicities, find, known_as, nationalities, written_name
from forms.schema import FormSchema, Severity
from forms.views import judge
from tests.unit.forms.conftest import TODAY, sample_of


def names(text: str) -> list[str]:
    return [hit.entry.name for hit in find(ethnicities(), text)]


def test_there_are_54_groups_each_once_with_its_code() -> None:
    groups = ethnicities()
    assert [group.code for group in groups] == [f"{n:02d}" for n in range(1, 55)]
    assert len({group.name for group in groups}) == 54
    assert (groups[0].name, groups[-1].name) == ("Kinh", "Rơ-măm")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kinh", "Kinh"),
        ("muong", "Mường"),
        ("e d", "Ê-đê"),
        ("ede", "Ê-đê"),
        ("Gia Rai", "Gia-rai"),
        ("cao lan", "Sán Chay"),
        ("h'mông", "Mông"),
        ("van kieu", "Bru-Vân Kiều"),
        ("thổ", "Thổ"),
    ],
)
def test_beginnings_of_syllables_find_a_group_also_by_another_name(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_nothing_typed_shows_the_whole_list_and_nonsense_nothing() -> None:
    assert len(names("")) == 54
    assert names("zzz") == []


def test_a_name_of_several_groups_gives_them_all() -> None:
    assert {hit.entry.name for hit in known_as(ethnicities(), "Xá Lá Vàng")} == {
        "Thổ", "La Hủ", "Chứt", "Mảng",
    }  # fmt: skip


def test_marks_tell_groups_apart_that_have_the_same_letters() -> None:
    assert [hit.entry.name for hit in known_as(ethnicities(), "Mạ")] == ["Mạ"]
    assert [hit.via for hit in known_as(ethnicities(), "Lừ")] == [""]  # the letters of Lự


def test_only_capitals_are_set_right() -> None:
    assert written_name(ethnicities(), "kinh") == "Kinh"
    assert written_name(ethnicities(), "gia rai") == "gia rai"  # another spelling stays


def test_viet_nam_comes_first_and_everyday_names_are_known() -> None:
    assert nationalities()[0].name == "Việt Nam"
    assert find(nationalities(), "uc")[0].entry.name == "Ô-xtrây-li-a"


def problems(schema: FormSchema, text: str, **more: object) -> list[tuple[str, Severity]]:
    answers = {**sample_of(schema), "child_ethnicity": text, **more}
    found = judge(schema, answers, today=TODAY)
    return [(p.code, p.severity) for p in found if p.code.startswith("LINE")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Kinh", ""), ("Mường", ""), ("gia rai", ""), ("không rõ", ""), ("Khmer", ""),
     ("Cao Lan", "LINE-02"), ("Sao Hỏa", "LINE-01")],
)  # fmt: skip
def test_other_words_are_warned_of_and_never_refused(
    birth: FormSchema, text: str, code: str
) -> None:
    assert problems(birth, text) == ([(code, Severity.WARNING)] if code else [])


def test_the_list_is_for_citizens_only(birth: FormSchema) -> None:
    foreign = {
        "mother_ethnicity": "Yamato", "mother_nationality": "Nhật Bản", "child_ethnicity": "Kinh",
    }  # fmt: skip
    found = judge(birth, {**sample_of(birth), **foreign}, today=TODAY)
    assert not [p for p in found if p.code.startswith("LINE")]
    home = {**foreign, "mother_nationality": "Việt Nam"}
    found = judge(birth, {**sample_of(birth), **home}, today=TODAY)
    assert [p.pointer for p in found if p.code == "LINE-01"] == ["/mother_ethnicity"]
