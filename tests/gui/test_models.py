"""Tables over frozen rows keep Qt's contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.modeltest import ModelTester

from dossiers.dossier import DossierRow, DossierState, OutboxRow, OutboxState
from ui.models.frozen_table import SECOND_LINE
from ui.models.lists import dossier_table, outbox_table

ROW = DossierRow(
    id="1",
    provisional_number="SONGMAU-26-000001-X",
    dossier_code=None,
    procedure_code="1.001193",
    procedure_name="Thủ tục đăng ký khai sinh",
    applicant_name="NGUYỄN THỊ LAN",
    received_at=datetime(2026, 11, 26, 1, 30, tzinfo=UTC),
    due_at=datetime(2026, 11, 26, 10, 0, tzinfo=UTC),
    state=DossierState.RECEIVED,
    outbox_state=OutboxState.NO_GATEWAY,
)
OUT = OutboxRow("1", "SONGMAU-26-000001-X", "Khai sinh", OutboxState.WAITING, 2, None, "Chờ", b"")


def check(tester: ModelTester, model: QAbstractItemModel) -> None:
    """Try everything that Qt demands of a model."""
    tester.check(model)  # type: ignore[no-untyped-call]


def test_dossier_table_keeps_the_contract(qtmodeltester: ModelTester) -> None:
    model = dossier_table()
    model.set_rows([ROW, replace(ROW, id="2", dossier_code="H44.10-261126-0001")])
    check(qtmodeltester, model)
    model.set_rows([])
    check(qtmodeltester, model)


def test_outbox_table_keeps_the_contract(qtmodeltester: ModelTester) -> None:
    model = outbox_table()
    model.set_rows([OUT])
    check(qtmodeltester, model)


def test_official_code_stands_before_our_number() -> None:
    model = dossier_table()
    model.set_rows([replace(ROW, dossier_code="H44.10-261126-0001")])
    cell = model.index(0, 0)
    assert model.data(cell) == "H44.10-261126-0001"
    assert model.data(cell, SECOND_LINE) == "SONGMAU-26-000001-X"


def test_state_has_a_word_and_screen_readers_hear_the_head() -> None:
    model = dossier_table()
    model.set_rows([ROW])
    cell = model.index(0, 3)
    assert model.data(cell) == "chưa có nơi nhận"
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Trạng thái: chưa có nơi nhận"
    assert model.data(model.index(0, 2)) == "26/11/2026 08:30"


def test_every_state_has_its_words() -> None:
    model = dossier_table()
    rows = [replace(ROW, id=s.value, outbox_state=s) for s in OutboxState]
    rows += [replace(ROW, id=s.value, state=s, outbox_state=None) for s in DossierState]
    model.set_rows(rows)
    assert all(model.data(model.index(n, 3)) for n in range(len(rows)))


def test_row_is_found_by_its_key_after_a_reload() -> None:
    model = dossier_table()
    model.set_rows([ROW, replace(ROW, id="2")])
    assert model.find("2") == 1
    model.set_rows([replace(ROW, id="2"), ROW])
    assert model.find("2") == 0
    assert model.find("none") == -1


def test_same_rows_do_not_reset_the_table() -> None:
    model = outbox_table()
    model.set_rows([OUT])
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.set_rows([OUT])
    assert not resets
