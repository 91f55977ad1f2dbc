"""SQL of the appointments that a dossier has had."""

from __future__ import annotations

import json
from datetime import date, datetime

import msgspec

from catalog.due import Due
from catalog.procedure import TimeAmount
from dossiers.dossier import DueCause, DueStep
from dossiers.storage.dossier_rows import utc_text
from store.store import Transaction


def insert(tx: Transaction, dossier_id: str, at: datetime, cause: DueCause, due: Due) -> None:
    """Keep an appointment as it was counted at this moment."""
    tx.insert(
        "dossier_due",
        {
            "dossier_id": dossier_id,
            "at": utc_text(at),
            "cause": cause.value,
            "due_at": utc_text(due.due_at) if due.due_at else None,
            "rule": due.rule,
            "counted_days": json.dumps([day.isoformat() for day in due.counted_days]),
            "amount": _amount_text(due.amount),
        },
    )


def of_dossier(tx: Transaction, dossier_id: str) -> tuple[DueStep, ...]:
    """Return every appointment of a dossier, the one that holds last."""
    rows = tx.execute(
        "SELECT at, cause, due_at, rule, counted_days, amount FROM dossier_due"
        " WHERE dossier_id = ? ORDER BY id",
        (dossier_id,),
    )
    return tuple(
        DueStep(
            at=datetime.fromisoformat(row["at"]),
            cause=DueCause(row["cause"]),
            due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
            rule=row["rule"],
            counted_days=tuple(map(date.fromisoformat, json.loads(row["counted_days"]))),
            amount=msgspec.json.decode(row["amount"], type=TimeAmount) if row["amount"] else None,
        )
        for row in rows
    )


def _amount_text(amount: TimeAmount | None) -> str | None:
    """Return the plain length of time, without what else a published limit says."""
    if amount is None or not amount.known:
        return None
    plain = TimeAmount(
        same_day=amount.same_day, hours=amount.hours, working_days=amount.working_days,
        calendar_days=amount.calendar_days,
    )  # fmt: skip
    return msgspec.json.encode(plain).decode()
