"""Keeps the open case and the parked ones: every change is judged and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from base.errors import DeskError
from catalog.procedure import Procedure
from dossiers.drafts import SavedDraft, new_draft_id
from ui.jobs import Kind
from ui.pages.intake.case import OpenCase, open_case, restore_case, snapshot
from ui.pages.intake.drafts import DraftSaver
from ui.pages.intake.papers.judging import Judged, judge, without_empties
from ui.session import Session

JUDGE_MS = 90
_JUDGE = Kind("judge case")


class CaseJudge(QObject):
    """Judges a case a moment after its last change; results for another state are dropped."""

    judged = Signal(object)
    """A Judged."""
    refused = Signal(object)
    """The case cannot be judged: a DeskError."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case: OpenCase | None = None
        self._soon = QTimer(self, interval=JUDGE_MS, singleShot=True)
        self._soon.timeout.connect(self.now)

    def watch(self, case: OpenCase | None) -> None:
        """Judge this case from now on; what is being judged of another one is dropped."""
        self._soon.stop()
        self._session.jobs.cancel(_JUDGE)
        self._case = case

    def touch(self) -> None:
        """Something changed: judge soon."""
        self._soon.start()

    @property
    def is_pending(self) -> bool:
        """Whether a change waits to be judged."""
        return self._soon.isActive()

    def now(self) -> None:
        """Judge a copy of the case in a worker."""
        if self._case is not None:
            fn = partial(_judge, self._session, snapshot(self._case))
            self._session.jobs.run(fn, self._on_judged, self._on_refused, kind=_JUDGE)

    def _on_judged(self, result: Judged) -> None:
        self.judged.emit(result)

    def _on_refused(self, error: DeskError) -> None:
        self.refused.emit(error)


class CaseKeeper(QObject):
    """Every change goes through here, so nothing is typed that is not judged and kept."""

    opened = Signal()
    """Another case is the open one now, or another of its papers is on the screen."""
    closed = Signal()
    """No case is open: its people leave the screen."""
    people_changed = Signal()
    """People or roles of the open case changed."""
    judged = Signal(object)
    """The open case was judged: a Judged."""
    parked_changed = Signal(list)
    """The parked cases as (draft id, title), the last parked first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.case: OpenCase | None = None
        self.last: Judged | None = None
        self.parked: dict[str, OpenCase] = {}
        self.saver = DraftSaver(session)
        self.saver.due.connect(self.save_now)
        self.judge = CaseJudge(session)
        self.judge.judged.connect(self._on_judged)

    def open(self, procedure: Procedure) -> None:
        """Start a case; one that is open is parked, or dropped when nothing is in it."""
        self.park()
        self._switch(open_case(self._session.reference, procedure, new_draft_id()))

    def resume(self, draft_id: str) -> None:
        """Bring a parked case back."""
        if draft_id in self.parked:
            self.park()
            self._switch(self.parked.pop(draft_id))
            self.saver.touch()

    def reopen(self, case: OpenCase) -> None:
        """Open a case again after its acceptance was taken back, as a new draft."""
        self.park()
        case.draft_id = new_draft_id()
        self._switch(case)
        self.saver.touch()

    def restore(self, saved: Sequence[SavedDraft]) -> None:
        """Bring back what an earlier run left: the one that was open opens again."""
        opened = self.case  # a quick clerk may have begun before the drafts were read
        for item in reversed(saved):
            try:
                case = restore_case(self._session.reference, item)
            except DeskError as error:
                self._session.fail(error)
                continue
            if item.parked or opened is not None:
                self.parked[case.draft_id] = case
            else:
                opened = case
        if opened is None or opened is not self.case:
            self._switch(opened)
        else:
            self.parked_changed.emit(parked_titles(self.parked))

    def park(self) -> None:
        """Put the open case aside; one with nothing in it is forgotten."""
        case = self.case
        if case is None:
            return
        if case.is_untouched:
            self.close(discard=True)
            return
        self.parked[case.draft_id] = case
        self.saver.save(case, parked=True)
        self._switch(None)

    def close(self, *, discard: bool = False) -> OpenCase | None:
        """Let the open case go: taken in (its draft went with that), or forgotten for good."""
        case = self.case
        if case is not None and discard:
            self.saver.discard(case)
        self._switch(None)
        return case

    def type(self, key: str, value: Any) -> None:  # noqa: ANN401 - by the line's type
        """The clerk wrote in a line."""
        if self.case is not None:
            self.case.type(key, value)
            self.changed()

    def visit(self, key: str, value: Any) -> None:  # noqa: ANN401 - by the line's type
        """The clerk left a line, which is tidy now."""
        if self.case is None:
            return
        self.case.visited.add(key)
        if key in self.case.typed and self.case.typed[key] != value:
            self.case.type(key, value)
            self.saver.touch()
        self.judge.touch()

    def rearranged(self) -> None:
        """Another paper is on the screen, or the open case has other papers: begin anew with it."""
        if self.case is not None and not self.case.is_untouched:
            self.saver.touch()
        self._begin()

    def changed(self) -> None:
        """Judge at once and save soon."""
        self.saver.touch()
        self.judge.touch()

    def save_now(self) -> None:
        """Save what is not saved; also at the end of the program and before a restart."""
        if self.saver.is_dirty and self.case is not None and not self.case.is_untouched:
            self.saver.save(self.case)

    def _switch(self, case: OpenCase | None) -> None:
        self.saver.rest()
        self.case = case
        self._begin()
        self.parked_changed.emit(parked_titles(self.parked))

    def _begin(self) -> None:
        self.judge.watch(self.case)
        self.last = None
        if self.case is not None:
            self.opened.emit()
            self.people_changed.emit()
            self.judge.now()
        else:
            self.closed.emit()

    def _on_judged(self, result: Judged) -> None:
        if self.case is not None and len(self.case.forms) == len(result.every):
            for form, answers in zip(self.case.forms, result.every, strict=True):
                form.answers = without_empties(answers)
            self.last = result
            self.judged.emit(result)


class TypedMemory:
    """Ways back to what counted as typed, for keys that turn out to be a scanner's."""

    def __init__(self, keeper: CaseKeeper) -> None:
        self._keeper = keeper

    def keep(self) -> Callable[[], None]:
        """Return a way back to what counts as typed now."""
        case = self._keeper.case
        return partial(self._restore, case, case.typed_everywhere() if case is not None else [])

    def _restore(self, case: OpenCase | None, typed: list[dict[str, Any]]) -> None:
        if case is None or case is not self._keeper.case or case.typed_everywhere() == typed:
            return
        for form, kept in zip(case.forms, typed, strict=False):
            form.typed = kept
        self._keeper.changed()
        if case.is_untouched:
            self._keeper.saver.discard(case)


def _judge(session: Session, case: OpenCase) -> Judged:
    return judge(session.reference, case, session.clock())


def parked_titles(parked: Mapping[str, OpenCase]) -> list[tuple[str, str]]:
    """Return parked cases as (draft id, title), the last parked first."""
    return [(case.draft_id, case.title) for case in reversed(list(parked.values()))]
