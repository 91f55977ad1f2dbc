"""The package gateway: sealed packages in a folder (a share, a USB stick, a synced directory)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from base.clock import Clock, local
from base.errors import StorageError
from base.files import write_atomic
from exchange.identity import DeskIdentity
from exchange.packages import SealedItem, package_id, read_manifest, seal_package
from exchange.trust import TrustFile
from sync.gateways.gateway import HandedOver, Line, Outcome, Parcel

NO_KEY_REASON = "Chưa có khoá của tỉnh: nạp tệp khoá bằng “desk trust TỆP” rồi gửi lại."
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


class PackageGateway:
    """Writes one package per batch; the province's key decides who can read it."""

    name = "package"
    batch_size = 50

    def __init__(
        self, folder: Path, identity: DeskIdentity, province: TrustFile | None, clock: Clock
    ) -> None:
        """Use a folder that the other side collects from."""
        self._folder = folder
        self._identity = identity
        self._province = province
        self._clock = clock

    def probe(self) -> Line:
        """The way is open while the folder is there."""
        return Line.UP if self._folder.is_dir() else Line.DOWN

    def ready(self) -> str | None:
        """Without the province's key nobody could read the package."""
        return None if self._province else NO_KEY_REASON

    def lookup(self, key: str) -> Outcome | None:
        """Find the package that a killed run wrote before it could note so."""
        for file in sorted(self._folder.glob("*.mcpkg")):
            manifest = read_manifest(file.read_bytes())
            if manifest is not None and key in manifest.dossier_ids:
                return HandedOver(manifest.package_id)
        return None

    def send(self, parcels: Sequence[Parcel]) -> Mapping[str, Outcome]:
        """Write one package; it is complete in the folder or not there at all."""
        written = self.write(parcels)
        return {p.key: HandedOver(written[0]) for p in parcels}

    def write(self, parcels: Sequence[Parcel]) -> tuple[str, Path]:
        """Seal the parcels into a new file and return its package id and path.

        Raises StorageError SYNC-01 without the province's key, STORE-02/03 when the disk refuses.
        """
        if self._province is None:
            raise StorageError("SYNC-01", "Chưa có khoá của tỉnh.", NO_KEY_REASON)
        now = self._clock()
        items = [
            SealedItem(p.key, p.payload, {h: read() for h, read in p.attachments.items()})
            for p in parcels
        ]
        data = seal_package(
            items,
            desk=self._identity,
            recipient_public=self._province.encryption_key,
            signed_at=now,
        )
        identity = package_id(data)
        stem = _UNSAFE.sub("-", f"goi-{local(now):%Y%m%d-%H%M%S}-{identity[:8]}")
        path = self._folder / f"{stem}.mcpkg"
        write_atomic(path, data, what="gói hồ sơ")
        return identity, path
