"""Looks up what earlier dossiers said of the people of the open case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject

from dossiers.consulting.earlier import earlier_values
from dossiers.workplace import Workplace
from forms.earlier import EarlierValues
from ui.pages.intake.keeper import CaseKeeper
from ui.session import Session


class EarlierDesk(QObject):
    """Hands every person's earlier values to the case, once for each person and case."""

    def __init__(self, session: Session, keeper: CaseKeeper) -> None:
        super().__init__(keeper)
        self._session = session
        self._keeper = keeper
        self._asked: set[tuple[str, str]] = set()  # (draft, number), while cases are open
        keeper.people_changed.connect(self._look_up)
        keeper.closed.connect(self._asked.clear)

    def _look_up(self) -> None:
        case = self._keeper.case
        if case is None:
            return
        people = [person for form in case.forms for person in form.people.values()]
        names = {p.personal_number: p.full_name or "" for p in people if p.personal_number}
        new = {n: name for n, name in names.items() if (case.draft_id, n) not in self._asked}
        if not new:
            return
        self._asked |= {(case.draft_id, number) for number in new}
        fn = partial(_find, draft_id=case.draft_id, names=new)
        self._session.on_store(fn, self._on_found)

    def _on_found(self, result: tuple[str, dict[str, EarlierValues]]) -> None:
        draft_id, found = result
        case = self._keeper.case
        if case is not None and case.draft_id == draft_id and found:
            case.earlier.update(found)
            self._keeper.judge.touch()


def _find(
    workplace: Workplace, draft_id: str, names: Mapping[str, str]
) -> tuple[str, dict[str, EarlierValues]]:
    said = {number: earlier_values(workplace, number, name) for number, name in names.items()}
    return draft_id, {number: values for number, values in said.items() if values is not None}
