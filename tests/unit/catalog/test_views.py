"""JSON in the shapes of the command line's contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from base.clock import VIETNAM
from catalog.calendar import WorkingCalendar
from catalog.catalogue import Catalogue
from catalog.checklist import checklist_for
from catalog.due import due_for
from catalog.fees import fee_for
from catalog.procedure import Procedure
from catalog.views import (
    checklist_to_json,
    due_to_json,
    fee_to_json,
    hits_to_json,
    procedure_to_json,
)
from desk.profile import OfficeHours
from tests.unit.catalog.conftest import TODAY

Get = Callable[[str], Procedure]


def test_the_whole_procedure_with_source_and_confidence(procedure: Get) -> None:
    data = procedure_to_json(procedure("1.001193"))
    assert data["code"] == "1.001193"
    assert data["confidence"] == "high"
    assert data["source"].startswith("github:")
    assert data["time_limit"]["same_day"] is True
    assert data["papers"][0]["form_id"] == "tk_dang_ky_khai_sinh"
    assert data["non_territorial"] is None
    assert set(data) >= set(Procedure.__struct_fields__)


def test_every_procedure_is_plain_json(catalogue: Catalogue) -> None:
    for entry in catalogue.all(TODAY):
        data = procedure_to_json(entry)
        assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_a_fee_with_its_exemption(procedure: Get) -> None:
    data = fee_to_json(fee_for(procedure("1.001193"), {}, copies=1, on=TODAY))
    assert data["items"][1] == {
        "name": "Phí cấp bản sao trích lục hộ tịch",
        "kind": "phi",
        "amount_vnd": 8000,
        "basis": "Thông tư 281/2016/TT-BTC",
    }
    assert data["total_vnd"] == 8000
    assert data["exempt"]["kinds"] == ["le_phi"]


def test_an_unknown_fee_is_null_and_not_exempt(procedure: Get) -> None:
    data = fee_to_json(fee_for(procedure("1.001193"), {"late": True}, on=TODAY))
    assert data["items"][0]["amount_vnd"] is None
    assert data["total_vnd"] is None
    assert "exempt" not in data


def test_a_checklist_with_its_open_questions(procedure: Get) -> None:
    data = checklist_to_json(checklist_for(procedure("1.001193"), {}))
    assert {"name", "kind", "count", "why", "use"} <= set(data["papers"][0])
    late = next(q for q in data["questions"] if q["key"] == "late")
    assert late["choices"] == [
        {"value": "true", "label": "Có"}, {"value": "false", "label": "Không"},
    ]  # fmt: skip
    assert data["known"] is True


def test_a_checklist_without_data_says_where_to_look(catalogue: Catalogue) -> None:
    bare = next(p for p in catalogue.all(TODAY) if not p.papers)
    data = checklist_to_json(checklist_for(bare, {}))
    assert data["papers"] == []
    assert data["known"] is False
    assert data["message"] == "Chưa có dữ liệu thành phần hồ sơ, xem Cổng DVCQG."


def test_a_due_date_with_vietnams_offset(calendar: WorkingCalendar, procedure: Get) -> None:
    received = datetime(2026, 11, 23, 15, 1, tzinfo=VIETNAM)
    data = due_to_json(due_for(procedure("1.001193"), received, calendar, [OfficeHours()]))
    assert data["due_at"] == "2026-11-25T17:00:00+07:00"
    assert data["counted_days"] == ["2026-11-25"]
    assert data["warnings"] == []


def test_found_procedures(catalogue: Catalogue) -> None:
    first = hits_to_json(catalogue.search("khai sinh"))[0]
    assert (first["code"], first["field"]) == ("1.001193", "Hộ tịch")
    assert first["why"] == "“khai sinh”: đăng ký khai sinh"


def test_a_conditional_paper_and_a_choice_are_told_apart(procedure: Get) -> None:
    papers = checklist_to_json(checklist_for(procedure("1.010040"), {}))["papers"]
    assert [paper.get("conditional") for paper in papers] == [None, True]
    situation = {"no_database_data": True}
    papers = checklist_to_json(checklist_for(procedure("1.013232"), situation))["papers"]
    (choice,) = [paper for paper in papers if "one_of" in paper]
    assert len(choice["one_of"]) == 3


def test_an_undecided_list_names_the_question(procedure: Get) -> None:
    data = checklist_to_json(checklist_for(procedure("1.004222"), {}))
    assert (data["known"], data["undecided"], data["decided_by"]) == (True, True, ["case"])


def test_an_amount_that_must_be_counted_comes_with_its_tariff(procedure: Get) -> None:
    data = fee_to_json(fee_for(procedure("2.000815"), {}, on=TODAY))
    assert data["items"][0]["amount_vnd"] is None
    assert data["items"][0]["open"].startswith("2.000 đ/trang")
    assert data["asks"] == ["copies", "pages"]
