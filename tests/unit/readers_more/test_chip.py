"""A chip from applet to person: keys, protected reading, files against their signed list."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.dates import PartialDate
from base.errors import DeskError
from citizens.identity_text import identity_line
from citizens.person import DocumentKind, Person, Sex
from citizens.readers.chip import crypto
from citizens.readers.chip.bac import AccessKey, open_channel
from citizens.readers.chip.data_groups import read_dg1, read_dg13
from citizens.readers.chip.reading import CHIP_ALLOWED, ChipReading, read_chip
from citizens.readers.chip.security_object import parse_security_object
from citizens.readers.chip.tlv import Tlv, encode, head, parse
from tests.unit.readers_more.chip_card import (
    DG1,
    DG13,
    LONG_ADDRESS,
    SOD,
    ChipCard,
    dg1,
    dg13,
    good_files,
    item,
    sod,
    tlv,
    utf8,
    zone,
)

KEY = AccessKey.of_card("025090000123", date(1990, 2, 1), date(2030, 2, 1))


def files_with(first: bytes | None = None, thirteenth: bytes | None = None) -> dict[int, bytes]:
    zone_file, fields_file = first or dg1(), thirteenth or dg13()
    listed = sod({1: zone_file, 13: fields_file})
    return {DG1: zone_file, DG13: fields_file, SOD: listed}


def read(files: dict[int, bytes] | None = None) -> ChipReading:
    return read_chip(ChipCard(files or good_files()), KEY)


def refused(card: ChipCard, key: AccessKey = KEY) -> str:
    with pytest.raises(DeskError) as caught:
        read_chip(card, key)
    assert caught.value.next_step
    return caught.value.code


# The worked example of ICAO 9303-11, appendix D: none of our own code has made these bytes.
class WorkedExample:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        self.sent.append(command.hex().upper())
        answers = {
            0x84: "4608F91988702212",
            0x82: "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F"
            "2F2D235D074D7449",
            0xA4: "990290008E08FA855A5D4C50A8ED",
            0xB0: "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED",
        }
        return bytes.fromhex(answers[command[1]]), 0x9000

    def close(self) -> None:
        pass


def test_the_worked_example_of_the_standard_comes_out_byte_for_byte() -> None:
    card = WorkedExample()
    key = AccessKey("L898902C<", "690806", "940623")
    assert key.seed.hex().upper() == "239AB9CB282DAF66231DC5A4DF6BFBAE"
    random = iter(
        [bytes.fromhex("781723860C06C226"), bytes.fromhex("0B795240CB7049B01C19B33E32804F0B")]
    )
    channel = open_channel(card, key, lambda size: next(random))
    assert channel.transmit(bytes.fromhex("00A4020C02011E")) == (b"", 0x9000)
    assert channel.transmit(bytes.fromhex("00B0000004")) == (bytes.fromhex("60145F01"), 0x9000)
    assert card.sent == [
        "0084000008",
        "0082000028"
        "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728",
        "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
        "0CB000000D9701048E08ED6705417E96BA5500",
    ]


def test_a_card_gives_a_person_with_every_value_from_the_chip() -> None:
    person = read().person
    assert person.full_name == "Hà Văn Hùng"
    assert person.personal_number == "025090000123"
    assert person.birth == PartialDate(1990, 2, 1)
    assert person.sex is Sex.MALE
    assert person.residence == LONG_ADDRESS
    assert len(LONG_ADDRESS.encode()) > 127
    assert person.issue_date == date(2024, 10, 15)
    assert person.expiry_date == date(2030, 2, 1)
    assert (person.father_name, person.mother_name) == ("Hà Văn Sơn", "Bùi Thị Mến")
    assert person.old_number == "131000456"
    assert person.name_ascii == "HA VAN HUNG"
    assert person.document is DocumentKind.CAN_CUOC
    assert person.review == ()
    assert {origin.document for origin in person.origins.values()} == {DocumentKind.CHIP}
    assert set(person.origins) >= {"full_name", "residence", "issuer", "old_number"}
    assert identity_line(person).startswith("Thẻ căn cước số 025090000123 do Bộ Công an cấp ngày")


def test_the_label_promises_no_verified_signature() -> None:
    reading = read()
    assert reading.label == "dữ liệu chip khớp, chưa xác minh chữ ký quốc gia"
    assert CHIP_ALLOWED.default is False


def test_details_that_persons_lack_are_kept_for_forms() -> None:
    details = read().details
    assert details["ethnicity"] == "Mường"
    assert details["nationality"] == "Việt Nam"
    assert "place_of_origin" not in details
    assert read().person.place_of_origin == "Thượng Cửu, Thanh Sơn, Phú Thọ"
    assert details["spouse_name"] == "Nguyễn Thị Lan"


def test_the_master_file_is_never_selected_and_nothing_personal_goes_in_the_clear() -> None:
    card = ChipCard()
    read_chip(card, KEY)
    assert not any(command.startswith(bytes.fromhex("00A4000C")) for command in card.commands)
    assert [c[0] for c in card.commands[:3]] == [0, 0, 0]
    assert all(command[0] == 0x0C for command in card.commands[3:])


def test_unknown_ids_and_string_types_are_tolerated() -> None:
    changed = dg13(
        f2=item(2, tlv("1E", "Hà Văn Hùng".encode("utf-16-be"))),
        f4=item(4, tlv("04", "Nữ".encode())),
        f15=item(15, tlv("13", b"0000000000001")),
        f16=item(16, tlv("16", b"113000888")),
        f20=item(20, tlv("30", tlv("02", b"\5"), utf8("?"))),
        f21=item(21, tlv("01", b"\xff")),
        f0=tlv("A0", tlv("06", b"\x2a\x03")),
    )
    reading = read(files_with(thirteenth=changed))
    assert reading.person.full_name == "Hà Văn Hùng"
    assert reading.person.old_number == "113000888"
    assert reading.unknown == (20, 21)


def test_decomposed_names_are_composed() -> None:
    import unicodedata

    name = unicodedata.normalize("NFD", "Hà Văn Hùng")
    assert read(files_with(thirteenth=dg13(f2=item(2, utf8(name))))).person.full_name == (
        "Hà Văn Hùng"
    )


@pytest.mark.parametrize(
    ("parents", "wanted"),
    [
        (item(13, tlv("80", "Hà Văn Sơn".encode()), tlv("81", b"")), ("Hà Văn Sơn", None)),
        (item(13, tlv("A0", utf8("")), tlv("A1", utf8("Bùi Thị Mến"))), (None, "Bùi Thị Mến")),
        (item(13, utf8("Bùi Thị Mến")), (None, None)),
    ],
    ids=["father", "mother", "one name without a place"],
)
def test_a_single_parent_is_never_guessed(
    parents: bytes, wanted: tuple[str | None, str | None]
) -> None:
    person = read(files_with(thirteenth=dg13(f13=parents))).person
    assert (person.father_name, person.mother_name) == wanted


def test_a_card_of_2021_is_a_cccd() -> None:
    person = read(files_with(thirteenth=dg13(f11=item(11, utf8("12/08/2021"))))).person
    assert person.document is DocumentKind.CCCD
    assert person.issuer == "Cục Cảnh sát QLHC về TTXH"


def test_what_the_zone_and_the_fields_tell_differently_is_for_review() -> None:
    changed = dg13(f3=item(3, utf8("02/02/1990")), f4=item(4, utf8("Nữ")))
    reading = read(files_with(thirteenth=changed))
    assert set(reading.person.review) == {"birth", "sex"}
    assert "sex_digit_mismatch" in {note.code for note in reading.notes}


def test_a_card_without_expiry_in_its_fields_takes_it_from_the_zone() -> None:
    changed = dg13(f12=item(12, utf8("Không thời hạn")))
    assert read(files_with(thirteenth=changed)).person.expiry_date == date(2030, 2, 1)


@pytest.mark.parametrize(
    "key",
    [
        AccessKey.of_card("025090000124", date(1990, 2, 1), date(2030, 2, 1)),
        AccessKey.of_card("025090000123", date(1990, 2, 2), date(2030, 2, 1)),
        AccessKey.of_card("025090000123", date(1990, 2, 1), date(2031, 2, 1)),
    ],
)
def test_a_wrong_number_or_date_is_the_clerks_to_mend(key: AccessKey) -> None:
    assert refused(ChipCard(), key) == "CHIP-04"


def test_another_kind_of_card_is_named() -> None:
    class Bank(ChipCard):
        def transmit(self, command: bytes) -> tuple[bytes, int]:
            return b"", 0x6A82

    assert refused(Bank()) == "CHIP-05"


def test_a_chip_that_wants_pace_is_refused_and_not_imitated() -> None:
    assert refused(ChipCard(has_bac=False)) == "CHIP-07"


@pytest.mark.parametrize("file", [DG1, DG13])
def test_a_changed_file_is_refused(file: int) -> None:
    files = good_files()
    altered = {DG1: dg1(zone(expiry="310201")), DG13: dg13(f9=item(9, utf8("Nơi khác")))}
    assert refused(ChipCard({**files, file: altered[file]})) == "CHIP-06"


def test_a_list_that_lacks_a_file_is_refused() -> None:
    files = good_files()
    assert refused(ChipCard({**files, SOD: sod({1: files[DG1]})})) == "CHIP-06"


def test_a_list_that_is_not_the_signed_one_is_refused() -> None:
    files = good_files()
    forged = sod({1: files[DG1], 13: files[DG13]}, signed=b"another list")
    assert refused(ChipCard({**files, SOD: forged})) == "CHIP-06"


def test_two_numbers_on_one_chip_are_refused() -> None:
    changed = dg13(f1=item(1, utf8("025190000222")))
    assert refused(ChipCard(files_with(thirteenth=changed))) == "CHIP-06"


@pytest.mark.parametrize("missing", [DG1, DG13, SOD])
def test_a_chip_without_a_file_is_refused(missing: int) -> None:
    files = {key: data for key, data in good_files().items() if key != missing}
    assert refused(ChipCard(files)) == "CHIP-08"


@pytest.mark.parametrize(
    "changed",
    [
        dg13(f2=b""),
        dg13(f1=item(1, utf8("12345"))),
        tlv("6D", tlv("30")),
        tlv("6D", b"\x30\x82\x7f\xff\x00"),
        tlv("6D", b"".join(b"\x30\x80" for _ in range(50))),
    ],
    ids=["no name", "no number", "empty", "cut", "indefinite"],
)
def test_fields_that_make_no_sense_are_refused(changed: bytes) -> None:
    assert refused(ChipCard(files_with(thirteenth=changed))) == "CHIP-08"


def test_fields_nested_without_end_are_refused() -> None:
    data = utf8("x")
    for _ in range(2000):
        data = tlv("31", data)
    with pytest.raises(DeskError) as caught:
        read_dg13(tlv("6D", data))
    assert caught.value.code == "CHIP-08"


class Disturbed(ChipCard):
    """A card whose protected answers are changed on the way."""

    change: Callable[[bytes], bytes] = staticmethod(lambda answer: answer)

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        answer, status = super().transmit(command)
        if command[0] == 0x0C:
            return type(self).change(answer), status
        return answer, status


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: answer[:-1] + bytes((answer[-1] ^ 1,)),
        lambda answer: answer[:2] + b"\x6a\x82" + answer[4:],
        lambda answer: answer[:-10],
        lambda answer: b"\x8e",
        lambda answer: b"",
    ],
    ids=["mac", "status", "no mac", "cut", "in the clear"],
)
def test_an_answer_that_is_not_the_chips_own_is_refused(change: Callable[[bytes], bytes]) -> None:
    card = type("Changed", (Disturbed,), {"change": staticmethod(change)})()
    assert refused(card) == "CHIP-03"


def test_a_chip_that_forges_the_authentication_is_refused() -> None:
    class Forger(ChipCard):
        def transmit(self, command: bytes) -> tuple[bytes, int]:
            if command[1] == 0x82:
                return bytes(40), 0x9000
            return super().transmit(command)

    assert refused(Forger()) == "CHIP-03"


def test_a_session_ended_by_the_chip_is_told_apart_from_wrong_data() -> None:
    class Tired(ChipCard):
        def transmit(self, command: bytes) -> tuple[bytes, int]:
            if len(self.commands) > 8:
                return b"", 0x6988
            return super().transmit(command)

    assert refused(Tired()) == "CHIP-03"


def test_keys_come_from_the_zone_or_a_person_with_an_expiry_date() -> None:
    assert AccessKey.of_mrz(zone()) == KEY
    lines = [zone()[at : at + 30] for at in (0, 30, 60)]
    assert AccessKey.of_mrz("\r\n".join(lines).lower()) == KEY
    assert AccessKey.of_mrz("not a zone") is None
    person = Person(personal_number="025090000123", birth=PartialDate(1990, 2, 1))
    assert AccessKey.of_person(person) is None  # a QR holds no expiry date; it is not computed
    full = Person(
        personal_number="025090000123", birth=PartialDate(1990, 2, 1), expiry_date=date(2030, 2, 1)
    )
    assert AccessKey.of_person(full) == KEY


def test_nothing_personal_stands_in_a_representation() -> None:
    shown = repr(read()) + repr(KEY) + repr(list(parse(dg13())))
    for secret in ("025090000123", "Hùng", "Mường", "900201"):
        assert secret not in shown


def test_a_list_signed_by_openssl_is_read() -> None:
    """A real CMS with certificate and signed attributes, of made-up files."""
    path = Path(__file__).with_name("signed_by_openssl.b64")
    listed = parse_security_object(tlv("77", base64.b64decode(path.read_text(encoding="ascii"))))
    assert listed.algorithm == "sha256"
    listed.verify(1, b"made-up DG1")
    listed.verify(13, b"made-up DG13")
    with pytest.raises(DeskError):
        listed.verify(13, b"made-up DG1")


@given(st.integers(0, 400), st.integers(0, 255))
def test_damage_to_the_list_never_lets_another_file_pass(at: int, byte: int) -> None:
    files = good_files()
    data = bytearray(files[SOD])
    data[at % len(data)] = byte
    with pytest.raises(DeskError) as caught:
        parse_security_object(bytes(data)).verify(1, dg1(zone(expiry="310201")))
    assert caught.value.code == "CHIP-06"


@given(st.binary(max_size=200))
def test_no_bytes_upset_the_readers_of_files(data: bytes) -> None:
    for reader in (parse_security_object, read_dg1, read_dg13):
        for wrapped in (data, tlv("6D", tlv("30", data)), tlv("77", data), tlv("61", data)):
            try:
                reader(wrapped)
            except DeskError:
                continue


@given(st.sampled_from([0x30, 0x5F1F, 0x7F61, 0x6D]), st.binary(max_size=70_000))
@settings(max_examples=30)
def test_objects_of_any_length_come_back(tag: int, value: bytes) -> None:
    data = encode(tag, value)
    assert head(data)[0] == tag
    if value:
        assert next(parse(data)) == Tlv(tag, value)


@given(st.binary(min_size=16, max_size=16), st.binary(max_size=64))
def test_padding_and_keys_are_what_the_standard_says(seed: bytes, data: bytes) -> None:
    assert crypto.unpad(crypto.pad(data)) == data
    assert len(crypto.pad(data)) % 8 == 0
    for key in crypto.derive_keys(seed):
        assert all(bin(byte).count("1") % 2 for byte in key)
    first = hashlib.sha1(seed + bytes((0, 0, 0, 1))).digest()[:16]
    assert all(a | 1 == b | 1 for a, b in zip(crypto.derive_keys(seed)[0], first, strict=True))


def test_each_step_is_told_before_its_commands_and_what_is_raised_ends_the_reading() -> None:
    told: list[tuple[int, int]] = []
    read_chip(ChipCard(), KEY, lambda done, of: told.append((done, of)))
    assert sorted(set(told)) == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert told == sorted(told)
    assert told.count((3, 4)) > 2  # a file of several parts: patience is asked between them

    class EnoughError(Exception):
        pass

    def enough(done: int, of: int) -> None:
        if done == 2:
            raise EnoughError

    card = ChipCard()
    with pytest.raises(EnoughError):
        read_chip(card, KEY, enough)
    assert not card.is_closed  # the caller's
    whole = ChipCard()
    read_chip(whole, KEY)
    assert len(card.commands) < len(whole.commands)
