"""First start: checks the form by the room's own rules and founds the desk."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from base.clock import Clock
from base.errors import DeskError, InputError
from desk.centre import parse_profile, sample_profile
from desk.profile import CentreProfile
from dossiers.workplace import Workplace
from store.store import Store
from ui.jobs import Jobs, Kind
from ui.pages.first_run.view import FirstRunView
from ui.session import Opened, found_desk

_FOUND = Kind("found desk")


class FirstRunPresenter(QObject):
    """Between the form and the store."""

    def __init__(self, jobs: Jobs, store: Store, clock: Clock, view: FirstRunView) -> None:
        super().__init__(view)
        self._jobs = jobs
        self._store = store
        self._clock = clock
        self._view = view
        view.submitted.connect(self._on_submitted)
        view.sample_wanted.connect(self._on_sample_wanted)

    def _on_submitted(self, texts: dict[str, Any]) -> None:
        try:
            profile = read_form(texts)
        except InputError as error:
            self._show(error)
            return
        self._found(profile)

    def _on_sample_wanted(self) -> None:
        self._found(sample_profile())

    def _found(self, profile: CentreProfile) -> None:
        fn = partial(found_desk, self._store, profile, self._clock)
        self._jobs.run(fn, self._on_founded, self._show, "db", _FOUND)

    def _on_founded(self, workplace: Workplace) -> None:
        self._view.founded.emit(Opened(self._store, workplace))

    def _show(self, error: DeskError) -> None:
        problems = {f.pointer.lstrip("/").split("/")[0]: f.message for f in error.fields}
        self._view.show_problems(problems or {"parent_org": error.sentence})


def read_form(texts: dict[str, Any]) -> CentreProfile:
    """Return the profile that the form describes; raise InputError DESK-xx with the fields."""
    spans = [
        [part.strip() for part in s.split("-")] for s in texts["hours"].split(",") if s.strip()
    ]
    document = {**texts, "tag": texts["tag"].upper(), "hours": [{"spans": spans}]}
    return parse_profile(json.dumps(document).encode())
