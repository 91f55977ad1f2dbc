"""Internal workflow (quy trình nội bộ): steps, roles and shares of the time, as data."""

from __future__ import annotations

import msgspec

from catalog.content import WORKFLOWS, Content
from catalog.procedure import Procedure


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step: who does what, in which share of the time limit (weights, not percent)."""

    name: str
    role: str
    share: int
    hours: int | None = None  # at most so many working hours, whatever the share


class Workflow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The steps of one kind of procedure. `unverified`: no decision of the province behind it."""

    name: str
    steps: tuple[Step, ...]
    fields: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()  # beginnings of a vertical agency's name
    basis: str = ""
    unverified: bool = True


class Workflows(msgspec.Struct, frozen=True, kw_only=True):
    """Every workflow of a catalogue; `default` serves what nothing else names."""

    status_date: str
    note: str
    default: Workflow
    workflows: tuple[Workflow, ...]

    def of(self, procedure: Procedure) -> Workflow:
        """Return the workflow of a procedure: its own, its agency's, its field's, the default."""
        agency = procedure.vertical_agency or ""
        for workflow in self.workflows:
            if procedure.code in workflow.codes:
                return workflow
        for workflow in self.workflows:
            if agency and agency.startswith(workflow.agencies):
                return workflow
        for workflow in self.workflows:
            if procedure.field in workflow.fields:
                return workflow
        return self.default


def read_workflows(content: Content) -> Workflows:
    """Read a catalogue's workflows; msgspec.ValidationError when they have another shape."""
    return msgspec.json.decode(content.read(WORKFLOWS), type=Workflows)
