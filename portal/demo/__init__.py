"""Demonstration data: real dialogues with only the facts of the city's documents, and clearly marked examples."""
