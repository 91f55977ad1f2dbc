"""The house rules as tests: imports, sizes, error codes, nothing of another machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOWER_ROOMS = (
    "base", "store", "exchange", "citizens", "desk", "catalog", "forms", "dossiers", "sync",
)  # fmt: skip
ROOMS = (*LOWER_ROOMS, "cli", "ui", "hub", "installer", "tests")
FILE_LIMIT, FUNCTION_LIMIT, CLASS_LIMIT, METHOD_LIMIT, FOLDER_LIMIT = 450, 40, 250, 15, 12
UNCOUNTED_FOLDERS = {"library", "data", "migrations", "tests"}


def python_files(*rooms: str) -> Iterator[Path]:
    """Yield every Python file of the rooms."""
    for room in rooms or ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def length(node: ast.stmt) -> int:
    """Return how many lines a definition has, its docstring apart."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def test_rooms_import_downwards_only() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(lint), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ROOMS)
def test_sizes_stay_small(room: str) -> None:
    too_long = []
    for path in python_files(room):
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > FILE_LIMIT:
            too_long.append(f"{path}: file")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and length(node) > FUNCTION_LIMIT:
                too_long.append(f"{path}:{node.lineno} function {node.name}")
            if isinstance(node, ast.ClassDef):
                methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
                if length(node) > CLASS_LIMIT or (len(methods) > METHOD_LIMIT and room != "tests"):
                    too_long.append(f"{path}:{node.lineno} class {node.name}")
    assert not too_long


def test_no_folder_has_grown_too_wide() -> None:
    wide = [
        str(folder)
        for room in ROOMS
        if room != "tests"
        for folder in [ROOT / room, *(p for p in (ROOT / room).rglob("*") if p.is_dir())]
        if not UNCOUNTED_FOLDERS & set(folder.parts)
        and len([p for p in folder.glob("*.py") if p.name != "__init__.py"]) > FOLDER_LIMIT
    ]
    assert not wide


def test_no_utils_module() -> None:
    assert not [p for p in python_files() if p.stem in {"utils", "helpers", "misc", "common"}]


def test_no_module_level_mutable_state() -> None:
    found = []
    for path in python_files(*(r for r in ROOMS if r not in {"tests", "installer"})):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            is_collection = isinstance(node, ast.Assign) and isinstance(
                node.value, ast.List | ast.Set
            )
            names = [ast.unparse(t) for t in node.targets] if isinstance(node, ast.Assign) else []
            if is_collection and names != ["__all__"]:
                found.append(f"{path}:{node.lineno}")
            if any(isinstance(n, ast.Global) for n in ast.walk(node)):
                found.append(f"{path}:{node.lineno} global")
    assert not found


def test_every_error_code_is_in_the_docs_and_back() -> None:
    code = re.compile(r'"((?:[A-Z]{2,8})-\d{2})"')
    rooms = [r for r in ROOMS if r not in {"tests", "installer"}]
    used = {m for p in python_files(*rooms) for m in code.findall(p.read_text(encoding="utf-8"))}
    used |= {
        m
        for p in (ROOT / "forms" / "library").rglob("form.toml")
        for m in code.findall(p.read_text(encoding="utf-8"))
    }
    listed = set(
        re.findall(
            r"^\| `?([A-Z]{2,8}-\d{2})`? \|",
            (ROOT / "docs" / "error-codes.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    assert used - listed == set(), "missing in docs/error-codes.md"
    assert listed - used == set(), "in docs/error-codes.md, but nowhere raised"


def test_rooms_below_ui_load_without_qt() -> None:
    script = (
        "import sys, importlib, pkgutil\n"
        "class Blocker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('PySide6', 'shiboken6'): raise ImportError(name)\n"
        "sys.meta_path.insert(0, Blocker())\n"
        "for room in sys.argv[1:]:\n"
        "    package = importlib.import_module(room)\n"
        "    for m in pkgutil.walk_packages(package.__path__, room + '.'):\n"
        "        if not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *LOWER_ROOMS],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_lock_files_name_no_host_and_every_line_has_hashes() -> None:
    for name in ("lock.txt", "lock-dev.txt"):
        text = (ROOT / "installer" / name).read_text(encoding="utf-8")
        assert "http" not in text
        assert "index" not in text
        packages = re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)
        assert packages
        assert len(re.findall(r"^[a-z0-9].*\\\n    --hash=", text, re.MULTILINE)) == len(packages)


def test_lock_file_of_the_tests_holds_the_one_of_the_program() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "installer" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9-]+==[^ ;]+)", text, re.MULTILINE))

    assert pins("lock.txt") <= pins("lock-dev.txt")


def test_every_dependency_has_its_reason_in_the_docs() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.findall(r'^    "([A-Za-z0-9-]+)[>=<]', project, re.MULTILINE)
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [name for name in wanted if f"| {name} |" not in reasons] == []
