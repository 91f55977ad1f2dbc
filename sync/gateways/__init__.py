"""One file per way out of the desk."""
