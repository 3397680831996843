"""Borrowed beds: the ledger of their nights, what departments owe each other, and the ways back."""
