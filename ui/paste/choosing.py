"""Another line, another form of the dossier, another system: what the clerk chooses from."""

from __future__ import annotations

from PySide6.QtCore import QObject

from base.errors import DeskError
from ui.paste.presenter import PastePresenter
from ui.paste.window import PasteWindow
from ui.session import Session


class ChoosingPresenter(QObject):
    """Between the choosers, the list of lines and the dossier at hand."""

    def __init__(self, session: Session, window: PasteWindow, presenter: PastePresenter) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._presenter = presenter
        window.step.list_wanted.connect(self._show_list)
        window.step.system_chosen.connect(self._choose_system)
        window.step.paper_chosen.connect(self._choose_paper)
        window.jump.chosen.connect(self._jump)
        window.jump.closed.connect(window.show_step)

    def _show_list(self) -> None:
        self._window.jump.show_walk(self._presenter.handing.walk)
        self._window.show_jump()

    def _jump(self, number: int) -> None:
        self._presenter.handing.walk.jump(number)
        self._presenter.show()

    def _choose_system(self, system: str) -> None:
        try:
            self._presenter.handing.choose_system(system)
        except DeskError as error:  # the choice is not kept; the work goes on
            self._session.fail(error)
        self._presenter.show()

    def _choose_paper(self, number: int) -> None:
        self._presenter.handing.choose_paper(number)
        self._presenter.show()
