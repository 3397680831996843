"""Stand-by: the list, freed slots and beds, and to whom they are offered."""
