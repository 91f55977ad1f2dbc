"""Arranging the lines of a form for a system; kept for the next time as soon as it is changed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from base.errors import DeskError
from dossiers.by_hand.orders import forget_order, save_order
from forms.targets.order import Order
from forms.targets.writing import DateStyle
from ui.paste.choices import PasteChoices
from ui.paste.presenter import PastePresenter
from ui.paste.window import PasteWindow
from ui.session import Session


class OrderPresenter(QObject):
    """Between the page of the order, the store and the dossier at hand."""

    def __init__(
        self,
        session: Session,
        window: PasteWindow,
        choices: PasteChoices,
        presenter: PastePresenter,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._choices = choices
        self._presenter = presenter
        page = window.order
        window.jump.arrange_wanted.connect(self._open)
        page.moved.connect(self._move)
        page.toggled.connect(self._toggle)
        page.reset_wanted.connect(self._reset)
        page.dates_chosen.connect(self._on_dates)
        page.hotkey_chosen.connect(self._on_hotkey)
        page.closed.connect(self._close)

    def _open(self) -> None:
        self._show()
        self._window.show_order()

    def _show(self) -> None:
        handing, page = self._presenter.handing, self._window.order
        if handing.hand_over is None:
            return
        hotkey = self._choices.hotkey
        page.show_options(self._choices.dates(handing.target), hotkey.text if hotkey else "")
        page.show_order(handing.target.name, handing.paper.items, handing.order)

    def _move(self, item_id: str, by: int) -> None:
        self._use(self._presenter.handing.order.moved(item_id, by))

    def _toggle(self, item_id: str) -> None:
        order = self._presenter.handing.order
        if item_id in order.used:
            self._use(order.without(item_id))
        else:
            self._use(order.with_item(item_id))

    def _use(self, order: Order) -> None:
        handing = self._presenter.handing
        system, form = handing.target.system, handing.paper.order_key
        handing.orders[(system, form)] = order
        self._show()
        self._session.on_store(
            partial(save_order, system=system, form_id=form, order=order), self._on_kept
        )

    def _reset(self) -> None:
        handing = self._presenter.handing
        system, form = handing.target.system, handing.paper.order_key
        handing.orders.pop((system, form), None)
        self._show()
        self._session.on_store(partial(forget_order, system=system, form_id=form), self._on_kept)

    def _on_kept(self, nothing: None) -> None:
        """Kept; the page shows it already."""

    def _on_dates(self, style: str) -> None:
        try:
            self._choices.keep_dates(self._presenter.handing.target.system, DateStyle(style))
        except DeskError as error:
            self._session.fail(error)

    def _on_hotkey(self, text: str) -> None:
        try:
            self._choices.keep_hotkey(text)
        except DeskError as error:
            self._session.fail(error)
        self._presenter.hold_key()

    def _close(self) -> None:
        handing = self._presenter.handing
        if handing.hand_over is not None:
            handing.remember()
            handing.restart()
        self._presenter.show()
