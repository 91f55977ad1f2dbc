"""Writes old places as they are called since 01/07/2025; one step back undoes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ui.pages.intake.case import OpenCase
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.panes.form_sheet import FormSheet
from ui.pages.intake.papers.open_form import write_through
from ui.session import Session
from ui.widgets.shell.result_bar import Action

Places = Mapping[tuple[int, str], str]
"""What stands in a line now, by paper and key."""


class Renewal:
    """What a line of the paper on the screen says goes through its editor, which may be in use."""

    def __init__(self, session: Session, keeper: CaseKeeper, sheet: FormSheet) -> None:
        self._session = session
        self._keeper = keeper
        self._sheet = sheet

    def write(self, anew: Places) -> None:
        """Write these places in the open case."""
        case = self._keeper.case
        if case is None:
            return
        before = case.typed_everywhere()
        for (number, key), place in anew.items():
            self._write(case, number, key, place)
        self._keeper.changed()
        back = Action("Hoàn tác", partial(self._undo, case, before, anew))
        said = f"Đã ghi {len(anew)} địa chỉ theo xã, tỉnh hiện nay. F9: tiếp nhận."
        self._session.tell(said, "ok", back)

    def _undo(self, case: OpenCase, before: Sequence[Mapping[str, object]], anew: Places) -> None:
        if case is not self._keeper.case:
            return
        for (number, key), place in anew.items():
            form = case.forms[number]
            if form.typed.get(key) != place:
                continue  # written again since
            self._write(case, number, key, before[number].get(key))
            if key not in before[number]:
                form.typed.pop(key, None)  # it came from a card, and does again
        self._keeper.changed()

    def _write(self, case: OpenCase, number: int, key: str, value: object) -> None:
        if number == case.shown:
            self._sheet.write(key, value)
        else:
            write_through(case.forms, case.forms[number], key, value)
