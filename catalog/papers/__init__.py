"""What the wording of a paper says: in which case it is asked for, what data stand in for it."""
