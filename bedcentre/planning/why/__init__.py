"""Why a demand gets this bed or none, and what would help: the engine's explanation in the words of a ward."""
