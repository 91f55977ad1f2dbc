"""Optional intake service for a province (not started yet)."""
