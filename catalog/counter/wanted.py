"""What citizens asked for and the catalogue lacks, and what goes to the department as one file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import uuid_utils

from base.clock import local
from base.errors import InputError
from base.text import clean_line, fold
from catalog import storage
from catalog.catalogue import Catalogue
from catalog.counter.notes import UNPUBLISHED
from catalog.publish.sheets import write_sheet
from catalog.storage import LocalNote, WantedProcedure
from store.store import Transaction

_LONGEST = 300
_HEADERS = (
    "Loại", "Mã thủ tục", "Tên thủ tục", "Nội dung", "Thành phần hồ sơ", "Liên hệ", "Địa chỉ",
    "Số lần hỏi", "Người ghi", "Ghi ngày", "Sửa ngày", "Tình trạng",
)  # fmt: skip


def ask_for(tx: Transaction, said: str, *, author: str, moment: datetime, note: str = "") -> str:
    """Count something that citizens asked for and nobody found; return its id.

    The same words count up one row. Nobody's name belongs here. InputError CAT-42 without words.
    """
    words = clean_line(said)
    if not words or len(words) > _LONGEST:
        raise InputError(
            "CAT-42",
            "Chưa ghi điều người dân hỏi, hoặc ghi quá dài.",
            f"Ghi ngắn gọn việc cần làm, tối đa {_LONGEST} ký tự, không ghi tên người hỏi.",
        )
    wanted = WantedProcedure(
        id=str(uuid_utils.uuid7()),
        said=words,
        note=clean_line(note),
        author=clean_line(author),
        asked=1,
        first_at=moment,
        last_at=moment,
        answered_by=None,
    )
    wanted_id = storage.count_wanted(tx, wanted, fold(words))
    tx.audit("procedure_wanted", wanted_id)
    return wanted_id


def answer(tx: Transaction, wanted_id: str, code: str | None) -> None:
    """Say which procedure it was after all (None = still open); InputError CAT-43 if unknown."""
    if not storage.answer_wanted(tx, wanted_id, code):
        raise InputError("CAT-43", "Mục này không còn.", "Mở lại danh sách thủ tục còn thiếu.")
    tx.audit("procedure_wanted_answered", wanted_id, code or "")


def wanted_procedures(tx: Transaction) -> tuple[WantedProcedure, ...]:
    """Return everything asked for, open ones first, what is asked most often first."""
    return storage.wanted(tx)


def export_for_department(
    catalogue: Catalogue,
    notes: Sequence[LocalNote],
    wanted: Sequence[WantedProcedure],
    moment: datetime,
) -> bytes:
    """Return notes and missing procedures as one CSV file that Excel opens."""
    day = local(moment).date()
    rows = [_note_row(catalogue, note, day.isoformat()) for note in notes]
    rows += [_wanted_row(item) for item in wanted]
    return write_sheet(_HEADERS, rows)


def _note_row(catalogue: Catalogue, note: LocalNote, day: str) -> list[str]:
    known = catalogue.has(note.procedure_code)
    name = catalogue.versions(note.procedure_code)[-1].name if known else ""
    return [
        "Ghi chú của xã", note.procedure_code, name, note.text, note.papers, note.contact,
        note.link, "", note.author, _day(note.created_at), _day(note.updated_at),
        f"{UNPUBLISHED}, xuất ngày {day}",
    ]  # fmt: skip


def _wanted_row(item: WantedProcedure) -> list[str]:
    state = f"đã trả lời bằng {item.answered_by}" if item.answered_by else "chưa có trong danh mục"
    return [
        "Thủ tục còn thiếu", item.answered_by or "", "", item.said, "", item.note, "",
        str(item.asked), item.author, _day(item.first_at), _day(item.last_at), state,
    ]  # fmt: skip


def _day(moment: datetime) -> str:
    return f"{local(moment):%d/%m/%Y}"
