"""What leaves a desk: wire records, canonical bytes, slip codes, sealed packages, signed files."""
