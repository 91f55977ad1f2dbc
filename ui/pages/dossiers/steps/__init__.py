"""Steps of a dossier's life on the screen: missing papers asked for and received, a new date."""
