"""Between the panes of Thủ tục and the rooms below."""
