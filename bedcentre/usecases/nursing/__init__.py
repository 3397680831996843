"""Responsible nurses by shift (责任制整体护理): the ward's shift as it stands, and the commands that change it."""
