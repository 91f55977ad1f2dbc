"""Intake, the life of a dossier, drafts, register, outbox."""
