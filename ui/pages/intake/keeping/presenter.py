"""Between the list of warnings, the line with the cursor and what the open case keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from dossiers.kept.warnings import line_of
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.keeping.dialog import KeepDialog
from ui.pages.intake.keeping.listing import (
    keep,
    open_warnings,
    renewals,
    shown_warnings,
    take_up,
)
from ui.pages.intake.keeping.renewing import Renewal
from ui.pages.intake.panes.work_pane import WorkPane
from ui.pages.intake.papers.judging import Judged
from ui.session import Session
from ui.widgets.error_list import ListedWarning


class KeepingPresenter(QObject):
    """Asks for a reason, and writes it into the case, so that it is kept with the draft."""

    def __init__(self, session: Session, keeper: CaseKeeper, work: WorkPane) -> None:
        super().__init__(work)
        self._keeper = keeper
        self._work = work
        self._renewal = Renewal(session, keeper, work.form.sheet)
        work.errors.keep_wanted.connect(self._on_keep_wanted)
        work.errors.take_up_wanted.connect(self._on_take_up_wanted)
        work.keep_wanted.connect(self.keep_here)

    def decide(
        self, judged: Judged, go_on: Callable[[], None], go_back: Callable[[str], None]
    ) -> None:
        """F9: ask once for every warning without a reason; where there is none, just go on."""
        case = self._keeper.case
        listed = open_warnings(case, judged.assessment) if case is not None else []
        if not listed:
            go_on()
            return
        dialog = self._dialog(listed, is_accepting=True)
        dialog.kept.connect(partial(self._on_decided, judged, listed, go_on))
        dialog.rejected.connect(partial(self._on_given_up, listed, go_back))
        dialog.renewed.connect(partial(go_back, ""))
        self._open(dialog)

    def keep_here(self) -> None:
        """Ctrl+G: the warning of the line with the cursor, else all that are shown open.

        One that is kept is open again.
        """
        case, judged = self._keeper.case, self._keeper.last
        if case is None or judged is None or not self._work.isEnabled():
            return
        listed = shown_warnings(case, judged.assessment)
        key = self._work.form.key_in_focus
        here = [w for w in listed if case.locate(w.pointer)[0] == case.shown]
        here = [w for w in here if line_of(case.locate(w.pointer)[1]) == key]
        wanted = here or [w for w in listed if w.reason is None]
        still_open = [w for w in wanted if w.reason is None]
        if still_open:
            self._ask(judged, still_open)
        elif wanted:
            self._take_up(judged, wanted)

    def _on_keep_wanted(self, listed: Sequence[ListedWarning]) -> None:
        if self._keeper.last is not None:
            self._ask(self._keeper.last, listed)

    def _on_take_up_wanted(self, listed: Sequence[ListedWarning]) -> None:
        if self._keeper.last is not None:
            self._take_up(self._keeper.last, listed)

    def _ask(self, judged: Judged, listed: Sequence[ListedWarning]) -> None:
        dialog = self._dialog(listed, is_accepting=False)
        dialog.kept.connect(partial(self._on_kept, judged, listed))
        self._open(dialog)

    def _dialog(self, listed: Sequence[ListedWarning], *, is_accepting: bool) -> KeepDialog:
        case = self._keeper.case
        begun = case.unfinished.get(_begun(listed), "") if case is not None else ""
        anew = renewals(case, listed) if case is not None else {}
        dialog = KeepDialog(
            self._work.window(), listed, begun, is_accepting=is_accepting, renewable=len(anew)
        )
        dialog.renewed.connect(partial(self._renewal.write, anew))
        dialog.typed.connect(partial(self._on_typed, listed))
        return dialog

    def _on_typed(self, listed: Sequence[ListedWarning], text: str) -> None:
        if self._keeper.case is not None:
            self._keeper.case.jot(_begun(listed), text)
            self._keeper.saver.touch()

    def _open(self, dialog: KeepDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)  # what it says goes with it
        dialog.open()

    def _on_decided(
        self,
        judged: Judged,
        listed: Sequence[ListedWarning],
        go_on: Callable[[], None],
        reason: str,
    ) -> None:
        self._on_kept(judged, listed, reason)
        go_on()

    def _on_kept(self, judged: Judged, listed: Sequence[ListedWarning], reason: str) -> None:
        case = self._keeper.case
        if case is not None:
            keep(case, judged.assessment, listed, reason)
            case.jot(_begun(listed), "")
            self._keeper.changed()

    def _take_up(self, judged: Judged, listed: Sequence[ListedWarning]) -> None:
        case = self._keeper.case
        if case is not None:
            take_up(case, judged.assessment, listed)
            self._keeper.changed()

    def _on_given_up(self, listed: Sequence[ListedWarning], go_back: Callable[[str], None]) -> None:
        case = self._keeper.case
        if case is None:
            return
        for warning in listed:  # from now on these lines show what is warned of
            number, pointer = case.locate(warning.pointer)
            case.forms[number].visited.add(line_of(pointer))
        self._keeper.judge.touch()
        go_back(listed[0].pointer)


def _begun(listed: Sequence[ListedWarning]) -> str:
    """Return under which name a reason for these warnings is kept while it is being typed."""
    return " ".join(["keep", *sorted({f"{w.pointer}:{w.code}" for w in listed})])
