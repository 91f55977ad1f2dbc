"""Colours that can be read, type that is there, accents that are not cut."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme import (
    FAMILY,
    READABLE_PAIRS,
    TABULAR,
    Colours,
    contrast,
    style_sheet,
    system_colours,
)
from ui.widgets.parts import button, label


@pytest.mark.parametrize(("ink", "ground"), READABLE_PAIRS)
def test_text_reaches_the_contrast_of_four_and_a_half(ink: str, ground: str) -> None:
    colours = asdict(Colours())
    assert contrast(colours[ink], colours[ground]) >= 4.5


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_style_sheet_leaves_no_name_unfilled() -> None:
    assert not re.findall(r"@[a-z_]+", style_sheet(Colours()))


def test_high_contrast_takes_every_colour_from_the_system() -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    palette.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("#00ffff"))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    used = set(asdict(system_colours(palette)).values())
    assert used == {"#ffff00", "#000000", "#00ffff"}
    for ink, ground in READABLE_PAIRS:
        colours = asdict(system_colours(palette))
        assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("family", [FAMILY, TABULAR, "Liberation Serif"])
def test_bundled_faces_are_known(family: str) -> None:
    assert QFontInfo(QFont(family)).family() == family


def test_figures_have_one_width() -> None:
    font = QFont(TABULAR)
    font.setPixelSize(15)
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_a_label_has_room_for_stacked_accents(qapp: QApplication) -> None:
    made = label("ẾỆ Ỗ ặ ợ")
    made.ensurePolished()
    font = QFont(FAMILY)
    font.setPixelSize(14)
    inked = QFontMetrics(font).tightBoundingRect("ẾỆỖặợ").height()
    assert made.sizeHint().height() >= inked
    assert button("Ế").sizeHint().height() >= 34
