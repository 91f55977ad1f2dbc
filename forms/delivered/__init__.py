"""Forms that came in a signed catalogue file, beside those of the program."""
