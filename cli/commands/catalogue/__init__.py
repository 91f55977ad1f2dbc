"""`catalog …`: procedures, papers, fees, dates, notes, signed files."""
