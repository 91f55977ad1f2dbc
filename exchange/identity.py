"""Who a desk is towards others: an id, a name, and the key that signs its packages."""

from __future__ import annotations

from dataclasses import dataclass, field

from exchange.keys import signing_public


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """One desk. `signing_key` is the Ed25519 private key; it never leaves the encrypted store."""

    desk_id: str
    name: str
    signing_key: bytes = field(repr=False)

    @property
    def public_key(self) -> bytes:
        """The key that others check this desk's signatures with."""
        return signing_public(self.signing_key)
