"""Schemas, samples and one page reader for the tests of forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.library import load_library
from forms.pages import PageReader
from forms.schema import FormSchema, Sheet

TODAY = date(2026, 11, 26)
_HEADS = {summary.folder: summary.head for summary in load_library().summaries()}
FOLDERS = [folder for folder, head in _HEADS.items() if head.sheet is not Sheet.MISSING]
PAPERS = [folder for folder in FOLDERS if _HEADS[folder].sheet is not Sheet.ELECTRONIC]
DECLARATIONS = [folder for folder in PAPERS if folder.name.startswith("tk_")]
FormToml = Callable[[str], Path]


def sample_of(schema: FormSchema) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((schema.folder / "sample.json").read_text("utf-8"))
    return answers


@pytest.fixture(scope="session")
def birth() -> FormSchema:
    return load_library().get("tk_dang_ky_khai_sinh", TODAY)


@pytest.fixture(scope="session")
def slip() -> FormSchema:
    return load_library().get("ms_giay_tiep_nhan_hen_tra", TODAY)


@pytest.fixture
def birth_answers(birth: FormSchema) -> dict[str, Any]:
    return sample_of(birth)


@pytest.fixture(scope="session")
def pages() -> PageReader:
    return PageReader()


@pytest.fixture
def form_folder(tmp_path: Path) -> FormToml:
    """Write a form folder with this form.toml and return it."""

    def write(text: str) -> Path:
        folder = tmp_path / "tk_thu"
        folder.mkdir(exist_ok=True)
        (folder / "form.toml").write_text(text, encoding="utf-8")
        return folder

    return write
