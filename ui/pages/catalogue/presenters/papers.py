"""Papers of a procedure's card: the citizen's A5 page, and its forms as empty sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from base.clock import legal_date
from dossiers.consulting.card import Card
from dossiers.consulting.citizen_sheet import CitizenSheet, citizen_sheet
from dossiers.reference import Reference
from ui.jobs import Cancel, Kind
from ui.pages.paper_desk import make_sheet
from ui.printing import Papers, Sheet
from ui.session import Session

_PAGE = Kind("citizen page", "Đang dựng phiếu A5")
_FORM = Kind("empty form", "Đang dựng biểu mẫu")


@dataclass(frozen=True, slots=True)
class Page:
    """A paper to be shown, with what is said beside its title, and what must be warned of."""

    sheet: Sheet = field(repr=False)
    note: str = ""
    warning: str = ""


class CardPapers(QObject):
    """Rendered by a worker; nothing of it is on the disk unless it is saved."""

    ready = Signal(object)
    """A Page to be shown."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def make_page(self, card: Card) -> None:
        """Make the A5 page of the answered case."""
        session = self._session
        fn = partial(_page, session.papers, session.reference, card, session.clock())
        session.jobs.run(fn, self._on_page, kind=_PAGE)

    def make_form(self, form_id: str) -> None:
        """Make an empty sheet."""
        session = self._session
        fn = partial(_form, session.papers, session.reference, form_id, session.clock())
        session.jobs.run(fn, self._on_page, kind=_FORM)

    def _on_page(self, page: Page) -> None:
        self.ready.emit(page)
        if page.warning:
            self._session.tell(page.warning, "warning", seconds=0)


def _page(
    papers: Papers, reference: Reference, card: Card, moment: datetime, cancel: Cancel
) -> Page:
    code = card.procedure.code
    render = partial(papers.form_pdf, draft=False)
    made = citizen_sheet(reference, render, code, card.situation, moment)
    title = f"Phiếu hướng dẫn: {card.procedure.name}"
    sheet = make_sheet(papers, title, made.pdf.data, f"phieu-huong-dan-{code}.pdf", cancel)
    return Page(sheet, "1 trang A5", _what_is_left_out(made))


def _what_is_left_out(made: CitizenSheet) -> str:
    parts = [f"{made.papers_left_out} giấy tờ"] if made.papers_left_out else []
    parts += [f"{made.hints_left_out} lưu ý"] if made.hints_left_out else []
    if not parts:
        return ""
    return f"Trang A5 không đủ chỗ cho {' và '.join(parts)}; trên phiếu có ghi. Hướng dẫn thêm."


def _form(
    papers: Papers, reference: Reference, form_id: str, moment: datetime, cancel: Cancel
) -> Page:
    schema = reference.library.get(form_id, legal_date(moment))
    pdf = papers.form_pdf(schema, {}, draft=True)
    return Page(make_sheet(papers, schema.title, pdf.data, f"{form_id}.pdf", cancel), "tờ để trống")
