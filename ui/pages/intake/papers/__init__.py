"""The papers of one case on the screen: the strip above the form and what it does."""
