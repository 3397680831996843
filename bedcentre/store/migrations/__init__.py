"""The database's history, one revision per change; run by ``bedcentre.store.migrate``."""
