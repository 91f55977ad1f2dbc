"""What this centre is, for lists that begin with it; kept with the application as the theme."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from forms.choices.agencies import Home

_NAME = "home"


def set_home(home: Home) -> None:
    """Tell the pickers once the centre is known."""
    application = QApplication.instance()
    if application is not None:
        application.setProperty(_NAME, (home.authority, home.province))


def home() -> Home:
    """Return the centre, or an empty one before it is known."""
    application = QApplication.instance()
    kept = application.property(_NAME) if application is not None else None
    return Home(*kept) if kept else Home()
