"""Showing, printing and saving one paper; every page with papers has one of these."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from base.errors import DeskError
from dossiers.case.sheets import printed_sheets, sheets_of
from dossiers.dossier import Dossier
from dossiers.handouts.notices import Notice
from dossiers.workplace import Workplace
from ui import dialogs
from ui.jobs import Cancel, Kind
from ui.printing import PRINT_DPI, Papers, Sheet, no_printer, print_pages, printer_names, save_pdf
from ui.session import Session
from ui.widgets.preview import PreviewPane
from ui.widgets.shell.result_bar import Action
from ui.wording import sentence_case

_PRINT = Kind("print", "Đang in")
_SAVE = Kind("save pdf", "Đang lưu PDF")
_PRINTERS = Kind("printers")


class PaperDesk(QObject):
    """Holds the paper that is on the screen; nothing of it is ever on the disk unless saved."""

    def __init__(self, session: Session, pane: PreviewPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._sheet: Sheet | None = None
        pane.print_wanted.connect(self.print_now)
        pane.save_wanted.connect(self.save)

    def show(self, sheet: Sheet, note: str = "") -> None:
        """Put a paper on the screen."""
        self._sheet = sheet
        self._pane.show_pages(sheet.title, sheet.pages, note, sheet.starts)
        self._pane.go_to_paper(sheet.at)
        self._session.jobs.run(printer_names, self._on_printers, kind=_PRINTERS)

    def forget(self) -> None:
        """Drop the paper; the citizen's data leaves the screen with it."""
        self._sheet = None
        self._pane.show_pages("", ())

    def print_now(self) -> None:
        """Send the paper to the chosen printer (Ctrl+P)."""
        if self._sheet is None:
            return
        if not self._pane.printer:
            self._on_failed(no_printer())
            return
        fn = partial(_print, self._session.papers, self._sheet, self._pane.printer)
        self._session.jobs.run(fn, self._on_printed, self._on_failed, kind=_PRINT)

    def save(self) -> None:
        """Ask where the PDF goes, then write it."""
        if self._sheet is None:
            return
        path = dialogs.pick_save_pdf(self._pane, self._sheet.file_name)
        if path is not None:
            fn = partial(save_pdf, path, self._sheet.data)
            self._session.jobs.run(fn, self._on_saved, kind=_SAVE)

    def _on_printers(self, names: list[str]) -> None:
        self._pane.show_printers(names)

    def _on_printed(self, count: int) -> None:
        self._session.tell(f"Đã gửi {count} trang tới máy in “{self._pane.printer}”.")

    def _on_saved(self, path: Path) -> None:
        self._session.tell(f"Đã lưu {path.name}.")

    def _on_failed(self, error: DeskError) -> None:
        self._session.tell(error.sentence, "error", Action("Lưu PDF…", self.save), seconds=0)


def make_sheet(
    papers: Papers, title: str, data: bytes, file_name: str, cancel: Cancel | None = None
) -> Sheet:
    """Return a PDF with its pages as pictures; in a worker."""
    return Sheet(title, data, papers.pictures(data, cancel=cancel), file_name)


def may_print_slip(session: Session, parent: QWidget) -> bool:
    """Whether Mẫu 01 is ours to print: with a live gateway, else only when the line is down."""
    if session.workplace.profile.gateway is not None:
        return True
    return dialogs.ask(
        parent,
        "Đang mất đường truyền tới hệ thống tỉnh?",
        "Giấy tiếp nhận và hẹn trả do hệ thống tỉnh in. Chỉ in tại đây khi không vào được hệ thống "
        "tỉnh; giấy ghi rõ là số tạm.",
        yes="Mất đường truyền, in tại đây",
    )


def slip_sheet(workplace: Workplace, papers: Papers, dossier: Dossier, cancel: Cancel) -> Sheet:
    """Return Mẫu 01 of a dossier with its pages; in the db lane."""
    pdf = papers.slip_pdf(workplace, dossier)
    name = f"giay-tiep-nhan-{dossier.record.provisional_number}.pdf"
    return make_sheet(papers, "Giấy tiếp nhận hồ sơ và hẹn trả", pdf.data, name, cancel)


def notice_sheet(papers: Papers, notice: Notice, cancel: Cancel) -> Sheet:
    """Return a numbered paper for the citizen (Mẫu số 02, 03, 04) with its pages; in a worker."""
    pdf = papers.form_pdf(notice.schema, notice.answers, draft=False)
    title = f"{sentence_case(notice.schema.title)} · số {notice.doc_no}"
    return make_sheet(papers, title, pdf.data, f"{notice.schema.id}.pdf", cancel)


def has_forms(dossier: Dossier) -> bool:
    """Whether anything was filled in for a dossier."""
    return bool(dossier.record.form_id or dossier.record.further)


def forms_sheet(workplace: Workplace, papers: Papers, dossier: Dossier, cancel: Cancel) -> Sheet:
    """Return every paper filled in for a dossier, in the versions of then; in the db lane.

    Raises InputError PAPERS-02 when none of them is printed here.
    """
    sheets = printed_sheets(sheets_of(workplace.reference, dossier.record))
    data, starts = papers.sheets_with_starts(sheets, cancel)
    pages = papers.pictures(data, cancel=cancel)
    name = f"to-khai-{dossier.record.provisional_number}.pdf"
    return Sheet("Tờ khai và giấy kèm theo", data, pages, name, starts)


def _print(papers: Papers, sheet: Sheet, printer: str) -> int:
    pages = papers.pictures(sheet.data, PRINT_DPI)
    return print_pages(pages, printer, sheet.title)
