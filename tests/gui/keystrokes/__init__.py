"""How many keys a clerk presses for a case, counted by a robot at the real window."""
