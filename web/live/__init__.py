"""Live pages: what changed in the hospital is drawn once per view and pushed to everybody who looks at it."""
