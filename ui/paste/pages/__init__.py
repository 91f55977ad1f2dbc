"""The pages of the helper's window."""
