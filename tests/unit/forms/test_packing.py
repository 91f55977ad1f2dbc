"""A form folder as one value of a signed file: round trip, and the limits."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

import pytest

from exchange.installed import PartsError
from forms.delivered import packing
from forms.delivered.packing import pack_folder, unpack_form
from forms.library import LIBRARY_DIR

NAME = "forms/van_ban_cam_doan.json"
FOLDER = LIBRARY_DIR / "van_ban_cam_doan"


def packed(**more: str) -> bytes:
    return json.dumps({**pack_folder(FOLDER), **more}).encode()


def refused(name: str, data: bytes) -> str:
    with pytest.raises(PartsError) as caught:
        unpack_form(name, data)
    (problem,) = caught.value.problems
    return problem.message


def test_a_folder_comes_back_byte_for_byte() -> None:
    files: Mapping[str, bytes] = unpack_form(NAME, packed())
    own = {"form.toml", "sample.json", "template.docx"}
    assert {path.rpartition("/")[2] for path in files} >= own
    for name in own:
        assert files[f"forms/{FOLDER.name}/{name}"] == (FOLDER / name).read_bytes()


@pytest.mark.parametrize(
    "path", ["../form.toml", "targets/../../x.toml", "macro.bin", "targets/a/b.toml", "/form.toml"]
)
def test_a_file_that_is_no_part_of_a_form_is_refused(path: str) -> None:
    assert "không thuộc một mẫu" in refused(NAME, packed(**{path: "x"}))


@pytest.mark.parametrize("name", ["forms/../x.json", "forms/A.json", "forms/a/b.json", "x.json"])
def test_a_folder_name_that_is_none_is_refused(name: str) -> None:
    assert "không hợp lệ" in refused(name, packed())


def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    long = b'{"form.toml": "' + b"x" * packing.MAX_PACKED_BYTES + b'"}'
    monkeypatch.setattr(packing, "_bytes", None)  # nothing of it is looked at
    assert "quá lớn" in refused(NAME, long)


def test_a_template_may_not_fill_the_whole_file() -> None:
    template = base64.b64encode(bytes(packing.MAX_FORM_BYTES)).decode()
    assert "quá lớn" in refused(NAME, packed(**{"template.docx": template}))


def test_too_many_files_are_refused() -> None:
    many = {f"targets/t{n}.toml": "" for n in range(packing.MAX_FILES)}
    assert "tệp" in refused(NAME, packed(**many))
