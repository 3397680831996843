"""The rules once more, as what one step adds: each keeps its own counters up to date."""
