"""The hospital: its beds, its people, and the rules by which one meets the other."""
