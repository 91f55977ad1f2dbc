"""The dossier at hand: which form, which system, which order, and where the clerk stands. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from dossiers.by_hand.hand_over import HandedPaper, HandOver
from forms.targets import Target
from forms.targets.order import Order, arranged
from forms.targets.steps import steps_in_order
from ui.paste.choices import PasteChoices
from ui.paste.walk import Place, Walk, begin

Orders = Mapping[tuple[str, str], Order]
"""What clerks arranged, by (system, form)."""
_CODE = "nhập mã hồ sơ"


class Handing:
    """Values leave it with the dossier; only places stay, for as long as the program runs."""

    def __init__(self, choices: PasteChoices) -> None:
        self._choices = choices
        self.hand_over: HandOver | None = None
        self.orders: dict[tuple[str, str], Order] = {}
        self.number = 0  # of the form at hand
        self.walk = Walk()
        self._places: dict[tuple[str, int, str], Place] = {}

    @property
    def paper(self) -> HandedPaper:
        """The form at hand."""
        assert self.hand_over is not None
        return self.hand_over.papers[self.number]

    @property
    def target(self) -> Target:
        """The system chosen last, or the first one that the form can be typed into."""
        targets = self.paper.targets
        return next((t for t in targets if t.system == self._choices.system), targets[0])

    @property
    def order(self) -> Order:
        """The order in use."""
        saved = self.orders.get((self.target.system, self.paper.order_key))
        return arranged(saved, self.paper.items, self.target)

    @property
    def is_arranged(self) -> bool:
        """Whether the order is a clerk's."""
        return (self.target.system, self.paper.order_key) in self.orders

    @property
    def after_last(self) -> str:
        """What comes after the last value of the form at hand."""
        papers = self.hand_over.papers if self.hand_over else ()
        return papers[self.number + 1].title if self.number + 1 < len(papers) else _CODE

    def open(self, hand_over: HandOver, orders: Orders) -> None:
        """Take a dossier, from where the clerk stood with it."""
        self.remember()
        self.hand_over, self.orders = hand_over, dict(orders)
        self.number = 0
        if hand_over.dossier_code is not None:  # what was at its end has nothing left to ask
            self._places = {k: p for k, p in self._places.items() if p.step_id is not None}
        self.restart()
        while self.walk.current is None and self.number + 1 < len(hand_over.papers):
            self.number += 1
            self.restart()

    def adopt(self, hand_over: HandOver) -> None:
        """The same dossier as it is now, such as an open case that was taken in."""
        old = self.hand_over
        if old is None:
            return
        self.remember()
        if old.key != hand_over.key:
            moved = {k: p for k, p in self._places.items() if k[0] == old.key}
            for (_, number, system), place in moved.items():
                self._places[(hand_over.key, number, system)] = place
        self.hand_over = hand_over
        self.number = min(self.number, len(hand_over.papers) - 1)
        self.restart()

    def close(self) -> None:
        """Let the values go."""
        self.remember()
        self.hand_over = None
        self.walk = Walk()

    def restart(self) -> None:
        """Stand in the order in use where the clerk stood with this form and system."""
        dates = self._choices.dates(self.target)
        steps = steps_in_order(self.paper.items, self.order.used, self.paper.values, dates)
        self.walk = begin(steps, self._places.get(self._here))

    def choose_system(self, system: str) -> None:
        """Type into another system."""
        self.remember()
        self._choices.system = system
        self.restart()

    def choose_paper(self, number: int) -> None:
        """Hand over another form of the dossier."""
        self.remember()
        self.number = number
        self.restart()

    def forward(self, *, skip: bool) -> None:
        """Go on, after the last value to the next form."""
        self.walk.forward(skip=skip)
        papers = self.hand_over.papers if self.hand_over else ()
        if self.walk.current is None and self.number + 1 < len(papers):
            self.choose_paper(self.number + 1)

    def remember(self) -> None:
        """Note where the clerk stands."""
        if self.hand_over is not None:
            self._places[self._here] = self.walk.place

    @property
    def _here(self) -> tuple[str, int, str]:
        key = self.hand_over.key if self.hand_over else ""
        return key, self.number, self.target.system
