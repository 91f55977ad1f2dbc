"""`queue …`, `package verify`, `sync once`: what leaves the desk."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from base.clock import to_iso
from cli.context import Context, read_file
from cli.output import DONE, REFUSED, Answer
from dossiers import outbox
from dossiers.dossier import OutboxRow
from dossiers.register import open_dossier
from dossiers.workplace import open_workplace
from exchange.keys import read_private_key
from exchange.packages import verify_package
from sync.carry import export_outbox, import_receipt
from sync.run import run_once


def list_rows(context: Context) -> Answer:
    """List the outbox."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        rows = outbox.list_outbox(workplace)
    lines = tuple(f"{r.provisional_number}  {r.state.value}  {r.reason}" for r in rows)
    return Answer([_row_json(r) for r in rows], lines or ("Không có hồ sơ nào chờ gửi.",))


def retry(context: Context) -> Answer:
    """Put one row back to the front."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        dossier_id = open_dossier(workplace, context.options.id).row.id
        state = outbox.retry_now(workplace, dossier_id)
    return Answer({"id": dossier_id, "state": state.value}, ("Sẽ gửi lại ở lượt tới.",))


def export(context: Context) -> Answer:
    """Carry the outbox out as one sealed package."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        done = export_outbox(workplace, Path(context.options.folder))
    document = {"file": str(done.path), "package": done.package_id, "dossiers": done.dossiers}
    return Answer(document, (f"Đã ghi {done.dossiers} hồ sơ vào {done.path}.",))


def receive(context: Context) -> Answer:
    """Bring statuses home from a signed receipt."""
    data = read_file(context.options.file)
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        done = import_receipt(workplace, data)
    return Answer(asdict(done), (f"Nhận {done.accepted}, từ chối {done.refused}.",))


def verify_package_file(context: Context) -> Answer:
    """Check a package's signature and integrity, and with the key its content."""
    options = context.options
    key = read_private_key(read_file(options.key)) if options.key else None
    report = verify_package(read_file(options.file), private_key=key)
    document: dict[str, Any] = {
        "ok": report.ok,
        "desk": report.desk,
        "dossiers": report.dossiers,
        "signed_at": report.signed_at,
        "problems": list(report.problems),
    }
    if report.content is not None:
        document["content"] = [item.record for item in report.content]
    lines = ("Gói nguyên vẹn." if report.ok else "Gói không hợp lệ.", *report.problems)
    return Answer(document, lines, DONE if report.ok else REFUSED)


def sync_once(context: Context) -> Answer:
    """One pass over the outbox."""
    with open_workplace(context.data_dir, clock=context.clock) as workplace:
        result = run_once(workplace)
    document = {**asdict(result), "line": result.line.value}
    line = f"Đã gửi {result.sent}, còn chờ {result.waiting}. {result.reason}"
    return Answer(document, (line.strip(),))


def _row_json(row: OutboxRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "provisional_number": row.provisional_number,
        "procedure_name": row.procedure_name,
        "state": row.state.value,
        "attempts": row.attempts,
        "next_try_at": to_iso(row.next_try_at) if row.next_try_at else None,
        "reason": row.reason,
        "field_errors": [dict(e) for e in row.field_errors],
        "package": row.package_id,
    }
