"""What scanners do to a card is undone exactly, flagged, or refused: never wrong in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizens.charset.encode_back import utf8_readings
from citizens.payloads import read_payload
from citizens.reading import Reading
from tests.unit.citizens import made_up
from tests.unit.citizens.made_up import Card, make_card, wrong_values

_SEEDS = range(300)
_CARDS = [make_card(seed, capitals=seed % 7 == 0) for seed in _SEEDS]
Damage = Callable[[str], str | bytes | None]


def _per_character(text: str) -> str:
    return "".join(c if c.isascii() else "?" for c in text)


def _per_byte(text: str) -> str:
    return "".join(c if c.isascii() else "?" * len(c.encode()) for c in text)


def _doubled(text: str) -> str:
    return "".join(c * 2 for c in text)


def _layout(text: str) -> str:
    return made_up.on_vietnamese_layout(made_up.unaccented(text))


def _separated_by(sign: str) -> Damage:
    return lambda text: text.replace("|", sign)


def _cut_by(count: int) -> Damage:
    return lambda text: text[:-count]


def _both(one: Callable[[str], str], other: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: other(one(text))


_EXACT: dict[str, Damage] = {
    "nothing": str,
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "utf8 bytes": lambda text: text.encode(),
    "hex": lambda text: text.encode().hex(" ").upper(),
    "caps lock": made_up.with_caps_lock,
    "aim prefix": lambda text: f"]Q1{text}\r",
    "mojibake and caps lock": _both(made_up.through("cp1252"), made_up.with_caps_lock),
    **{f"typed in {c}": made_up.through(c) for c in ("cp1252", "cp1258", "latin-1", "cp437")},
    "typed in cp850": made_up.through("cp850"),
    **{
        f"guessed as {c}": made_up.guessed_as(c)
        for c in ("cp932", "shift_jis", "big5", "big5hkscs", "gb18030", "gbk", "latin-1")
    },
}
_FLAGGED: dict[str, Damage] = {
    **{f"bytes lost in {c}": made_up.losing(c) for c in ("cp1252", "cp1258")},
    **{f"dropped outside {c}": made_up.dropping(c) for c in ("ascii", "latin-1", "cp1252")},
    **{
        f"guessed as {c}, {errors}": made_up.guessed_as(c, errors)
        for c in ("cp932", "big5", "gb18030", "euc_kr", "cp949")
        for errors in ("replace", "ignore")
        if (c, errors) != ("big5", "ignore")  # zbar and iconv never skip in silence
    },
    "unaccented": made_up.unaccented,
    "? per character": _per_character,
    "? per byte": _per_byte,
    "? where cp1252 lacks": lambda text: text.encode("cp1252", "replace").decode("cp1252"),
    "Windows-1258 bytes": made_up.as_cp1258_bytes,
    "Windows-1258 shown as cp1252": lambda t: made_up.as_cp1258_bytes(t).decode("cp1252"),
    "doubled": _doubled,
    "Vietnamese layout": _layout,
    "Vietnamese layout, composed": _both(_layout, lambda t: unicodedata.normalize("NFC", t)),
    "mojibake twice": _both(made_up.through("cp1252"), made_up.through("cp1252")),
    **{f"delimiter {s!r}": _separated_by(s) for s in ";~^\t\n\x1d¦§"},
    **{f"cut by {n}": _cut_by(n) for n in (1, 2, 3, 5, 9, 20, 40)},
}


def _readings(damage: Damage) -> list[tuple[Card, Reading]]:
    damaged = [(card, damage(card.payload)) for card in _CARDS]
    return [(card, read_payload(raw)) for card, raw in damaged if raw is not None]


@pytest.mark.parametrize("damage", _EXACT.values(), ids=_EXACT.keys())
def test_reversible_damage_is_undone_exactly(damage: Damage) -> None:
    confirmed = 0
    for card, reading in _readings(damage):
        assert reading.error is None
        assert reading.person is not None
        assert wrong_values(card, reading.person) == set()
        confirmed += reading.review != ()
    assert confirmed <= 0.01 * len(_CARDS)  # those that fit one Western code page by chance


@pytest.mark.parametrize("damage", _FLAGGED.values(), ids=_FLAGGED.keys())
def test_other_damage_is_flagged_or_refused(damage: Damage) -> None:
    for card, reading in _readings(damage):
        if reading.error is not None:
            assert reading.person is None
            continue
        assert reading.person is not None
        assert wrong_values(card, reading.person) <= set(reading.review)


@pytest.mark.parametrize("damage", _FLAGGED.values(), ids=_FLAGGED.keys())
def test_digits_and_sex_are_never_wrong_when_filled(damage: Damage) -> None:
    for card, reading in _readings(damage):
        if reading.person is None:
            continue
        facts = card.facts()
        for key in ("personal_number", "old_number", "issue_date", "sex"):
            value = getattr(reading.person, key)
            assert value is None or value == facts[key] or key in reading.review


def test_lost_bytes_give_the_right_proposal_almost_always() -> None:
    right = 0
    for card, reading in _readings(made_up.losing("cp1252")):
        assert reading.person is not None
        right += wrong_values(card, reading.person) == set()
    assert right >= 0.95 * len(_CARDS)


def test_encode_back_changes_no_correct_text() -> None:
    for card in _CARDS:
        assert list(utf8_readings(card.payload)) == []
        assert read_payload(card.payload).repair is None


def test_two_code_pages_with_different_cards_are_not_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cards = [("cp437", _CARDS[1].payload), ("cp850", _CARDS[2].payload)]
    monkeypatch.setattr("citizens.repair.utf8_readings", lambda _: iter(cards))
    reading = read_payload(made_up.through("cp437")(_CARDS[1].payload))
    assert reading.repair is None
    assert reading.person is None or reading.person.full_name is None


def test_a_hole_left_by_a_decoder_is_confirmed() -> None:
    card = "039081196294||Lê Ý Sơn|19041981|Nữ|Xóm Chằm, Việt Trì, Phú Thọ|11122023"
    shown = made_up.guessed_as("latin-1")(card.replace("Ý", ""))
    assert shown is not None
    reading = read_payload(shown)
    assert reading.repair == "utf8_from_latin-1"
    assert "full_name" in reading.review


def test_a_number_typed_in_doubtful_order_is_confirmed() -> None:
    # "...5 9..." and "...9 5..." look the same once the text has been normalised
    raw = unicodedata.normalize("NFC", made_up.on_vietnamese_layout("025195000222"))
    reading = read_payload(raw)
    assert reading.review == ("personal_number",)
    assert read_payload(made_up.on_vietnamese_layout("025190000222")).review == ()


def test_western_letters_only_are_confirmed_from_a_keyboard_but_not_from_a_symbol() -> None:
    for name in ("Lê Bá Lâm", "Võ Lãm"):  # the second reads as Vơ Lăm in another code page
        raw = f"017088000777||{name}|05031988|Nam|Xóm Hai, Kim Bôi, Gia Lai|01082023"
        assert [n.code for n in read_payload(raw).notes] == ["charset_doubtful"]
        exact = read_payload(raw.encode(), is_exact=True)
        assert exact.notes == ()
        assert exact.review == ()


def test_letters_of_highland_spellings_are_right_as_they_are() -> None:
    raw = "066092000607||Y Blŭk Niê Kdăm|15081992|Nam|Buôn Kŏ Siêr, Ea Tu, Đắk Lắk|21042022"
    reading = read_payload(raw)
    assert reading.person is not None
    assert reading.person.full_name == "Y Blŭk Niê Kdăm"
    assert reading.review == ()


def test_unreadable_name_leaves_digits_and_an_empty_name() -> None:
    raw = "017088000777||Quﾃ｡ch ﾄ絶ｬnh ﾆｯ盻幃|05031988|Nam|Xﾃｳm 5|01082023"
    reading = read_payload(raw)
    assert reading.person is not None
    assert reading.person.full_name is None
    assert reading.person.personal_number == "017088000777"
    assert {"full_name", "residence"} <= set(reading.review)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    reading = read_payload(text)
    assert reading.error is None or reading.person is None


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    reading = read_payload(data)
    assert reading.error is None or reading.person is None


@given(st.integers(0, 10**6), st.integers(0, 200), st.characters(), st.booleans())
@settings(max_examples=600, deadline=None)
def test_one_strange_character_never_makes_a_wrong_number(
    seed: int, at: int, char: str, replaces: bool
) -> None:
    card = make_card(seed)
    at %= len(card.payload)
    raw = card.payload[:at] + char + card.payload[at + replaces :]
    reading = read_payload(raw)
    if reading.person is not None and reading.person.personal_number and not char.isdecimal():
        assert reading.person.personal_number == card.number
