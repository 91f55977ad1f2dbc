"""What a counter makes of the catalogue: internal workflow, local notes, the citizen's page."""
