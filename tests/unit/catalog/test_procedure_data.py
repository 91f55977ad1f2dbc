"""The delivered data: complete, strict, clean, and nothing invented to fill a hole."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from catalog.catalogue import DATA, ProvinceFees
from catalog.procedure import FeeExemption, FeeRate, Procedure, TimeAmount

FILES = sorted((DATA / "procedures").glob("*.json"))
UNITS = ("hours", "working_days", "calendar_days")
NO_AMOUNT = {"1.005040", "1.013234", "1.013239", "3.000347", "3.000348"}


class StrictProcedure(Procedure, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same structure, but a misspelt key is an error."""


def entries() -> Iterator[Procedure]:
    for path in FILES:
        yield from msgspec.json.decode(path.read_bytes(), type=list[Procedure])


ALL = tuple(entries())


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_file_has_one_field_and_no_unknown_key(path: Path) -> None:
    procedures = msgspec.json.decode(path.read_bytes(), type=list[StrictProcedure], strict=True)
    assert len({p.field for p in procedures}) == 1
    assert [p.code for p in procedures] == sorted(p.code for p in procedures)


def test_files_are_written_readably() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
        assert text == json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def test_all_633_codes_are_there_once_with_their_status() -> None:
    assert len(ALL) == 633
    assert len({p.code for p in ALL}) == 633
    assert all(re.fullmatch(r"\d\.\d{6}", p.code) for p in ALL)
    assert Counter(p.status for p in ALL) == {
        "current": 599, "repealed": 14, "unverified": 9, "superseded": 7, "scheduled_repeal": 4,
    }  # fmt: skip
    assert Counter(p.confidence.value for p in ALL) == {"high": 289, "medium": 302, "low": 42}


def test_every_entry_has_source_version_and_level() -> None:
    assert all(p.source and p.version and p.level and p.ministry for p in ALL)


def test_texts_are_composed_and_free_of_hidden_characters() -> None:
    for path in DATA.rglob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path
        assert not [c for c in text if unicodedata.category(c) == "Cf"], path


def amounts(procedure: Procedure) -> Iterator[TimeAmount]:
    limit = procedure.time_limit
    yield from (limit, *limit.cases, *limit.by_channel.values())


def test_a_time_has_at_most_one_unit_and_is_positive() -> None:
    for procedure in ALL:
        for amount in amounts(procedure):
            numbers = [getattr(amount, unit) for unit in UNITS if getattr(amount, unit) is not None]
            assert len(numbers) + amount.same_day <= 1, procedure.code
            assert all(number > 0 for number in numbers)
        assert set(procedure.time_limit.by_channel) <= {"direct", "online", "post"}


def test_fee_lines_say_what_they_are_and_rest_on_something() -> None:
    for procedure in ALL:
        for rate in procedure.fees:
            assert rate.kind in {"phi", "le_phi"}
            assert rate.per in {"dossier", "copy", "page", "person"}
            assert rate.name
            assert rate.basis
            assert rate.amount_vnd is None or rate.amount_vnd >= 0
            assert rate.amount_vnd != 0 or rate.free_reason, procedure.code


def test_windows_are_real_dates_in_order() -> None:
    for procedure in ALL:
        parts: list[FeeRate | FeeExemption | Procedure] = [procedure]
        parts += [*procedure.fees, *procedure.exemptions]
        for part in parts:
            begin, end = (
                date.fromisoformat(d) if d else None for d in (part.valid_from, part.valid_to)
            )
            assert begin is None or end is None or begin <= end


def test_no_amount_where_text_and_number_disagree() -> None:
    for procedure in ALL:
        if procedure.code in NO_AMOUNT:
            assert procedure.fees
            assert all(rate.amount_vnd is None for rate in procedure.fees)
            assert procedure.fee_doubt
            assert procedure.fee_text


def test_what_the_province_sets_has_no_amount_here() -> None:
    for procedure in ALL:
        if procedure.fee_set_by and procedure.code not in {"1.001193", "1.000656"}:
            own = [rate for rate in procedure.fees if rate.per == "dossier"]
            assert own, procedure.code
            assert all(rate.amount_vnd is None for rate in own), procedure.code


def test_a_blank_called_free_with_a_tariff_behind_it_is_no_zero() -> None:
    blank = re.compile(r"^Miễn phí – .*(Thông tư|mức thu|phương thức|Phí )")
    for procedure in ALL:
        if blank.match(procedure.fee_text):
            free = [r for r in procedure.fees if r.amount_vnd == 0]
            assert not free or "Không thu" in procedure.fee_text, procedure.code


