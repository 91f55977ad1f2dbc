"""The first start: who this centre is."""
