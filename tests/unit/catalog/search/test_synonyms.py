"""Everyday phrases: classes, gaps, order, noise that looks like a word."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from base.text import fold
from catalog.catalogue import DATA, Catalogue
from catalog.search.synonyms import Synonyms, all_words_of, typed_words, words_of

FILE = {
    "noise": ["đang", "của", "như thế nào"],
    "soft": ["người"],
    "classes": {"kin": ["bố", "ông nội"], "die": ["mất", "qua đời"], "lost": ["mất"]},
    "abbreviations": {"dk": ["đăng ký"]},
    "phrases": [
        {"say": ["{kin} {die}"], "mean": "đăng ký khai tử", "codes": ["1.000656"]},
        {"say": ["{lost} hộ chiếu"], "mean": "trình báo mất hộ chiếu"},
        {"say": ["rút sổ ngân hàng"], "mean": "xóa thế chấp"},
        {"say": ["sổ"], "mean": "giấy chứng nhận"},
    ],
}


@pytest.fixture
def synonyms(tmp_path: Path) -> Synonyms:
    path = tmp_path / "synonyms.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    return Synonyms.load(path)


def meanings(synonyms: Synonyms, query: str) -> list[str]:
    typed = typed_words(query)
    weights = synonyms.weights(typed, lambda word: word == "dang")
    return [m.mean for _, m in synonyms.find([word for word, _ in typed], weights)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bố mất", ["đăng ký khai tử"]),
        ("ông nội tôi qua đời", ["đăng ký khai tử"]),
        ("bo cua toi mat", ["đăng ký khai tử"]),
        ("mất hộ chiếu", ["trình báo mất hộ chiếu"]),
        ("mất bố", []),
        ("bố tôi đi xa nhà mất", []),
        ("ngân hàng rút sổ", ["xóa thế chấp"]),
        ("rút sổ ở ngân hàng", ["xóa thế chấp"]),
        ("sổ", ["giấy chứng nhận"]),
        ("khai sinh", []),
    ],
)
def test_phrases_are_found_in_a_sentence(
    synonyms: Synonyms, query: str, expected: list[str]
) -> None:
    assert meanings(synonyms, query) == expected


@pytest.mark.parametrize(
    ("query", "weight"),
    [("đang", 0.0), ("đăng", 1.0), ("dang", 0.3), ("cua", 0.0), ("người", 0.3), ("khai", 1.0)],
)
def test_noise_is_told_from_words_that_fold_alike(
    synonyms: Synonyms, query: str, weight: float
) -> None:
    found = synonyms.weights([*typed_words("sinh"), *typed_words(query)], lambda w: w == "dang")
    assert found[1] == weight


def test_when_everything_is_noise_everything_counts(synonyms: Synonyms) -> None:
    assert synonyms.weights(typed_words("như thế nào"), lambda _: False) == [1.0, 1.0, 1.0]


def test_folding_many_texts_at_once_changes_nothing() -> None:
    texts = ["Đăng ký khai sinh", "", "Căm-pu-chi-a | Lào", "“Tổ quốc ghi công”"]
    assert all_words_of(texts) == [words_of(text) for text in texts]


def test_every_code_of_the_file_is_in_the_catalogue_and_in_use(catalogue: Catalogue) -> None:
    by_code = {entry.code: entry for entry in catalogue.entries}
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes())
    used = {code for phrase in file["phrases"] for code in phrase.get("codes", ())}
    weights = msgspec.json.decode((DATA / "usage.json").read_bytes())["weights"]
    assert used | set(weights) <= set(by_code)
    assert not [c for c in used | set(weights) if by_code[c].status in {"repealed", "superseded"}]


def test_every_class_in_braces_exists() -> None:
    text = (DATA / "synonyms.json").read_text("utf-8")
    file = json.loads(text)
    slots = {
        part.partition("}")[0]
        for phrase in file["phrases"]
        for said in phrase["say"]
        for part in said.split("{")[1:]
    }
    assert slots <= set(file["classes"])


def test_no_single_common_syllable_is_a_phrase_of_its_own(catalogue: Catalogue) -> None:
    """A word such as "đò" folds to "do" and would bend every query that holds it."""
    counts: dict[str, int] = {}
    for entry in catalogue.entries:
        for word in set(words_of(entry.name)):
            counts[word] = counts.get(word, 0) + 1
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes())
    single = {fold(s) for p in file["phrases"] for s in p["say"] if " " not in s}
    assert not [word for word in single if counts.get(word, 0) > 6]
