"""Profiles from a file: every mistake named by its field, in Vietnamese."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from base.errors import InputError
from desk.centre import parse_profile, sample_profile
from desk.profile import CentreProfile

TOML = """
parent_org = "UBND XÃ SÔNG MẪU"
unit = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ SÔNG MẪU"
centre = "Trung tâm Phục vụ hành chính công xã Sông Mẫu"
authority = "Ủy ban nhân dân xã Sông Mẫu"
place = "Sông Mẫu"
province = "Phú Thọ"
tag = "SM1"

[gateway]
kind = "package"
folder = 'D:\\goi'

[[hours]]
spans = [["07:00", "11:30"], ["13:00", "16:30"]]
valid_from = 2026-04-16
valid_to = 2026-10-15

[[hours]]
spans = [["07:30", "11:30"], ["13:30", "17:00"]]
valid_from = 2026-10-16

[[signers]]
name = "Người Ký Mẫu"
title = "Giám đốc"
"""


def _raw(**changes: object) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(sample_profile())
    return {**raw, **changes}


def _problems(raw: object) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        parse_profile(json.dumps(raw).encode())
    assert caught.value.code == "DESK-03"
    assert {field.code for field in caught.value.fields} == {"DESK-03"}
    return {field.pointer: field.message for field in caught.value.fields}


def _hours(*spans: tuple[str, str], **period: str) -> dict[str, object]:
    return {"spans": list(spans), **period}


def test_json_and_toml_say_the_same() -> None:
    from_toml = parse_profile(TOML.encode())
    assert from_toml.hours[0].valid_to == "2026-10-15"
    assert from_toml.gateway is not None
    assert from_toml.gateway.folder == "D:\\goi"
    assert parse_profile(msgspec.json.encode(from_toml)) == from_toml


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\r\n\n", b""])
def test_a_byte_order_mark_and_empty_lines_do_no_harm(mark: bytes) -> None:
    assert parse_profile(mark + TOML.encode()) == parse_profile(TOML.encode())
    assert parse_profile(mark + json.dumps(_raw()).encode()) == sample_profile()


def test_a_toml_file_may_begin_with_a_table() -> None:
    table = TOML[TOML.index("[gateway]") : TOML.index("[[hours]]")]
    with pytest.raises(InputError) as caught:
        parse_profile(table.encode())
    assert caught.value.code == "DESK-03"  # read as TOML: only the other fields are missing


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1]",
        b"tag = ",
        b"\xff\xfe\x00",
        "tag = SÔNG".encode(),
        b"[" * 100_000,
        b'{"tag": "A"} extra',
        b" " * 300_000,
    ],
)
def test_what_is_neither_json_nor_toml_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse_profile(data)
    assert caught.value.code in {"DESK-02", "DESK-03"}
    assert caught.value.next_step


def test_all_missing_fields_are_named_at_once() -> None:
    raw = _raw()
    for name in ("tag", "place", "authority"):
        del raw[name]
    assert _problems(raw) == dict.fromkeys(("/authority", "/place", "/tag"), "Thiếu trường này.")


@pytest.mark.parametrize("name", ["parent_org", "unit", "centre", "authority", "place", "province"])
@pytest.mark.parametrize("empty", ["", "  ", "\u200b\n"])
def test_a_field_left_empty_is_named(name: str, empty: str) -> None:
    assert _problems(_raw(**{name: empty})) == {f"/{name}": "Không được để trống."}


@pytest.mark.parametrize(
    "tag", ["S", "SONGMAUXA", "sm1", "SÔNG", "SM-1", "SM 1", "SM1\u0661", "١٢"]
)
def test_a_tag_is_two_to_eight_capitals_or_digits(tag: str) -> None:
    assert list(_problems(_raw(tag=tag))) == ["/tag"]


@pytest.mark.parametrize("tag", ["SM", "12", "SONGMAU1"])
def test_good_tags_pass(tag: str) -> None:
    assert parse_profile(json.dumps(_raw(tag=tag)).encode()).tag == tag


@pytest.mark.parametrize(
    ("changes", "pointer", "words"),
    [
        ({"phone": 210}, "/phone", "Phải là chữ"),
        ({"saturday_reception": "có"}, "/saturday_reception", "true hoặc false"),
        ({"hours": {}}, "/hours", "danh sách"),
        ({"gateway": "package"}, "/gateway", "nhóm"),
        ({"mayor": "x"}, "/mayor", "Không có trường nào"),
        ({"signers": [{"name": "A"}]}, "/signers/0/title", "Thiếu"),
        ({"signers": [{"name": "A", "title": "B", "age": 1}]}, "/signers/0/age", "Không có"),
        ({"hours": [{"spans": [["07:30"]]}]}, "/hours/0/spans/0", ""),
        ({"hours": [{"spans": [["07:30", 11]]}]}, "/hours/0/spans/0/1", "Phải là chữ"),
        ({"gateway": {"folder": "D:"}}, "/gateway/kind", "Thiếu"),
    ],
)
def test_a_wrong_shape_is_named_at_its_place(
    changes: dict[str, object], pointer: str, words: str
) -> None:
    problems = _problems(_raw(**changes))
    assert list(problems) == [pointer]
    assert words in problems[pointer]
    assert problems[pointer]


@pytest.mark.parametrize(
    ("hours", "pointers"),
    [
        ([], ["/hours"]),
        ([_hours()], ["/hours/0/spans"]),
        ([_hours(("7:30", "11:30"))], ["/hours/0/spans/0"]),
        ([_hours(("07:30", "24:00"))], ["/hours/0/spans/0"]),
        ([_hours(("07:60", "11:30"))], ["/hours/0/spans/0"]),
        ([_hours(("11:30", "07:30"))], ["/hours/0/spans/0"]),
        ([_hours(("07:30", "07:30"))], ["/hours/0/spans/0"]),
        ([_hours(("07:30", "11:30"), ("11:00", "17:00"))], ["/hours/0/spans/1"]),
        ([_hours(("13:30", "17:00"), ("07:30", "11:30"))], ["/hours/0/spans/1"]),
        (
            [_hours(("07:00", "12:00"), ("13:00", "17:00"), ("14:00", "15:00"))],
            ["/hours/0/spans/2"],
        ),
        ([_hours(("07:30", "11:30"), valid_from="26/11/2026")], ["/hours/0/valid_from"]),
        ([_hours(("07:30", "11:30"), valid_to="2026-02-30")], ["/hours/0/valid_to"]),
        ([_hours(("07:30", "11:30"), valid_to="20261130")], ["/hours/0/valid_to"]),
        (
            [_hours(("07:30", "11:30"), valid_from="2026-12-01", valid_to="2026-11-30")],
            ["/hours/0/valid_to"],
        ),
        ([_hours(("07:30", "11:30")), _hours(("08:00", "11:30"))], ["/hours/1"]),
        (
            [
                _hours(("07:30", "11:30"), valid_to="2026-06-30"),
                _hours(("07:30", "11:30"), valid_from="2026-06-30"),
            ],
            ["/hours/1"],
        ),
        (
            [_hours(("x", "y")), _hours(("11:30", "07:30"), valid_from="x")],
            ["/hours/0/spans/0", "/hours/1/spans/0", "/hours/1/valid_from"],
        ),
    ],
)
def test_hours_are_in_order_and_do_not_overlap(hours: list[object], pointers: list[str]) -> None:
    assert sorted(_problems(_raw(hours=hours))) == sorted(pointers)


def test_hours_that_follow_each_other_pass() -> None:
    hours = [
        _hours(("07:30", "11:30"), ("11:30", "17:00"), valid_to="2026-06-30"),
        _hours(("07:00", "11:00"), valid_from="2026-07-01"),
    ]
    assert len(parse_profile(json.dumps(_raw(hours=hours)).encode()).hours) == 2


@pytest.mark.parametrize(
    ("gateway", "pointer"),
    [
        ({"kind": "pakage", "folder": "D:"}, "/gateway/kind"),
        ({"kind": "package"}, "/gateway/folder"),
        ({"kind": "package", "folder": " "}, "/gateway/folder"),
    ],
)
def test_a_gateway_that_leads_nowhere_is_named(gateway: object, pointer: str) -> None:
    assert list(_problems(_raw(gateway=gateway))) == [pointer]


def test_only_the_two_suffixes_of_the_circular_pass() -> None:
    assert list(_problems(_raw(doc_suffix="XYZ"))) == ["/doc_suffix"]


def test_a_signer_needs_a_name_and_days_that_make_sense() -> None:
    signer = {"name": "", "title": " ", "valid_from": "x", "valid_to": "2026-01-01"}
    assert list(_problems(_raw(signers=[signer]))) == [
        "/signers/0/name",
        "/signers/0/title",
        "/signers/0/valid_from",
    ]


def test_text_is_made_clean_and_composed() -> None:
    profile = parse_profile(
        json.dumps(_raw(place="  So\u0302ng   Ma\u0302\u0303u\u202e\n")).encode()
    )
    assert profile.place == "Sông Mẫu"


def test_several_mistakes_are_told_together() -> None:
    problems = _problems(_raw(tag="x", doc_suffix="x", unit=""))
    assert sorted(problems) == ["/doc_suffix", "/tag", "/unit"]
    assert isinstance(sample_profile(), CentreProfile)
