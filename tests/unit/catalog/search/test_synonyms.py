"""Everyday phrases: classes, gaps, order, noise that looks like a word."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from base.text import fold
from catalog.catalogue import DATA, Catalogue
from catalog.index import UsageFile
from catalog.search.synonyms import SynonymFile, Synonyms, words_by_name
from catalog.search.words import typed_words, words_of

FILE = {
    "noise": ["đang", "của", "như thế nào", "mất bao lâu"],
    "soft": ["người"],
    "classes": {
        "kin": ["bố", "ông nội"], "die": ["mất", "qua đời"], "lost": ["mất"],
        "do_extend": ["gia hạn"], "title_reissue": ["cấp lại"],
    },
    "abbreviations": {
        "dk": ["đăng ký"], "đk": ["đăng ký"], "kt": ["khai tử", "khuyết tật"], "vô": ["vào"],
    },
    "phrases": [
        {"say": ["{kin} {die}"], "mean": "đăng ký khai tử", "codes": ["1.000656"]},
        {"say": ["{lost} hộ chiếu"], "mean": "trình báo mất hộ chiếu"},
        {"say": ["rút sổ ngân hàng"], "mean": "xóa thế chấp"},
        {"say": ["sổ"], "mean": "giấy chứng nhận"},
    ],
}  # fmt: skip


@pytest.fixture
def synonyms(tmp_path: Path) -> Synonyms:
    path = tmp_path / "synonyms.json"
    path.write_text(json.dumps(FILE), encoding="utf-8")
    return Synonyms.load(path)


def delivered_classes() -> dict[str, tuple[str, ...]]:
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes(), type=SynonymFile)
    return words_by_name(file.classes)


def meanings(synonyms: Synonyms, query: str) -> list[str]:
    typed = typed_words(query)
    weights = synonyms.weights(typed, lambda word: word == "dang")
    return [m.mean for _, m in synonyms.book.find(synonyms.book.slots(typed, weights))]


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


def test_a_phrase_of_noise_is_not_read(synonyms: Synonyms) -> None:
    assert meanings(synonyms, "bố mất bao lâu") == []
    assert meanings(synonyms, "bố mất, làm bao lâu") == ["đăng ký khai tử"]


@pytest.mark.parametrize(
    ("typed", "written_out"),
    [
        ("dk", ["đăng ký"]),
        ("đk", ["đăng ký"]),
        ("DK", ["đăng ký"]),
        ("kt", ["khai tử", "khuyết tật"]),
        ("vô", ["vào"]),
        ("vo", []),
        ("vợ", []),
        ("khai", []),
    ],
)
def test_a_short_form_is_written_out_in_each_sense(
    synonyms: Synonyms, typed: str, written_out: list[str]
) -> None:
    found = synonyms.written_out(typed)
    assert [" ".join(raw for _, raw in spelled) for spelled in found] == written_out


def test_what_titles_say_of_an_action_is_apart_from_what_people_say(synonyms: Synonyms) -> None:
    typed = typed_words("xin cấp lại sổ, gia hạn")
    slots = synonyms.book.slots(typed, [1.0] * len(typed))
    assert {synonyms.action_of(slot.name) for slot in slots} == {None, "extend"}
    assert [name for found in synonyms.titled.values() for name, _ in found] == ["reissue"]


def test_each_action_that_titles_know_is_one_that_people_say() -> None:
    names = [*delivered_classes()]
    said = {name.removeprefix("do_") for name in names if name.startswith("do_")}
    titled = {name.removeprefix("title_") for name in names if name.startswith("title_")}
    assert said == titled
    assert {"reissue", "change", "extend", "correct", "amend", "end"} <= said


def test_entries_without_a_word_do_no_harm() -> None:
    phrases = [{"say": ["…", "bố"], "mean": "cha"}]
    classes = {"title_end": ["", "hủy"], "kin": ["", "9999999-1 tuổi"], "age": ["1-9999 tuổi"]}
    odd = Synonyms.read(
        msgspec.json.encode(FILE | {"abbreviations": {"x": ["…"]}, "phrases": phrases}
                            | {"classes": classes})
    )  # fmt: skip
    assert meanings(odd, "bố") == ["cha"]
    assert odd.written_out("x") == ()


def test_nobody_says_the_same_for_two_things() -> None:
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes())
    said = [spoken for phrase in file["phrases"] for spoken in phrase["say"]]
    assert [spoken for spoken, times in Counter(said).items() if times > 1] == []


def test_every_code_of_the_file_is_in_the_catalogue_and_in_use(catalogue: Catalogue) -> None:
    by_code = {entry.code: entry for entry in catalogue.entries}
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes())
    used = {code for phrase in file["phrases"] for code in phrase.get("codes", ())}
    weights = msgspec.json.decode((DATA / "usage.json").read_bytes(), type=UsageFile).by_code
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
    assert slots <= set(delivered_classes())


def test_no_single_common_syllable_is_a_phrase_of_its_own(catalogue: Catalogue) -> None:
    """A word such as "đò" folds to "do" and would bend every query that holds it.

    The same goes for a class that is a phrase of its own.
    """
    counts: dict[str, int] = {}
    for entry in catalogue.entries:
        for word in set(words_of(entry.name)):
            counts[word] = counts.get(word, 0) + 1
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes())
    alone = [s for p in file["phrases"] for s in p["say"] if " " not in s]
    members = [m for s in alone for m in delivered_classes().get(s.strip("{}"), ())]
    single = {fold(s) for s in (*alone, *members) if " " not in s}
    assert not [word for word in single if counts.get(word, 0) > 6]


def test_a_house_of_the_state_is_no_official_on_duty_and_no_house_that_is_meant_for_sure(
    catalogue: Catalogue,
) -> None:
    """Of renting, the catalogue has only the old houses that belong to the state."""
    hits = catalogue.search("thuê nhà công vụ", 3)
    assert {hit.procedure.code for hit in hits} == {"1.012892", "1.012897", "1.012898"}
    assert not any(hit.is_sure for hit in hits)
