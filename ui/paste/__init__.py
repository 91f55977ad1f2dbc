"""F7, the paste helper: hands a dossier's values to another system, one after the other."""
