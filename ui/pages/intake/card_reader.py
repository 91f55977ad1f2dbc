"""Reading cards: what a scanner typed, or pictures and PDFs, in a worker."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from base.errors import DeskError
from citizens.payloads import Kind as Code
from citizens.payloads import Reading
from citizens.readers.scanner_profile import NO_PROFILE, read_scanned
from ui.jobs import Cancel, Kind, Progress
from ui.session import Session

_NUMBERS = frozenset({Code.DOSSIER_CODE, Code.PROVISIONAL_NUMBER})


class CardReader(QObject):
    """Says what was read; refusals go to the result bar with what to do."""

    person_read = Signal(object)
    """A Person."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._batches = itertools.count()
        self.profile = NO_PROFILE  # of the scanner that types

    def read(self, text: str) -> None:
        """Read what a scanner or a paste gave."""
        fn = partial(read_scanned, text, self.profile)
        self._session.jobs.run(fn, self._on_read)  # none is ever dropped

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read every code in pictures or PDFs."""
        kind = Kind(f"read files {next(self._batches)}", "Đang đọc ảnh")
        self._session.jobs.run(partial(_read_files, list(paths)), self._on_files, kind=kind)

    def _on_read(self, reading: Reading) -> None:
        self._session.scan_seen.emit()
        self.take(reading)

    def _on_files(self, readings: list[Reading]) -> None:
        for reading in readings:
            self.take(reading)

    def take(self, reading: Reading) -> None:
        """Hand on what a code turned out to be."""
        notes = "\n".join(note.message for note in reading.notes)
        if reading.error is not None:
            self._session.fail(reading.error)
        elif reading.kind in _NUMBERS and reading.value:
            self._session.dossier_wanted.emit(reading.value)
        elif reading.person is not None:
            self.person_read.emit(reading.person)
            if notes:
                self._session.tell(notes, "warning", seconds=0)
        else:
            self._session.tell(notes or "Mã này không phải thẻ của người.", "warning")


def _read_files(paths: list[Path], cancel: Cancel, progress: Progress) -> list[Reading]:
    from citizens.readers.pictures import scan_file

    readings = []
    for number, path in enumerate(paths):
        cancel.check()
        progress(number, len(paths))
        try:
            readings += [scan.reading for scan in scan_file(path)]
        except DeskError as error:  # one bad file among several does not hide the others
            readings.append(Reading(Code.UNKNOWN, "", error=error))
    return readings
