"""The parts of the page Thủ tục; widgets only."""
