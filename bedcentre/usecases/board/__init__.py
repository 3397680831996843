"""What the live pages show: one picture of the hospital, and the read models drawn from it."""
