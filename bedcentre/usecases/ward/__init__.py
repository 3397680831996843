"""What a ward's nurse or cleaner has in hand: beds as cards, who is coming, which bed would do instead."""
