"""The steps of a dossier's life that move its appointment: asked for papers, got them, extended.

One supplement request (Nghị định 118/2025/NĐ-CP Điều 11) and one new date (Mẫu số 04) per dossier.
What leaves this desk stays as it was frozen at reception: these steps are this desk's register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from base.clock import legal_date, local, to_iso
from base.errors import InputError
from base.text import clean_text
from catalog.dates.life import (
    SECOND_REQUEST,
    SupplementDates,
    SupplementRule,
    after_supplement,
    extend,
    moved_from_day_off,
)
from catalog.due import Due
from dossiers.dossier import Dossier, DossierState, DueCause
from dossiers.handouts.notices import (
    Notice,
    NoticeKind,
    give,
    given,
    missing_items,
    party_answers,
    prepare,
)
from dossiers.life.running import REQUESTED, SUPPLIED, Clock, clock_of, due_of, wanted_move
from dossiers.reference import Reference
from dossiers.register import changed_on_disk, load_dossier, open_dossier
from dossiers.storage import dossier_rows, due_rows
from dossiers.workplace import Workplace
from store.store import Transaction

EXTENDED, MOVED = "due_extended", "due_moved"
_WHY_NOT = {
    DossierState.RECEIVED: "hồ sơ chưa yêu cầu bổ sung",
    DossierState.SUPPLEMENT_REQUESTED: "hồ sơ đang chờ bổ sung",
    DossierState.VOIDED: "tiếp nhận đã được hoàn tác",
}
_CAUSES = {SupplementRule.PAUSE: DueCause.PAUSE, SupplementRule.RESTART: DueCause.RESTART}


@dataclass(frozen=True, slots=True)
class Step:
    """What a step did: the dossier after it, the paper for the citizen, what to look at."""

    dossier: Dossier
    notice: Notice | None = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()


def request_supplement(workplace: Workplace, key: str, items: Sequence[str], reason: str) -> Step:
    """Ask the citizen for what is missing: the clock stops, Mẫu số 02 gets its number.

    Raises InputError LIFE-01 when the dossier is not being worked on, NOTICE-01 with the lines
    while the paper would have a hole; nothing is kept then. A second request is warned of.
    """
    moment = workplace.clock()
    dossier = open_dossier(workplace, key)
    _refuse_unless(dossier, DossierState.RECEIVED, "yêu cầu bổ sung")
    said = {**_about(dossier), "items": missing_items(items), "reason": _clean(reason)}
    prepared = prepare(workplace.reference, NoticeKind.SUPPLEMENT, said, moment)
    with workplace.store.transaction() as tx:
        before = _asked_before(tx, dossier)
        notice = give(tx, workplace.reference, dossier.row.id, prepared)
        note = "; ".join([f"số {notice.doc_no}", *said["items"]])
        after = _move(tx, workplace, dossier, DossierState.SUPPLEMENT_REQUESTED, (REQUESTED, note))
    return Step(after, notice, (SECOND_REQUEST,) if before else ())


def supplement_dates(workplace: Workplace, key: str) -> SupplementDates:
    """Return both appointments should the missing papers come now; the clerk takes one.

    Raises InputError LIFE-01 when nothing was asked for.
    """
    dossier = open_dossier(workplace, key)
    return _dates(workplace, dossier, clock_of(workplace, dossier))


def take_supplement(workplace: Workplace, key: str, rule: SupplementRule) -> Step:
    """Note that the missing papers came: the clock goes on, or begins anew, as the province rules.

    Raises InputError LIFE-01 when nothing was asked for. An appointment is never moved forward.
    """
    dossier = open_dossier(workplace, key)
    due = _dates(workplace, dossier, clock_of(workplace, dossier)).by(rule)
    with workplace.store.transaction() as tx:
        step = (SUPPLIED, due.rule)
        after = _move(tx, workplace, dossier, DossierState.RECEIVED, step, (_CAUSES[rule], due))
    return Step(after, None, due.warnings)


def extend_due(workplace: Workplace, key: str, new_day: date, reason: str) -> Step:
    """Give the one new date: Mẫu số 04 gets its number, the appointment moves.

    Raises InputError LIFE-01 when the dossier is not being worked on, CAT-32 and CAT-33 as
    `catalog.dates.life.extend`, NOTICE-01 while the paper would have a hole.
    """
    moment = workplace.clock()
    dossier = open_dossier(workplace, key)
    _refuse_unless(dossier, DossierState.RECEIVED, "gia hạn")
    old = due_of(dossier)
    extended_before = any(step.cause is DueCause.EXTENSION for step in dossier.dues)
    running = clock_of(workplace, dossier).running
    due = extend(old, new_day, moment, running, extended_before=extended_before)
    said = {
        **_about(dossier), "reason": _clean(reason), "new_due": new_day.isoformat(),
        "due_at": _moment_text(old),
        "received_date": legal_date(dossier.row.received_at).isoformat(),
    }  # fmt: skip
    prepared = prepare(workplace.reference, NoticeKind.APOLOGY, said, moment)
    with workplace.store.transaction() as tx:
        notice = give(tx, workplace.reference, dossier.row.id, prepared)
        step = (EXTENDED, f"số {notice.doc_no}; {due.rule}; {said['reason']}")
        change = (DueCause.EXTENSION, due)
        after = _move(tx, workplace, dossier, DossierState.RECEIVED, step, change)
    return Step(after, notice, due.warnings)


def move_from_day_off(workplace: Workplace, key: str) -> Step:
    """Move an appointment that fell on a day off to the next working day; the citizen is told.

    Raises InputError LIFE-01 when the dossier is not being worked on, LIFE-04 when its day is a
    working day.
    """
    dossier = open_dossier(workplace, key)
    _refuse_unless(dossier, DossierState.RECEIVED, "dời ngày hẹn")
    move_to = wanted_move(workplace.reference, dossier)
    if move_to is None:
        raise InputError(
            "LIFE-04",
            "Ngày hẹn của hồ sơ này không phải ngày nghỉ.",
            "Cần hẹn muộn hơn thì dùng Gia hạn (Mẫu số 04).",
        )
    held = due_of(dossier)
    rule = f"{_day_words(held.due_at)} là ngày nghỉ nên hẹn ngày làm việc tiếp theo"
    due = replace(held, due_at=move_to, rule=rule, warnings=())
    with workplace.store.transaction() as tx:
        note = f"{rule}: {local(move_to):%H:%M %d/%m/%Y}"
        change = (DueCause.DAY_OFF, due)
        after = _move(tx, workplace, dossier, DossierState.RECEIVED, (MOVED, note), change)
    return Step(after, None, ("Báo cho người nộp ngày hẹn mới.",))


def _dates(workplace: Workplace, dossier: Dossier, clock: Clock) -> SupplementDates:
    _refuse_unless(dossier, DossierState.SUPPLEMENT_REQUESTED, "nhận bổ sung")
    if clock.requested is None:
        raise changed_on_disk()  # the state says that papers were asked for, no step does
    found = after_supplement(
        clock.running, clock.requested, workplace.clock(), earlier=clock.pauses
    )
    return SupplementDates(
        pause=_not_sooner(workplace.reference, found.pause, dossier),
        restart=_not_sooner(workplace.reference, found.restart, dossier),
    )


def _not_sooner(reference: Reference, due: Due, dossier: Dossier) -> Due:
    """Return an appointment that is not before the one that the citizen was given."""
    held = due_of(dossier).due_at
    if held is None or due.due_at is None or due.due_at >= held:
        return due
    held = moved_from_day_off(held, reference.calendar, reference.profile.hours) or held
    rule = f"Giữ ngày đã hẹn {local(held):%d/%m/%Y}. {due.rule}"
    return replace(due, due_at=held, rule=rule)


def _move(
    tx: Transaction,
    workplace: Workplace,
    dossier: Dossier,
    state: DossierState,
    step: tuple[str, str],
    due: tuple[DueCause, Due] | None = None,
) -> Dossier:
    """Write one step; the dossier must not have moved since it was read."""
    kind, note = step
    dossier_id, now = dossier.row.id, workplace.clock()
    _refuse_moved(load_dossier(tx, dossier_id), dossier)
    dossier_rows.set_state(tx, dossier_id, state)
    if due is not None:
        due_rows.insert(tx, dossier_id, now, *due)
        dossier_rows.set_due(tx, dossier_id, due[1].due_at)
    dossier_rows.add_event(tx, dossier_id, now, kind, workplace.profile.clerk, note)
    tx.audit(kind, dossier_id)
    return load_dossier(tx, dossier_id)


def _refuse_unless(dossier: Dossier, state: DossierState, step: str) -> None:
    """Raise LIFE-01 when a step can't be taken where the dossier stands."""
    if dossier.row.state is state:
        return
    why = _WHY_NOT.get(dossier.row.state, "hồ sơ không còn được giải quyết")
    raise InputError(
        "LIFE-01",
        f"Không {step} được cho hồ sơ {dossier.row.provisional_number}: {why}.",
        "Mở hồ sơ trong mục Hồ sơ và xem phần Diễn biến.",
        detail=dossier.row.state.value,
    )


