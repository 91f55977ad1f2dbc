"""What each kind of code holds: cards, health cards, MRZ, dossier codes and the rest."""
