"""In which row and column of which sheet everything stands that `bundle.check` may complain of."""

from __future__ import annotations

from dataclasses import dataclass

from base.errors import FieldProblem
from catalog.publish.cells import Columns
from catalog.publish.sheets import Line


@dataclass(frozen=True, slots=True)
class _Place:
    sheet: str
    row: int
    columns: tuple[Columns, ...]

    def header(self, name: str) -> str:
        """Return the header of a column by the name of its field; "" when there is none."""
        known = (c.header for own in self.columns for c in own.columns if c.name == name)
        return next(known, "")


class Places:
    """Rows by the pointer that a check of the data files gives a problem."""

    def __init__(self) -> None:
        self._known: dict[str, _Place] = {}

    def add(self, pointer: str, sheet: str, line: Line, *columns: Columns) -> None:
        """Note where something stands; of what is written twice the last row counts."""
        self._known[pointer] = _Place(sheet, line.number, columns)

    def located(self, problem: FieldProblem) -> FieldProblem:
        """Return a problem at its row and column; one of no row as it is."""
        pointer, inside = problem.pointer, ""
        while pointer and pointer not in self._known:
            pointer, _, last = pointer.rpartition("/")
            inside = inside or last
        if not pointer:
            return problem
        place = self._known[pointer]
        header = place.header(inside)
        at = f"dòng {place.row}" + (f", cột “{header}”" if header else "")
        message = f"{at}: {problem.message}"
        return FieldProblem(f"/{place.sheet}/{place.row}", "CAT-21", message)


def row_problem(sheet: str, line: Line, message: str) -> FieldProblem:
    """Return one mistake at its row."""
    return FieldProblem(f"/{sheet}/{line.number}", "CAT-21", f"dòng {line.number}: {message}")
