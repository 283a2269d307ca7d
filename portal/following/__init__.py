"""Readers who want to be told, and what they follow; known by an address, confirmed by a letter."""
