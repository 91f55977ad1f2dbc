"""`scan` and `card`: pictures and payloads to persons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from base.errors import DeskError
from citizens.payloads import Reading, read_payload
from citizens.reading_json import reading_to_json
from cli.context import Context, read_value
from cli.output import DONE, REFUSED, Answer, note


def card(context: Context) -> Answer:
    """Read one payload as a scanner sent it."""
    reading = read_payload(read_value(context.options.text))
    status = DONE if reading.error is None else REFUSED
    return Answer(reading_to_json(reading), _lines(reading), status)


def address(context: Context) -> Answer:
    """Read an old or new address as the unit in force: no, one or several candidates."""
    from citizens.addresses.parse import find_units  # the table, only for addresses
    from citizens.addresses.units import address_to_json
    from citizens.installed_units import units_notice, use_installed_units

    use_installed_units(context.data_dir)
    if said := units_notice(context.data_dir):
        note(said)
    reading = find_units(read_value(context.options.text))
    lines = tuple(c.text for c in reading.candidates)
    return Answer(address_to_json(reading), lines or ("Không nhận ra xã, phường nào.",))


def scan(context: Context) -> Answer:
    """Decode every code in the files and read what each is."""
    found: list[dict[str, Any]] = []
    lines: list[str] = []
    errors: list[DeskError] = []
    for name in context.options.files:
        try:
            found += _scan_file(Path(name), lines, errors)
        except DeskError as error:
            if len(context.options.files) == 1:
                raise
            errors.append(error)
            found.append({"file": name, "error": error.to_json()})
            lines.append(f"{Path(name).name}: {error.sentence}")
    return Answer(found, tuple(lines), REFUSED if errors else DONE)


def _scan_file(path: Path, lines: list[str], errors: list[DeskError]) -> list[dict[str, Any]]:
    from citizens.readers.pictures import scan_file  # decoders, only for pictures

    entries = []
    for found in scan_file(path):
        place = {"file": str(path), "page": found.page, "symbology": found.symbology}
        entries.append({**place, **reading_to_json(found.reading)})
        lines += [f"{path.name}, trang {found.page}:", *_lines(found.reading)]
        if found.reading.error is not None:
            errors.append(found.reading.error)
    return entries


def _lines(reading: Reading) -> tuple[str, ...]:
    if reading.error is not None:
        return (f"  {reading.error.sentence}",)
    values = [("loại", reading.kind.value), ("mã", reading.value)]
    if reading.person is not None:
        person = reading.person
        values += [
            ("họ tên", person.full_name),
            ("số định danh", person.personal_number),
            ("ngày sinh", person.birth.shown if person.birth else None),
            ("giới tính", person.sex.value if person.sex else None),
            ("nơi cư trú ghi trên thẻ", person.residence),
        ]
    lines = [f"  {name}: {value}" for name, value in values if value]
    lines += [f"  cần đối chiếu: {field}" for field in reading.review]
    return (*lines, *(f"  lưu ý: {n.message}" for n in reading.notes))
