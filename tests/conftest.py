"""What several kinds of tests need: an isolated desk with made-up people only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings

from base.clock import fixed_clock, parse_moment
from base.paths import PROJECT_DIR, DataDir
from desk import centre
from desk.profile import CentreProfile, Gateway
from dossiers.workplace import Workplace, open_desk_store, open_workplace
from exchange.trust import TrustFile

# a busy machine is no fault of a test; what is drawn stays as the surroundings want it (CI: fixed)
settings.register_profile(
    "patient", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")

MORNING = "2026-11-26T08:30"
BIRTH_FORM = "tk_dang_ky_khai_sinh"
BIRTH = "1.001193"


@dataclass
class Desk:
    """One data directory, set up; opens workplaces at a moment of the test's choice."""

    data_dir: DataDir

    def open(self, moment: str = MORNING) -> Workplace:
        """Open the desk with a clock that stands still."""
        return open_workplace(self.data_dir, clock=fixed_clock(parse_moment(moment)))

    def set_profile(self, profile: CentreProfile) -> None:
        """Store another profile, such as one with a gateway."""
        store = open_desk_store(self.data_dir)
        try:
            with store.transaction() as tx:
                centre.init_desk(tx, profile)
        finally:
            store.close()

    def use_folder(self, folder: Path) -> None:
        """Send packages into a folder."""
        gateway = Gateway(kind="package", folder=str(folder))
        self.set_profile(msgspec.structs.replace(centre.sample_profile(), gateway=gateway))

    def trust(self, key_file: TrustFile) -> None:
        """Trust a province's keys."""
        store = open_desk_store(self.data_dir)
        try:
            with store.transaction() as tx:
                centre.trust(tx, key_file)
        finally:
            store.close()


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataDir:
    """An empty data directory with its key file beside it."""
    monkeypatch.setenv("MOTCUA_KEY_FILE", str(tmp_path / "key"))
    return DataDir(tmp_path / "data")


@pytest.fixture
def desk(data_dir: DataDir) -> Desk:
    """A desk of a made-up centre, no gateway."""
    made = Desk(data_dir)
    made.set_profile(centre.sample_profile())
    return made


@pytest.fixture
def workplace(desk: Desk) -> Iterator[Workplace]:
    """The desk opened on a working morning."""
    with desk.open() as opened:
        yield opened


@pytest.fixture(scope="session")
def birth_answers() -> Callable[..., dict[str, Any]]:
    """Return the sample answers of the birth form, with changes."""
    path = PROJECT_DIR / "forms" / "library" / BIRTH_FORM / "sample.json"
    sample = json.loads(path.read_text(encoding="utf-8"))

    def make(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - answers are any JSON
        merged = {**sample, **changes}
        return {key: value for key, value in merged.items() if value is not None}

    return make
