"""Answers before there is a dossier: a procedure's card, the citizen's page, a new catalogue."""
