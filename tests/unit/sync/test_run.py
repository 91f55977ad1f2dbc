from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from base.errors import NetworkError
from dossiers import outbox
from dossiers.acceptance import take_in
from dossiers.dossier import OutboxState
from dossiers.draft import IntakeDraft
from dossiers.outbox import begin_sending, drain_lease, list_outbox
from dossiers.register import open_dossier
from dossiers.storage import outbox_rows
from dossiers.workplace import Workplace
from sync.gateways.gateway import (
    Accepted,
    HandedOver,
    Line,
    Outcome,
    Parcel,
    Refused,
    TryLater,
    Unknown,
)
from sync.run import run_once
from tests.conftest import BIRTH, BIRTH_FORM, Desk

Answers = Callable[..., dict[str, Any]]


@dataclass
class ScriptedGateway:
    """A gateway whose other side does what the test says; it remembers what it was sent."""

    answers: Mapping[str, Outcome] = field(default_factory=dict)
    line: Line = Line.UP
    why_not: str | None = None
    failure: Exception | None = None
    known: Mapping[str, Outcome] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    name: str = "scripted"
    batch_size: int = 2

    def probe(self) -> Line:
        return self.line

    def ready(self) -> str | None:
        return self.why_not

    def lookup(self, key: str) -> Outcome | None:
        self.asked.append(key)
        return self.known.get(key)

    def send(self, parcels: Sequence[Parcel]) -> Mapping[str, Outcome]:
        if self.failure is not None:
            raise self.failure
        self.sent += [p.key for p in parcels]
        return {p.key: self.answers.get(p.key, HandedOver("g-1")) for p in parcels}


def accept(workplace: Workplace, answers: Answers, undo_s: float = 0) -> str:
    draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers())
    return take_in(workplace, draft, undo_s=undo_s).row.id


def states(workplace: Workplace) -> dict[str, OutboxState]:
    return {row.id: row.state for row in list_outbox(workplace)}


def test_without_a_gateway_the_pass_says_so_and_loses_nothing(
    workplace: Workplace, birth_answers: Answers
) -> None:
    dossier_id = accept(workplace, birth_answers)
    result = run_once(workplace)
    assert (result.line, result.waiting, result.sent) == (Line.NO_GATEWAY, 1, 0)
    assert states(workplace) == {dossier_id: OutboxState.NO_GATEWAY}


def test_every_outcome_lands_on_its_row(workplace: Workplace, birth_answers: Answers) -> None:
    ids = [accept(workplace, birth_answers) for _ in range(5)]
    error = {"pointer": "/answers/child_dob", "code": "X1", "message": "Sai ngày"}
    gateway = ScriptedGateway(
        {
            ids[0]: HandedOver("g-9"),
            ids[1]: Accepted("H44.10-261126-0001"),
            ids[2]: Refused("Sai ngày sinh", (error,)),
            ids[3]: Unknown("Mất trả lời"),
            ids[4]: TryLater("Máy chủ bận", 30),
        }
    )
    result = run_once(workplace, gateway)
    assert (result.sent, result.handed_over, result.accepted, result.refused) == (4, 1, 1, 1)
    assert (result.waiting, result.unknown, result.line) == (1, 1, Line.UP)
    rows = {row.id: row for row in list_outbox(workplace)}
    assert rows[ids[0]].package_id == "g-9"
    assert open_dossier(workplace, ids[1]).row.dossier_code == "H44.10-261126-0001"
    assert rows[ids[2]].field_errors == (error,)
    assert rows[ids[3]].state is OutboxState.UNKNOWN
    waits = rows[ids[4]].next_try_at
    assert waits is not None
    assert (waits - workplace.clock()).total_seconds() == pytest.approx(30)


def test_an_unknown_row_is_asked_about_before_it_is_sent_again(
    workplace: Workplace, birth_answers: Answers
) -> None:
    known, never_seen = accept(workplace, birth_answers), accept(workplace, birth_answers)
    lost = ScriptedGateway({known: Unknown("mất"), never_seen: Unknown("mất")})
    run_once(workplace, lost)
    second = ScriptedGateway(known={known: Accepted("H44.10-261126-0003")})
    run_once(workplace, second)
    assert sorted(second.asked) == sorted([known, never_seen])
    assert second.sent == [never_seen]
    assert states(workplace)[known] is OutboxState.ACCEPTED


