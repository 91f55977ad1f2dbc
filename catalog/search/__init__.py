"""Finding a procedure from three letters, everyday words, typos and Telex leftovers."""
