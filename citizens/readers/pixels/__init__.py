"""What is done to a picture's pixels before a decoder looks at them."""