def test_a_kill_in_the_middle_of_a_send_never_sends_twice(
    desk: Desk, birth_answers: Answers
) -> None:
    with desk.open() as workplace:
        dossier_id = accept(workplace, birth_answers)
        outbox.follow_gateway(workplace, exists=True)
        begin_sending(workplace, [dossier_id])
    with desk.open("2026-11-26T09:00") as workplace:
        gateway = ScriptedGateway(known={dossier_id: HandedOver("g-7")})
        result = run_once(workplace, gateway)
        assert gateway.sent == []
        assert result.handed_over == 1


def test_a_dead_line_is_no_error_and_the_next_try_comes_soon(
    workplace: Workplace, birth_answers: Answers
) -> None:
    accept(workplace, birth_answers)
    assert run_once(workplace, ScriptedGateway(line=Line.DOWN)).line is Line.DOWN
    cut = ScriptedGateway(failure=NetworkError("SYNC-00", "Mất đường truyền.", "Chờ."))
    assert run_once(workplace, cut).line is Line.DOWN
    (row,) = list_outbox(workplace)
    assert row.state is OutboxState.WAITING
    assert row.next_try_at is not None
    assert 0 < (row.next_try_at - workplace.clock()).total_seconds() <= 300


def test_a_bug_in_a_gateway_leaves_the_rows_unknown_and_the_desk_alive(
    workplace: Workplace, birth_answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    dossier_id = accept(workplace, birth_answers)
    result = run_once(workplace, ScriptedGateway(failure=RuntimeError("secret name")))
    assert result.unknown == 1
    assert states(workplace)[dossier_id] is OutboxState.UNKNOWN
    assert "secret name" not in caplog.text


def test_one_spoiled_record_is_set_aside_and_blocks_nobody(
    workplace: Workplace, birth_answers: Answers
) -> None:
    bad, good = accept(workplace, birth_answers), accept(workplace, birth_answers)
    with workplace.store.transaction() as tx:
        tx.update("outbox", {"payload": b"{}"}, "dossier_id = ?", (bad,))
    gateway = ScriptedGateway()
    run_once(workplace, gateway)
    assert gateway.sent == [good]
    assert states(workplace)[bad] is OutboxState.PARKED


def test_while_the_undo_time_runs_nothing_is_sent(desk: Desk, birth_answers: Answers) -> None:
    gateway = ScriptedGateway()
    with desk.open("2026-11-26T08:30:00") as workplace:
        accept(workplace, birth_answers, undo_s=10)
        run_once(workplace, gateway)
        assert gateway.sent == []
    with desk.open("2026-11-26T08:30:11") as workplace:
        run_once(workplace, gateway)
        assert len(gateway.sent) == 1


def test_a_missing_key_is_the_rows_reason(workplace: Workplace, birth_answers: Answers) -> None:
    accept(workplace, birth_answers)
    result = run_once(workplace, ScriptedGateway(why_not="Chưa có khoá của tỉnh"))
    assert result.waiting == 1
    assert list_outbox(workplace)[0].reason == "Chưa có khoá của tỉnh"


def test_only_one_process_drains_at_a_time(desk: Desk, birth_answers: Answers) -> None:
    gateway = ScriptedGateway()
    with desk.open() as workplace, desk.open() as other:
        accept(workplace, birth_answers)
        with drain_lease(other, "another process", seconds=60) as held:
            assert held
            run_once(workplace, gateway)
            assert gateway.sent == []
        run_once(workplace, gateway)
        assert len(gateway.sent) == 1


def test_an_abandoned_lease_ends_by_itself(desk: Desk, birth_answers: Answers) -> None:
    with desk.open("2026-11-26T08:00") as workplace:
        accept(workplace, birth_answers)
        now = workplace.clock()
        with workplace.store.transaction() as tx:  # as a process that was killed while draining
            assert outbox_rows.take_lease(tx, "killed", now, now + timedelta(seconds=60))
    gateway = ScriptedGateway()
    with desk.open("2026-11-26T08:02") as workplace:
        run_once(workplace, gateway)
    assert len(gateway.sent) == 1
