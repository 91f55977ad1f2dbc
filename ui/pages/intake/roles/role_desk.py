"""Gives people roles in the open case, says what cannot be, and takes a role back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.pages.intake.case import OpenCase
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.roles import steps
from ui.pages.intake.roles.advice import RoleAdvice
from ui.pages.intake.roles.steps import Step
from ui.session import Session
from ui.widgets.shell.result_bar import Action

_UNDONE_S = 3  # the question is wanted again at once


class RoleDesk(QObject):
    """Every change can be taken back, the last first, while its case is open."""

    changed = Signal()
    """People or roles of the open case changed."""

    def __init__(self, session: Session, keeper: CaseKeeper) -> None:
        super().__init__()
        self._session = session
        self._keeper = keeper
        self.advice = RoleAdvice(session, keeper)
        self._steps: list[Step] = []
        keeper.opened.connect(self._on_switched)
        keeper.closed.connect(self._on_switched)

    def give(self, role: str) -> None:
        """Give the first waiting person a role."""
        case = self._keeper.case
        if case is not None and case.waiting:
            step = steps.give(case, role, self.advice.label(role))
            self.advice.order.learn(case.schema.id, step.had, role)
            self._done(step)

    def join(self, role: str, other: str) -> None:
        """Let a role be the person of another one."""
        labels = self.advice.label(role), self.advice.label(other)
        self._do(lambda case: steps.join(case, role, other, labels))

    def empty(self, role: str) -> None:
        """Take the person of a role out of the case."""
        self._do(lambda case: steps.empty(case, role, self.advice.label(role)))

    def send_back(self, role: str) -> None:
        """Ask anew who the person of a role is."""
        self._do(lambda case: steps.send_back(case, role, self.advice.label(role)))

    def dismiss(self) -> None:
        """The first waiting person does not belong to the case."""
        self._do(lambda case: steps.dismiss(case) if case.waiting else None)

    def keep(self, role: str) -> None:
        """A doubt about a role is not one."""
        self.advice.keep(role)
        self.changed.emit()

    def undo(self) -> None:
        """Ctrl+0: take the last change back, then the one before it."""
        case = self._keeper.case
        if case is None or not self._steps:
            self._session.tell("Không có vai nào để hoàn tác.", "card")
            return
        step = self._steps.pop()
        if step.is_given:
            self.advice.order.unlearn(case.schema.id, step.had, step.role)
        steps.undo(case, step)
        self.advice.forget_kept(step.role)
        self.changed.emit()
        self._session.tell(f"Đã hoàn tác: {step.words}", "card", seconds=_UNDONE_S)

    def _do(self, act: Callable[[OpenCase], Step | None]) -> None:
        case = self._keeper.case
        step = act(case) if case is not None else None
        if step is not None:
            self._done(step)

    def _done(self, step: Step) -> None:
        """Say what was done; a doubt stays on the screen until it is answered, stopping nothing."""
        self._steps.append(step)
        self.advice.forget_kept(step.role)
        self.changed.emit()
        back = Action("Hoàn tác  Ctrl+0", self.undo)
        doubt = next((d for d in self.advice.open_doubts() if step.role in d.roles), None)
        if doubt is None:
            self._session.tell(step.words, "ok", back)
        else:
            stay = Action("Vẫn giữ", partial(self.keep, step.role))
            self._session.tell(f"{step.words} {doubt.message}", "warning", back, stay, seconds=0)

    def _on_switched(self) -> None:
        """Another case, or none: its steps are over."""
        if self._steps:
            self.advice.save()
        self._steps.clear()
        self.advice.forget_kept()
