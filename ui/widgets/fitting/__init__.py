"""What fits the room it is given: rows that wrap, buttons whose words do."""
