"""The tray: people who were scanned before a case is open."""
