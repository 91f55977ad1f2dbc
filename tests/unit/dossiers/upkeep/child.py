"""A second process at the same desk."""

from __future__ import annotations

import os
import subprocess
import sys

from base.paths import PROJECT_DIR

_START = """
import itertools, os, signal, sys
from base.clock import fixed_clock, parse_moment
from base.paths import DataDir
from dossiers.workplace import open_workplace
from pathlib import Path
workplace = open_workplace(
    DataDir(Path(sys.argv[1])), clock=fixed_clock(parse_moment("2026-11-26T08:30"))
)
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def say(text):
    print(text, flush=True)
"""


def child(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a process with the desk of the data folder that comes first open as `workplace`."""
    return subprocess.Popen(
        [sys.executable, "-c", _START + code, *arguments],
        cwd=PROJECT_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def heard(process: subprocess.Popen[str]) -> str:
    """Wait for one line of a child."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def finished(process: subprocess.Popen[str], text: str = "") -> int:
    """Let a child end and return its status; what it said wrong is shown."""
    _, err = process.communicate(text, timeout=60)
    sys.stderr.write(err)
    return process.returncode
