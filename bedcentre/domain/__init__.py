"""Pure rules of beds and stays: no database, no web, no clock of its own."""
