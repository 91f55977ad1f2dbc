"""Reading the chip of a card."""
