"""Who signs for the centre, and what the centre profile gives to the one-stop sheets."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

from base.dates import PartialDate
from base.errors import InputError
from citizens.person import DocumentKind, Person
from desk.centre import sample_profile
from desk.profile import CentreProfile, Signer
from forms.derive.signers import Signatory, signatories
from forms.fill import fill_docx
from forms.prefill import FillContext, prefill
from forms.schema_reader import read_schema
from forms.views import judge
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import TODAY, FormToml, sample_of
from tests.unit.forms.test_schema_reader import BODY, HEAD

HEAD_OF_OFFICE = Signer(name="Lê Hoàng Long", title="Chủ tịch", valid_to="2026-10-31")
DEPUTY = Signer(name="Quách Đình Ước", title="KT. Chủ tịch, Phó Chủ tịch", valid_from="2026-11-01")
CLERK = Signer(name="Hà Thị Xuyến", title="TUQ. CHỦ TỊCH\nCông chức tư pháp - hộ tịch")


def centre(*signers: Signer) -> CentreProfile:
    old = sample_profile()
    fields: dict[str, Any] = {name: getattr(old, name) for name in old.__struct_fields__}
    return CentreProfile(**{**fields, "signers": list(signers), "phone": "0900 000 020"})


def context(*signers: Signer, today: date = TODAY) -> FillContext:
    return FillContext("UBND xã Sông Mẫu", "Sông Mẫu", today, profile=centre(*signers))


@pytest.mark.parametrize(
    ("title", "capacity", "post"),
    [
        ("Giám đốc Trung tâm", "", "Giám đốc Trung tâm"),
        ("KT. CHỦ TỊCH, PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TUQ. Chủ tịch\nCông chức tư pháp - hộ tịch", "TUQ. CHỦ TỊCH",
         "Công chức tư pháp - hộ tịch"),
        ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("TUQ. CHỦ TỊCH", "TUQ. CHỦ TỊCH", ""),
        ("Kế toán", "", "Kế toán"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_whoever_signs_for_another_says_so_over_the_post(
    title: str, capacity: str, post: str
) -> None:
    (who,) = signatories([Signer(name="An", title=title)], TODAY)
    assert (who.capacity, who.title) == (capacity, post)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Chủ tịch", "TM. ỦY BAN NHÂN DÂN"),
        ("Chủ tịch UBND xã", "TM. ỦY BAN NHÂN DÂN"),
        ("KT. CHỦ TỊCH, PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"),
        ("Q. Chủ tịch", "TM. ỦY BAN NHÂN DÂN"),
        ("TUQ. Chủ tịch\nCông chức tư pháp - hộ tịch", ""),
        ("TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH", ""),
        ("KT. Giám đốc, Phó Giám đốc", ""),
        ("Giám đốc Trung tâm", ""),
        ("Phó Chủ tịch", ""),
    ],
)
def test_only_the_chair_or_who_stands_in_signs_for_the_committee(title: str, body: str) -> None:
    (who,) = signatories([Signer(name="An", title=title)], TODAY)
    assert who.body == body


def test_the_letter_to_another_commune_is_signed_as_whoever_signs_may() -> None:
    schema = form("van_ban_de_nghi_xac_minh_tinh_trang_hon_nhan")
    for signer, body in ((DEPUTY, "TM. ỦY BAN NHÂN DÂN"), (CLERK, None)):
        got = prefill(schema, {}, context=context(signer)).answers
        assert (got["signer"], got.get("signer_body")) == (signer.name, body)
        assert (got["issuer"], got["reply_to"]) == ("UBND xã Sông Mẫu", "UBND xã Sông Mẫu")
        assert "doc_no" not in got  # its number is the registry's matter
        assert "reply_by" not in got


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2026, 10, 31), ["Lê Hoàng Long"]),
        (date(2026, 11, 1), ["Quách Đình Ước"]),
        (date(2030, 1, 1), ["Quách Đình Ước"]),
    ],
)
def test_a_signer_signs_on_his_days_only(day: date, names: list[str]) -> None:
    assert [who.name for who in signatories([HEAD_OF_OFFICE, DEPUTY], day)] == names


def test_names_do_not_show_in_logs() -> None:
    assert "Ước" not in repr(Signatory("Quách Đình Ước", "Phó Chủ tịch"))


def test_the_one_who_may_sign_today_is_filled_in() -> None:
    got = prefill(form("ms_phieu_xin_loi_gia_han"), {}, context=context(HEAD_OF_OFFICE, DEPUTY))
    values = [got.answers[f"head_{part}"] for part in ("signature", "title", "capacity")]
    assert values == ["Quách Đình Ước", "Phó Chủ tịch", "KT. CHỦ TỊCH"]
    assert got.sources["head_signature"].kind == "profile"


def test_of_two_who_may_sign_nobody_is_taken_silently() -> None:
    schema = form("ms_phieu_xin_loi_gia_han")
    both = context(DEPUTY, CLERK)
    got = prefill(schema, {}, context=both)
    assert not {"head_signature", "head_title", "head_capacity"} & set(got.answers)
    assert got.suggestions["head_signature"] == ("Quách Đình Ước", "Hà Thị Xuyến")
    chosen = prefill(schema, {}, context=both, answers={"head_signature": "hà thị xuyến"})
    assert chosen.answers["head_capacity"] == "TUQ. CHỦ TỊCH"
    assert chosen.answers["head_title"] == "Công chức tư pháp - hộ tịch"


def test_a_name_that_is_not_in_the_profile_gets_no_post() -> None:
    got = prefill(form("ms_phieu_xin_loi_gia_han"), {}, context=context(DEPUTY),
                  answers={"head_signature": "Người khác"})  # fmt: skip
    assert "head_title" not in got.answers


def test_without_a_profile_nothing_is_claimed() -> None:
    bare = FillContext("UBND xã Sông Mẫu", "", TODAY)
    got = prefill(form("ms_phieu_tu_choi"), {}, context=bare)
    assert not {"parent_org", "unit", "center_name", "issue_place_date"} & set(got.answers)


@pytest.mark.parametrize(
    "form_id",
    ["ms_phieu_yeu_cau_bo_sung", "ms_phieu_tu_choi", "ms_phieu_xin_loi_gia_han",
     "ms_phieu_kiem_soat", "ms_so_theo_doi"],
)  # fmt: skip
def test_the_head_of_a_one_stop_sheet_comes_from_the_profile(form_id: str) -> None:
    got = prefill(form(form_id), {}, context=context(DEPUTY))
    assert got.answers["parent_org"] == "UBND XÃ SÔNG MẪU"
    assert got.answers["issue_place_date"] == "Sông Mẫu, ngày 26 tháng 11 năm 2026"


def test_the_guide_is_the_clerk_and_the_phone_is_the_centre_s() -> None:
    got = prefill(form("ms_phieu_yeu_cau_bo_sung"), {}, context=context(DEPUTY)).answers
    assert got["contact_person"] == got["guide_signature"] == "Cán bộ mẫu"
    assert got["contact_phone"] == "0900 000 020"


def test_a_certifying_clause_is_nearly_done_by_the_profile_and_a_card() -> None:
    signatory = Person(
        full_name="Đỗ Thị Mỹ Hằng", personal_number="025190000222",
        birth=PartialDate(1990, 8, 17), document=DocumentKind.CAN_CUOC,
    )  # fmt: skip
    schema = form("loi_chung_chung_thuc_chu_ky")
    got = prefill(schema, {"signatory": signatory}, context=context(DEPUTY))
    assert set(got.missing) == {"cert_no", "book_no"}
    answers = {**got.answers, "cert_no": "0123", "book_no": "01/2026"}
    assert judge(schema, answers, today=TODAY) == ()


def test_a_card_fills_the_day_and_the_issuer_of_the_paper() -> None:
    agent = Person(
        full_name="Nguyễn Văn Đạt", personal_number="025090000123", issuer="Bộ Công an",
        issue_date=date(2024, 9, 15), document=DocumentKind.CAN_CUOC,
    )  # fmt: skip
    got = prefill(form("giay_uy_quyen"), {"agent": agent}, context=context(DEPUTY)).answers
    assert (got["agent_id_date"], got["agent_id_issuer"]) == ("2024-09-15", "Bộ Công an")


@pytest.mark.parametrize("asked", ["context nobody", "context", "context place nobody"])
def test_a_form_asks_the_centre_only_for_what_it_has(form_folder: FormToml, asked: str) -> None:
    body = BODY.replace('type = "date"', f'type = "date"\nderive = "{asked}"')
    with pytest.raises(InputError) as caught:
        read_schema(form_folder(HEAD + body))
    assert caught.value.code == "FORM-03"


def paragraphs(docx: bytes) -> list[str]:
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(docx))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [p.text for part in (document, *cells) for p in part.paragraphs]


@pytest.mark.parametrize(
    ("capacity", "title", "head"),
    [
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("", "Giám đốc", ["GIÁM ĐỐC"]),
        ("", "", ["THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"]),
    ],
)
def test_the_post_takes_the_place_of_the_words_of_the_sheet(
    capacity: str, title: str, head: list[str]
) -> None:
    schema = form("ms_phieu_xin_loi_gia_han")
    answers = {**sample_of(schema), "head_capacity": capacity, "head_title": title}
    found = paragraphs(fill_docx(schema, answers))
    end = found.index("(Ký và ghi rõ họ tên)")
    assert [text for text in found[end - 2 : end] if text] == head


@pytest.mark.parametrize(
    ("way", "note"),
    [("", "(Ký và ghi rõ họ tên)"), ("Điểm chỉ", "(Điểm chỉ)"),
     ("Không ký được", "(Không ký được)")],
)  # fmt: skip
def test_who_cannot_sign_puts_a_fingerprint_or_is_said_not_to_sign(way: str, note: str) -> None:
    schema = form("ms_phieu_tu_choi")
    found = paragraphs(fill_docx(schema, {**sample_of(schema), "submitter_way": way}))
    assert found[found.index("NGƯỜI NỘP HỒ SƠ") + 1] == note
