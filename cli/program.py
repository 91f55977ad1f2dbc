"""The program: parse the call, run one command, turn errors into an exit status."""

from __future__ import annotations

import importlib
import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import cast

from base.errors import DeskError, DeviceError, InputError
from base.usage import UsageError
from cli import grammar
from cli.context import Context, context_of
from cli.output import BUG, REFUSED, TROUBLE, USAGE, Answer, note, print_answer, print_error

Command = Callable[[Context], Answer]


def main(argv: Sequence[str]) -> int:
    """Run one call and return its exit status (0 done, 1 bug, 2 usage, 3 refused, 4 trouble)."""
    _speak_utf8()
    try:
        options = grammar.parse(argv)
    except UsageError as error:
        print_error(error.to_json(), as_json="--json" in argv)
        return USAGE
    if options.run is None:
        return _open_window(options)
    return _run_command(options)


def _run_command(options: Namespace) -> int:
    try:
        answer = _load(options.run)(context_of(options))
    except DeskError as error:
        print_error(error.to_json(), as_json=options.json)
        return _status_of(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug, told as such
        from base.bugs import describe  # traceback is for the worst case only

        note("\n".join(describe(error)))
        document = {
            "code": "CLI-99",
            "message": "Chương trình gặp lỗi chưa lường trước.",
            "next_step": "Gửi nội dung lỗi cho bộ phận hỗ trợ; dữ liệu đã lưu vẫn còn.",
            "fields": [],
        }
        print_error(document, as_json=options.json)
        return BUG
    print_answer(answer, as_json=options.json)
    return answer.status


def _status_of(error: DeskError) -> int:
    """Return the exit status; what only a command sees may be wrong usage all the same."""
    if isinstance(error, UsageError):
        return USAGE
    return REFUSED if isinstance(error, InputError) else TROUBLE


def _load(run: str) -> Command:
    module, _, function = run.partition(":")
    return cast(Command, getattr(importlib.import_module(f"cli.commands.{module}"), function))


def _open_window(options: Namespace) -> int:
    if not _has_screen():
        error = DeviceError(
            "CLI-14",
            "Máy này không có màn hình để mở cửa sổ.",
            "Mở trên máy có màn hình, hoặc chạy: main.py demo THƯ_MỤC.",
        )
        print_error(error.to_json(), as_json=options.json)
        return TROUBLE
    from ui.app import run_app  # Qt costs 130 ms that no command should pay

    context = context_of(options)
    return run_app(context.data_dir, context.clock)


def _has_screen() -> bool:
    """Whether Qt can open a window: without one it aborts the process, with no word to anybody."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in wanted)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may be cp1252 otherwise
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
