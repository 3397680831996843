"""Turns the hospital into a question for the engine, and the engine's answer into proposals for people."""
