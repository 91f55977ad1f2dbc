"""Old addresses (before 01/07/2025) to the communes in force, with every candidate."""
