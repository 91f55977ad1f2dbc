"""What a template may be made of: its parts, their size, what stands in them."""
