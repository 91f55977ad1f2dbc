"""Lines that a choice elsewhere leaves without a meaning, and whose value an offer is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forms.derive.idle import conditions_of, idle_lines
from forms.derive.offered import offer_notes
from forms.library import load_library

TODAY = date(2026, 11, 26)
BIRTH = "tk_dang_ky_khai_sinh"
PENSION = "de_nghi_huu_tri_xa_hoi_mau_01"
NEW_HOME = "Đề nghị nhận trợ cấp hưu trí xã hội tại nơi cư trú mới"


@pytest.mark.parametrize(
    ("answers", "is_idle"),
    [
        ({"copies_wanted": False}, True),
        ({"copies_wanted": True}, False),
        ({}, False),  # nobody has chosen yet
        ({"copies_wanted": False, "copies_count": 2}, False),  # must be seen and mended
        ({"copies_wanted": False, "copies_count": ""}, True),
    ],
)
def test_the_number_of_copies_means_nothing_when_none_are_wanted(
    answers: dict[str, Any], is_idle: bool
) -> None:
    schema = load_library().get(BIRTH, TODAY)
    assert ("copies_count" in idle_lines(schema, answers)) is is_idle


def test_a_tick_box_without_its_tick_says_no() -> None:
    schema = load_library().get(PENSION, TODAY)
    both = {"benefit_pension_amount", "benefit_pension_since"}
    assert both <= idle_lines(schema, {})
    assert not both & idle_lines(schema, {"benefit_pension": True})


def test_a_line_of_one_kind_of_request_is_idle_in_the_others() -> None:
    schema = load_library().get(PENSION, TODAY)
    kinds = schema.line("request_kind").choices  # type: ignore[union-attr]
    idle = {kind: idle_lines(schema, {"request_kind": kind}) for kind in kinds}
    assert [kind for kind in kinds if "new_residence" not in idle[kind]] == [NEW_HOME]
    assert not {"new_residence", "changed_info"} & idle_lines(schema, {})


def test_every_form_that_says_when_copies_are_counted_greys_the_number() -> None:
    for summary in load_library().summaries():
        if summary.head.sheet.value == "missing":
            continue
        schema = load_library().get(summary.head.id, summary.head.valid_from or TODAY)
        wanted, count = schema.line("copies_wanted"), schema.line("copies_count")
        if wanted is not None and count is not None:
            assert "copies_count" in conditions_of(schema), schema.id


def test_an_offer_says_whose_value_it_is() -> None:
    schema = load_library().get(BIRTH, TODAY)
    answers = {"father_name": "HÀ VĂN HÙNG", "mother_name": "NGUYỄN THỊ LAN"}
    assert offer_notes(schema, answers)["child_name"] == {"HÀ": "theo cha", "NGUYỄN": "theo mẹ"}
    same = {"father_ethnicity": "Kinh", "mother_ethnicity": "Kinh"}
    assert offer_notes(schema, same)["child_ethnicity"] == {"Kinh": "theo cha, mẹ"}
