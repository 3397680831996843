"""The two weeks ahead: what the plan on nights says, and what it means for each group of wards on each day."""
