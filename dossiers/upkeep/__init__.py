"""What keeps a store tidy, in small steps beside the day's work."""
