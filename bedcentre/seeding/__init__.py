"""The seed hospital: a fictional county teaching hospital, generated from the tables in ``seed_data/``."""

from bedcentre.seeding.errors import SeedError
from bedcentre.seeding.hospital import generate
from bedcentre.seeding.records import Hospital

__all__ = ["Hospital", "SeedError", "generate"]
