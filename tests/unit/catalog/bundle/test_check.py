"""What makes a catalogue unfit to be signed or installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from base.errors import InputError
from catalog.bundle.check import check_content, content_problems
from catalog.content import DATA, Folder
from tests.unit.catalog.bundle import made

VERSION = "2026.12.01"


def told(edit: made.Edit) -> list[str]:
    problems = content_problems(made.content(VERSION, edit), VERSION)
    return [f"{p.pointer} {p.message}" for p in problems]


def test_the_delivered_catalogue_has_no_problem() -> None:
    source = Folder(DATA)
    assert list(content_problems(source, "2026.11.23")) == []


def set_copy(changes: dict[str, Any]) -> made.Edit:
    def edit(files: made.Files) -> None:
        made.procedure(files, made.COPY).update(changes)

    return edit


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "2000815"}, "mã thủ tục"),
        ({"name": ""}, "thiếu tên"),
        ({"status": "gone"}, "trạng thái"),
        ({"detail_level": "some"}, "mức chi tiết"),
        ({"valid_from": "2027-3-1"}, "ngày phải có dạng"),
        ({"valid_from": "2027-03-01", "valid_to": "2027-01-01"}, "trước ngày bắt đầu"),
        ({"time_limit": {"hours": 8, "working_days": 1}}, "hai đơn vị"),
        ({"time_limit": {"working_days": 0}}, "ngoài khoảng"),
        ({"time_limit": {"by_channel": {"fax": {"hours": 1}}}}, "kênh nộp"),
        ({"papers": [{"name": "A", "use": "keep"}]}, "cách dùng"),
        ({"papers": [{"name": "A", "when": ["nobody_asks"]}]}, "không có câu hỏi này"),
        ({"papers": [{"name": "A", "when": ["channel=fax"]}]}, "không có câu trả lời này"),
        ({"hints": [{"text": "A", "when": ["nobody_asks"]}]}, "không có câu hỏi này"),
        ({"fees": [{"name": "A", "kind": "tax", "amount_vnd": 1, "basis": "B"}]}, "loại, đơn vị"),
        ({"fees": [{"name": "A", "kind": "phi", "amount_vnd": 0, "basis": "B"}]}, "ghi lý do"),
        ({"fees": [{"name": "A", "kind": "phi", "amount_vnd": -1, "basis": "B"}]}, "ngoài khoảng"),
        ({"replaced_by": ["2.000815"]}, "chính mình"),
        ({"questions": [{"key": "a", "text": "b", "choices": []}]}, "situations.json"),
        ({"name": "Chứng thư\u0323c"}, "NFC"),
        ({"name": "Chứng\u200b thực"}, "ký tự ẩn"),
    ],
)
def test_a_mistake_in_a_procedure_is_told(changes: dict[str, Any], words: str) -> None:
    assert any(words in line for line in told(set_copy(changes)))


def _two_versions(earlier: dict[str, Any], later: dict[str, Any]) -> made.Edit:
    def edit(files: made.Files) -> None:
        one = made.procedure(files, made.COPY)
        files["procedures/chung-thuc.json"].append({**one, **later})
        one.update(earlier)

    return edit


def test_a_later_version_may_lie_ready() -> None:
    assert told(_two_versions({}, {"valid_from": "2027-03-01"})) == []
    ending = {"valid_to": "2027-02-28"}
    assert told(_two_versions(ending, {"valid_from": "2027-03-01"})) == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [({}, {}), ({"valid_to": "2027-03-01"}, {"valid_from": "2027-03-01"})],
)
def test_one_day_has_one_version(earlier: dict[str, Any], later: dict[str, Any]) -> None:
    assert told(_two_versions(earlier, later))


def _drop(name: str) -> made.Edit:
    return lambda files: files.pop(name)


def _set(name: str, value: object) -> made.Edit:
    def edit(files: made.Files) -> None:
        files[name] = value

    return edit


def _calendar(**day: str) -> made.Edit:
    def edit(files: made.Files) -> None:
        files["calendar.json"]["days"].append(
            {"name": "A", "basis": "B", "certainty": "law", "kind": "holiday"} | day
        )

    return edit


def _province(files: made.Files) -> None:
    rate = {"name": "A", "kind": "phi", "amount_vnd": 1, "basis": "B"}
    files["provinces/phu_tho.json"]["rates"] = [{"procedure": "9.999999", "rate": rate}]


def _unknown_codes(files: made.Files) -> None:
    files["usage.json"]["weights"].append({"code": "9.999999", "weight": 1})
    files["synonyms.json"]["phrases"][0]["codes"] = ["9.999998"]
    files["workflows.json"]["workflows"][0]["codes"] = ["9.999997"]


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (_drop("calendar.json"), "thiếu tệp này"),
        (_drop("provinces/phu_tho.json"), "thiếu tệp này"),
        (_set("situations.json", {"late": {"text": 1}}), "không đúng cấu trúc"),
        (_set("procedures/giam-ngheo.json", [{"code": "1.000001"}]), "không đúng cấu trúc"),
        (_calendar(date="2026-11-24"), "ghi hai lần"),
        (_calendar(date="2028-01-02", kind="party"), "loại ngày"),
        (_province, "9.999999"),
        (_unknown_codes, "9.999997"),
        (_unknown_codes, "9.999998"),
        (_unknown_codes, "9.999999"),
    ],
)
def test_a_mistake_in_another_file_is_told(edit: Callable[[made.Files], None], words: str) -> None:
    assert any(words in line for line in told(edit))


def test_two_fields_in_one_file_are_told() -> None:
    def edit(files: made.Files) -> None:
        files["procedures/chung-thuc.json"][0]["field"] = "Hộ tịch"

    assert any("một lĩnh vực" in line for line in told(edit))


def test_the_version_inside_must_be_the_one_that_is_signed() -> None:
    with pytest.raises(InputError) as caught:
        check_content(made.content("2026.12.01"), "2026.12.02")
    assert caught.value.code == "CAT-11"
    assert caught.value.fields[0].pointer == "/catalogue.json"
