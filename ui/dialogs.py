"""The only place that opens boxes: for decisions, with Vietnamese button texts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from base.errors import DeskError

PICTURES = "Ảnh hoặc PDF (*.png *.jpg *.jpeg *.bmp *.webp *.tif *.tiff *.heic *.heif *.pdf)"


def ask(
    parent: QWidget | None, question: str, detail: str, *, yes: str, no: str = "Quay lại"
) -> bool:
    """Ask a question that a clerk must decide; Esc and closing mean no."""
    box = _box(parent, QMessageBox.Icon.Question, question, detail)
    accept = _button(box, yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = _button(box, no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is accept


def show_stop(parent: QWidget | None, error: DeskError) -> None:
    """Say why the program cannot go on."""
    box = _box(parent, QMessageBox.Icon.Critical, error.message, error.next_step)
    box.setInformativeText(f"{error.next_step}\n\nMã lỗi: {error.code}")
    _button(box, "Đóng", QMessageBox.ButtonRole.RejectRole)
    box.exec()


def offer_restart(parent: QWidget | None, report: str) -> bool:
    """Tell of a bug and ask whether to start again."""
    return ask(
        parent,
        "Chương trình gặp lỗi và cần mở lại.",
        "Nội dung đang nhập đã được lưu nháp (mã hóa) và sẽ hiện lại khi mở chương trình.\n"
        f"Tệp mô tả lỗi, không chứa dữ liệu công dân: {Path(report).name} trong thư mục nhật ký.",
        yes="Mở lại chương trình",
        no="Để sau",
    )


def pick_pictures(parent: QWidget | None) -> list[Path]:
    """Let the clerk choose pictures or PDFs of cards; empty when given up."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Chọn ảnh hoặc PDF của thẻ", "", PICTURES)
    return [Path(name) for name in names]


def pick_save_pdf(parent: QWidget | None, proposed: str) -> Path | None:
    """Let the clerk choose where a PDF goes."""
    name, _ = QFileDialog.getSaveFileName(parent, "Lưu PDF", proposed, "PDF (*.pdf)")
    return Path(name) if name else None


def pick_file(parent: QWidget | None, title: str, kinds: str) -> Path | None:
    """Let the clerk choose one file of some kinds, such as "Danh mục (*.json)"."""
    name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(name) if name else None


def pick_save(parent: QWidget | None, title: str, proposed: str, kinds: str) -> Path | None:
    """Let the clerk choose where a file goes."""
    name, _ = QFileDialog.getSaveFileName(parent, title, proposed, kinds)
    return Path(name) if name else None


def pick_folder(parent: QWidget | None, title: str) -> Path | None:
    """Let the clerk choose a folder."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("Trợ lý Một cửa")
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    return box


def _button(box: QMessageBox, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
    button = box.addButton(text, role)
    button.setAutoDefault(False)  # a scanner's final Enter must not press it
    return button
