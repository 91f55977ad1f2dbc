"""The key that hands over the next value while another program has the focus."""
