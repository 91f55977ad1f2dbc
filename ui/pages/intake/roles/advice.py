"""Which role to offer to a person, and what cannot be true of the people of the open case."""

from __future__ import annotations

import contextlib

from base.clock import legal_date
from base.errors import StorageError
from base.settings import Settings
from citizens.person import Person
from forms.family.doubts import Doubt, Gathering, doubts, doubts_about
from forms.family.order import RoleOrder, load_order, rank_roles
from forms.schema import Role
from ui.pages.intake.keeper import CaseKeeper
from ui.pages.intake.roles.question import Choice
from ui.pages.intake.sheet import SUBMITTER, roles_of
from ui.session import Session

_LIKE = {SUBMITTER.key: "requester"}  # who stands at the desk is alive, and asks


class RoleAdvice:
    """Looks at the open case; changes nothing in it."""

    def __init__(self, session: Session, keeper: CaseKeeper) -> None:
        self._session = session
        self._keeper = keeper
        self.order = RoleOrder()
        self._settings: Settings | None = None
        self._kept: set[Doubt] = set()

    def remember(self, settings: Settings) -> None:
        """Offer roles as clerks gave them so far, and learn for the next run."""
        self._settings, self.order = settings, load_order(settings)

    def save(self) -> None:
        """Store what was learned."""
        if self._settings is not None:
            with contextlib.suppress(StorageError):  # only the order of an offer would be lost
                self.order.save(self._settings)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the open case."""
        return roles_of(self._keeper.case.schema) if self._keeper.case else ()

    def label(self, role: str) -> str:
        """Return a role's name."""
        return next((r.label for r in self.roles if r.key == role), role)

    def choices(self, person: Person) -> list[Choice]:
        """Return the roles for a person, the likeliest first."""
        gathering = self._gathering()
        if gathering is None:
            return []
        today = legal_date(self._session.clock())
        said = {r.key: doubts_about(gathering, r.key, person, today) for r in self.roles}
        ranked = rank_roles(
            [role.key for role in self.roles],
            next_after=self.order.next_after(gathering.schema.id, gathering.people),
            sexes=gathering.kinship().sexes,
            sex=person.sex,
            avoided={key for key, found in said.items() if found} | set(gathering.people),
        )
        numbers = {role.key: number for number, role in enumerate(self.roles, start=1)}
        words = {key: found[0].message if found else "" for key, found in said.items()}
        return [Choice(key, self.label(key), numbers[key], words[key]) for key in ranked]

    def open_doubts(self) -> tuple[Doubt, ...]:
        """Return what is doubtful and not kept by the clerk."""
        return tuple(doubt for doubt in self._found() if doubt not in self._kept)

    def keep(self, role: str) -> None:
        """The clerk has looked: what is doubtful about a role stays as it is."""
        self._kept |= {doubt for doubt in self._found() if role in doubt.roles}

    def forget_kept(self, role: str | None = None) -> None:
        """Somebody else has a role, or another case is open: look anew."""
        self._kept = {d for d in self._kept if role is not None and role not in d.roles}

    def _found(self) -> tuple[Doubt, ...]:
        gathering = self._gathering()
        return doubts(gathering, legal_date(self._session.clock())) if gathering else ()

    def _gathering(self) -> Gathering | None:
        case = self._keeper.case
        if case is None:
            return None
        return Gathering(case.schema, self.roles, case.persons(), case.typed, _LIKE)
