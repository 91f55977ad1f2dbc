"""Colours, type and the style sheet; the system's high contrast wins over our colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from base.paths import RESOURCES_DIR

FAMILY = "Be Vietnam Pro"
TABULAR = "DejaVu Sans"  # Be Vietnam Pro has no figures of one width
ICONS_DIR = RESOURCES_DIR / "icons"
_SCREEN_FACES = ("be-vietnam-pro", "dejavu-sans")  # paper's faces are the renderer's own

_COLOURS = "colours"

Role = Literal["ink", "muted", "disabled", "action", "on_action", "ok", "warning", "error"]
"""A colour that something is drawn in."""
Tone = Literal["plain", "card", "ok", "warning", "error"]
"""What a chip says by its ground, always together with a word."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the window by what it is for; green, amber and red only for states."""

    ink: str = "#14181f"
    muted: str = "#4a5464"
    disabled: str = "#5f6875"
    ground: str = "#eff2f6"
    paper: str = "#ffffff"
    line: str = "#d3dae3"
    edge: str = "#8793a3"
    action: str = "#0b4a8f"
    action_hover: str = "#0d57a8"
    action_pressed: str = "#083a70"
    on_action: str = "#ffffff"
    soft: str = "#e6eef8"
    softer: str = "#d3e1f2"
    ok: str = "#1a6437"
    ok_soft: str = "#e4f3e9"
    warning: str = "#744600"
    warning_soft: str = "#fdf2dc"
    error: str = "#a11919"
    error_soft: str = "#fdecec"


READABLE_PAIRS = (
    ("ink", "paper"), ("ink", "ground"), ("ink", "soft"), ("muted", "paper"), ("muted", "ground"),
    ("disabled", "ground"), ("action", "paper"), ("action", "soft"), ("action", "ground"),
    ("on_action", "action"), ("on_action", "action_hover"), ("on_action", "action_pressed"),
    ("ok", "ok_soft"), ("warning", "warning_soft"), ("error", "error_soft"), ("error", "paper"),
    ("warning", "error_soft"),
    ("warning", "paper"), ("ok", "paper"), ("ink", "ok_soft"), ("ink", "warning_soft"),
    ("ink", "error_soft"), ("muted", "soft"), ("muted", "warning_soft"),
)  # fmt: skip
"""Text colour and ground that meet on the screen; each must reach 4.5 : 1."""


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio of two colours."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    value = QColor(colour)
    parts = (value.redF(), value.greenF(), value.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def load_fonts() -> None:
    """Make the screen's faces known to Qt; without them an offscreen window shows boxes."""
    for face in _SCREEN_FACES:
        for path in sorted((RESOURCES_DIR / "fonts" / face).glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))


def apply_theme(app: QApplication) -> Colours:
    """Set type, palette and style sheet of the whole program; return the colours in use."""
    colours = system_colours(app.palette()) if is_high_contrast(app) else Colours()
    app.setStyle("Fusion")
    font = QFont(FAMILY)
    font.setPixelSize(14)
    app.setFont(font)
    app.setPalette(_palette(colours))
    app.setStyleSheet(style_sheet(colours))
    app.setProperty(_COLOURS, asdict(colours))
    return colours


def colour(role: Role) -> str:
    """Return the colour of a role as it is in use."""
    app = QApplication.instance()
    in_use = app.property(_COLOURS) if app is not None else None
    return str((in_use or asdict(Colours()))[role])


def is_high_contrast(app: QApplication) -> bool:
    """Whether the system asks for high contrast."""
    hints = app.styleHints()
    accessibility = hints.accessibility()
    return bool(accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast)


def system_colours(palette: QPalette) -> Colours:
    """Return our roles in the colours of the system's palette, for high contrast."""

    def role(name: QPalette.ColorRole) -> str:
        return palette.color(name).name()

    text, window = role(QPalette.ColorRole.WindowText), role(QPalette.ColorRole.Window)
    mark, on_mark = role(QPalette.ColorRole.Highlight), role(QPalette.ColorRole.HighlightedText)
    return Colours(
        ink=text, muted=text, disabled=text, ground=window, paper=window, line=text, edge=text,
        action=mark, action_hover=mark, action_pressed=mark, on_action=on_mark, soft=window,
        softer=window, ok=text, ok_soft=window, warning=text, warning_soft=window, error=text,
        error_soft=window,
    )  # fmt: skip


def style_sheet(colours: Colours) -> str:
    """Return the style sheet with the colours filled in."""
    text = (RESOURCES_DIR / "style" / "app.qss").read_text(encoding="utf-8")
    values: Mapping[str, str] = {
        **asdict(colours), "icons": ICONS_DIR.as_posix(), "tabular": TABULAR,
    }  # fmt: skip
    for name in sorted(values, key=len, reverse=True):  # action_hover before action
        text = text.replace(f"@{name}", values[name])
    return text


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and draw the widget by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, value in (
        (roles.Window, colours.ground), (roles.WindowText, colours.ink),
        (roles.Base, colours.paper), (roles.Text, colours.ink), (roles.Button, colours.paper),
        (roles.ButtonText, colours.ink), (roles.Highlight, colours.action),
        (roles.HighlightedText, colours.on_action), (roles.PlaceholderText, colours.disabled),
        (roles.Link, colours.action), (roles.ToolTipBase, colours.ink),
        (roles.ToolTipText, colours.paper), (roles.AlternateBase, colours.ground),
    ):  # fmt: skip
        palette.setColor(role, QColor(value))
    return palette
