"""What other systems ask for of a dossier beside its declaration: whose it is, who handed it in."""

from __future__ import annotations

from typing import Any

from exchange.records import Party
from forms.schema import Field, FieldType, Required, Section
from forms.targets.items import DOSSIER

_PARTY = (
    ("name", "Họ và tên", FieldType.NAME),
    ("number", "Số định danh", FieldType.ID_NUMBER),
    ("birth", "Ngày sinh", FieldType.YEAR_OR_DATE),
    ("sex", "Giới tính", FieldType.GENDER),
    ("address", "Địa chỉ", FieldType.ADDRESS),
    ("phone", "Điện thoại", FieldType.PHONE),
    ("email", "Thư điện tử", FieldType.EMAIL),
)


def dossier_sections() -> tuple[Section, ...]:
    """Return the lines of every dossier, as a form has them."""
    return (
        _section(
            "procedure",
            "Thủ tục",
            [
                ("code", "Mã thủ tục", FieldType.TEXT),
                ("title", "Tên thủ tục", FieldType.TEXT),
            ],
        ),
        _section("applicant", "Chủ hồ sơ", list(_PARTY)),
        _section("submitter", "Người nộp", [*_PARTY, ("paper", "Giấy ủy quyền", FieldType.TEXT)]),
    )


def procedure_values(code: str, title: str) -> dict[str, Any]:
    """Return the values about the procedure."""
    return {f"{DOSSIER}procedure_code": code, f"{DOSSIER}procedure_title": title}


def party_values(
    applicant: Party | None, submitter: Party | None, authorisation_paper: str | None
) -> dict[str, Any]:
    """Return the values about the persons; the submitter's only when it is somebody else."""
    values = _values("applicant", applicant)
    if submitter is not None and submitter != applicant:
        values |= _values("submitter", submitter)
        values[f"{DOSSIER}submitter_paper"] = authorisation_paper
    return values


def _section(key: str, title: str, lines: list[tuple[str, str, FieldType]]) -> Section:
    return Section(
        f"{DOSSIER}{key}",
        title,
        "",
        tuple(
            Field(f"{DOSSIER}{key}_{name}", label, kind, Required.NO) for name, label, kind in lines
        ),
    )


def _values(who: str, party: Party | None) -> dict[str, Any]:
    if party is None:
        return {}
    return {
        f"{DOSSIER}{who}_name": party.full_name,
        f"{DOSSIER}{who}_number": party.personal_number or party.old_number,
        f"{DOSSIER}{who}_birth": party.birth,
        f"{DOSSIER}{who}_sex": party.sex,
        f"{DOSSIER}{who}_address": party.address,
        f"{DOSSIER}{who}_phone": party.phone,
        f"{DOSSIER}{who}_email": party.email,
    }
