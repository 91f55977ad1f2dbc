"""Figures of the search: 900 generated slips over 3,000 titles, and everyday words held out.

`held_out_queries.tsv` was written before the phrases of the last round and is not tuned on: what
misses there stays a miss. Its first measurement, before that round, was 88.8 % in the top three
(and 80.0 % for 200 others, which then became part of everyday_queries.tsv). Its last 120 were added
before the round that tells marks apart: 97.5 % then and after it. Of the last 73 absent queries 10
were shown as found before that round, 5 after it.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from base.text import fold
from catalog.catalogue import DATA, Catalogue, load_catalogue
from catalog.index import UsageFile
from catalog.search.engine import SearchEngine, is_anything_sure
from catalog.search.synonyms import Synonyms
from catalog.search.words import LONGEST
from tests.benchmarks.measure import Measured, compare
from tests.benchmarks.test_catalogue_speed import with_filler
from tests.unit.catalog.search.query_generator import KINDS, one_typo, queries_from

pytestmark = pytest.mark.benchmark

ON = date(2026, 11, 26)
HELD_OUT = Path(__file__).parent / "held_out_queries.tsv"
SECOND_HAND = Path(__file__).parent / "second_hand_queries.tsv"
"""By somebody who knew the names of the procedures alone and never saw the synonyms."""
EVERYDAY = Path(__file__).parent.parent / "unit" / "catalog" / "search" / "everyday_queries.tsv"
ASKED = 900
ABSENT = Path(__file__).parent / "absent_queries.txt"
"""What people ask for and the catalogue lacks; how sure a find is was fitted to another list."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def rows(path: Path) -> list[tuple[str, set[str]]]:
    lines = path.read_text("utf-8").splitlines()
    return [(query, set(codes.split("|"))) for query, codes in (x.split("\t") for x in lines)]


def test_900_generated_queries_over_3000_titles(catalogue: Catalogue) -> None:
    entries = with_filler(catalogue)
    usage = msgspec.json.decode((DATA / "usage.json").read_bytes(), type=UsageFile).by_code
    engine = SearchEngine(catalogue, entries, Synonyms.load(DATA / "synonyms.json"), usage)
    folded = [" ".join(re.findall(r"[a-z]+", fold(entry.name))) for entry in entries]
    titles = [e.name for e in catalogue.entries if not e.is_gone(ON)]
    queries = list(queries_from(random.Random(7).sample(titles, 160), 7))[:ASKED]
    assert len(queries) == ASKED
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for query in queries:
        asked[query.kind] += 1
        matches = engine.ranked(query.text, limit=8, on=ON)
        found[query.kind] += any(query.phrase in folded[m.document] for m in matches)
    share = sum(found.values()) / ASKED
    table = ", ".join(f"{kind} {found[kind]}/{asked[kind]}" for kind in KINDS)
    sys.stderr.write(f"\ngenerated, 3,000 titles, top 8: {share:.1%} ({table})\n")
    assert share >= 0.96


def test_everyday_queries_without_marks_in_a_sentence_and_with_a_slip(
    catalogue: Catalogue,
) -> None:
    rng = random.Random(5)
    asked = rows(EVERYDAY)
    forms: dict[str, Callable[[str], str]] = {
        "as written": lambda query: query,
        "without marks": fold,
        "in a sentence": lambda query: f"cho em hỏi {query} thì cần giấy tờ gì ạ",
        "with a slip": lambda query: with_a_slip(query, rng),
    }
    shares = {}
    for name, form in forms.items():
        found = (catalogue.search(form(query), 3, on=ON) for query, _ in asked)
        hits = zip(found, asked, strict=True)
        right = sum(any(h.procedure.code in wanted for h in top) for top, (_, wanted) in hits)
        shares[name] = right / len(asked)
    words = ", ".join(f"{name} {share:.1%}" for name, share in shares.items())
    sys.stderr.write(f"\neveryday, {len(asked)} queries tuned on, top 3: {words}\n")
    assert min(shares["as written"], shares["without marks"], shares["in a sentence"]) >= 0.96
    assert shares["with a slip"] >= 0.88


