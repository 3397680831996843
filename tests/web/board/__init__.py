"""The board of the whole hospital and the web's base: gates, sockets, fragments, journeys."""
