"""One function per command, and the read models of the pages."""
