"""Packages: read by the province alone, checked by everybody, refused when anything was changed."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from base.errors import InputError
from exchange import packages
from exchange.archive import read_archive, write_archive
from exchange.identity import DeskIdentity
from exchange.keys import key_id, new_signing_key
from exchange.packages import (
    Manifest,
    SealedItem,
    package_id,
    read_manifest,
    seal_package,
    verify_package,
)
from exchange.payload import pack
from exchange.records import canonical_bytes, content_hash
from tests.unit.exchange.samples import (
    DESK,
    PICTURE,
    PROVINCE_KEY,
    PROVINCE_PUBLIC,
    SIGNED_AT,
    changed,
    dossier_id,
    item,
    package,
    record,
)

NAMES = ("manifest.json", "payload.bin", "signature.bin")
_CODE = re.compile(r"\((PKG-\d\d)\)$")


def _codes(data: bytes, **options: object) -> list[str]:
    report = verify_package(data, **options)  # type: ignore[arg-type]
    assert report.ok == (not report.problems)
    found = [_CODE.search(problem) for problem in report.problems]
    assert all(found)
    return [match[1] for match in found if match]


def _parts(data: bytes) -> dict[str, bytes]:
    return read_archive(data, NAMES)


def _resigned(manifest: bytes, payload: bytes, desk: DeskIdentity = DESK) -> bytes:
    """A package that its own signer made wrong."""
    key = Ed25519PrivateKey.from_private_bytes(desk.signing_key)
    signature = key.sign(packages._signed_part(manifest, payload))
    return write_archive(dict(zip(NAMES, (manifest, payload, signature), strict=True)))


def test_anybody_can_check_it_and_see_which_desk_when_and_how_many() -> None:
    report = verify_package(package())
    assert report.ok
    assert report.desk == DESK.name
    assert report.desk_id == DESK.desk_id
    assert report.signer == key_id(DESK.public_key)
    assert report.dossiers == (dossier_id(1), dossier_id(2))
    assert report.signed_at is not None
    assert datetime.fromisoformat(report.signed_at) == SIGNED_AT
    assert report.problems == ()
    assert report.content is None


def test_the_province_reads_records_and_files_exactly_as_they_were_frozen() -> None:
    report = verify_package(package(), private_key=PROVINCE_KEY)
    assert report.ok
    assert report.content is not None
    first, second = report.content
    assert first.record_bytes == item(1).record
    assert first.record["applicant"]["full_name"] == "NGUYỄN THỊ MẪU"
    assert list(second.attachments.values()) == [PICTURE, b"%PDF-1.7"]
    assert second.record["attachments"][0]["sha256"] in second.attachments


def test_nothing_personal_stands_on_the_outside() -> None:
    data = package()
    for text in ("NGUYỄN", "025190000222", "1990-02-01", "SONGMAU", "Đăng ký", "child_full_name"):
        assert text.encode() not in data
    outside = json.loads(_parts(data)["manifest.json"])
    assert set(outside) == {"format", "desk", "recipient", "signed_at", "dossiers"}
    assert all(set(entry) == {"id", "sha256", "size"} for entry in outside["dossiers"])


def test_every_flipped_bit_is_refused_with_a_named_reason() -> None:
    whole = package()
    chance = random.Random(1)
    positions = [*range(0, len(whole) * 8, max(1, len(whole) * 8 // 700))]
    positions += [chance.randrange(len(whole) * 8) for _ in range(400)]
    assert len(positions) >= 1000
    refused = 0
    for bit in positions:
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << (bit % 8)
        refused += _codes(bytes(damaged)) != []
    assert refused == len(positions)


def test_every_flipped_bit_of_the_head_and_the_end_is_refused() -> None:
    """The densest parts: zip headers, manifest, signature, directory."""
    whole = package(item(1))
    for position in [*range(700), *range(len(whole) - 500, len(whole))]:
        damaged = bytearray(whole)
        damaged[position] ^= 1 << (position % 8)
        assert _codes(bytes(damaged)), f"byte {position}"


@pytest.mark.parametrize("part", range(20))
def test_a_package_that_was_cut_off_is_refused(part: int) -> None:
    whole = package()
    assert _codes(whole[: len(whole) * part // 20]) == ["PKG-01"]
    assert _codes(whole[:-1]) == ["PKG-01"]
    assert _codes(whole + b"\0") == ["PKG-01"]


def _zip(entries: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_other_entries_paths_compression_and_bombs_are_refused_by_name() -> None:
    parts = _parts(package())
    cases = {
        "thừa": write_archive({**parts, "more.txt": b"x"}),
        "tệp lạ": write_archive({"../manifest.json": b"x", **parts}),
        "có tệp lạ": write_archive({"manifest.json": b"{}", "/etc/passwd": b"x"}),
        "nén": _zip({name: bytes(10_000_000) for name in NAMES}, zipfile.ZIP_DEFLATED),
        "khác": _zip(parts),
        "không phải": b"%PDF-1.7" * 100,
        "cắt cụt": b"",
    }
    for reason, data in cases.items():
        (problem,) = verify_package(data).problems
        assert reason in problem
        assert _CODE.search(problem)


def test_a_package_larger_than_allowed_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = package()
    monkeypatch.setattr(packages, "MAX_BYTES", len(data) - 1)
    (problem,) = verify_package(data).problems
    assert "lớn quá" in problem


def test_any_zip_program_opens_it() -> None:
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        assert archive.testzip() is None
        assert tuple(archive.namelist()) == NAMES


def test_manifest_payload_and_signature_of_two_packages_cannot_be_mixed() -> None:
    one, two = _parts(package()), _parts(package(item(3)))
    for name in NAMES:
        assert _codes(write_archive({**one, name: two[name]})) == ["PKG-03"]


def test_a_payload_is_bound_to_its_manifest_even_when_signed_again() -> None:
    one, two = _parts(package()), _parts(package(item(3)))
    mixed = _resigned(one["manifest.json"], two["payload.bin"])
    assert _codes(mixed) == []
    assert _codes(mixed, private_key=PROVINCE_KEY) == ["PKG-07"]


def test_a_stranger_who_signs_the_package_anew_is_found_out_by_his_key() -> None:
    stranger = replace(DESK, signing_key=new_signing_key())
    data = package(desk=stranger)
    assert _codes(data, trusted=[DESK.public_key]) == ["PKG-05"]
    assert _codes(data, trusted=[]) == ["PKG-05"]
    assert verify_package(data).signer != key_id(DESK.public_key)
    assert _codes(package(), trusted=[DESK.public_key]) == []


def test_content_of_an_untrusted_package_is_not_given_out() -> None:
    report = verify_package(package(), private_key=PROVINCE_KEY, trusted=[])
    assert not report.ok
    assert report.content is None


def test_another_private_key_is_told_that_it_is_the_wrong_one() -> None:
    assert _codes(package(), private_key=bytes(range(1, 33))) == ["PKG-06"]


def _sealed_with(manifest_of: list[SealedItem], content: bytes) -> bytes:
    manifest = _parts(package(*manifest_of))["manifest.json"]
    key = X25519PublicKey.from_public_bytes(PROVINCE_PUBLIC)
    payload = packages._suite().encrypt(content, key, packages._bound(manifest))
    return _resigned(manifest, payload)


def test_content_that_is_not_what_the_manifest_lists_is_refused() -> None:
    for content in (
        pack([item(2)]),
        pack([changed(1, clerk="người khác")]),
        pack([item(1), item(2)]),
        b"",
        bytes(8),
        b"\xff" * 100,
        pack([item(1)]) + b"\0",
        pack([item(1)])[:-1],
    ):
        assert _codes(_sealed_with([item(1)], content), private_key=PROVINCE_KEY) == ["PKG-08"]


def test_the_names_of_a_newer_version_and_of_nonsense_are_told_apart() -> None:
    parts = _parts(package())
    manifest = json.loads(parts["manifest.json"])

    def with_manifest(**changes: object) -> bytes:
        return _resigned(canonical_bytes({**manifest, **changes}), parts["payload.bin"])

    assert _codes(with_manifest(format="motcua.package/2")) == ["PKG-04"]
    changes: list[dict[str, object]] = [
        {"format": "other"},
        {"format": 1},
        {"more": 1},
        {"dossiers": []},
        {"dossiers": manifest["dossiers"] * 2},
        {"dossiers": [{**manifest["dossiers"][0], "id": "../../x"}]},
        {"recipient": "zz"},
        {"desk": {**manifest["desk"], "key": "00"}},
        {"signed_at": "yesterday"},
    ]
    for change in changes:
        assert _codes(with_manifest(**change)) == ["PKG-02"]
    assert _codes(_resigned(parts["manifest.json"] + b" ", parts["payload.bin"])) == ["PKG-02"]
    assert _codes(_resigned(b"[" * 100_000, parts["payload.bin"])) == ["PKG-02"]
    assert _codes(_resigned(b"\xff", parts["payload.bin"])) == ["PKG-02"]


def test_the_package_id_is_the_hash_of_its_manifest() -> None:
    data = package()
    manifest = read_manifest(data)
    assert isinstance(manifest, Manifest)
    assert manifest.package_id == package_id(data) == verify_package(data).package_id
    assert manifest.package_id == content_hash(_parts(data)["manifest.json"])
    assert manifest.dossier_ids == (dossier_id(1), dossier_id(2))


def test_a_spoilt_package_has_neither_manifest_nor_id() -> None:
    data = package()[:-3]
    assert read_manifest(data) is None
    with pytest.raises(InputError, match="PKG-01"):
        package_id(data)


def test_what_does_not_belong_together_is_never_sealed() -> None:
    good = item(1, PICTURE)
    for wrong in (
        replace(good, id=dossier_id(9)),
        replace(good, attachments={}),
        replace(good, attachments=dict.fromkeys(good.attachments, b"other bytes")),
        replace(good, attachments={**good.attachments, "0" * 64: b"more"}),
        replace(good, record=good.record + b" "),
        replace(good, record=b"{}"),
    ):
        with pytest.raises(ValueError, match=r".+"):
            package(wrong)
    for items in ([], [good, good]):
        with pytest.raises(ValueError, match="at least one"):
            seal_package(items, desk=DESK, recipient_public=PROVINCE_PUBLIC, signed_at=SIGNED_AT)


def test_too_many_files_for_one_package_are_refused_before_sealing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(packages, "MAX_BYTES", packages._ROOM_FOR_THE_REST + 4000)
    with pytest.raises(InputError, match="PKG-09"):
        package()
    assert verify_package(package(item(1))).ok


def test_sealing_twice_gives_the_same_id_and_other_bytes() -> None:
    one, two = package(), package()
    assert one != two  # a fresh key for each sealing
    assert package_id(one) == package_id(two)


def test_the_same_file_listed_twice_is_carried_once() -> None:
    report = verify_package(package(item(1, PICTURE, PICTURE)), private_key=PROVINCE_KEY)
    assert report.content is not None
    assert [len(dossier.attachments) for dossier in report.content] == [1]
    assert len(record(1, PICTURE, PICTURE).attachments) == 2
