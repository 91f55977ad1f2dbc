"""One line on top of the case: when, how much, which papers, what to mind."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from catalog.fees import Fee
from dossiers.intake import Assessment
from ui.icons import icon
from ui.theme import restyle
from ui.widgets.parts import button, row
from ui.wording import clipped, moment_words, money


class LiveStrip(QFrame):
    """Four words that change as the clerk types; each opens its part of the details."""

    details_wanted = Signal()
    """The clerk wants to see the whole of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("livestrip")
        self.due = self._cell("calendar-clock")
        self.fee = self._cell("banknote")
        self.papers = self._cell("list-checks")
        self.warnings = self._cell("triangle-alert")
        self.warnings.setIcon(icon("triangle-alert", "warning"))
        layout = row(self.due, self.fee, self.papers, self.warnings, 1, spacing=2)
        layout.setContentsMargins(6, 2, 6, 2)
        self.setLayout(layout)
        restyle(self, "state", "due")

    def _cell(self, icon_name: str) -> QPushButton:
        cell = button("", "link", icon_name=icon_name)
        cell.clicked.connect(self.details_wanted)
        return cell

    def show_assessment(self, assessment: Assessment, now: datetime, open_count: int = 0) -> None:
        """Show the case as it was just judged, and how many questions are still to be asked."""
        due_at = assessment.due.due_at
        due = f"Hẹn trả {moment_words(due_at, now)}" if due_at else "Hẹn trả: chưa tính được"
        _set(self.due, due, assessment.due.rule)
        fee = fee_words(assessment.fee, assessment.undecided)
        _set(self.fee, f"Phí, lệ phí: {fee}", fee_tip(assessment.fee))
        wanted = [p for p in assessment.checklist.papers if p.is_compulsory]
        have = len(wanted) - len(assessment.missing_papers)
        papers = f"Thành phần hồ sơ {have}/{len(wanted)}"
        if not assessment.checklist.known:
            papers = "Thành phần hồ sơ: chưa có dữ liệu"
        tip = [p.name for p in assessment.missing_papers]
        tip += [f"Hỏi thêm {open_count} câu (F11)"] if open_count else []
        _set(self.papers, papers, "\n".join(tip))
        count = len(assessment.warnings)
        _set(self.warnings, f"{count} lưu ý", "\n".join(w.text for w in assessment.warnings))
        self.warnings.setVisible(count > 0)

    def show_refusal(self, text: str) -> None:
        """Show why the case cannot be judged."""
        _set(self.due, text, text)
        for cell in (self.fee, self.papers, self.warnings):
            cell.hide()


def fee_words(fee: Fee, undecided: Collection[str] = ()) -> str:
    """Return the fee in a few words; an unknown amount is never shown as zero.

    `undecided` is what nobody can know yet of the case: what is free only then is said so.
    """
    if fee.total_vnd is None:
        return fee.total_words
    if fee.total_vnd:
        return money(fee.total_vnd)
    if fee.exempt is None:
        return "không thu"
    reason = clipped(fee.exempt.reason.split(" (")[0], 40)
    reason = f"{reason[:1].lower()}{reason[1:]}"
    is_open = any(condition.lstrip("!") in undecided for condition in fee.exempt.when)
    return f"miễn nếu {reason}" if is_open else f"miễn ({reason})"


def fee_tip(fee: Fee) -> str:
    """Return every line with its amount and basis, phí and lệ phí kept apart."""
    return "\n".join(fee_lines(fee))


def fee_lines(fee: Fee) -> list[str]:
    """Return one line for each fee, and why something is free."""
    lines = []
    for item in fee.items:
        kind = "Lệ phí" if item.kind == "le_phi" else "Phí"
        is_named = item.name.lower().startswith(("phí", "lệ phí"))
        name = item.name if is_named else f"{kind} {item.name}"
        lines.append(f"{name}: {item.amount_words}")
    if fee.exempt is not None:
        lines.append(f"Miễn: {fee.exempt.reason} ({fee.exempt.basis})")
    return lines


def _set(cell: QPushButton, text: str, tip: str) -> None:
    cell.setText(f"\u2009{text}")
    cell.setToolTip(tip)
    cell.setAccessibleName(text)
    cell.setAccessibleDescription(tip)
    cell.show()
