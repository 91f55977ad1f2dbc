"""People and their papers: payloads, charset repair, personal numbers."""
