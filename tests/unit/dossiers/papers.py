"""Made-up cases with several papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from citizens.payloads import read_payload
from citizens.person import Person
from dossiers.case.filling import fill_draft
from dossiers.draft import FurtherForm, IntakeDraft, Part
from dossiers.intake import Assessment, assess
from dossiers.workplace import Workplace
from forms.together.companions import Companion, Together, together
from tests.conftest import BIRTH, BIRTH_FORM

AGAIN, AGAIN_FORM = "1.004884", "tk_dang_ky_lai_khai_sinh"
COPY, COPY_FORM = "2.000635", "tk_cap_ban_sao_trich_luc"
LETTER = "giay_uy_quyen"
NO_SHEET = "to_khai_tro_giup_xa_hoi"  # its title is known, its sheet is not
MOTHER = (
    "025190000222|131000456|Nguyễn Thị Lan|09091990|Nữ|Khu 3, Thụy Vân, Việt Trì, Phú Thọ|12082021"
)
_REQUESTER_LINES = {
    "requester_name": "mother_name",
    "requester_dob": "mother_birth",
    "requester_residence": "mother_residence",
    "requester_id": "mother_id",
    "requester_signature": "mother_name",
}
AGENT = "017166000808||Trần Thị Mến|01011966|Nữ|Xóm Chằm, Vĩnh Đồng, Kim Bôi|15052021"


def without_sheet(code: str) -> Together:
    """Return what belongs together, with a paper for a procedure whose sheet nobody has seen."""
    unseen = Companion(NO_SHEET, NO_SHEET, "Thông báo dừng", "Thông báo", procedures=(code,))
    return replace(together(), companion=(*together().companion, unseen))


def card(payload: str) -> Person:
    person = read_payload(payload).person
    assert person is not None
    return replace(person, review=())


def letter(**answers: object) -> FurtherForm:
    return FurtherForm(Part.COMPANION, LETTER, LETTER, answers)


def sample(workplace: Workplace, form_id: str) -> dict[str, Any]:
    path = workplace.reference.library.get(form_id, workplace.clock().date()).folder
    return dict(msgspec.json.decode((path / "sample.json").read_bytes()))


def filled(workplace: Workplace, draft: IntakeDraft) -> IntakeDraft:
    return fill_draft(workplace.reference, draft, workplace.clock())


def judged(workplace: Workplace, draft: IntakeDraft) -> Assessment:
    return assess(workplace.reference, draft, workplace.clock())


def three_children(workplace: Workplace) -> IntakeDraft:
    """A mother asks for the registration of her three children's births anew."""
    first = sample(workplace, AGAIN_FORM)
    for theirs, mine in _REQUESTER_LINES.items():
        first[theirs] = first[mine]
    first["relationship"] = "Mẹ"
    own = {k: v for k, v in first.items() if k.startswith(("subject", "prev", "reason", "copies"))}
    others = tuple(
        FurtherForm(
            Part.EVENT,
            AGAIN_FORM,
            answers={**own, "subject_name": name, "relationship": first["relationship"]},
        )
        for name in ("QUÀNG VĂN HAI", "QUÀNG THỊ BA")
    )
    return filled(workplace, IntakeDraft(AGAIN, AGAIN_FORM, answers=first, further=others))


def two_births(workplace: Workplace, first: dict[str, Any], **second: object) -> FurtherForm:
    event = FurtherForm(Part.EVENT, BIRTH_FORM, answers=second)
    return filled(workplace, IntakeDraft(BIRTH, answers=first, further=(event,))).further[0]


def said_of(answers: Mapping[str, Any], *beginnings: str) -> set[str]:
    return {key for key in answers if key.startswith(beginnings)}
