"""Form schemas, rules, prefill, filling, PDF."""
