"""Procedures as sheets: one row per procedure and version, further sheets for what repeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from base.errors import FieldProblem
from catalog.procedure import Procedure
from catalog.publish.cells import Columns
from catalog.publish.places import Places, row_problem
from catalog.publish.sheets import Line, read_sheet, write_sheet
from catalog.publish.tables import (
    ADDED_LATER,
    CASE_CHOICE,
    CHANNEL_TIME,
    CODE,
    EXEMPTION,
    FEE,
    HINT,
    PAPER,
    PROCEDURE,
    TIME_CASE,
    TIME_LIMIT,
    VERSION_FROM,
    ChannelTime,
)

MAIN_SHEET = "thu-tuc.csv"
_TITLE = "Tên thủ tục (chỉ để đọc)"
_KEY = Columns(Procedure, (CODE, VERSION_FROM))

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet with what a procedure has several of."""

    sheet: str
    columns: Columns
    attribute: str

    @property
    def place(self) -> str:
        """Where `bundle.check` says that its items stand inside a procedure."""
        inside = {"time_cases": "time_limit/cases", "channel_times": "time_limit/by_channel"}
        return f"/{inside.get(self.attribute, self.attribute)}"


_PARTS = (
    _Part("thanh-phan.csv", PAPER, "papers"),
    _Part("muc-thu.csv", FEE, "fees"),
    _Part("mien-giam.csv", EXEMPTION, "exemptions"),
    _Part("truong-hop.csv", CASE_CHOICE, "cases"),
    _Part("luu-y.csv", HINT, "hints"),
    _Part("thoi-han-rieng.csv", TIME_CASE, "time_cases"),
    _Part("thoi-han-kenh.csv", CHANNEL_TIME, "channel_times"),
)
SHEETS = (MAIN_SHEET, *(part.sheet for part in _PARTS))


def write_procedures(procedures: Sequence[Procedure], separator: str) -> dict[str, bytes]:
    """Return the sheets of all procedures."""
    rows = [[*PROCEDURE.write(p), *TIME_LIMIT.write(p.time_limit)] for p in procedures]
    headers = [*PROCEDURE.headers, *TIME_LIMIT.headers]
    sheets = {MAIN_SHEET: write_sheet(headers, rows, separator)}
    for part in _PARTS:
        headers = [*_KEY.headers, _TITLE, *part.columns.headers]
        rows = [
            [*_KEY.write(procedure), procedure.name, *part.columns.write(item)]
            for procedure in procedures
            for item in _items(procedure, part)
        ]
        sheets[part.sheet] = write_sheet(headers, rows, separator)
    return sheets


def read_procedures(
    sheets: Mapping[str, bytes], problems: list[FieldProblem], places: Places
) -> list[Procedure]:
    """Return all procedures; what cannot be read is told in `problems` by sheet and row.

    `places` is told in which row everything stands.
    """
    parts = {part.attribute: _read_part(sheets, part, problems, places) for part in _PARTS}
    found: list[Procedure] = []
    known: set[Key] = set()
    lines = read_sheet(sheets[MAIN_SHEET], MAIN_SHEET, [*PROCEDURE.headers, *TIME_LIMIT.headers])
    for line in lines:
        try:
            key = _key_of(line)
            if key in known:
                raise ValueError("mã và ngày áp dụng này đã có ở dòng trên")
            known.add(key)  # a mistake further on in the row makes its parts no orphans
            places.add(_pointer(key), MAIN_SHEET, line, PROCEDURE, TIME_LIMIT)
            given = PROCEDURE.read(line.cells)
            own = {attribute: items.get(key, []) for attribute, items in parts.items()}
            found.append(_procedure(given, TIME_LIMIT.read(line.cells), own))
        except ValueError as error:
            problems.append(row_problem(MAIN_SHEET, line, str(error)))
    _tell_orphans(parts, known, problems, places)
    return found


def _items(procedure: Procedure, part: _Part) -> Iterator[msgspec.Struct]:
    if part.attribute == "time_cases":
        yield from procedure.time_limit.cases
    elif part.attribute == "channel_times":
        for channel, amount in sorted(procedure.time_limit.by_channel.items()):
            yield ChannelTime(channel=channel, **msgspec.structs.asdict(amount))
    else:
        yield from getattr(procedure, part.attribute)


def _key_of(line: Line) -> Key:
    key = _KEY.read(line.cells)
    return key["code"], key.get("valid_from") or ""


def _pointer(key: Key, inside: str = "") -> str:
    """Return what `bundle.check` calls a place."""
    code, begins = key
    return f"/procedures/{code}" + (f"@{begins}" if begins else "") + inside


def _read_part(
    sheets: Mapping[str, bytes], part: _Part, problems: list[FieldProblem], places: Places
) -> dict[Key, list[dict[str, Any]]]:
    found: dict[Key, list[dict[str, Any]]] = {}
    headers = [*_KEY.headers, *(h for h in part.columns.headers if h not in ADDED_LATER)]
    for line in read_sheet(sheets[part.sheet], part.sheet, headers):
        try:
            key = _key_of(line)
            own, item = found.setdefault(key, []), part.columns.read(line.cells)
            inside = f"{part.place}/{item.get('channel', len(own))}"
            places.add(_pointer(key, inside), part.sheet, line, part.columns)
            own.append(item)
        except ValueError as error:
            problems.append(row_problem(part.sheet, line, str(error)))
    return found


def _procedure(
    given: dict[str, Any], limit: dict[str, Any], parts: Mapping[str, list[dict[str, Any]]]
) -> Procedure:
    own = dict(parts)
    limit["cases"] = own.pop("time_cases")
    limit["by_channel"] = {item.pop("channel"): item for item in own.pop("channel_times")}
    return msgspec.convert({**given, "time_limit": limit, **own}, Procedure)


def _tell_orphans(
    parts: Mapping[str, Mapping[Key, list[dict[str, Any]]]],
    known: set[Key],
    problems: list[FieldProblem],
    places: Places,
) -> None:
    for part in _PARTS:
        for key, items in parts[part.attribute].items():
            if key not in known and items:
                code, begins = key
                which = code + (f" áp dụng từ {begins}" if begins else "")
                inside = f"{part.place}/{items[0].get('channel', 0)}"
                said = f"{which} không có trong {MAIN_SHEET}"
                problems.append(places.located(FieldProblem(_pointer(key, inside), "CAT-21", said)))
