"""Steps of a dossier's life."""
