"""One file per page: its routes, who may use them, and what they answer."""
