"""The web pages, in requests, sockets and real browsers."""
