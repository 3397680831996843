"""The daily review at 16:00: tomorrow by ward group and hour, what would help, and what was decided."""
