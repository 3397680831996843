"""The hospital's pages and its live board."""
