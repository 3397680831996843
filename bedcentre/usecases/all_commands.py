"""Importing this module fills the registry of commands: one import instead of a hidden order."""

from bedcentre.usecases import beds, day_surgery, planning, proposals, requests, stays

__all__ = ["beds", "day_surgery", "planning", "proposals", "requests", "stays"]
