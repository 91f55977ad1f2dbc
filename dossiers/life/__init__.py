"""A dossier's life after reception: the clock stops for missing papers, goes on, is extended."""
