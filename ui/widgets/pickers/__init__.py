"""What hangs below a line to choose from; made when first opened."""
