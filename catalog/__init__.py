"""Procedures and their versions, search, checklists, fees, time limits, working calendar."""
