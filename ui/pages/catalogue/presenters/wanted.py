"""Between the list of what is missing and the store; the file for the department."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from base.clock import legal_date
from base.errors import DeskError
from base.files import write_atomic
from catalog.counter.notes import notes_on
from catalog.counter.wanted import export_for_department, wanted_procedures
from dossiers.workplace import Workplace
from ui import dialogs
from ui.jobs import Kind
from ui.pages.catalogue.keep import Kept
from ui.pages.catalogue.panes.wanted_pane import WantedPane
from ui.session import Session

_EXPORT = Kind("export notes", "Đang xuất")


class WantedPresenter(QObject):
    """Shows what `Kept` holds; writes through it."""

    def __init__(self, session: Session, kept: Kept, pane: WantedPane) -> None:
        super().__init__(pane)
        self._session = session
        self._kept = kept
        self._pane = pane
        pane.asked.connect(self._on_asked)
        pane.answered.connect(kept.answer)
        pane.export_wanted.connect(self.export)
        kept.changed.connect(self._on_kept)
        kept.stored.connect(self._on_stored)
        self._on_kept()

    def begin(self) -> None:
        """Put the cursor where a question is written down."""
        self._pane.begin()

    def export(self) -> None:
        """Ask where the file goes, then write it."""
        day = legal_date(self._session.clock())
        path = dialogs.pick_save(
            self._pane,
            "Xuất ghi chú và thủ tục còn thiếu",
            f"ghi-chu-thu-tuc-{day.isoformat()}.csv",
            "Bảng CSV (*.csv)",
        )
        if path is not None:
            self._session.on_store(partial(_export, path=path), self._on_exported, kind=_EXPORT)

    def _on_asked(self, said: str, remark: str) -> None:
        self._kept.ask_for(said, remark, self._on_refused)

    def _on_refused(self, error: DeskError) -> None:
        self._pane.show_refusal(error)

    def _on_kept(self) -> None:
        self._pane.show_rows(self._kept.rows.wanted, self._kept.rows.notes)

    def _on_stored(self, what: str) -> None:
        if what == "wanted":
            self._pane.done()
            self._session.tell("Đã ghi lại điều người dân hỏi.")
        elif what == "answered":
            self._session.tell("Đã ghi mã thủ tục.")

    def _on_exported(self, path: Path) -> None:
        self._session.tell(f"Đã xuất {path.name}. Gửi tệp này cho Sở để bổ sung danh mục.")


def _export(workplace: Workplace, path: Path) -> Path:
    with workplace.store.read() as tx:
        notes, wanted = notes_on(tx), wanted_procedures(tx)
    data = export_for_department(workplace.reference.catalogue, notes, wanted, workplace.clock())
    write_atomic(path, data, what="tệp xuất", mode=0o644)
    return path
