"""People of one form beside each other: who excludes whom, what cannot be, who comes next."""
