"""Usage in Vietnamese: the help, and wrong usage in one sentence, where argparse has English."""

from __future__ import annotations

import re
from argparse import (
    Action,
    ArgumentParser,
    ArgumentTypeError,
    HelpFormatter,
    _HelpAction,
    _MutuallyExclusiveGroup,
    _SubParsersAction,
)
from collections.abc import Iterable, Mapping
from typing import NoReturn

from base.errors import InputError

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "Lệnh thiếu: {0}."),
    (r"unrecognized arguments: (.+)", "Không hiểu phần này của lệnh: {0}."),
    (r"argument (.+?): expected .*argument.*", "{0} thiếu giá trị."),
    (
        r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)",
        "“{1}” không dùng được cho {0}; chọn một trong: {2}.",
    ),
    (r"argument (.+?): invalid \w+ value: '(.*)'", "“{1}” không dùng được cho {0}, cần một số."),
    (r"argument (.+?): ignored explicit argument '(.*)'", "{0} không nhận giá trị “{1}”."),
    (r"argument (.+?): not allowed with argument (.+)", "{0} không dùng cùng {1}."),
    (r"argument (.+?): (.+)", "{0}: {1}."),
)
_SHOWN = 120
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class UsageError(InputError):
    """The call itself is wrong; nothing was done."""


class CommandParser(ArgumentParser):
    """A parser that raises UsageError CLI-20 instead of printing English and leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the sentence and how to see the right usage."""
        raise UsageError("CLI-20", sentence_for(message), f"Xem cách dùng: {self.prog} --help.")


class _VietnameseHelp(HelpFormatter):
    """Help that begins in Vietnamese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[_MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Say how a command is called."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


def explain(parser: ArgumentParser, words: Mapping[str, str]) -> None:
    """Give a parser and all below it Vietnamese help.

    An argument without words of its own gets those that `words` has for its option or name.
    """
    parser.formatter_class = _VietnameseHelp
    parser._positionals.title, parser._optionals.title = "Giá trị", "Tùy chọn"
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                explain(below, words)
        elif isinstance(action, _HelpAction):
            action.help = "hiện cách dùng này rồi thôi"
        elif action.help is None:
            action.help = words.get([*action.option_strings, action.dest][0])


def sentence_for(message: str) -> str:
    """Return argparse's message in Vietnamese; the option or argument stays as it was typed."""
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = (part.replace("'", "")[:_SHOWN] for part in found.groups())
            return sentence.format(*parts)
    return "Lệnh chưa đúng cách dùng."


def year_number(text: str) -> int:
    """Read a year in which dates can be counted."""
    if text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return int(text)
    raise ArgumentTypeError(f"cần một năm từ {_FIRST_YEAR} đến {_LAST_YEAR}")


def at_least_one(text: str) -> int:
    """Read a number of rows; argparse tells the option when it is none."""
    if not text.isdecimal() or len(text) > len("1000") or not 1 <= int(text) <= 1000:
        raise ArgumentTypeError("cần một số nguyên từ 1 đến 1000")
    return int(text)
