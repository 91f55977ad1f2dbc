"""What a command prints, also when nobody reads to the end."""

from __future__ import annotations

import errno
import subprocess
import sys

import pytest

from base.paths import PROJECT_DIR
from cli.output import Answer, note, print_answer, print_error

LONG = """
from cli.output import Answer, note, print_answer, print_error
lines = tuple("x" * 100 for _ in range(5_000))
document = {"code": "A-01", "message": "m", "next_step": "n", "fields": []}
if %(kind)r == "error":
    print_error({**document, "fields": [{"pointer": "/x", "message": "y" * 500_000}]}, as_json=True)
else:
    print_answer(Answer(list(lines), lines, 7), as_json=%(kind)r == "json")
note("end")
"""


@pytest.mark.parametrize("kind", ["lines", "json", "error"])
def test_a_reader_that_goes_early_is_no_error(kind: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LONG % {"kind": kind}],
        cwd=PROJECT_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 0
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert said.endswith("end\n") or said.endswith("end\r\n")


class _FullDisk:
    """A stream that cannot be written to for another reason."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "full")

    def flush(self) -> None:
        """Nothing waits."""


def test_a_full_disk_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _FullDisk())
    with pytest.raises(OSError, match="full"):
        print_answer(Answer({}, ("x",)), as_json=False)


def test_an_answer_goes_to_stdout_and_remarks_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(Answer({"a": "ă"}, ("một", "hai")), as_json=False)
    print_answer(Answer({"a": "ă"}), as_json=True)
    note("nhớ")
    error = {"code": "A-01", "message": "Sai.", "next_step": "Sửa.", "fields": []}
    print_error(error, as_json=False)
    shown = capsys.readouterr()
    assert shown.out == 'một\nhai\n{\n "a": "ă"\n}\n'
    assert shown.err == "nhớ\nSai. Sửa. (A-01)\n"
