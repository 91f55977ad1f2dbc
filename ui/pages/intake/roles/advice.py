"""Which role to offer to a person, and what cannot be true of the people of the open case."""

from __future__ import annotations

import contextlib

from base.clock import legal_date
from base.errors import StorageError
from base.settings import Settings
from base.text import fold
from citizens.person import Person
from forms.family.doubts import Doubt, Gathering, doubts, doubts_about
from forms.family.order import RoleOrder, load_order, rank_roles
from forms.schema import Role, Slot
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
            avoided={key for key, found in said.items() if found}
            | set(gathering.people)
            | {r.key for r in self.roles if self._is_written_of_another(r.key, person)},
        )
        numbers = {role.key: number for number, role in enumerate(self.roles, start=1)}
        words = {key: found[0].message if found else "" for key, found in said.items()}
        return [Choice(key, self.label(key), numbers[key], words[key]) for key in ranked]

    def partners(self) -> dict[str, list[Role]]:
        """Return for each role the others whose person may have it too: nothing doubtful."""
        gathering = self._gathering()
        if gathering is None:
            return {}
        sexes, today = gathering.kinship().sexes, legal_date(self._session.clock())
        people = gathering.people

        def may(role: str, person: Person) -> bool:
            wanted = sexes.get(role)
            is_other_sex = None not in (wanted, person.sex) and wanted is not person.sex
            if is_other_sex or (role not in people and self._is_written_of_another(role, person)):
                return False
            return not doubts_about(gathering, role, person, today)

        return {
            role.key: [
                other
                for other in self.roles
                if other.key in people
                and people[other.key] != people.get(role.key)
                and may(role.key, people[other.key])
            ]
            for role in self.roles
        }

    def open_doubts(self) -> tuple[Doubt, ...]:
        """Return what is doubtful and not kept by the clerk."""
        return tuple(doubt for doubt in self._found() if doubt not in self._kept)

    def keep(self, role: str) -> None:
        """The clerk has looked: what is doubtful about a role stays as it is."""
        self._kept |= {doubt for doubt in self._found() if role in doubt.roles}

    def forget_kept(self, role: str | None = None) -> None:
        """Somebody else has a role, or another case is open: look anew."""
        self._kept = {d for d in self._kept if role is not None and role not in d.roles}

    def _is_written_of_another(self, role: str, person: Person) -> bool:
        """Whether somebody else's name stands in the line of a role that nobody has."""
        case = self._keeper.case
        if case is None or role in case.persons() or not person.full_name:
            return False
        lines = [f for f in case.schema.fields if f.role == role and f.slot is Slot.FULL_NAME]
        facts = {fact for line in lines for fact in case.form.facts_of(line.key)}
        own = [case.typed.get(line.key) for line in lines]
        same = ((form, key) for form in case.forms for fact in facts for key in form.keys_of(fact))
        elsewhere = [form.typed.get(key) for form, key in same]
        names = {fold(name) for name in (*own, *elsewhere) if isinstance(name, str)} - {""}
        return bool(names) and fold(person.full_name) not in names

    def _found(self) -> tuple[Doubt, ...]:
        gathering = self._gathering()
        return doubts(gathering, legal_date(self._session.clock())) if gathering else ()

    def _gathering(self) -> Gathering | None:
        case = self._keeper.case
        if case is None:
            return None
        return Gathering(case.schema, self.roles, case.persons(), case.typed, _LIKE)