def _refuse_moved(now: Dossier, read: Dossier) -> None:
    """Raise LIFE-02 when another window or command took a step meanwhile."""
    if (now.row.state, len(now.events)) != (read.row.state, len(read.events)):
        raise InputError(
            "LIFE-02",
            f"Hồ sơ {read.row.provisional_number} vừa được thay đổi ở chỗ khác.",
            "Mở lại hồ sơ, xem phần Diễn biến rồi làm lại nếu còn cần.",
        )


def _asked_before(tx: Transaction, dossier: Dossier) -> bool:
    """Whether papers were asked for before, also while the case was still open."""
    draft = dossier_rows.draft_of_dossier(tx, dossier.row.id)
    notices = given(tx, dossier.row.id, *([draft] if draft else []))
    return any(notice.kind is NoticeKind.SUPPLEMENT for notice in notices)


def _about(dossier: Dossier) -> Mapping[str, Any]:
    """Return what the sheets say of a dossier."""
    record, line = dossier.record, dossier.row
    return {
        **party_answers(record.applicant),
        "request_content": f"{record.procedure_name} (mã thủ tục {record.procedure_code})",
        "procedure_name": record.procedure_name,
        "dossier_code": line.dossier_code or line.provisional_number,
    }


def _day_words(moment: datetime | None) -> str:
    return f"{local(moment):%d/%m/%Y}" if moment else ""


def _moment_text(due: Due) -> str | None:
    return to_iso(due.due_at) if due.due_at else None


def _clean(reason: str) -> str:
    return clean_text(reason).strip()
