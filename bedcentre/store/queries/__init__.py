"""What a reader asks of the database, by concept."""
