"""Order is data: what stands first in the sheets stands first at the desk and in later sheets."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from base.paths import DataDir
from catalog.bundle.changes import compare
from catalog.bundle.check import content_problems
from catalog.bundle.install import install
from catalog.bundle.installed import Origin
from catalog.catalogue import Catalogue, load_catalogue
from catalog.content import DATA, SITUATIONS, SYNONYMS, USAGE, Content, Folder, Packed
from catalog.index import UsageFile, make_index
from catalog.publish.__main__ import main
from catalog.publish.book import SHEETS, write_book
from catalog.search.synonyms import SynonymFile, words_by_name
from catalog.situations import Questions
from exchange.keys import signing_public
from tests.unit.catalog.bundle import made
from tests.unit.catalog.conftest import TODAY

BIRTH = "1.001193"


def run(*words: str | Path) -> None:
    assert main([str(word) for word in words]) == 0


def catalogue_of(content: Content) -> Catalogue:
    return Catalogue(content, make_index(content), Origin())


def old_shape(content: Content) -> Packed:
    """Return a catalogue as it was signed before its order counted: names, sorted."""
    files = {name: json.loads(content.read(name)) for name in content.names()}
    files[SITUATIONS] = {spec.pop("key"): spec for spec in files[SITUATIONS]}
    weights = files[USAGE]["weights"]
    files[USAGE]["weights"] = {own["code"]: own["weight"] for own in weights}
    for groups in ("classes", "abbreviations"):
        words = files[SYNONYMS][groups]
        files[SYNONYMS][groups] = {own["name"]: own["words"] for own in words}
    return Packed(
        {n: msgspec.Raw(json.dumps(file, sort_keys=True).encode()) for n, file in files.items()}
    )


def test_an_unchanged_file_is_the_same_after_sheets_signature_and_import(
    tmp_path: Path,
) -> None:
    key, out, sheets = tmp_path / "key", tmp_path / "out.json", tmp_path / "sheets"
    key.write_text(made.signing_key().hex())
    run("export", sheets)
    run("build", sheets, "--version", "2099.01.01", "--publisher", "x", "--key", key, "--out", out)
    desk, trusted = DataDir(tmp_path / "data"), {signing_public(made.signing_key()): "x"}
    done = install(desk, out.read_bytes(), trusted=trusted, moment=made.MOMENT)
    assert done.changes.is_empty
    now, before = load_catalogue(desk), load_catalogue(DATA)
    assert now.version == "2099.01.01"
    asked = [question.key for question in now.get(BIRTH, TODAY).questions]
    assert asked == [question.key for question in before.get(BIRTH, TODAY).questions]
    assert asked != sorted(asked)
    assert [e.code for e in now.usual(99, TODAY)] == [e.code for e in before.usual(99, TODAY)]
    run("export", tmp_path / "again", "--from", out)
    for name in SHEETS:
        assert (tmp_path / "again" / name).read_bytes() == (sheets / name).read_bytes(), name


def test_files_signed_before_are_read_as_they_are() -> None:
    now = made.content()
    old = old_shape(now)
    assert list(content_problems(old, "2026.12.01")) == []
    read = Questions.read(old.read(SITUATIONS)).specs
    assert list(read) == sorted(Questions.read(now.read(SITUATIONS)).specs)
    assert dict(read) == dict(Questions.read(now.read(SITUATIONS)).specs)
    weights = [msgspec.json.decode(c.read(USAGE), type=UsageFile).by_code for c in (old, now)]
    assert weights[0] == weights[1]
    words = [msgspec.json.decode(c.read(SYNONYMS), type=SynonymFile) for c in (old, now)]
    assert words_by_name(words[0].classes) == words_by_name(words[1].classes)
    assert catalogue_of(old).search("chứng thực chữ ký")[0].procedure.code == made.SIGNATURE
    assert set(write_book(old)) == set(SHEETS)


def test_another_order_is_a_change_and_told() -> None:
    def turned(files: made.Files) -> None:
        for names in (files[SITUATIONS], files[USAGE]["weights"], files[SYNONYMS]["classes"]):
            names.reverse()
        made.procedure(files, made.SIGNATURE)["papers"].reverse()

    old, new = catalogue_of(made.content()), catalogue_of(made.content(edit=turned))
    changes = compare(old, new, TODAY)
    assert changes.general == (
        "Câu hỏi về trường hợp có thay đổi.",
        "Từ ngữ tìm kiếm có thay đổi.",
        "Thứ tự gợi ý khi tìm kiếm có thay đổi.",
    )
    assert [c.lines for c in changes.changed] == [("Thành phần hồ sơ: đổi thứ tự.",)]
    assert compare(old, catalogue_of(old_shape(new.content)), TODAY).general == changes.general


def test_what_a_list_names_twice_is_a_mistake() -> None:
    def doubled(files: made.Files) -> None:
        files[USAGE]["weights"].append({"code": made.COPY, "weight": 1})
        files[SYNONYMS]["abbreviations"].append({"name": "ks", "words": ["kết sổ"]})

    told = [p.message for p in content_problems(made.content(edit=doubled), "2026.12.01")]
    assert told == [f"“{made.COPY}” ghi hai lần", "“ks” ghi hai lần"]

    def asked_twice(files: made.Files) -> None:
        files[SITUATIONS].append(files[SITUATIONS][0])

    (only,) = content_problems(made.content(edit=asked_twice), "2026.12.01")
    assert only.pointer == f"/{SITUATIONS}"
    assert "ghi hai lần" in only.message


def test_the_delivered_files_are_lists() -> None:
    source = Folder(DATA)
    assert isinstance(json.loads(source.read(SITUATIONS)), list)
    assert isinstance(json.loads(source.read(USAGE))["weights"], list)
    file = json.loads(source.read(SYNONYMS))
    assert isinstance(file["classes"], list)
    assert isinstance(file["abbreviations"], list)
