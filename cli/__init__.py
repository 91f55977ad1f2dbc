"""The command line: commands, JSON output, demo, self-test."""
