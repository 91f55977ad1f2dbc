"""The rooms that read parts of a signed catalogue file: forms, and the table of units."""

from __future__ import annotations

from base.paths import DataDir
from citizens.installed_units import UnitsPart, units_notice, use_installed_units
from exchange.installed import PartReader
from forms.delivered.part import FormsPart, forms_notice, library_in_use
from forms.library import Library

READERS: tuple[PartReader, ...] = (UnitsPart(), FormsPart())


def parts_in_use(data_dir: DataDir) -> Library:
    """Take the units of what is installed at this desk from now on, and return its forms."""
    use_installed_units(data_dir)
    return library_in_use(data_dir)


def parts_notice(data_dir: DataDir) -> str:
    """Return why installed parts are not used; empty when nothing is wrong."""
    return " ".join(filter(None, (forms_notice(data_dir), units_notice(data_dir))))
