"""Figures of the search: 900 generated slips over 3,000 titles, and everyday words held out.

`held_out_queries.tsv` was written before the phrases of the last round and is not tuned on: what
misses there stays a miss. Its first measurement, before that round, was 88.8 % in the top three
(and 80.0 % for 200 others, which then became part of everyday_queries.tsv).
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from base.text import fold
from catalog.catalogue import DATA, Catalogue, load_catalogue
from catalog.search.engine import SearchEngine, UsageFile
from catalog.search.synonyms import Synonyms
from tests.benchmarks.test_catalogue_speed import with_filler
from tests.unit.catalog.search.query_generator import KINDS, queries_from

pytestmark = pytest.mark.benchmark

ON = date(2026, 11, 26)
HELD_OUT = Path(__file__).parent / "held_out_queries.tsv"
EVERYDAY = Path(__file__).parent.parent / "unit" / "catalog" / "search" / "everyday_queries.tsv"
ASKED = 900


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def rows(path: Path) -> list[tuple[str, set[str]]]:
    lines = path.read_text("utf-8").splitlines()
    return [(query, set(codes.split("|"))) for query, codes in (x.split("\t") for x in lines)]


def test_900_generated_queries_over_3000_titles(catalogue: Catalogue) -> None:
    entries = with_filler(catalogue)
    usage = msgspec.json.decode((DATA / "usage.json").read_bytes(), type=UsageFile).weights
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


def test_everyday_queries_that_nobody_tuned_on(catalogue: Catalogue) -> None:
    held_out = rows(HELD_OUT)
    assert len(held_out) >= 150
    found: Counter[int] = Counter()
    for query, wanted in held_out:
        codes = [hit.procedure.code for hit in catalogue.search(query, 8, on=ON)]
        for top in (1, 3, 8):
            found[top] += bool(wanted & set(codes[:top]))
    shares = {top: found[top] / len(held_out) for top in (1, 3, 8)}
    words = ", ".join(f"top {top} {share:.1%}" for top, share in shares.items())
    sys.stderr.write(f"\nheld out, {len(held_out)} everyday queries: {words}\n")
    assert shares[3] >= 0.92


def test_the_held_out_queries_are_nowhere_in_the_data() -> None:
    file = msgspec.json.decode((DATA / "synonyms.json").read_bytes())
    said = {fold(phrase) for entry in file["phrases"] for phrase in entry["say"]}
    tuned_on = {fold(query) for query, _ in rows(EVERYDAY)}
    held_out = [fold(query) for query, _ in rows(HELD_OUT)]
    assert len(held_out) == len(set(held_out))
    assert [query for query in held_out if query in said | tuned_on] == []
