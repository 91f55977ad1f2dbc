"""Editors of form lines: one table (type, variant) to widget."""
