"""Which other dialogues ask the same people at the same time."""
