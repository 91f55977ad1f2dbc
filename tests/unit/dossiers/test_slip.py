from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from citizens.readers.pictures import decode_image
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft, TickedPaper
from dossiers.handouts.slip import render_slip, slip_answers, slip_picture
from dossiers.register import enter_by_hand, open_dossier
from dossiers.workplace import Workplace
from exchange.records import Party
from exchange.slip_code import parse_slip_code
from forms.pages import PageReader
from forms.pdf import InProcessRenderer
from store import audit
from tests.conftest import BIRTH, BIRTH_FORM

Answers = Callable[..., dict[str, Any]]


@pytest.fixture
def renderer() -> Iterator[InProcessRenderer]:
    made = InProcessRenderer(PageReader())
    yield made
    made.close()


def accept(workplace: Workplace, answers: dict[str, Any], **changes: Any) -> str:  # noqa: ANN401
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers, **changes)
    return take_in(workplace, draft).row.id


def test_a_slip_without_the_official_code_says_that_its_number_is_provisional(
    workplace: Workplace, birth_answers: Answers, renderer: InProcessRenderer
) -> None:
    papers = (TickedPaper("Giấy chứng sinh"),)
    dossier = open_dossier(workplace, accept(workplace, birth_answers(), papers=papers))
    pdf = render_slip(workplace, renderer, dossier)
    text = " ".join(PageReader().text(pdf.data).split())
    for value in (
        dossier.row.provisional_number,
        "SỐ TẠM",
        "08 giờ 30 phút, ngày 26 tháng 11 năm 2026",
        "17 giờ 00 phút, ngày 26 tháng 11 năm 2026",
        "1. Tờ khai đăng ký khai sinh (01 bản chính)",
        "2. Giấy chứng sinh (01 bản chính)",
        "trong ngày làm việc",
    ):
        assert value in text
    assert pdf.pages == 1


def test_with_the_official_code_nothing_provisional_is_printed(
    workplace: Workplace, birth_answers: Answers, renderer: InProcessRenderer
) -> None:
    dossier = enter_by_hand(workplace, accept(workplace, birth_answers()), "H44.10-261126-0001")
    text = PageReader().text(render_slip(workplace, renderer, dossier).data)
    assert "H44.10-261126-0001" in text
    assert "SỐ TẠM" not in text


def test_the_qr_holds_the_number_and_the_head_of_the_audit_chain(
    workplace: Workplace, birth_answers: Answers
) -> None:
    dossier = open_dossier(workplace, accept(workplace, birth_answers()))
    picture = Image.open(io.BytesIO(slip_picture(workplace, dossier)))
    (scan,) = decode_image(picture)
    assert scan.reading.value == dossier.row.provisional_number
    code = parse_slip_code(scan.reading.payload)
    assert code is not None
    with workplace.store.read() as tx:
        assert audit.head(tx).upper().startswith(code.extras["H"])


def test_an_agent_is_named_beside_the_one_who_sent_him(
    workplace: Workplace, birth_answers: Answers
) -> None:
    agent = Party(full_name="QUÁCH ĐÌNH ƯỚC", personal_number="017088000777")
    dossier = open_dossier(
        workplace,
        accept(workplace, birth_answers(), submitter=agent, authorisation_paper="Giấy uỷ quyền"),
    )
    values = slip_answers(workplace, dossier)
    assert values["applicant_name"] == "QUÁCH ĐÌNH ƯỚC"
    assert values["principal_name"] == birth_answers()["requester_name"]
    assert values["authorisation_paper"] == "Giấy uỷ quyền"
    assert values["submitter_signature"] == "QUÁCH ĐÌNH ƯỚC"


def test_an_agent_of_the_same_name_is_another_person(
    workplace: Workplace, birth_answers: Answers
) -> None:
    name = str(birth_answers()["requester_name"])
    agent = Party(full_name=name, personal_number="017088000777")
    dossier = open_dossier(workplace, accept(workplace, birth_answers(), submitter=agent))
    values = slip_answers(workplace, dossier)
    assert values["applicant_pin"] == "017088000777"
    assert values["principal_name"] == name
