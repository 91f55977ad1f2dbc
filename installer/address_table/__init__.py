"""Builds citizens/addresses/data/units.json from openly licensed data."""
