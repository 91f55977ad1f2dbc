"""`catalog import ADDRESS`, `--from-line` and `catalog line`: signed catalogues from the line."""

from __future__ import annotations

from typing import Any

from base.clock import local, to_iso
from base.errors import InputError
from base.settings import Settings
from base.usage import UsageError
from catalog.bundle.changes import CatalogueChanges
from catalog.catalogue import load_catalogue
from catalog.views import changes_to_json
from cli.commands.catalogue import files
from cli.context import Context
from cli.output import Answer, note
from sync.catalogue_line import (
    SAME_VERSION,
    LineChoices,
    chosen_address,
    fetch_catalogue,
    is_newer,
    judging,
    note_version,
    read_choices,
    read_note,
    save_choices,
)
from sync.gateways.address import clean_address, host_of, is_address


def receive(context: Context) -> Answer:
    """Take a signed catalogue in, from a disk or from the line; a newest one is no error."""
    options = context.options
    if options.from_line:
        if options.file is not None:
            raise _one_place()
        return _from_line(context, chosen_address(read_choices(_settings(context))))
    if options.file is None:
        raise _one_place()
    if is_address(options.file):
        return _from_line(context, clean_address(options.file))
    return files.receive(context)


def line(context: Context) -> Answer:
    """Say where catalogues come from and what the last look found; change that with options."""
    settings, options = _settings(context), context.options
    choices = read_choices(settings)
    asked = (options.address, options.every, options.checks)
    if any(value is not None for value in asked):
        context.data_dir.make()
        choices = save_choices(
            settings,
            LineChoices(
                choices.address if options.address is None else options.address,
                choices.is_checking if options.checks is None else options.checks == "on",
                choices.every_days if options.every is None else options.every,
            ),
        )
    return _told(context, choices)


def _from_line(context: Context, address: str) -> Answer:
    note(f"Đang hỏi {host_of(address)} …")
    came = fetch_catalogue(context.data_dir, address, clock=context.clock)
    try:
        with judging(context.data_dir, address):
            answer = files.take(context, came.data)
    except InputError as error:
        if error.code != SAME_VERSION:
            raise
        answer = _newest(context)
    document = answer.document
    note_version(context.data_dir, address, document["version"], document["publisher"])
    return Answer({"is_newest": False, **document, "address": address}, answer.lines)


def _newest(context: Context) -> Answer:
    catalogue = load_catalogue(context.data_dir)
    version = catalogue.version
    document = changes_to_json(CatalogueChanges(version, version, (), (), (), ()))
    document |= {
        "publisher": catalogue.origin.publisher,
        "installed": False,
        "is_newest": True,
    }
    return Answer(document, (f"Đang dùng bản mới nhất: {version}.",))


def _told(context: Context, choices: LineChoices) -> Answer:
    found = read_note(context.data_dir, choices.address)
    newer = is_newer(found, load_catalogue(context.data_dir).version)
    document: dict[str, Any] = {
        "address": choices.address,
        "checks": choices.is_checking,
        "every_days": choices.every_days,
        "answered_at": to_iso(found.answered_at) if found.answered_at else None,
        "version": found.version,
        "is_newer": newer,
        "error": found.code,
    }
    if not choices.address:
        return Answer(document, ("Chưa đặt địa chỉ tải danh mục: máy không tự kết nối đi đâu.",))
    each = f"{choices.every_days} ngày một lần" if choices.is_checking else "chỉ khi được bảo"
    lines = [f"Địa chỉ: {choices.address} (hỏi {each})."]
    if found.answered_at is not None:
        lines.append(f"Trả lời gần nhất: {local(found.answered_at):%d/%m/%Y %H:%M}.")
    if newer:
        lines.append(f"Có danh mục mới {found.version}: catalog import --from-line.")
    if found.code:
        lines.append(f"Lần gần nhất: {found.message} ({found.code})")
    return Answer(document, tuple(lines))


def _settings(context: Context) -> Settings:
    return Settings(context.data_dir.settings_file)


def _one_place() -> UsageError:
    return UsageError(
        "NET-17",
        "Ghi một tệp, một địa chỉ, hoặc --from-line.",
        "Ví dụ: catalog import danh-muc.json; catalog import --from-line.",
    )
