"""The page Thủ tục as the window knows it: nothing of it is loaded before it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from base.settings import Settings
from dossiers.draft import IntakeDraft
from ui.main_window import MainWindow
from ui.pages.catalogue.line_watch import LineWatch
from ui.pages.catalogue.loading import PageLoader
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.parts import clear, column, label, row

if TYPE_CHECKING:
    from ui.pages.catalogue.presenter import CataloguePresenter
    from ui.pages.catalogue.view import CatalogueView
    from ui.pages.intake.presenter import IntakePresenter

KEY = "catalogue"


class CataloguePage(Page):
    """Holds the view once there is one."""

    key = KEY

    def __init__(self, place: CataloguePlace) -> None:
        super().__init__()
        self._place = place
        self._waiting = label("Đang mở danh mục …", "muted")
        self._inside = column(1, row(1, self._waiting, 1), 1)
        self.setLayout(self._inside)

    def hold(self, view: CatalogueView) -> None:
        """Take the view in."""
        clear(self._inside)
        self._inside.addWidget(view)
        view.rearranged.connect(self.rearranged)
        self.rearranged.emit()  # a bar that lies there already goes out of the way

    @property
    def bar_lift(self) -> int:
        """As the view says."""
        return self._place.view.bar_lift if self._place.view is not None else 8

    @property
    def bar_sides(self) -> tuple[int, int]:
        """As the view says."""
        view = self._place.view
        return view.bar_sides if view is not None else super().bar_sides

    def make_room(self, height: int) -> None:
        """As the view does."""
        if self._place.view is not None:
            self._place.view.make_room(height)

    def activate(self) -> None:
        """Build the page when it is opened first; read anew each time."""
        self._place.activate()

    def go_back(self) -> bool:
        """Close what lies on top."""
        return self._place.view is not None and self._place.view.go_back()


class CataloguePlace(QObject):
    """Ties the page to the window and to the intake."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        intake: IntakePresenter,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._intake = intake
        self.view: CatalogueView | None = None
        self.presenter: CataloguePresenter | None = None
        self.page = CataloguePage(self)
        window.add_page(self.page)
        window.bind("Ctrl+T", self._on_key)
        session.catalogue_changed.connect(intake.keeper.judge.touch)
        self.watch = LineWatch(session, settings, self)
        self._loader = PageLoader(session, self)
        self._loader.loaded.connect(self._on_loaded)

    def activate(self) -> None:
        """The page is in front: show it, or load it first without stopping the window."""
        if self._loader.is_loaded:
            self.open().activate()
        else:
            self._loader.hurry()

    def open(self) -> CataloguePresenter:
        """Return the presenter, made now if this is the first time."""
        if self.presenter is None:
            from ui.pages.catalogue.presenter import CataloguePresenter
            from ui.pages.catalogue.view import CatalogueView

            self.view = CatalogueView()
            self.page.hold(self.view)
            self.presenter = CataloguePresenter(self._session, self.watch, self.view)
            self.presenter.take_in_wanted.connect(self._on_take_in)
        return self.presenter

    def _on_loaded(self) -> None:
        if self._window.page is self.page:
            self.activate()

    def _on_key(self) -> None:
        """Ctrl+T: the line to look a procedure up in, whatever was in front."""
        self._window.show_page(KEY)
        if self.view is not None:
            if self.view.is_previewing:
                self.view.close_preview()
            self.view.tabs.look_up()

    def _on_take_in(self, contact: IntakeDraft) -> None:
        from ui.pages.catalogue.take_in import begin_case

        self._window.show_page("intake")
        begin_case(self._session, self._intake, contact)
