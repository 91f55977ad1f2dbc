"""The package gateway and the carry by hand, over real files and a made-up province."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from base.clock import to_iso
from base.errors import InputError
from dossiers.acceptance import take_in
from dossiers.dossier import OutboxState
from dossiers.draft import IntakeDraft, NewAttachment
from dossiers.outbox import begin_sending, follow_gateway, list_outbox
from dossiers.register import open_dossier
from dossiers.workplace import Workplace
from exchange.keys import encryption_public, new_signing_key
from exchange.packages import verify_package
from exchange.receipts import Receipt, ReceiptAnswer, sign_receipt
from exchange.records import content_hash
from exchange.trust import parse_trust, write_trust
from sync.carry import export_outbox, import_receipt
from sync.gateways.gateway import Line
from sync.run import run_once
from tests.conftest import BIRTH, BIRTH_FORM, Desk

Answers = Callable[..., dict[str, Any]]
ISSUED = datetime(2026, 11, 26, 2, tzinfo=UTC)


class Province:
    """A made-up province with its keys."""

    def __init__(self) -> None:
        self.private = secrets.token_bytes(32)
        self.signing = new_signing_key()

    def trust_file(self) -> bytes:
        public = encryption_public(self.private)
        return write_trust("Tỉnh mẫu", public, self.signing, ISSUED)

    def receipt(self, workplace: Workplace, *answers: ReceiptAnswer) -> bytes:
        desk_id = workplace.identity.desk_id
        receipt = Receipt(
            package_id="0" * 64,
            desk_id=desk_id,
            issued_at=to_iso(ISSUED),
            answers=answers,
        )
        return sign_receipt(receipt, self.signing)


@pytest.fixture
def province(desk: Desk, tmp_path: Path) -> Province:
    made = Province()
    (tmp_path / "packages").mkdir()
    desk.use_folder(tmp_path / "packages")
    desk.trust(parse_trust(made.trust_file()))
    return made


def accept(workplace: Workplace, answers: Answers) -> str:
    attachment = NewAttachment("a.png", "image/png", b"made-up" * 50)
    draft = IntakeDraft(BIRTH, BIRTH_FORM, answers=answers(), attachments=(attachment,))
    return take_in(workplace, draft).row.id


def judged(workplace: Workplace, dossier_id: str, **answer: Any) -> ReceiptAnswer:  # noqa: ANN401
    row = next(r for r in list_outbox(workplace) if r.id == dossier_id)
    return ReceiptAnswer(dossier_id=dossier_id, sha256=content_hash(row.payload), **answer)


def test_one_pass_leaves_one_package_that_only_the_province_reads(
    desk: Desk, province: Province, tmp_path: Path, birth_answers: Answers
) -> None:
    with desk.open() as workplace:
        ids = {accept(workplace, birth_answers) for _ in range(3)}
        result = run_once(workplace)
    assert (result.sent, result.handed_over, result.waiting, result.line) == (3, 3, 0, Line.UP)
    (file,) = (tmp_path / "packages").iterdir()
    data = file.read_bytes()
    assert birth_answers()["child_name"].encode() not in data
    assert verify_package(data).ok
    opened = verify_package(data, private_key=province.private).content
    assert opened is not None
    assert {item.record["id"] for item in opened} == ids
    assert all(list(item.attachments.values()) == [b"made-up" * 50] for item in opened)


def test_a_package_written_by_a_killed_run_is_found_again(
    desk: Desk, province: Province, tmp_path: Path, birth_answers: Answers
) -> None:
    with desk.open() as workplace:
        dossier_id = accept(workplace, birth_answers)
        run_once(workplace)
        follow_gateway(workplace, exists=True)
        begin_sending(workplace, [dossier_id])  # as if the kill came before the note
        result = run_once(workplace)
    assert result.handed_over == 1
    assert len(list((tmp_path / "packages").iterdir())) == 1


def test_without_the_folder_the_line_is_down_and_everything_waits(
    desk: Desk, province: Province, tmp_path: Path, birth_answers: Answers
) -> None:
    (tmp_path / "packages").rmdir()
    with desk.open() as workplace:
        accept(workplace, birth_answers)
        result = run_once(workplace)
    assert (result.line, result.waiting, result.sent) == (Line.DOWN, 1, 0)


def test_without_the_provinces_key_the_rows_wait_with_that_reason(
    desk: Desk, tmp_path: Path, birth_answers: Answers
) -> None:
    desk.use_folder(tmp_path)
    with desk.open() as workplace:
        accept(workplace, birth_answers)
        result = run_once(workplace)
        (row,) = list_outbox(workplace)
        assert (result.line, row.state) == (Line.UP, OutboxState.WAITING)
        assert "khoá của tỉnh" in row.reason
        with pytest.raises(InputError) as refused:
            export_outbox(workplace, tmp_path / "usb")
        assert refused.value.code == "SYNC-01"


def test_the_outbox_can_be_carried_by_hand_and_only_once(
    desk: Desk, province: Province, tmp_path: Path, birth_answers: Answers
) -> None:
    with desk.open() as workplace:
        accept(workplace, birth_answers)
        exported = export_outbox(workplace, tmp_path / "usb")
        assert exported.dossiers == 1
        assert list_outbox(workplace)[0].state is OutboxState.HANDED_OVER
        with pytest.raises(InputError) as nothing:
            export_outbox(workplace, tmp_path / "usb")
        assert nothing.value.code == "SYNC-03"


def test_only_a_signed_receipt_makes_a_dossier_accepted(
    desk: Desk, province: Province, birth_answers: Answers
) -> None:
    error = {"pointer": "/answers/child_dob", "code": "X", "message": "Sai ngày"}
    with desk.open() as workplace:
        good, bad = accept(workplace, birth_answers), accept(workplace, birth_answers)
        run_once(workplace)
        answers = (
            judged(workplace, good, dossier_code="H44.10-261126-0001"),
            judged(workplace, bad, reason="Sai ngày sinh", field_errors=(error,)),
        )
        receipt = province.receipt(workplace, *answers)
        done = import_receipt(workplace, receipt)
        assert (done.accepted, done.refused) == (1, 1)
        assert open_dossier(workplace, "H44.10-261126-0001").row.id == good
        states = {row.id: row for row in list_outbox(workplace)}
        assert states[good].state is OutboxState.ACCEPTED
        assert states[bad].field_errors == (error,)


def test_a_foreign_or_changed_receipt_changes_nothing(
    desk: Desk, province: Province, birth_answers: Answers
) -> None:
    with desk.open() as workplace:
        dossier_id = accept(workplace, birth_answers)
        run_once(workplace)
        answer = judged(workplace, dossier_id, dossier_code="H44.10-261126-0001")
        with pytest.raises(InputError):
            import_receipt(workplace, Province().receipt(workplace, answer))
        other = ReceiptAnswer(
            dossier_id=dossier_id, sha256="0" * 64, dossier_code="H44.10-261126-0001"
        )
        with pytest.raises(InputError) as refused:
            import_receipt(workplace, province.receipt(workplace, other))
        assert refused.value.code == "SYNC-04"
        assert list_outbox(workplace)[0].state is OutboxState.HANDED_OVER