def test_every_paper_is_counted_and_used() -> None:
    for procedure in ALL:
        for paper in procedure.papers:
            assert paper.use in {"submit", "show", "online", "lookup"}
            assert paper.name
            assert not paper.name.endswith(":")
            assert paper.original + paper.copies > 0, (procedure.code, paper.name)
            assert len(paper.name) <= len(paper.published or paper.name) or paper.published


def test_a_case_in_a_condition_is_one_of_the_procedure() -> None:
    for procedure in ALL:
        known = {case.value for case in procedure.cases}
        used = {
            case
            for paper in procedure.papers
            for condition in paper.when
            if condition.startswith("case=")
            for case in condition.removeprefix("case=").split("|")
        }
        assert used <= known, procedure.code


def test_replacements_lead_to_something_in_force_or_unknown() -> None:
    by_code = {p.code: p for p in ALL}
    for procedure in ALL:
        for code in procedure.replaced_by:
            assert code not in by_code or by_code[code].status == "current", procedure.code
        assert not procedure.replaced_by or not procedure.offerable


def test_repealed_and_superseded_are_never_offerable() -> None:
    for procedure in ALL:
        assert procedure.offerable == (procedure.status in {"current", "scheduled_repeal"})


def test_the_provinces_overlay_is_empty_and_says_so() -> None:
    raw = (DATA / "provinces" / "phu_tho.json").read_bytes()
    overlay = msgspec.json.decode(raw, type=ProvinceFees)
    assert overlay.rates == ()
    assert "Chưa có" in overlay.note


def _fees(code: str) -> tuple[FeeRate, ...]:
    return next(p for p in ALL if p.code == code).fees


@pytest.mark.parametrize(("code", "half", "full"), [
    ("1.014063", 25_000, 50_000), ("1.014064", 35_000, 70_000),
])  # fmt: skip
def test_identity_cards_are_at_half_until_the_end_of_2026(code: str, half: int, full: int) -> None:
    windows: dict[str | None, Any] = {
        r.valid_from: (r.amount_vnd, r.valid_to) for r in _fees(code) if r.amount_vnd
    }
    assert windows == {"2025-07-01": (half, "2026-12-31"), "2027-01-01": (full, None)}


def test_a_border_pass_has_no_amount_where_number_and_text_differ() -> None:
    """Online the source says 5.000 beside a text of 4.000 until the end of 2026."""
    first = {(r.when, r.valid_to): r.amount_vnd for r in _fees("1.003133")}
    assert first == {
        (("channel=direct",), "2026-12-31"): 4_000,
        (("channel=online|post",), "2026-12-31"): None,
        ((), None): 5_000,
    }


def test_what_the_police_alone_carry_out_is_marked_as_theirs() -> None:
    names = {"Công an cấp Xã"}
    unmarked = {p.code for p in ALL if set(p.executing) == names and not p.vertical_agency}
    assert unmarked <= {"2.000282"}  # a shelter's admission: the source names the wrong agency


@pytest.mark.parametrize(("code", "days"), [
    ("2.000806", "10"), ("1.004837", "05"), ("1.004772", "25"), ("1.004884", "25"),
    ("1.004746", "25"),
])  # fmt: skip
def test_a_time_with_verification_is_known_and_marked(code: str, days: str) -> None:
    limit = next(p for p in ALL if p.code == code).time_limit
    assert f"không quá {days} ngày làm việc" in limit.extension
    assert limit.extension_unverified


@pytest.mark.parametrize(("code", "published", "other"), [
    ("1.000656", "03 ngày", "05 ngày"), ("2.000554", "05 ngày", "08 ngày"),
])  # fmt: skip
def test_where_two_sources_differ_the_published_one_counts_and_the_other_is_told(
    code: str, published: str, other: str
) -> None:
    entry = next(p for p in ALL if p.code == code)
    assert published in entry.time_limit.extension
    (hint,) = [h for h in entry.hints if other in h.text and "xác minh" in h.text]
    assert hint.doubt


def test_the_certificate_of_marital_status_warns_of_its_refusals() -> None:
    entry = next(p for p in ALL if p.code == "1.004873")
    said = " ".join(hint.text for hint in entry.hints)
    assert "cùng giới tính" in said
    assert "cơ quan đại diện của nước ngoài tại Việt Nam" in said
    assert "từng nơi cư trú" in said
