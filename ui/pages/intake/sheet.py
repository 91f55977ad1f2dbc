"""The lines asked for when a procedure has no form here: who the dossier is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms.schema import Field, FieldType, FormSchema, Required, Role, Section, Slot

SUBMITTER = Role("submitter", "Người nộp")
_SOURCE = "Thông tư 03/2025/TT-VPCP, Mẫu số 01"


def _line(key: str, label: str, type_: FieldType, slot: Slot, required: Required) -> Field:
    return Field(f"applicant_{key}", label, type_, required, role="applicant", slot=slot)


APPLICANT_SHEET = FormSchema(
    id="applicant_sheet",
    title="Chủ hồ sơ",
    version="1",
    source=_SOURCE,
    valid_from=date(2025, 9, 15),
    valid_to=None,
    confidence="",
    paper="",
    pages=0,
    procedures=(),
    roles=(Role("applicant", "Chủ hồ sơ"),),
    sections=(
        Section(
            "applicant",
            "Chủ hồ sơ",
            "",
            (
                _line("name", "Họ và tên", FieldType.NAME, Slot.FULL_NAME, Required.YES),
                _line("pin", "Số định danh", FieldType.ID_NUMBER, Slot.NUMBER, Required.NO),
                _line("dob", "Ngày sinh", FieldType.YEAR_OR_DATE, Slot.BIRTH, Required.NO),
                _line("gender", "Giới tính", FieldType.GENDER, Slot.SEX, Required.NO),
                _line("address", "Địa chỉ", FieldType.ADDRESS, Slot.RESIDENCE, Required.NO),
            ),
        ),
    ),
    switches=(),
    rules=(),
    folder=Path(),
)
"""Not a paper: the lines of Mẫu 01 about the person, typed or taken from a card."""


def roles_of(schema: FormSchema) -> tuple[Role, ...]:
    """Return the roles that a scanned person can get, the one who stands at the desk last."""
    known = [role.key for role in schema.roles]
    return schema.roles if SUBMITTER.key in known else (*schema.roles, SUBMITTER)
