"""All sheets of a catalogue together: out to a folder of CSV files and back into its data files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from base.errors import FieldProblem, InputError
from base.files import write_atomic
from base.text import fold
from catalog.bundle.check import content_problems
from catalog.content import Content, Packed, procedure_files
from catalog.procedure import Procedure
from catalog.publish import procedure_sheets, reference_sheets
from catalog.publish.places import Places
from catalog.publish.reference_reader import ReferenceReader
from catalog.publish.sheets import fingerprint, sheet_error

SHEETS = (*procedure_sheets.SHEETS, *reference_sheets.SHEETS)
_LONGEST_NAME = 56
_MOST_SHOWN = 50
_MOST_NAMED = 5
EXPORTED = "da-xuat.json"
"""Beside the sheets: what each of them said when it was exported."""


def write_book(content: Content, separator: str = ";") -> dict[str, bytes]:
    """Return every sheet of a catalogue by file name."""
    procedures = sorted(_procedures(content), key=lambda p: (p.field, p.code, p.valid_from or ""))
    return {
        **procedure_sheets.write_procedures(procedures, separator),
        **reference_sheets.write_reference(content, separator),
    }


def save_book(
    content: Content, folder: Path, separator: str = ";", *, is_forced: bool = False
) -> tuple[Path, ...]:
    """Write every sheet into a folder, and what was written, so that edits are known next time.

    Raises InputError CAT-26 when that would lose what somebody edited there and it is not forced,
    StorageError STORE-02 when the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sheets = write_book(content, separator)
    said = {name: fingerprint(data, name) for name, data in sheets.items()}
    if not is_forced and (edited := sorted(_edited(folder, said))):
        more = f" và {len(edited) - _MOST_NAMED} bảng khác" if len(edited) > _MOST_NAMED else ""
        raise InputError(
            "CAT-26",
            f"Thư mục có bảng đã sửa, chưa ghi đè: {', '.join(edited[:_MOST_NAMED])}{more}.",
            "Xuất vào thư mục khác; muốn bỏ các chỗ đã sửa thì thêm --force.",
        )
    for name, data in sheets.items():
        write_atomic(folder / name, data, what=f"bảng {name}", mode=0o644)
    note = json.dumps(said, indent=1).encode()
    write_atomic(folder / EXPORTED, note, what="ghi chú của lần xuất", mode=0o644)
    return tuple(folder / name for name in SHEETS)


def _edited(folder: Path, coming: Mapping[str, str]) -> Iterator[str]:
    """Yield the sheets that say something else than what comes and than what was exported."""
    try:
        known = msgspec.json.decode((folder / EXPORTED).read_bytes(), type=dict[str, str])
    except (OSError, ValueError):
        known = {}
    for name, new in coming.items():
        try:
            found = fingerprint((folder / name).read_bytes(), name)
        except FileNotFoundError:
            continue
        except (OSError, InputError):  # open elsewhere, or no sheet any more: somebody did that
            found = ""
        if found not in {new, known.get(name)}:
            yield name


def load_book(folder: Path) -> dict[str, bytes]:
    """Return the sheets in a folder; InputError CAT-20 when one is missing."""
    sheets = {}
    for name in SHEETS:
        try:
            sheets[name] = (folder / name).read_bytes()
        except OSError as error:
            raise sheet_error(name, "không có hoặc không mở được tệp này") from error
    return sheets


def read_book(sheets: Mapping[str, bytes], version: str, base: Content) -> Packed:
    """Return the catalogue that the sheets describe, as version `version`.

    An entry that is the same as in `base` keeps its own version, so that a dossier's procedure
    counts as changed only when it is. Raises InputError CAT-20 (sheet), CAT-21 (rows).
    """
    problems: list[FieldProblem] = []
    places = Places()
    procedures = procedure_sheets.read_procedures(sheets, problems, places)
    try:
        files = ReferenceReader(sheets, problems, places).files(version)
    except ValueError as error:
        said = f"một mục không đúng dạng ({error})"
        problems.append(FieldProblem("/danh-muc.csv", "CAT-21", said))
        files = {}
    if problems:
        raise _rows_error(problems)
    made = {name: data_file(value) for name, value in files.items()}
    for name, group in _by_file(_versioned(procedures, version, base)).items():
        made[name] = data_file(group)
    content = Packed({name: msgspec.Raw(data) for name, data in made.items()})
    problems = [places.located(problem) for problem in content_problems(content, version)]
    if problems:
        raise _rows_error(problems)
    return content


def data_file(value: object) -> bytes:
    """Return a data file as it is kept in the repository: readable, one way to write it."""
    plain = msgspec.to_builtins(value)
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def save_content(content: Content, folder: Path) -> None:
    """Write the data files into a folder, and remove fields' files that are no longer there."""
    names = set(content.names())
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, content.read(name), what=name, mode=0o644)
    for path in (folder / "procedures").glob("*.json"):
        if f"procedures/{path.name}" not in names:
            path.unlink()


def _procedures(content: Content) -> list[Procedure]:
    return [
        procedure
        for name in procedure_files(content)
        for procedure in msgspec.json.decode(content.read(name), type=list[Procedure])
    ]


def _versioned(procedures: Iterable[Procedure], version: str, base: Content) -> list[Procedure]:
    known = {(p.code, p.valid_from): p for p in _procedures(base)}
    found = []
    for procedure in procedures:
        before = known.get((procedure.code, procedure.valid_from))
        own = version
        if before is not None and msgspec.structs.replace(procedure, version="") == (
            msgspec.structs.replace(before, version="")
        ):
            own = before.version
        found.append(msgspec.structs.replace(procedure, version=own))
    return found


def _by_file(procedures: Iterable[Procedure]) -> dict[str, list[Procedure]]:
    found: dict[str, list[Procedure]] = {}
    for procedure in sorted(procedures, key=lambda p: (p.code, p.valid_from or "")):
        slug = re.sub(r"[^a-z0-9]+", "-", fold(procedure.field)).strip("-")[:_LONGEST_NAME]
        found.setdefault(f"procedures/{slug.strip('-')}.json", []).append(procedure)
    return found


def _rows_error(problems: list[FieldProblem]) -> InputError:
    return InputError(
        "CAT-21",
        f"Các bảng có {len(problems)} chỗ chưa đúng.",
        "Sửa các dòng được nêu trong Excel, lưu lại dạng “CSV UTF-8” rồi làm lại.",
        fields=tuple(problems[:_MOST_SHOWN]),
    )
