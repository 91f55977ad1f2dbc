"""In which order the people of a form come: learned from clerks, without anybody's data.

Kept are counts by form, by the roles that were given already, and by the role that came next.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import msgspec

from base.settings import Setting, Settings
from citizens.person import Sex

ROLE_ORDER = Setting("forms.role_order", "", "Thứ tự thường quét người, theo từng biểu mẫu")
_FULL = 24  # so many in one place: then old habits count half
_FIRST = "-"  # nobody has a role yet

Counts = dict[str, dict[str, dict[str, int]]]


class RoleOrder:
    """What came next so far. One for the desk, in the window's thread."""

    def __init__(self, counts: Counts | None = None) -> None:
        self._counts: Counts = counts if counts is not None else {}

    def learn(self, form: str, taken: Collection[str], role: str) -> None:
        """A person got this role while these were taken."""
        place = self._counts.setdefault(form, {}).setdefault(_place(taken), {})
        place[role] = place.get(role, 0) + 1
        if sum(place.values()) > _FULL:
            for key in list(place):
                place[key] //= 2

    def unlearn(self, form: str, taken: Collection[str], role: str) -> None:
        """That was a mistake and is undone."""
        place = self._counts.get(form, {}).get(_place(taken), {})
        if place.get(role, 0) > 0:
            place[role] -= 1

    def next_after(self, form: str, taken: Collection[str]) -> Mapping[str, int]:
        """Return how often each role came next."""
        return MappingProxyType(self._counts.get(form, {}).get(_place(taken), {}))

    def save(self, settings: Settings) -> None:
        """Store it; raise StorageError STORE-02 when the disk refuses."""
        settings.put(ROLE_ORDER, msgspec.json.encode(self._counts, order="deterministic").decode())


def load_order(settings: Settings) -> RoleOrder:
    """Return what was learned; what cannot be read counts as nothing."""
    try:
        return RoleOrder(msgspec.json.decode(settings.get(ROLE_ORDER) or "{}", type=Counts))
    except msgspec.DecodeError:
        return RoleOrder()


def rank_roles(
    roles: Sequence[str],
    *,
    next_after: Mapping[str, int],
    sexes: Mapping[str, Sex],
    sex: Sex | None,
    avoided: Collection[str],
) -> tuple[str, ...]:
    """Return roles in the order in which they should be offered to a person.

    Last what is `avoided` (taken, or doubtful), then what asks for the other sex; first what
    usually comes next. Before anything is learned a role of the person's own sex counts as usual.
    """

    def place(role: str) -> tuple[bool, bool, int]:
        wanted = sexes.get(role)
        is_other = sex is not None and wanted is not None and wanted is not sex
        fits = wanted is not None and wanted is sex
        return role in avoided, is_other, -(next_after.get(role, 0) * 2 + 3 * fits)

    return tuple(sorted(roles, key=place))


def _place(taken: Collection[str]) -> str:
    return "+".join(sorted(taken)) or _FIRST
