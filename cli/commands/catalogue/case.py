"""What the commands about one procedure share: catalogue, procedure, day, situation, centre."""

from __future__ import annotations

from datetime import date
from itertools import chain

from base.clock import legal_date
from base.dates import parse_full_date
from base.errors import InputError
from catalog.catalogue import Catalogue, load_catalogue
from catalog.procedure import Procedure
from catalog.situations import SituationValue, parse_situation
from cli.context import Context
from cli.output import note
from desk.profile import CentreProfile


def catalogue_in_use(context: Context) -> Catalogue:
    """Return the catalogue in use; why it is not the installed one goes to stderr."""
    catalogue = load_catalogue(context.data_dir)
    if catalogue.origin.notice:
        note(catalogue.origin.notice)
    return catalogue


def procedure_asked(
    context: Context, catalogue: Catalogue, received: date | None = None
) -> tuple[Procedure, date]:
    """Return the procedure named, in the version of the day asked about, and that day."""
    day = received or legal_date(context.clock())
    if context.options.on:
        try:
            day = parse_full_date(context.options.on)
        except ValueError as error:
            raise InputError(
                "CLI-06", "Ngày không hợp lệ.", "Ghi theo dạng 2026-11-26 hoặc 26/11/2026."
            ) from error
    return catalogue.get(context.options.code, day), day


def situation_given(
    context: Context, catalogue: Catalogue, procedure: Procedure
) -> dict[str, SituationValue]:
    """Return the answers of --situation; InputError CAT-02 for a key or answer that is none."""
    given = chain.from_iterable(context.options.situation)
    return parse_situation(given, catalogue.questions, procedure)


def profile_of(context: Context) -> CentreProfile | None:
    """Return the centre profile of this desk, if there is one."""
    if not context.data_dir.store_file.exists():
        return None
    from desk import centre  # only a desk with a store has its own office hours
    from dossiers.workplace import open_desk_store

    with open_desk_store(context.data_dir, clock=context.clock) as store, store.read() as tx:
        return centre.load_profile(tx)
