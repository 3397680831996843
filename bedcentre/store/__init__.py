"""The hospital in a database, SQLite or PostgreSQL: state, journal, and the one way to write both together."""
