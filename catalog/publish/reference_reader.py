"""The sheets of calendar, fees, questions, search words and workflows read back into files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from base.errors import FieldProblem
from catalog.calendar import CalendarFile
from catalog.catalogue import ProvinceFees
from catalog.content import CALENDAR, CATALOGUE, SITUATIONS, SYNONYMS, USAGE, WORKFLOWS
from catalog.counter.workflow import Workflows
from catalog.index import CatalogueMeta, UsageFile
from catalog.procedure import Procedure
from catalog.publish import tables
from catalog.publish.cells import Columns
from catalog.publish.places import Places, row_problem
from catalog.publish.reference_sheets import (
    COLUMNS,
    IS_DEFAULT,
    PROVINCE_FILE,
    QUESTION_KEY,
    WORKFLOW_NAME,
)
from catalog.publish.sheets import read_sheet
from catalog.search.synonyms import SynonymFile
from catalog.situations import QuestionSpec

_CODES = Columns(Procedure, (tables.CODE,))


class ReferenceReader:
    """Reads the sheets back into the files of a catalogue; mistakes go to `problems`."""

    def __init__(
        self, sheets: Mapping[str, bytes], problems: list[FieldProblem], places: Places
    ) -> None:
        self._sheets = sheets
        self._problems = problems
        self._places = places

    def files(self, version: str) -> dict[str, object]:
        """Return every file but the procedures, by name."""
        settings = {row["key"]: row["value"] for row in self._rows("danh-muc.csv", tables.SETTING)}
        catalogue = _part(settings, "danh-muc")
        lists = {key: catalogue.pop(key, []) for key in ("freshest", "sources")}
        return {
            CATALOGUE: msgspec.convert(
                {**_single(catalogue), **lists, "version": version}, CatalogueMeta
            ),
            CALENDAR: self._calendar(_single(_part(settings, "lich"))),
            PROVINCE_FILE: self._province(_single(_part(settings, "tinh"))),
            SITUATIONS: self._questions(),
            SYNONYMS: self._synonyms(),
            USAGE: self._usage(_single(_part(settings, "su-dung"))),
            WORKFLOWS: self._workflows(_single(_part(settings, "quy-trinh"))),
        }

    def _calendar(self, settings: Mapping[str, str]) -> CalendarFile:
        data = {
            "rules": self._rows("lich-quy-tac.csv", tables.YEARLY_RULE),
            "lunar": self._rows("lich-am.csv", tables.LUNAR_DAY),
            "years": self._rows("lich-nam.csv", tables.YEAR),
            "days": sorted(
                self._rows("lich-nghi.csv", tables.DAY, at=f"{CALENDAR}/days", by="date"),
                key=lambda d: str(d["date"]),
            ),
        }
        return msgspec.convert({**settings, **data}, CalendarFile)

    def _province(self, settings: Mapping[str, str]) -> ProvinceFees:
        rates = [
            {"procedure": row.pop(tables.CODE.header), "rate": row}
            for row in self._rows(
                "muc-tinh.csv", tables.FEE, tables.CODE.header, at=f"{PROVINCE_FILE}/rates"
            )
        ]
        return msgspec.convert({**settings, "rates": rates}, ProvinceFees)

    def _questions(self) -> list[QuestionSpec]:
        choices: dict[str, list[Any]] = {}
        for row in self._rows("cau-tra-loi.csv", tables.CHOICE, QUESTION_KEY):
            choices.setdefault(row.pop(QUESTION_KEY), []).append(row)
        rows = self._rows("cau-hoi.csv", tables.QUESTION, at=SITUATIONS, by="key")
        found = [{**row, "choices": choices.get(row.get("key", ""), [])} for row in rows]
        return msgspec.convert(found, list[QuestionSpec])

    def _synonyms(self) -> SynonymFile:
        by_kind: dict[str, list[dict[str, Any]]] = {}
        for word in self._rows("tu-vung.csv", tables.WORD, at=f"{SYNONYMS}/words", by="name"):
            by_kind.setdefault(word.pop("kind"), []).append(word)
        data = {
            "noise": [own for word in by_kind.get("noise", ()) for own in word["words"]],
            "soft": [own for word in by_kind.get("soft", ()) for own in word["words"]],
            "classes": by_kind.get("class", []),
            "abbreviations": by_kind.get("abbreviation", []),
            "phrases": self._rows("cum-tu.csv", tables.PHRASE, at=f"{SYNONYMS}/phrases"),
        }
        return msgspec.convert(data, SynonymFile)

    def _usage(self, settings: Mapping[str, str]) -> UsageFile:
        rows = self._rows("su-dung.csv", tables.WEIGHT, at=f"{USAGE}/weights", by="code")
        return msgspec.convert({"note": "", **settings, "weights": rows}, UsageFile)

    def _workflows(self, settings: Mapping[str, str]) -> Workflows:
        steps: dict[str, list[Any]] = {}
        for row in self._rows("quy-trinh-buoc.csv", tables.STEP, WORKFLOW_NAME):
            steps.setdefault(row.pop(WORKFLOW_NAME), []).append(row)
        default, others = {}, []
        for row in self._rows(
            "quy-trinh.csv", tables.WORKFLOW, IS_DEFAULT, at=WORKFLOWS, by="name"
        ):
            is_default = bool(row.pop(IS_DEFAULT))
            row.setdefault("unverified", False)
            made = {**row, "steps": steps.get(row["name"], [])}
            if is_default:
                default = made
            else:
                others.append(made)
        return msgspec.convert({**settings, "default": default, "workflows": others}, Workflows)

    def _rows(
        self, sheet: str, columns: Columns, *extra: str, at: str = "", by: str = ""
    ) -> list[dict[str, Any]]:
        """Return the rows of a sheet; further columns come as they are written.

        `at` is where the checks say that a row stands, with its number or its field `by`.
        """
        found: list[dict[str, Any]] = []
        needed = [header for header in COLUMNS[sheet] if header not in tables.ADDED_LATER]
        for line in read_sheet(self._sheets[sheet], sheet, needed):
            try:
                own = {header: line.cells.get(header, "") for header in extra}
                row = {**columns.read(line.cells), **own}
                place = row.get(by, "") if by else len(found)
                self._places.add(f"/{at or sheet}/{place}", sheet, line, columns, _CODES)
                found.append(row)
            except ValueError as error:
                self._problems.append(row_problem(sheet, line, str(error)))
        return found


def _part(settings: Mapping[str, Sequence[str]], name: str) -> dict[str, Sequence[str]]:
    start = f"{name}."
    return {k.removeprefix(start): v for k, v in settings.items() if k.startswith(start)}


def _single(settings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key: " ".join(value) for key, value in settings.items()}
