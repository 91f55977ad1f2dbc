"""Wrong usage: one Vietnamese sentence, exit 2, and the error document where JSON was asked for."""

from __future__ import annotations

import json
from argparse import SUPPRESS, ArgumentParser, _SubParsersAction
from collections.abc import Callable, Iterator

import pytest

from base.usage import sentence_for
from catalog.publish.__main__ import parser as publishing_parser
from cli.grammar import command_parser
from cli.program import main

ENGLISH = ("argument", "expected", "required", "invalid", "unrecognized", "choose")


@pytest.mark.parametrize(("words", "offending"), [
    (["catalog", "search", "ks", "--limit", "0"], "--limit"),
    (["catalog", "search", "ks", "--limit", "-1"], "--limit"),
    (["catalog", "search", "ks", "--limit", "-5"], "--limit"),
    (["catalog", "search", "ks", "--limit", "1001"], "--limit"),
    (["catalog", "search", "ks", "--limit", "ba"], "--limit"),
    (["catalog", "fee", "1.001193", "--copies", "hai"], "--copies"),
    (["catalog", "due", "1.001193"], "--received"),
    (["catalog", "show", "1.001193", "--khong-co"], "--khong-co"),
    (["dossier", "new", "1.001193", "--answers", "a.json", "--channel", "fax"], "fax"),
    (["khong-co"], "khong-co"),
    (["catalog"], "catalog"),
    (["catalog", "search"], "query"),
])  # fmt: skip
def test_wrong_usage_is_a_document_on_stdout(
    capsys: pytest.CaptureFixture[str], words: list[str], offending: str
) -> None:
    assert main(["--json", *words]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "CLI-20"
    assert error["next_step"].startswith("Xem cách dùng: main.py")
    said = f"{error['message']} {error['next_step']}"
    assert offending in said
    assert not [word for word in ENGLISH if word in said]


def test_json_is_a_document_even_when_a_global_option_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["catalog", "search", "ks", "--json", "--now"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["message"] == "--now thiếu giá trị."


def test_what_only_the_command_sees_is_wrong_usage_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--json", "catalog", "import"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "NET-17"


def every_parser(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                yield from every_parser(below)


@pytest.mark.parametrize("top", [command_parser, publishing_parser])
def test_the_help_says_every_command_and_option_in_vietnamese(
    top: Callable[[], ArgumentParser],
) -> None:
    for parser in every_parser(top()):
        shown = parser.format_help()
        assert shown.startswith("Cách dùng: ")
        assert not [word for word in ("usage:", "options:", "show this help") if word in shown]
        for action in parser._actions:
            if isinstance(action, _SubParsersAction):
                listed = {choice.dest: choice.help for choice in action._choices_actions}
                assert set(listed) == set(action.choices)
                helps = list(listed.values())
            else:
                helps = [action.help]
            for words in helps:
                assert words == SUPPRESS or not str(words).isascii(), (parser.prog, action.dest)


def test_without_json_stdout_stays_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "fee"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Lệnh thiếu: code.")


def test_an_unknown_sentence_of_the_parser_is_not_passed_on() -> None:
    assert sentence_for("something new happened") == "Lệnh chưa đúng cách dùng."
