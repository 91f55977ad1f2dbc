"""Signed catalogue files at full size: time, flipped bits, and kills in the middle."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from base.errors import InputError
from base.paths import PROJECT_DIR, DataDir
from catalog.bundle.install import install
from catalog.bundle.signed_file import Issue, read_catalogue_file, write_catalogue_file
from catalog.bundle.verify import verify
from catalog.catalogue import load_catalogue
from catalog.content import CATALOGUE, DATA, Folder, Packed
from dossiers.consulting.parts import READERS
from exchange.installed import installed_dir, version_folders, version_key
from exchange.keys import new_signing_key, signing_public
from forms.delivered.part import library_in_use
from tests.benchmarks.measure import Measured
from tests.unit.catalog.bundle import made
from tests.unit.dossiers.consulting import made_parts

pytestmark = [pytest.mark.benchmark, pytest.mark.slow, pytest.mark.timeout(900)]

FLIPS, KILLS = 1000, 50
WORKER = """
import os
import signal
import sys
from pathlib import Path
from base.clock import fixed_clock, parse_moment
from base.paths import DataDir
from catalog.bundle.install import install
from dossiers.consulting.parts import READERS
from exchange.installed import version_key
from catalog.catalogue import load_catalogue
from dossiers.consulting.parts import READERS
data_dir, folder, key = DataDir(Path(sys.argv[1])), Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
moment = parse_moment("2026-11-26T08:30")
now = version_key(load_catalogue(data_dir).version)
steps_left = int(sys.argv[4])
def count(event, arguments):
    global steps_left
    if event not in {"open", "os.rename", "os.mkdir", "os.remove"}:
        return
    if steps_left and str(arguments[0]).startswith(sys.argv[1]):
        steps_left -= 1
        if not steps_left:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
print("ready", flush=True)
for path in sorted(folder.glob("*.json"), key=lambda p: version_key(p.stem)):
    if version_key(path.stem) > now:
        install(data_dir, path.read_bytes(), trusted={key: ""}, moment=moment, readers=READERS)
        print(path.stem, flush=True)
"""


def whole_content(version: str) -> Packed:
    source = Folder(DATA)
    files = {name: msgspec.Raw(source.read(name)) for name in source.names()}
    meta = json.loads(source.read(CATALOGUE)) | {"version": version}
    return Packed({**files, CATALOGUE: msgspec.Raw(json.dumps(meta).encode())})


def test_import_of_the_whole_catalogue_takes_a_few_times_its_reading(
    tmp_path: Path, report: Callable[[Measured], Measured]
) -> None:
    key = new_signing_key()
    trusted = {signing_public(key): "mẫu"}
    imports, readings = [], []
    for number in range(1, 6):
        version = f"2026.12.0{number}"
        data = write_catalogue_file(whole_content(version), Issue(version, "mẫu", made.MOMENT), key)
        start = time.perf_counter()
        read_catalogue_file(data, trusted=trusted)
        read = time.perf_counter()
        install(DataDir(tmp_path), data, trusted=trusted, moment=made.MOMENT)
        imports.append((time.perf_counter() - read) * 1000)
        readings.append((read - start) * 1000)
    report(
        Measured(
            f"import of {len(data)} signed bytes (wanted: 3,000 ms)",
            statistics.median(imports), max(imports),
            "signature and schema alone", statistics.median(readings),
        )
    )  # fmt: skip
    assert min(imports) < 20 * min(readings)


def test_1000_flipped_bits_of_the_whole_file_are_refused_1000_times() -> None:
    key = new_signing_key()
    data = write_catalogue_file(
        whole_content("2026.12.01"), Issue("2026.12.01", "mẫu", made.MOMENT), key
    )
    draw, refused = random.Random(20261126), 0
    for place in draw.sample(range(len(data) * 8), FLIPS):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        try:
            read_catalogue_file(bytes(flipped), trusted={signing_public(key): "mẫu"})
        except InputError:
            refused += 1
    sys.stderr.write(f"\n{refused} of {FLIPS} flipped bits refused\n")
    assert refused == FLIPS


def acknowledged_until_killed(
    data_dir: Path, folder: Path, *, imports: int = 0, after_s: float = 50.0, at_step: int = 0
) -> list[str]:
    """Run the worker, kill it without warning, return the versions that it had installed.

    It dies a moment after so many imports, so that a slow machine meets the same moments, or right
    before its nth opening, renaming or removing of a file.
    """
    (key,) = made.trusted()
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(data_dir), str(folder), key.hex(), str(at_step)],
        cwd=PROJECT_DIR, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    timer = threading.Timer(after_s, worker.kill)
    lines = [worker.stdout.readline() for _ in range(imports)]
    timer.start()
    lines += worker.stdout.read().splitlines(keepends=True)
    timer.cancel()
    worker.wait()
    worker.stdout.close()
    return [line.strip() for line in lines if line.endswith("\n")]


def signed_files(tmp_path: Path, versions: list[str]) -> Path:
    """Return a folder with a signed file for each version: small units and one form."""
    folder = tmp_path / "files"
    folder.mkdir()
    parts = made_parts.small_units_part()
    form = made_parts.form_folder(tmp_path)
    text = (form / "form.toml").read_text(encoding="utf-8")
    for version in versions:
        (form / "form.toml").write_text(text.replace("2026.9", version), encoding="utf-8")
        data = made.signed(version, parts=parts | made_parts.form_part(form))
        (folder / f"{version}.json").write_bytes(data)
    return folder


def test_50_kills_during_import_leave_the_old_or_the_new_catalogue(tmp_path: Path) -> None:
    versions = [f"2027.{n // 28 + 1:02d}.{n % 28 + 1:02d}" for n in range(330)]
    folder, data_dir = signed_files(tmp_path, versions), DataDir(tmp_path / "data")
    draw, whole, moved, cut = random.Random(50), 0, 0, 0
    before = version_key(load_catalogue(data_dir).version)
    order = [before, *(version_key(v) for v in versions)]
    for number in range(KILLS):
        done = (
            acknowledged_until_killed(
                data_dir.root, folder, imports=number // 2 % 3, after_s=draw.uniform(0.0, 0.2)
            )
            if number % 2
            else acknowledged_until_killed(data_dir.root, folder, at_step=draw.randint(1, 120))
        )
        promised = version_key(done[-1]) if done else before
        catalogue = load_catalogue(data_dir)
        now = version_key(catalogue.version)
        moved += now != before
        old_or_new = now in {promised, order[order.index(promised) + 1]}
        root = installed_dir(data_dir)
        half = [
            *root.rglob(".tmp-*"),
            *(v for v in version_folders(data_dir) if version_key(v) > now),
        ]
        cut += bool(half)
        ok = verify(data_dir, trusted=made.trusted(), readers=READERS).ok
        form_version = library_in_use(data_dir).get(made_parts.FORM, made.MOMENT.date()).version
        whole += old_or_new and ok and form_version in {catalogue.version, "2025.1"}
        before = now
    sys.stderr.write(f"\n{whole} of {KILLS} kills left a whole catalogue ({cut} hit the writing)\n")
    assert whole == KILLS
    assert moved > KILLS / 4  # the kills hit working imports …
    assert cut >= 5  # … and some of them the writing
