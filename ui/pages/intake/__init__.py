"""Tiếp nhận: from the citizen's card to the dossier."""
