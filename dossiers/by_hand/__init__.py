"""Entering a dossier into another system by hand: what is handed over, and in which order."""
