"""A dossier's dates: the centre's own calendar, pause and extension, the steps inside."""