def with_a_slip(query: str, rng: random.Random) -> str:
    """Return a query without marks and with one slip of the fingers."""
    words = fold(query).split()
    spelled = [i for i, word in enumerate(words) if word.isalpha() and len(word) > 1]
    if not spelled:
        return query
    place = rng.choice(spelled)
    return " ".join([*words[:place], one_typo(words[place], rng), *words[place + 1 :]])


@pytest.mark.parametrize(("path", "least"), [(HELD_OUT, 150), (SECOND_HAND, 150)])
def test_everyday_queries_that_nobody_tuned_on(
    catalogue: Catalogue, path: Path, least: int
) -> None:
    held_out = rows(path)
    assert len(held_out) >= least
    found: Counter[int] = Counter()
    for query, wanted in held_out:
        codes = [hit.procedure.code for hit in catalogue.search(query, 8, on=ON)]
        for top in (1, 3, 8):
            found[top] += bool(wanted & set(codes[:top]))
    shares = {top: found[top] / len(held_out) for top in (1, 3, 8)}
    words = ", ".join(f"top {top} {share:.1%}" for top, share in shares.items())
    sys.stderr.write(f"\n{path.stem}, {len(held_out)} everyday queries: {words}\n")
    assert shares[3] >= 0.92


def test_what_the_catalogue_lacks_is_not_shown_as_found(catalogue: Catalogue) -> None:
    absent = ABSENT.read_text("utf-8").splitlines()
    assert len(absent) >= 60
    tops = (catalogue.search(query, 3, on=ON) for query in absent)
    marked = sum(not is_anything_sure(top) for top in tops)
    asked = [row for path in (EVERYDAY, HELD_OUT, SECOND_HAND) for row in rows(path)]
    firsts = [(catalogue.search(query, 1, on=ON)[0], wanted) for query, wanted in asked]
    true = [hit for hit, wanted in firsts if hit.procedure.code in wanted]
    unsure = sum(not hit.is_sure for hit in true)
    sys.stderr.write(
        f"\nmarked as unsure: {marked} of {len(absent)} queries for what the catalogue lacks; "
        f"{unsure} of {len(true)} true first hits ({unsure / len(true):.1%})\n"
    )
    assert marked >= 0.85 * len(absent)
    assert unsure <= 0.03 * len(true)


@pytest.mark.parametrize("letters", ["a", "iu", "đăngkýkhaisinh", "q1w2e3", "cắn sảy "])
def test_ten_thousand_letters_cost_no_more_than_a_sentence(
    catalogue: Catalogue, report: Callable[[Measured], Measured], letters: str
) -> None:
    size = 10_000 // len(letters)
    engine = catalogue.engine(ON)
    ways = [letters[n:] + letters[:n] for n in range(len(letters))] * 3
    long, short = ([way * (n // len(way)) for way in ways] for n in (size * len(letters), LONGEST))

    def ask(queries: list[str]) -> None:
        for query in queries:
            engine.ranked(query, limit=8, on=ON)

    measured = report(
        compare(
            f"search for 10,000 letters ({letters.strip()}), {len(ways)} times", lambda: ask(long),
            "for 200 of them", lambda: ask(short), 3,
        )
    )  # fmt: skip
    assert measured.ratio < 3


def test_the_held_out_queries_are_nowhere_in_the_data() -> None:
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes())
    said = {fold(phrase) for entry in file["phrases"] for phrase in entry["say"]}
    tuned_on = {fold(query) for query, _ in rows(EVERYDAY)}
    absent = {fold(query) for query in ABSENT.read_text("utf-8").splitlines()}
    assert absent.isdisjoint(said)
    held_out = [fold(query) for path in (HELD_OUT, SECOND_HAND) for query, _ in rows(path)]
    assert len(held_out) == len(set(held_out))
    assert [query for query in held_out if query in said | tuned_on] == []
