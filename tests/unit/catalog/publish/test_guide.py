"""docs/danh-muc.md: its sample sheets are read by the real reader and mean what it says."""

from __future__ import annotations

import re

import msgspec
import pytest

from base.errors import InputError
from base.paths import PROJECT_DIR
from catalog.content import DATA, SYNONYMS, Folder
from catalog.publish.book import read_book, write_book
from catalog.search.reading import Reader
from catalog.search.synonyms import SynonymFile, Synonyms, words_by_name
from catalog.search.vocabulary import Vocabulary

GUIDE = (PROJECT_DIR / "docs" / "danh-muc.md").read_text(encoding="utf-8")
CHAPTER = GUIDE[GUIDE.index("### Cách nói của người dân") :].partition("\n### ")[0]
_ROW = re.compile(r"^\| `(.+?)` \| (.+?) \|$", re.MULTILINE)
_PAIR = re.compile(r"^\| `([a-z]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)
PAIRS = _PAIR.findall(CHAPTER)
MEANT = _ROW.findall(CHAPTER[CHAPTER.index("Với hai bảng mẫu trên") :])
DELIVERED = words_by_name(
    msgspec.json.decode(Folder(DATA).read(SYNONYMS), type=SynonymFile).classes
)


def sheet(name: str) -> bytes:
    found = re.search(rf"`{name}`:\n\n```csv\n(.*?)```", CHAPTER, re.DOTALL)
    assert found is not None
    return found[1].encode("utf-8-sig")


@pytest.fixture(scope="module")
def synonyms() -> Synonyms:
    """The sample sheets in the place of the delivered ones, through the reader that signs."""
    base = Folder(DATA)
    samples = {name: sheet(name) for name in ("tu-vung.csv", "cum-tu.csv")}
    book = read_book({**write_book(base), **samples}, "2026.12.31", base)
    return Synonyms.read(book.read(SYNONYMS))


def understood(synonyms: Synonyms, query: str) -> str:
    """Say in the words of the guide how a query is understood."""
    if longs := synonyms.written_out(query):
        return "viết tắt: " + "; ".join(" ".join(raw for _, raw in long) for long in longs)
    (reading,) = Reader(Vocabulary(synonyms.sequences), synonyms).read(query)
    if reading.meanings:
        return f"cụm từ: {reading.meanings[0].mean}"
    if reading.actions:
        return f"việc: {', '.join(sorted(reading.actions))}"
    return ""


@pytest.mark.parametrize(("query", "meant"), MEANT)
def test_the_samples_mean_what_the_guide_says(synonyms: Synonyms, query: str, meant: str) -> None:
    assert understood(synonyms, query) == ("" if meant.startswith("không có") else meant)


def test_the_guide_has_examples_of_each_kind() -> None:
    kinds = {meant.partition(":")[0] for _, meant in MEANT}
    assert kinds == {"viết tắt", "cụm từ", "việc", "không có cụm từ", "không có việc"}


def test_the_ends_of_a_number_range_count_and_what_lies_outside_does_not(
    synonyms: Synonyms,
) -> None:
    for age, meant in ((5, False), (74, False), (75, True), (110, True)):
        found = understood(synonyms, f"{age} tuổi làm khai sinh")
        assert found.startswith("cụm từ") is meant


def test_the_pairs_of_the_guide_are_those_of_the_delivered_words() -> None:
    names = {name.partition("_")[2] for name in DELIVERED if name.startswith(("do_", "title_"))}
    assert {name for name, _, _ in PAIRS} == names
    for name, said, titled in PAIRS:
        assert set(said.split(", ")) <= set(DELIVERED[f"do_{name}"])
        assert set(titled.split(", ")) <= set(DELIVERED[f"title_{name}"])


def test_every_pair_has_both_sides() -> None:
    said = {name.removeprefix("do_") for name in DELIVERED if name.startswith("do_")}
    assert said == {n.removeprefix("title_") for n in DELIVERED if n.startswith("title_")}


def test_two_lines_of_one_short_form_are_a_mistake_as_the_guide_warns() -> None:
    base = Folder(DATA)
    doubled = sheet("tu-vung.csv") + "viết tắt;ks;kết sổ\n".encode()
    samples = {"tu-vung.csv": doubled, "cum-tu.csv": sheet("cum-tu.csv")}
    with pytest.raises(InputError) as caught:
        read_book({**write_book(base), **samples}, "2026.12.31", base)
    assert [problem.message for problem in caught.value.fields] == ["dòng 12: “ks” ghi hai lần"]
