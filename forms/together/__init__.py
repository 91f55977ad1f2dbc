"""Forms that are filled together: which ones, and which of their lines mean the same."""
