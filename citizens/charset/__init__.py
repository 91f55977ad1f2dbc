"""Getting Vietnamese text back from what scanners and decoders make of it."""
