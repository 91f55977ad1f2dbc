"""Profiles of scanners in the settings, and what they refuse to hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from base.settings import Settings
from citizens.readers.scanner_profile import (
    PROFILES,
    FaultKind,
    ScannerProfile,
    load_profile,
    save_profile,
)


def test_profiles_of_two_scanners_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    keyboard = ScannerProfile(fault=FaultKind.LAYOUT, keys={"°": "|", "z": "y", "y": "z"})
    serial = ScannerProfile("usb:0C2E:0001:7", FaultKind.CODE_PAGE, "cp1252", has_suffix=False)
    settings = Settings(path)
    save_profile(settings, keyboard)
    save_profile(settings, serial)
    again = Settings(path)
    assert load_profile(again) == keyboard
    assert load_profile(again, serial.device) == serial


def test_an_untested_scanner_has_a_profile_that_mends_nothing(tmp_path: Path) -> None:
    profile = load_profile(Settings(tmp_path / "settings.json"), "usb:1:1:")
    assert profile == ScannerProfile("usb:1:1:")
    assert profile.straighten("Nguyá»…n") == "Nguyá»…n"


@pytest.mark.parametrize(
    "stored",
    [
        "not json",
        "[]",
        '{"keyboard": 5}',
        '{"keyboard": {"code_page": "utf-16"}}',
        '{"keyboard": {"gap_ms": 5}}',
        '{"keyboard": {"keys": {"ab": "c"}}}',
        '{"keyboard": {"fault": "sabotage"}}',
    ],
)
def test_a_damaged_profile_counts_as_not_tested(tmp_path: Path, stored: str) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.put(PROFILES, stored)
    assert load_profile(settings) == ScannerProfile()
    save_profile(settings, ScannerProfile(gap_ms=90))
    assert load_profile(settings).gap_ms == 90


def test_a_profile_straightens_keys_first_and_then_the_code_page() -> None:
    profile = ScannerProfile(code_page="cp1252", keys={"°": "|"})
    assert profile.straighten("Nguyá»…n°Nam") == "Nguyễn|Nam"
    assert profile.straighten("Nguyễn°Nam") == "Nguyễn|Nam"
