"""Papers handed to the citizen: the appointment slip, what is missing, a refusal."""
